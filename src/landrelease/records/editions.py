"""Which files of a source were taken in, so that an older one is told from a later one that lost rows."""

from typing import Annotated

from landrelease.records.base import Record
from landrelease.records.marks import Count, mark
from landrelease.records.text import marked as _


class Edition(Record, frozen=True, kw_only=True, omit_defaults=True, tag="edition"):
    """
    A file that was taken in, of a source whose every file replaces the one before.

    The import writes it, nobody else; it moves no land. Its `date` is that of the edition, where anybody states one.

    Attributes
    ----------
    source : str
        Name under which the rows of the source are known again.
    profile : str
        Name of the profile by which it was read.
    layer : str
        Layer or sheet.
    file_name : str
        Name of the file, without its folder.
    file_sha256 : str
        Hash of the file.
    rows : int
        How many rows it held.
    """

    source: Annotated[
        str | None, mark("operator", _("Name under which the source's rows are known again."), "colombia-victims")
    ] = None
    profile: Annotated[str | None, mark("operator", _("Profile by which it was read."), "colombia-victims")] = None
    layer: Annotated[str | None, mark("operator", _("Layer or sheet."), "areas")] = None
    file_name: Annotated[str | None, mark("authority", _("Name of the file."), "victims_2022-02.csv")] = None
    file_sha256: Annotated[str | None, mark("authority", _("Hash of the file."), "0a1b2c3d" * 8)] = None
    rows: Annotated[Count | None, mark("operator", _("How many rows it held."), "12062")] = None
