"""One self-contained page of tables that needs no network and no script, for papers that are figures with records."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Final

from landrelease.publish.markup import Markup, element, joined
from landrelease.publish.meta import Meta, direction, moment_text
from landrelease.publish.redaction.stamp import Stamp
from landrelease.records.text import tr

_STYLE: Final = """
:root { --paper: #ffffff; --ink: #1b232b; --soft: #56616c; --rule: #d5d9dd; --accent: #14507a; --warn: #fff1d6; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181c; --ink: #e8ebee; --soft: #a3adb7; --rule: #37404a; --accent: #8cc4ee; --warn: #3a2c12; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem clamp(0.75rem, 3vw, 2.5rem) 3rem; max-inline-size: 96rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 0.5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 0.875rem; margin: 0.75rem 0 0; }
p { margin: 0 0 0.5rem; max-inline-size: 80ch; }
a { color: var(--accent); }
.stamp { border: 2px solid var(--ink); padding: 0.5rem 0.75rem; margin: 0 0 1rem; }
.stamp p { max-inline-size: none; margin: 0; }
.note { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; inline-size: 100%; }
th, td { padding: 0.25rem 0.5rem; border-block-end: 1px solid var(--rule); text-align: start; vertical-align: top; }
thead th { border-block-end: 2px solid var(--ink); vertical-align: bottom; }
thead th.n { white-space: normal; }
td.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.n { text-align: end; }
tr.doubt th, tr.doubt td { background: var(--warn); }
tr.total th, tr.total td { border-block-start: 2px solid var(--ink); font-weight: 650; }
ol.records { font-family: "DejaVu Sans Mono", monospace; font-size: 0.8125rem; padding-inline-start: 3rem;
  margin: 0.125rem 0; }
ol.records li { overflow-wrap: anywhere; }
:target { outline: 3px solid var(--accent); outline-offset: 2px; }
@media print { body { max-inline-size: none; padding: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""


def known_text(meta: Meta) -> str:
    """
    Say whose figures a page shows, and whose knowledge.

    Parameters
    ----------
    meta
        The view.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> known_text(Meta(programme="XY", known_at="2026-01-31T09:30:15.000Z"))
    'XY, as known at 2026-01-31 09:30 UTC.'
    """
    text = tr("{programme}, as known at {moment}.")
    return text.format(programme=meta.name or meta.programme, moment=moment_text(meta.known_at))


def table_page(title: str, meta: Meta, mark: Stamp, parts: Sequence[Markup]) -> str:
    """
    Write a page.

    Parameters
    ----------
    title
        Heading.
    meta
        The view.
    mark
        The stamp of the product.
    parts
        What stands below the stamp, in order.

    Returns
    -------
    str
        A whole HTML document; a content security policy forbids everything but its own style.
    """
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_STYLE)),
    )
    sentences = element("div", [element("p", sentence) for sentence in mark.sentences], class_="stamp")
    body = element("body", element("h1", title), element("p", known_text(meta), class_="note"), sentences, list(parts))
    return "<!doctype html>\n" + element("html", head, body, lang=meta.language, dir=direction(meta)) + "\n"


def table_markup(
    heads: Sequence[tuple[str, bool]], rows: Sequence[tuple[str, Sequence[Markup | str]]], *, label: str = ""
) -> Markup:
    """
    Write a table.

    Parameters
    ----------
    heads
        Heading of each column, and whether it holds figures.
    rows
        Class of each row (``doubt``, ``total`` or empty), and its cells; the first is its heading.
    label
        What the table shows, for those who cannot see it.

    Returns
    -------
    Markup
        In a frame that scrolls where the page is narrow.

    Examples
    --------
    >>> print(table_markup([("Area", False), ("m²", True)], [("", ["North", "5"])])[:40])
    <div class="wide" tabindex="0" role="reg
    """
    looks = ["n" if figures else None for _, figures in heads]
    top = [element("th", text, scope="col", class_=look) for (text, _), look in zip(heads, looks, strict=True)]
    lines = [
        element(
            "tr",
            element("th", cells[0], scope="row"),
            [element("td", cell, class_=look) for cell, look in zip(cells[1:], looks[1:], strict=True)],
            class_=kind or None,
        )
        for kind, cells in rows
    ]
    table = element("table", element("thead", element("tr", top)), element("tbody", lines))
    return element("div", table, class_="wide", tabindex=0, role="region", aria_label=label or None)


def records_markup(groups: Sequence[tuple[str, str, Sequence[str]]], heading: str) -> Markup:
    """
    List the records behind figures, so that links of the tables find them.

    Parameters
    ----------
    groups
        Anchor, name and record ids of each figure.
    heading
        Above them.

    Returns
    -------
    Markup
        A section; empty text where there is nothing to list.

    Examples
    --------
    >>> records_markup([], "Records")
    ''
    """
    if not groups:
        return Markup()
    lists = [
        element("div", element("h3", name), element("ol", [element("li", one) for one in ids], class_="records"), id=at)
        for at, name, ids in groups
    ]
    return element("section", element("h2", heading), joined(lists))
