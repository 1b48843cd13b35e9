"""One self-contained web page per register: figures, a map that needs no network, charts, the statement by year.

Style, script and data stand inside the page, which works from a USB stick. A content security policy with the hashes
of the page's own style and script forbids everything else: no request leaves it, and nothing in the data can run.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from landrelease.desk.still import Still
from landrelease.publish.chart import balance_chart, movement_chart
from landrelease.publish.columns import Values
from landrelease.publish.markup import Markup, element, escaped
from landrelease.publish.meta import ABSENCE, Meta, day_text, direction, moment_text, notices
from landrelease.publish.pagedata import Place, Version, embedded, land_data, outlines
from landrelease.publish.pagewords import terms, words
from landrelease.publish.statement import plain
from landrelease.publish.still import still_section
from landrelease.publish.style import STYLES, legend_lines, patterns, swatch
from landrelease.publish.writing import replacing
from landrelease.publish.yeartable import figures, year_table
from landrelease.records.text import tr

if TYPE_CHECKING:
    from landrelease.ledger.statement import Statement
    from landrelease.ledger.table import Parcels

_NO_LAND: Final[Values] = np.empty(0, dtype=object)


class Page(NamedTuple):
    """
    What a page shows.

    Attributes
    ----------
    title : str
        Heading.
    statement_years : sequence of Statement
        Statements of the years, oldest first, each without groups.
    parcels : Parcels
        The land of the day that `meta` names.
    records : mapping
        Summary of each record by id: the fields of `pagedata.FIELDS`, others are left out.
    meta : Meta
        The view.
    versions : sequence of Version
        Land of earlier days, oldest first, for the slider; the last should be the day of `parcels`.
    places : sequence of Place
        Names on the map.
    borders : numpy.ndarray
        Polygons drawn as outlines, longitude and latitude, such as administrative areas.
    still : sequence of Still
        Records in force that moved no land, with the reasons.
    """

    title: str
    statement_years: "Sequence[Statement | Mapping[str, Any]]"
    parcels: "Parcels"
    records: Mapping[str, Mapping[str, Any]]
    meta: Meta
    versions: Sequence[Version] = ()
    places: Sequence[Place] = ()
    borders: Values = _NO_LAND
    still: Sequence[Still] = ()


def write_page(path: str | Path, page: Page) -> None:
    """
    Write the page of a register.

    Parameters
    ----------
    path
        File to write.
    page
        What it shows.

    Raises
    ------
    OutputError
        Where the folder is absent.
    """
    with replacing(Path(path)) as temporary:
        temporary.write_text(page_html(page), encoding="utf-8", newline="\n")


def page_html(page: Page) -> str:
    """
    Write the page of a register as text.

    Parameters
    ----------
    page
        What it shows.

    Returns
    -------
    str
        A whole HTML document.
    """
    docs = [plain(doc) for doc in page.statement_years]
    style, script = template("page.css"), template("page.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "lang": escaped(page.meta.language),
        "dir": direction(page.meta),
        "policy": policy,
        "title": escaped(page.title),
        "css": style,
        "patterns": element("svg", patterns("land"), width=0, height=0, class_="defs", aria_hidden="true"),
        "header": _header(page),
        "figures": figures(docs),
        "map": _map(page),
        "charts": _charts(docs),
        "table": _table(docs),
        "still": still_section(page.still, page.records),
        "notes": _notes(page.meta),
        "data": embedded(_data(page)),
        "script": script,
    }
    return Template(template("page.html")).substitute(parts)


def _header(page: Page) -> Markup:
    meta = page.meta
    view = [
        " · ".join(part for part in (meta.name, meta.programme) if part),
        tr("land as of {day}").format(day=day_text(meta)),
        tr("as known at {moment}").format(moment=moment_text(meta.known_at)),
        tr("hazard class: {klass}").format(klass=terms().get(page.parcels.klass, page.parcels.klass)),
    ]
    said = notices(meta)
    banner = element("p", said[0], class_="banner", role="note") if meta.synthetic else ""
    return element(
        "header", element("a", tr("To the map"), class_="skip", href="#map"), banner, element("h1", page.title),
        element("p", " · ".join(view), class_="view"), element("p", tr(ABSENCE), class_="notice"),
    )  # fmt: skip


def _map(page: Page) -> Markup:
    synthetic = element("p", tr("Synthetic data"), class_="mark") if page.meta.synthetic else ""
    canvas = element(
        "canvas", id="map", tabindex=0, role="application", aria_roledescription=tr("map"), aria_describedby="map-help",
        aria_label=tr("Map of the land by status"),
    )  # fmt: skip
    hint = element(
        "p", tr("Click the map first, or hold Ctrl, to zoom with the wheel."), class_="hint hidden", id="hint"
    )
    frame = element("div", canvas, synthetic, _buttons(), hint, class_="frame", id="frame")
    text = tr(
        "Drag or use the arrow keys to move, + and − to zoom, 0 for everything; Enter chooses the parcel in the middle."
        " Areas too small for the scale are drawn as dots. There is no background map: the page needs no network.",
    )
    where, explained = (
        element("p", "", class_="where", id="where"),
        element("p", text, class_="note help", id="map-help"),
    )
    left = element("div", frame, where, _search(), explained, class_="plan")
    side = element("div", _legend(), _slider(page.versions), _detail(), class_="side")
    heading = element("h2", tr("Map"), id="map-heading")
    grid = element("div", left, side, class_="map")
    return element("section", heading, grid, class_="map-part", aria_labelledby="map-heading")


def _buttons() -> Markup:
    kinds = (
        ("in", "M2 8h12M8 2v12", tr("Zoom in")),
        ("out", "M2 8h12", tr("Zoom out")),
        ("fit", "M8 1v5M8 15v-5M1 8h5M15 8h-5M3 3l2 2M13 3l-2 2M3 13l2-2M13 13l-2-2", tr("Show everything")),
        ("whole", "M1 6V1h5M10 1h5v5M15 10v5h-5M6 15H1v-5", tr("Map over the whole window")),
    )
    return element("div", [_button(*kind) for kind in kinds], class_="buttons")


def _button(name: str, path: str, text: str) -> Markup:
    drawn = element("path", d=path, fill="none", stroke="currentColor", stroke_width=1.75)
    icon = element("svg", drawn, viewBox="0 0 16 16", width=18, height=18, aria_hidden="true")
    pressed = "false" if name in {"whole", "play"} else None
    return element("button", icon, type="button", id=name, aria_label=text, title=text, aria_pressed=pressed)


def _legend() -> Markup:
    rows = [
        element(
            "label", element("input", type="checkbox", id=f"show-{code}", checked=True), swatch("land", code),
            element("span", tr(style.label)), element("span", "", class_="sum", id=f"sum-{code}"),
            data_swatch=code,
        )
        for code, style in STYLES.items()
    ]  # fmt: skip
    return element("fieldset", element("legend", tr("Status of land")), rows, class_="card")


def _slider(versions: Sequence[Version]) -> Markup:
    """Write the slider over the days; none where there is only one."""
    if len(versions) < 2:  # noqa: PLR2004 - two days make a choice
        return Markup()
    last = len(versions) - 1
    return element(
        "div",
        element("output", versions[-1].as_of, id="day-text", for_="day"),
        _button("play", "M4 2l9 6l-9 6z", tr("Play the days")),
        element("input", type="range", id="day", min=0, max=last, value=last, step=1, aria_label=tr("Day shown")),
        class_="card time",
    )


def _search() -> Markup:
    label = tr("Find by id of a parcel, record or hazard")
    return element(
        "div",
        element("label", label, for_="search"),
        element("input", type="search", id="search", autocomplete="off", spellcheck="false"),
        element("button", tr("List the parcels in view"), type="button", id="list"),
        element("p", "", id="found", class_="note", role="status"),
        element("ul", "", id="results", class_="results"),
        class_="card search", role="search",
    )  # fmt: skip


def _detail() -> Markup:
    script_off = element("noscript", element("p", tr("The map and the histories need JavaScript; the tables do not.")))
    return element(
        "div", script_off, id="detail", class_="card detail", aria_live="polite", tabindex=0, role="region",
        aria_label=tr("The parcel that was chosen"),
    )  # fmt: skip


def _charts(docs: list[dict[str, Any]]) -> Markup:
    drawn = ((tr("Land by status"), balance_chart(docs)), (tr("What each period moved"), movement_chart(docs)))
    made = [element("figure", element("figcaption", text), chart) for text, chart in drawn]
    heading = element("h2", tr("Over the years"), id="chart-heading")
    return element("section", heading, element("div", made, class_="charts"), aria_labelledby="chart-heading")


def _table(docs: list[dict[str, Any]]) -> Markup:
    box = element("input", type="checkbox", id="exact", autocomplete="off")
    unit = element("label", box, tr("Show square metres instead of square kilometres"), class_="unit")
    heading = element("h2", tr("Statement by period"), id="table-heading")
    if not docs:
        return element("section", heading, year_table(docs), aria_labelledby="table-heading")
    scroll = element(
        "div",
        year_table(docs),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=tr("Table that scrolls sideways"),
    )
    return element("section", heading, unit, scroll, aria_labelledby="table-heading")


def _notes(meta: Meta) -> Markup:
    heading = element("h2", tr("How to read this page"), id="notes-heading")
    explained = [
        (element("dt", swatch("land", code), label), element("dd", meaning))
        for code, (label, meaning) in zip(STYLES, legend_lines(), strict=True)
    ]
    said = element("ul", [element("li", sentence) for sentence in notices(meta)])
    return element("section", heading, element("dl", explained), said, class_="notes", aria_labelledby="notes-heading")


def _data(page: Page) -> dict[str, Any]:
    versions = list(page.versions) or [Version(day_text(page.meta), page.parcels)]
    styles = [
        {"code": style.code, "label": tr(style.label), "fill": style.fill, "line": style.line, "hatch": style.hatch,
         "angles": style.angles}
        for style in STYLES.values()
    ]  # fmt: skip
    land = land_data(versions, page.records)
    return land | {
        "words": words(),
        "terms": terms(),
        "styles": styles,
        "klass": page.parcels.klass,
        "places": [list(place) for place in page.places],
        "borders": outlines(page.borders, land["origin"]),
        "still": [_sought(one, page.records.get(one.id, {})) for one in page.still],
    }


def _sought(one: Still, summary: Mapping[str, Any]) -> list[str]:
    """Give what the search looks for in a record that moved no land, the text that it shows first."""
    return [str(summary.get("id") or one.id[:12]), " ".join(one.reasons), one.id, str(summary.get("area_id") or "")]


def template(name: str) -> str:
    """
    Read a part of a page.

    Parameters
    ----------
    name
        Name of the file.

    Returns
    -------
    str
        Its text.
    """
    return files("landrelease.publish").joinpath("templates", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """
    Name a text as a content security policy does.

    Parameters
    ----------
    text
        A style or a script, as it stands in the page.

    Returns
    -------
    str
        Its hash.

    Examples
    --------
    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
