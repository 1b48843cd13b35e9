"""The pages of the public site: plain HTML that an old telephone reads, without a script, a network or a server."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Final, NamedTuple

import babel
from babel.numbers import format_decimal

from landrelease.publish.edition import Change, Edition, changes
from landrelease.publish.figures import TOTAL
from landrelease.publish.markup import Markup, element
from landrelease.publish.meta import Meta, direction, steady
from landrelease.publish.notice import Notice
from landrelease.publish.noticemap import legend_swatch, notice_svg
from landrelease.publish.printmap import Ground
from landrelease.publish.redaction.publication import Publication
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.redaction.suppression import MARK, Table
from landrelease.publish.style import GROUPS
from landrelease.publish.tablepage import table_markup
from landrelease.records.text import marked as _
from landrelease.records.text import tr

START, MAP, FIGURES, CHANGES, FILES = "index", "map", "figures", "changes", "files"
PAGES: Final = {
    START: _("Start"), MAP: _("Map"), FIGURES: _("Figures"), CHANGES: _("Changes"), FILES: _("Files"),
}  # fmt: skip
_COLUMNS: Final = {"open": _("Not released"), "released": _("Released"), "total": _("Together")}
_DANGER: Final = (
    _("Stop. Do not go nearer, and do not touch it."),
    _("Go back slowly by the way you came, where you can see your own footprints."),
    _("Warn those near you, and keep children away."),
    _("Remember the place, and tell us. Leave nothing for others to find out."),
    _("If you are inside and cannot go back: stand still, call for help, and wait."),
)
_SIZES: Final = (("near-1", _("Whole map")), ("near-3", _("Closer")), ("near-8", _("Very close")))
_M2_PER_KM2: Final = 1_000_000


class Site(NamedTuple):
    """
    What the pages show.

    Attributes
    ----------
    notice : Notice
        What the public is told.
    ground : Ground
        Names and borders, where they are published.
    edition : Edition
        What this edition says.
    languages : tuple of str
        Language tags, the first for those who choose none.
    """

    notice: Notice
    ground: Ground
    edition: Edition
    languages: tuple[str, ...]


class Page(NamedTuple):
    """
    Where a page stands.

    Attributes
    ----------
    name : str
        Key of `PAGES`.
    language : str
        Language tag.
    up : str
        From the page to the folder of the site, ``../`` or empty.
    """

    name: str
    language: str
    up: str


def page_html(site: Site, page: Page, downloads: Sequence[tuple[str, str, int]]) -> str:
    """
    Write a page in the language in use.

    Parameters
    ----------
    site
        What it shows.
    page
        Where it stands.
    downloads
        Address from the folder of the site, what it is, and bytes of each file.

    Returns
    -------
    str
        A whole HTML document; a content security policy forbids everything but its own style.
    """
    style = files("landrelease.publish").joinpath("templates", "site.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    meta = site.notice.meta
    title = f"{tr(PAGES[page.name])} · {meta.name or meta.programme}"
    head = element(
        "head", element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title), element("style", Markup(style)),
    )  # fmt: skip
    main = element("main", _body(site, page, downloads), id="main", tabindex=-1)
    body = element("body", _header(site, page), main, _footer(meta))
    towards = direction(Meta(programme="", language=page.language))
    return "<!doctype html>\n" + element("html", head, body, lang=page.language, dir=towards) + "\n"


def _header(site: Site, page: Page) -> Markup:
    meta = site.notice.meta
    here = f"{page.up}{page.language}/"
    pages = [
        element("a", tr(name), href=f"{here}{key}.html", aria_current="page" if key == page.name and page.up else None)
        for key, name in PAGES.items()
    ]
    tongues = [
        element(
            "a", called(code), href=f"{page.up}{code}/{page.name}.html", lang=code, hreflang=code,
            aria_current="true" if code == page.language else None,
        )
        for code in site.languages
    ]  # fmt: skip
    return element(
        "header", element("a", tr("Skip to the content"), href="#main", class_="skip"),
        element("p", meta.name or meta.programme, class_="programme"),
        element("nav", pages, aria_label=tr("Pages")),
        element("nav", tongues, aria_label=tr("Languages"), class_="tongues"),
    )  # fmt: skip


def called(code: str) -> str:
    """
    Name a language in its own words.

    Parameters
    ----------
    code
        Language tag.

    Returns
    -------
    str
        With a capital letter, where there are any.

    Examples
    --------
    >>> called("fr"), called("ar")
    ('Français', 'العربية')
    """
    name = babel.Locale.parse(code, sep="-").get_display_name() or code
    return name[:1].upper() + name[1:]


def _footer(meta: Meta) -> Markup:
    return element("footer", [element("p", steady(sentence)) for sentence in stamp("public", meta).sentences])


def _body(site: Site, page: Page, downloads: Sequence[tuple[str, str, int]]) -> list[Markup]:
    notice = site.notice
    if page.name == START:
        return [*_start(site), *_summary(notice, page.language)]
    if page.name == MAP:
        return [
            element("h1", tr("Land that may hold explosive ordnance")),
            *_map(site),
            *_legend(notice, page.language),
        ]
    if page.name == FIGURES:
        return [element("h1", tr("Figures")), *_figures(notice, page.language)]
    if page.name == CHANGES:
        return [element("h1", tr("What changed since the last edition")), *_changes(site.edition, page.language)]
    return [element("h1", tr("Files")), *_files(page, downloads)]


def _start(site: Site) -> list[Markup]:
    danger = element("ol", [element("li", tr(text)) for text in _DANGER])
    return [
        element("h1", tr("Explosive ordnance in the ground")),
        element("section", element("h2", tr("If you see something that may explode")), danger, _call(site.notice.rules),
                class_="danger"),
    ]  # fmt: skip


def _call(rules: Publication) -> list[Markup]:
    if not rules.hotline:
        return [element("p", tr("Tell the police or the local authority."))]
    hours = [element("p", rules.hours)] if rules.hours else []
    number = element("strong", element("bdi", rules.hotline, dir="ltr"))
    return [element("p", tr("Call:"), " ", number, class_="hotline"), *hours]


def _summary(notice: Notice, language: str) -> list[Markup]:
    if not notice.land:
        return []
    return [
        element(
            "section", element("h2", tr("Land that may hold explosive ordnance")),
            notice_svg(notice.land, tr("Map of land that may hold explosive ordnance")), _legend(notice, language),
        )
    ]  # fmt: skip


def _map(site: Site) -> list[Markup]:
    """Draw the map in three sizes; which of them is seen, a choice decides that needs no script."""
    drawing = notice_svg(site.notice.land, tr("Map of land that may hold explosive ordnance"), site.ground)
    if not drawing:
        return [element("p", tr("There is nothing that can be shown."))]
    choice = []
    for number, (name, label) in enumerate(_SIZES):
        choice.append(element("input", type="radio", name="near", id=name, checked=number == 0))
        choice.append(element("label", tr(label), for_=name))
    frame = element("div", drawing, class_="frame", tabindex=0, role="region", aria_label=tr("Map"))
    warning = tr("Land is shown larger than it is, in squares or whole areas. Do not use this map to find a way.")
    return [
        element("p", warning),
        element("fieldset", element("legend", tr("How close")), choice, frame, class_="near"),
    ]  # fmt: skip


def _legend(notice: Notice, language: str) -> list[Markup]:
    lines = []
    for one in notice.land:
        words = tr(GROUPS[one.group].label)
        amount = "" if one.area_m2 is None else f": {km2(one.area_m2, language)}"
        lines.append(element("li", legend_swatch(one.group), " ", words + amount))
    return [element("ul", lines, class_="legend")] if lines else []


def km2(area_m2: int, language: str = "en") -> str:
    """
    Write a rounded area for people.

    Parameters
    ----------
    area_m2
        Square metres.
    language
        Language tag.

    Returns
    -------
    str
        Square kilometres.

    Examples
    --------
    >>> km2(4_030_000), km2(10_000, "fr")
    ('4.03 km²', '0,01 km²')
    """
    return f"{format_decimal(area_m2 / _M2_PER_KM2, '#,##0.######', locale=language)} km²"


def _figures(notice: Notice, language: str) -> Iterable[Markup]:
    if notice.figures is None and notice.accidents is None:
        yield element("p", tr("There is nothing that can be shown."))
    if notice.figures is not None:
        yield element("h2", tr("Land"))
        yield _table(notice.figures, tr("Area"), [tr(_COLUMNS[name]) for name in notice.figures.columns],
                     lambda value: km2(value * notice.unit_m2, language))  # fmt: skip
    if notice.accidents is not None:
        yield element("h2", tr("Accidents"))
        yield _table(notice.accidents, tr("Year"), [tr("Accidents")], str)
    text = tr(
        "“{mark}” stands where a figure would tell of few places or people, or where it would give such a figure away."
        " Figures are rounded."
    )
    yield element("p", text.format(mark=MARK), class_="note")


def _table(table: Table, first: str, names: Sequence[str], write: Callable[[int], str]) -> Markup:
    heads = [(first, False), *((name, True) for name in names)]
    rows = []
    for name, line in zip(table.rows, table.values, strict=True):
        last = name == TOTAL
        cells = [MARK if value is None else write(value) for value in line]
        rows.append(("total" if last else "", [place(name), *cells]))
    return table_markup(heads, rows, label=first)


def place(name: str) -> str:
    """
    Name a row of a table.

    Parameters
    ----------
    name
        Its area, `figures.TOTAL`, or empty.

    Returns
    -------
    str
        In the language in use.

    Examples
    --------
    >>> place("North"), place(""), place("total")
    ('North', 'elsewhere', 'Together')
    """
    return tr("Together") if name == TOTAL else name or tr("elsewhere")


def _changes(edition: Edition, language: str) -> Iterable[Markup]:
    if edition.before is None:
        yield element("p", steady(tr("This is the first edition, valid for {day}.").format(day=edition.day)))
        return
    text = tr("This edition is valid for {day}, the one before was for {before}.")
    yield element("p", steady(text.format(day=edition.day, before=edition.before.day)))
    found = changes(edition)
    if not found:
        yield element("p", tr("No figure changed."))
        return
    heads = [(tr("Area"), False), (tr("Land"), False), (tr("Before"), True), (tr("Now"), True), (tr("Change"), True)]
    yield table_markup(heads, [_changed(one, language) for one in found], label=tr("Changes"))


def _changed(one: Change, language: str) -> tuple[str, list[Markup | str]]:
    before, after = (MARK if value is None else km2(value, language) for value in (one.before, one.after))
    known = one.before is not None and one.after is not None
    step = (one.after or 0) - (one.before or 0)
    change = f"{'+' if step > 0 else ''}{km2(step, language)}" if known else MARK
    kind = "total" if one.area == TOTAL else ""
    return kind, [place(one.area), tr(_COLUMNS[one.column]), before, after, change]


def _files(page: Page, downloads: Sequence[tuple[str, str, int]]) -> Iterable[Markup]:
    yield element("p", tr("These files hold what the public may have: land made coarser, and rounded figures."))
    lines = [
        element("li", element("a", tr(what), href=page.up + where, download=True), f" · {where.rsplit('/', 1)[-1]} · ",
                size_text(size, page.language))
        for where, what, size in downloads
    ]  # fmt: skip
    yield element("ul", lines, class_="files")


def size_text(size: int, language: str = "en") -> str:
    """
    Write the size of a file.

    Parameters
    ----------
    size
        Bytes.
    language
        Language tag.

    Returns
    -------
    str
        Kilobytes, at least one.

    Examples
    --------
    >>> size_text(12), size_text(2_400_000)
    ('1 kB', '2,400 kB')
    """
    return f"{format_decimal(max(1, round(size / 1000)), '#,##0', locale=language)} kB"
