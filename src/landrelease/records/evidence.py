"""Evidence items: one thing that was seen or told, where, when, and how far it can be relied on."""

from typing import Annotated

from landrelease.records.base import PartialDate, Record
from landrelease.records.marks import mark
from landrelease.records.shape import Shape
from landrelease.records.text import marked as _


class Evidence(Record, frozen=True, kw_only=True, omit_defaults=True, tag="evidence"):
    """
    One thing that speaks for or against explosive ordnance at a place; it moves no land.

    `date` is the day on which it was observed; for use of land the last one, with `date_from` as the first.

    Attributes
    ----------
    type : str
        What it is; the lists of the programme say which types are direct and which are negative.
    evidence_class : str
        Direct, indirect or negative, as whoever wrote it sees it; the lists of the programme go before it.
    found : str
        What was seen or told, without names of those who told it.
    date_from : str
        First day of what was observed, such as the use of land.
    reported : str
        Day on which it was reported.
    observer : str
        Who saw or told it; sealed.
    supports : tuple of str
        Ids of the hazards and evidence for which it speaks.
    contradicts : tuple of str
        Ids of the hazards and evidence against which it speaks.
    derived_from : tuple of str
        Ids of the documents, surveys, accidents, casualties, finds and evidence from which it was taken; none where
        the organisation that reports observed it itself.
    source_grade : str
        How reliable the source is, A to F.
    source_judged_by, source_judged : str
        Id of the person who graded the source, and the day.
    information_grade : str
        How credible the information is, 1 to 6, whoever gave it.
    information_judged_by, information_judged : str
        Id of the person who graded the information, and the day.
    shape : Shape
        Where it was, with the accuracy of the position.
    """

    type: Annotated[str | None, mark("operator", _("What it is."), "ordnance-seen", codes="evidence_type")] = None
    evidence_class: Annotated[
        str | None, mark("operator", _("Direct, indirect or negative."), "direct", codes="evidence_class")
    ] = None
    found: Annotated[str | None, mark("operator", _("What was seen or told, without names."), "two mines seen")] = None
    date_from: Annotated[PartialDate, mark("operator", _("First day of what was observed."), "2019-04")] = None
    reported: Annotated[PartialDate, mark("operator", _("Day on which it was reported."), "2024-05-20")] = None
    observer: Annotated[str | None, mark("authority", _("Who saw or told it."), "A. Example", personal=True)] = None
    supports: Annotated[
        tuple[str, ...], mark("operator", _("Ids for which it speaks (several with ;)."), "H-0042;EV-7")
    ] = ()
    contradicts: Annotated[
        tuple[str, ...], mark("operator", _("Ids against which it speaks (several with ;)."), "H-0043")
    ] = ()
    derived_from: Annotated[
        tuple[str, ...], mark("operator", _("Ids from which it was taken (several with ;)."), "src-0a1b2c3d4e5f")
    ] = ()
    source_grade: Annotated[
        str | None, mark("operator", _("How reliable the source is."), "B", codes="source_reliability")
    ] = None
    source_judged_by: Annotated[
        str | None, mark("authority", _("Id of the person who graded the source."), "p-5f0c9a12e4b7")
    ] = None
    source_judged: Annotated[PartialDate, mark("operator", _("Day on which the source was graded."), "2024-05-21")] = (
        None
    )
    information_grade: Annotated[
        str | None, mark("operator", _("How credible the information is."), "2", codes="information_credibility")
    ] = None
    information_judged_by: Annotated[
        str | None, mark("authority", _("Id of the person who graded the information."), "p-0a1b2c3d4e5f")
    ] = None
    information_judged: Annotated[
        PartialDate, mark("operator", _("Day on which the information was graded."), "2024-05-22")
    ] = None
    shape: Annotated[Shape | None, mark("operator", _("Where it was seen."), "POINT (18.2043 43.6017)")] = None

    @property
    def hazards(self) -> tuple[str, ...]:
        """Ids of what it speaks for or against, each once."""
        return tuple(dict.fromkeys((*self.supports, *self.contradicts)))
