"""The words of the map and of drawing on it, which the browser's side does not bring along."""

from types import MappingProxyType
from typing import Final

from landrelease.records.text import marked as _
from landrelease.records.text import tr

_WORDS: Final = MappingProxyType({
    "map": _("Map of the land"),
    "attribution": _("Sources of the map"),
    "legend": _("Status of land"),
    "layers": _("Also shown"),
    "ground": _("Below the land"),
    "class": _("Hazard class"),
    "known_at": _("As it was known at (UTC)"),
    "known_at_help": _("Empty: everything that is known now."),
    "now": _("now"),
    "view": _("What is looked at"),
    "search": _("Find an id, a place or coordinates"),
    "search_none": _("Nothing was found."),
    "search_some": _("Found: {count}"),
    "search_failed": _("The search did not answer. Try again."),
    "day": _("Day"),
    "step": _("Step"),
    "step_day": _("day"),
    "step_month": _("month"),
    "step_year": _("year"),
    "earlier": _("Earlier"),
    "later": _("Later"),
    "play": _("Play"),
    "pause": _("Pause"),
    "zoom_in": _("Zoom in"),
    "zoom_out": _("Zoom out"),
    "explain_middle": _("Explain the middle of the map"),
    "explain_help": _("Tells which records made the land there what it is."),
    "explaining": _("Looking up the records …"),
    "explain_failed": _("The story of this land could not be loaded. Try again, or sign in again."),
    "close": _("Close"),
    "measure_length": _("Measure a length"),
    "measure_area": _("Measure an area"),
    "measure_help": _("Click for each point, or press Enter on the map. Backspace takes one back, Escape ends."),
    "measure_stop": _("End measuring"),
    "length": _("Length"),
    "area": _("Area"),
    "lon": _("Longitude"),
    "lat": _("Latitude"),
    "middle": _("Middle of the map"),
    "print": _("Print"),
    "print_scale": _("Scale"),
    "paper": _("A map for paper"),
    "save": _("Save this view"),
    "m": _("m"),
    "km": _("km"),
    "m2": _("m²"),
    "km2": _("km²"),
    "tiles_failed": _("Some of the map could not be loaded. What is missing is not without hazard."),
})  # fmt: skip
_DRAWING: Final = MappingProxyType({
    "draw_polygon": _("Draw an area"),
    "draw_linestring": _("Draw a line"),
    "draw_point": _("Set a point"),
    "draw_edit": _("Move corners"),
    "draw_move": _("Move the whole"),
    "draw_undo": _("Undo"),
    "draw_redo": _("Redo"),
    "draw_clear": _("Remove all"),
    "draw_help": _("Click for each corner, or press Enter on the map; click the last corner again to end."),
    "draw_vertices": _("Corners"),
    "draw_unreadable": _("The text is no shape that can be drawn."),
    "draw_not_editable": _("This shape has holes or several parts: it stays as it is written."),
})  # fmt: skip


def map_words() -> dict[str, str]:
    """
    Give the words that a settings document must bring.

    Returns
    -------
    dict of str
        In the language in use; those of ``front/src/map/words.ts``.

    Examples
    --------
    >>> map_words()["search_some"]
    'Found: {count}'
    """
    return {name: tr(word) for name, word in {**_WORDS, **_DRAWING}.items()}
