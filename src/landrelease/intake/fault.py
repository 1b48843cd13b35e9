"""A fault of a whole file: nothing of the file is applied, and the person is told where, what, why and the way out."""

from types import MappingProxyType
from typing import Final

from landrelease.checks.catalogue import RULES
from landrelease.records.text import tr

EXITS: Final = MappingProxyType(
    {
        "file-missing": 60,
        "file-unreadable": 61,
        "file-empty": 62,
        "file-truncated": 63,
        "file-incomplete": 64,
        "file-encrypted": 65,
        "file-renamed": 66,
        "file-format-unknown": 67,
        "layer-missing": 68,
        "layer-unnamed": 68,
        "line-too-long": 69,
        "not-finite": 70,
        "crs-undeclared": 71,
        "crs-unknown": 72,
        "crs-conflict": 73,
        "crs-mismatch": 74,
        "axes-exchanged": 74,
        "zip-bomb": 75,
        "zip-path": 75,
        "wrong-unit": 76,
        "columns-unknown": 77,
        "column-repeated": 77,
        "table-unreadable": 77,
        "constant-unusable": 78,
        "profile-unknown": 79,
        "profile-faulty": 79,
        "profile-columns": 79,
        "edition-replaced": 80,
        "edition-unusable": 80,
        "snapshot-shrunk": 80,
    },
)
"""Code of a fault of a file to the exit code of a command that meets it; the texts are in `checks.catalogue`."""


class IntakeError(Exception):
    """
    A file, a profile or a constant cannot be used; nothing was applied.

    Parameters
    ----------
    where
        Name of the file or profile, without its folder.
    code
        Key of `EXITS`; never changes its meaning.
    **params
        Values that the texts of the rule name.

    Attributes
    ----------
    where : str
        Name of the file or profile.
    code : str
        Key of `EXITS`.
    params : dict
        Values for the texts.
    exit_code : int
        What a command ends with.

    Examples
    --------
    >>> fault = IntakeError("report.csv", "file-truncated", detail="line 7 has 3 of 5 cells")
    >>> fault.exit_code
    63
    >>> print(fault)
    report.csv: it ends in the middle of its data: line 7 has 3 of 5 cells.
    Why: ...
    Way out: Copy it again and compare the sizes.
    """

    def __init__(self, where: str, code: str, **params: str | float) -> None:
        super().__init__(where, code, params)
        self.where = where
        self.code = code
        self.params = params
        self.exit_code = EXITS[code]

    def __str__(self) -> str:
        """Say where, what, why and the way out."""
        rule = RULES[self.code]
        what, why, cure = (tr(text).format_map(self.params) for text in (rule.what, rule.why, rule.cure))
        where = "".join(sign if sign.isprintable() else " " for sign in self.where)
        lines = (f"{where}: {what}", tr("Why: {why}").format(why=why), tr("Way out: {cure}").format(cure=cure))
        return "\n".join(lines)
