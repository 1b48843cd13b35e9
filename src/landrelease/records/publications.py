"""What left the house: figures and sentences as they were published, so that they can be found again digit by digit."""

from typing import Annotated

from landrelease.records.base import Record
from landrelease.records.marks import Count, mark
from landrelease.records.text import marked as _


class Publication(Record, frozen=True, kw_only=True, omit_defaults=True, tag="publication"):
    """
    Figures that the programme published: a form as it was frozen, or a press statement.

    The frozen file lies beside the records under its hash. The record says of whose knowledge it is, so that anybody
    who holds the same records can tell every figure again. It moves no land, and is no source: what somebody else says
    is a source.

    Attributes
    ----------
    type : str
        Which kind of publication.
    title : str
        Its heading.
    audience : str
        For whom it was made.
    form, layout : str
        Which form; nothing for a press statement.
    year : int
        Year that it tells of.
    known_at : str
        Moment of knowledge of its figures.
    set_root : str
        Hash of the ids of all records known then, in alphabetical order.
    figures : int
        How many figures it has.
    since : str
        Id of the publication before, whose changes it states.
    despite : str
        Why it left in spite of errors.
    file_sha256 : str
        Hash of the frozen file.
    approved_by : tuple of str
        Ids of the persons who approved it.
    gathered : tuple of str
        Ids of the administrative areas that were put together in it.
    """

    type: Annotated[str | None, mark("public", _("Which kind of publication."), "form", codes="publication_type")] = (
        None
    )
    title: Annotated[str | None, mark("public", _("Its heading."), "Article 7, report for 2024")] = None
    audience: Annotated[str | None, mark("public", _("For whom it was made."), "authority", codes="audience")] = None
    form: Annotated[str | None, mark("public", _("Which form it is."), "apmbc-article-7")] = None
    layout: Annotated[str | None, mark("public", _("Which layout of the form."), "classic")] = None
    year: Annotated[Count | None, mark("public", _("Year that it tells of."), "2024")] = None
    known_at: Annotated[
        str | None, mark("public", _("Moment of knowledge of its figures (UTC)."), "2025-01-31T09:30:00.000Z")
    ] = None
    set_root: Annotated[str | None, mark("public", _("Hash of the ids of all records known then."), "9f86d081" * 8)] = (
        None
    )
    figures: Annotated[Count | None, mark("public", _("How many figures it has."), "120")] = None
    since: Annotated[str | None, mark("public", _("Id of the publication before."), "3f2a9c0d1e2f")] = None
    despite: Annotated[str | None, mark("public", _("Why it left in spite of errors."), "the army reports in May")] = (
        None
    )
    file_sha256: Annotated[str | None, mark("public", _("Hash of the frozen file."), "0a1b2c3d" * 8)] = None
    approved_by: Annotated[
        tuple[str, ...], mark("authority", _("Ids of the persons who approved it (several with ;)."), "p-5f0c9a12e4b7")
    ] = ()
    gathered: Annotated[
        tuple[str, ...],
        mark("operator", _("Administrative areas that were put together in it (several with ;)."), "D-1;D-2"),
    ] = ()
