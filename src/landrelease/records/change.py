"""Statements about other records: corrections, withdrawals, decisions and attachments."""

from typing import Annotated, Any, Final

from landrelease.records.base import Record
from landrelease.records.marks import Count, mark
from landrelease.records.text import marked as _

_REPLACEMENT: Final = '{"kind":"organisation","id":"org-1","name":"Example Demining","role":"operator"}'


class Correction(Record, frozen=True, kw_only=True, omit_defaults=True, tag="correction"):
    """
    The same statement again, put right: names the record that it corrects, and why.

    Attributes
    ----------
    corrects : str
        Id of the record that is taken out.
    reason : str
        Why the old one was wrong.
    evidence : str
        What shows it; needed where the correction makes land less dangerous.
    replacement : dict
        The whole corrected statement: ``kind`` and the fields of that kind, as `kinds.replacement_of` reads it.
    """

    corrects: Annotated[str, mark("public", _("Id of the record that it corrects."), "3f2a9c0d1e2f")] = ""
    reason: Annotated[str | None, mark("operator", _("Why the old one was wrong."), "the name was misspelt")] = None
    evidence: Annotated[str | None, mark("operator", _("What shows it."), "field book p. 12")] = None
    replacement: Annotated[
        dict[str, Any], mark("operator", _("The corrected statement: kind and fields."), _REPLACEMENT)
    ] = {}


class Withdrawal(Record, frozen=True, kw_only=True, omit_defaults=True, tag="withdrawal"):
    """
    A record was never true: names it, and why.

    What was true when it was decided is reopened by a hazard record instead.

    Attributes
    ----------
    withdraws : str
        Id of the record that is taken out.
    reason : str
        Code of the reason.
    evidence : str
        What shows it; needed where the withdrawal makes land less dangerous.
    """

    withdraws: Annotated[str, mark("public", _("Id of the record that it takes out."), "3f2a9c0d1e2f")] = ""
    reason: Annotated[str | None, mark("public", _("Why."), "duplicate", codes="withdrawal_reason")] = None
    evidence: Annotated[str | None, mark("operator", _("What shows it."), "same sheet scanned twice")] = None


class Decision(Record, frozen=True, kw_only=True, omit_defaults=True, tag="decision"):
    """
    A person's verdict on other records, or on a finding.

    Attributes
    ----------
    verdict : str
        ``accept``, ``return``, ``reject`` or ``settle``.
    about : tuple of str
        Ids of the records decided on.
    finding : str
        Id of the finding that is settled.
    reason : str
        Why; required for return, reject and settle.
    supersedes : tuple of str
        Ids of earlier decisions that no longer count.
    """

    verdict: Annotated[str, mark("public", _("The verdict."), "accept", codes="verdict")] = ""
    about: Annotated[tuple[str, ...], mark("public", _("Ids of the records decided on."), "3f2a9c0d1e2f")] = ()
    finding: Annotated[str | None, mark("authority", _("Id of the finding that is settled."), "f-81c2…")] = None
    reason: Annotated[str | None, mark("operator", _("Why."), "shape does not match the report")] = None
    supersedes: Annotated[tuple[str, ...], mark("public", _("Decisions that no longer count."), "9b1c…")] = ()


class Attachment(Record, frozen=True, kw_only=True, omit_defaults=True, tag="attachment"):
    """
    A file that belongs to a record: a report, a photo, a scanned form.

    Attributes
    ----------
    about : tuple of str
        Ids of the records it belongs to.
    sha256 : str
        Hash of the file's bytes; the bytes lie beside the records.
    size_bytes : int
        Length of the file.
    media_type : str
        Such as ``application/pdf``.
    file_name : str
        Name it came under.
    caption : str
        What it shows.
    """

    about: Annotated[tuple[str, ...], mark("operator", _("Ids of the records it belongs to."), "3f2a9c0d1e2f")] = ()
    sha256: Annotated[
        str,
        mark("operator", _("Hash of the file."), "9f86d081" * 8),
    ] = ""
    size_bytes: Annotated[Count, mark("operator", _("Length of the file."), "20481")] = 0
    media_type: Annotated[str, mark("operator", _("Media type."), "application/pdf")] = ""
    file_name: Annotated[str | None, mark("authority", _("Name it came under."), "report.pdf")] = None
    caption: Annotated[str | None, mark("operator", _("What it shows."), "north fence")] = None
