"""What statements about the ground rest on: the documents that came in, as they were published."""

from typing import Annotated

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import mark
from landrelease.records.text import marked as _


class Source(Record, frozen=True, kw_only=True, omit_defaults=True, tag="source"):
    """
    A document that says something about land, ordnance or people: an article, a statement, an old minefield record.

    It is a lead and moves no land: a survey that follows it up may. Its words and its writer are sealed, since articles
    and calls name victims, informants and positions, and must be forgotten where somebody has the right to ask for it.

    Attributes
    ----------
    type : str
        Which kind of document.
    publisher : str
        Who published it, by name.
    published : str
        When it was published.
    written_by : str
        Sealed: who wrote or told it.
    language : str
        Language of the text.
    url : str
        Address at which it was read.
    title : str
        Its heading.
    archive_sha256 : str
        Hash of the copy that was kept, which lies beside the records.
    text : str
        Sealed: its words, without what a page puts around them.
    """

    type: Annotated[
        str | None, mark("operator", _("Which kind of document."), "official-statement", codes="source_type")
    ] = None
    publisher: Annotated[
        str | None, mark("operator", _("Who published it, by name; never an informant."), "Example Gazette")
    ] = None
    published: Annotated[PartialDate, mark("operator", _("When it was published."), "2025-11")] = None
    written_by: Annotated[str | None, mark("authority", _("Who wrote or told it."), "A. Example", personal=True)] = None
    language: Annotated[str | None, mark("operator", _("Language of the text, as a code."), "en")] = None
    url: Annotated[str | None, mark("operator", _("Address at which it was read."), "https://example.org/1")] = None
    title: Annotated[
        str | None, mark("operator", _("Its heading, without names of victims."), "Field near the school cleared")
    ] = None
    archive_sha256: Annotated[str | None, mark("operator", _("Hash of the copy that was kept."), "9f86d081" * 8)] = None
    text: Annotated[
        str | None, mark("authority", _("Its words."), "Teams cleared a field near the school.", personal=True)
    ] = None
