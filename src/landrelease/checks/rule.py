"""A rule: what a finding means, why the field asks for it, and the way out."""

from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
Room = Literal["checks", "ledger", "intake", "geometry", "programme", "evidence", "publish"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")


class Rule(NamedTuple):
    """
    One entry of the catalogue; the texts are `str.format` templates over the parameters of the finding.

    Attributes
    ----------
    code : str
        Stable name, lower case with hyphens.
    severity : str
        ``error``: wrong, not taken in without a person's word. ``warning``: doubtful. ``note``: worth knowing.
    what : str
        What was seen.
    why : str
        Why the rule exists, in one sentence.
    cure : str
        What to do.
    room : str
        Room that raises it and proves it by tests.
    blocking : bool
        Whether a record with it can never be accepted.
    one : str
        What was seen where the parameter `n` or `days` is one; empty where `what` counts nothing.
    """

    code: str
    severity: Severity
    what: str
    why: str
    cure: str
    room: Room = "checks"
    blocking: bool = False
    one: str = ""
