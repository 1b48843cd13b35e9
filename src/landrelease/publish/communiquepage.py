"""A press statement as a page: its text, what stands behind each figure, and which sentences no longer hold."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from landrelease.publish.communique import Communique, Said, Stale, Told, shown
from landrelease.publish.markup import Markup, element, joined
from landrelease.publish.meta import Meta
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.stamp import Stamp
from landrelease.publish.sentences import RECORD
from landrelease.publish.tablepage import records_markup, table_page
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_SHORT: Final = 12
_SHOWN: Final = 6
_BY_KIND: Final = {
    "correction": _("A report was corrected."),
    "withdrawal": _("A report was withdrawn."),
    "release": _("A report of released land came later."),
    "hazard": _("A report of a hazard came later."),
    "ordnance": _("A report of ordnance came later."),
}
"""What readers who may not know records are told: kinds, never the words of a report."""
_HOW: Final = {"came": _("came:"), "went": _("went:"), "moved": _("counts for other land:")}


def communique_html(made: Communique, changed: Sequence[Stale], meta: Meta, mark: Stamp) -> str:
    """
    Write a press statement as a page.

    Parameters
    ----------
    made
        The statement.
    changed
        Its sentences that no longer hold, as `communique.stale` gives them.
    meta
        The view.
    mark
        The stamp of the page.

    Returns
    -------
    str
        A whole HTML document. Corrections stand above the text; a figure leads to its records where the audience may
        know them.
    """
    exact = reads_exactly(mark.audience)
    places = {id(told): f"c{at}" for at, told in enumerate(told for said in made.sentences for told in said.figures)}
    gone = {id(one.sentence) for one in changed}
    blocks = [
        element("p", joined([_sentence(said, places, exact=exact, gone=id(said) in gone) for said in group]))
        for _at, group in groupby(made.sentences, key=lambda said: said.paragraph)
    ]
    lists = _lists(made, places) if exact else []
    parts = [corrections_markup(changed, exact=exact), element("section", blocks)]
    return table_page(made.title, meta, mark, [*parts, records_markup(lists, tr("Records behind the figures"))])


def _lists(made: Communique, places: dict[int, str]) -> list[tuple[str, str, list[str]]]:
    return [
        (
            places[id(told)],
            f"{told.label}: {shown(told.value)}",
            [f"{name[:_SHORT]}  {shown(adds)}" for name, adds in told.records.items()],
        )
        for said in made.sentences
        for told in said.figures
    ]


def _sentence(said: Said, places: dict[int, str], *, exact: bool, gone: bool) -> Markup:
    pieces: list[Markup | str] = []
    rest = said.text
    for told in said.figures:
        before, found, after = rest.partition(told.label)
        pieces += [before, _figure(told, places, exact=exact)] if found else []
        rest = after if found else rest
    return element("s" if gone else "span", [*pieces, rest, " "])


def _figure(told: Told, places: dict[int, str], *, exact: bool) -> Markup:
    return element("a", told.label, href=f"#{places[id(told)]}") if exact else element("b", told.label)


def corrections_markup(changed: Sequence[Stale], *, exact: bool) -> Markup:
    """
    Say which sentences no longer hold, and why.

    Parameters
    ----------
    changed
        The sentences.
    exact
        Whether the readers may know the records.

    Returns
    -------
    Markup
        A section; empty text where all of them hold.

    Examples
    --------
    >>> corrections_markup([], exact=True)
    ''
    """
    if not changed:
        return Markup()
    lines = [element("li", line) for line in correction_lines(changed, exact=exact)]
    return element("section", element("h2", tr("Corrections since")), element("ul", lines))


def correction_lines(changed: Sequence[Stale], *, exact: bool) -> list[str]:
    """
    Say in words which sentences no longer hold, and why.

    Parameters
    ----------
    changed
        The sentences.
    exact
        Whether the readers may know the records.

    Returns
    -------
    list of str
        One line for each figure.
    """
    return [_line(one, exact=exact) for one in changed]


def _line(one: Stale, *, exact: bool) -> str:
    if one.figure.scheme == RECORD and one.now is not None:
        text = tr("“{sentence}” no longer holds: of {count} records behind “{figure}” {now} count.")
        said = text.format(
            sentence=one.sentence.text, count=len(one.figure.records), figure=one.figure.label, now=int(one.now)
        )
    elif one.now is None:
        text = tr(
            "“{sentence}” no longer holds: it says {figure}, the ledger says something else now. How much is not told, "
            "since few reports make the difference."
        )
        said = text.format(sentence=one.sentence.text, figure=one.figure.label)
    else:
        text = tr("“{sentence}” no longer holds: it says {figure}, the ledger says {now} now.")
        said = text.format(sentence=one.sentence.text, figure=one.figure.label, now=shown(one.now))
    if not exact:
        kinds = sorted({tr(_BY_KIND[why.kind]) for why in one.why if why.kind in _BY_KIND})
        return " ".join((said, *kinds))
    through = "; ".join(
        f"{tr(_HOW[why.how])} {why.record[:_SHORT]} ({': '.join(filter(None, (why.kind, why.reason)))})"
        for why in one.why[:_SHOWN]
    )
    return f"{said} {through}".strip()
