"""What documents say, on one page: how many independent origins, what is agreed, what clashes, what one says alone."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from types import MappingProxyType
from typing import Any, Final

from babel.dates import format_skeleton

from landrelease.evidence.address import is_link
from landrelease.publish.markup import Markup, element, escaped, joined
from landrelease.publish.meta import Meta, direction
from landrelease.publish.page import digest, template
from landrelease.publish.redaction.stamp import Stamp
from landrelease.records.text import counted, tr
from landrelease.records.text import marked as _

KINDS: Final = MappingProxyType(
    {
        "mine-clearance": _("Mine clearance"),
        "training": _("Training"),
        "meeting": _("Meeting"),
        "casualty": _("Casualties"),
        "ordnance-find": _("Ordnance found"),
        "handover": _("Land handed over"),
        "statement-of-policy": _("Statement of policy"),
        "figures": _("Figures"),
    }
)
"""Kind of event to its name."""
POINTS: Final = MappingProxyType(
    {
        "date": _("Date"),
        "person": _("Person"),
        "place": _("Place"),
        "number": _("Figure"),
        "quote": _("Words quoted"),
        "speaker": _("Who said it"),
        "explanation": _("What a word means"),
    }
)
"""Kind of point to its name."""
MADE: Final = MappingProxyType(
    {
        "copy": _("a copy of {document}"),
        "cites": _("cites {document}"),
        "corrects": _("corrects {document}"),
        "like": _("says what {document} says, and names nobody"),
    }
)
"""How a document was made from another."""
_DAY: Final = re.compile(r"(-|\d{4})-(\d{2})-(\d{2})")
_TWO: Final = 2
"""So many independent origins confirm something."""
_REPEATED: Final = _("These documents rest on one origin, so that what they agree on is repeated, and not confirmed.")
_LEAP: Final = 2000
"""A year that has every day."""
_NOTICE: Final = _(
    "A document is a lead: somebody has to follow it up. It makes no hazard and no release, and nothing on the ledger "
    "was changed by it."
)


def evidence_html(found: Mapping[str, Any], mark: Stamp, language: str = "en") -> str:
    """
    Write what documents say as one page that works without a network.

    Parameters
    ----------
    found
        As `desk.origins.origins_of` gives it.
    mark
        The stamp of the page.
    language
        Code of the language in use, see `records.text.use_language`.

    Returns
    -------
    str
        A whole HTML document.
    """
    letters = letters_of(found["documents"])
    style = template("page.css") + template("evidence.css")
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    title = _title(found)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", Markup(style)),
    )
    main = element(
        "main",
        [event_part(one, letters, language) for one in found["events"]],
        _leads(found["leads"], letters),
        _documents(found["documents"], letters),
    )
    foot = element("footer", [element("p", sentence) for sentence in mark.sentences])
    body = element("body", _header(found, title), main, foot)
    whole = element("html", head, body, lang=language, dir=direction(Meta(programme="", language=language)))
    return f"<!DOCTYPE html>\n{whole}\n"


def letters_of(documents: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """
    Give each document a letter by which the page names it.

    Parameters
    ----------
    documents
        As `desk.origins.origins_of` lists them.

    Returns
    -------
    dict
        Id to letter.

    Examples
    --------
    >>> letters_of([{"id": "src-1"}, {"id": "src-2"}])
    {'src-1': 'A', 'src-2': 'B'}
    """
    return {one["id"]: _letter(number) for number, one in enumerate(documents)}


def _letter(number: int) -> str:
    more, at = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[at] + (str(more) if more else "")


def _title(found: Mapping[str, Any]) -> str:
    documents = counted("{count} document", "{count} documents", len(found["documents"]))
    origins = counted("{count} independent origin", "{count} independent origins", found["independent_origins"])
    return f"{documents}, {origins}"


def _header(found: Mapping[str, Any], title: str) -> Markup:
    kind = found["lead"]["kind"]
    said = tr("No document tells of anything that concerns explosive ordnance.")
    if kind:
        said = tr("Most documents tell first of: {event}. What they say of it rests on: {origins}.").format(
            event=tr(KINDS[kind]), origins="; ".join(map(_origin, found["origins"])) or tr("nobody who is named")
        )
    return element(
        "header", element("h1", title), element("p", said, class_="count"), element("p", tr(_NOTICE), class_="notice")
    )


def _origin(one: Mapping[str, Any]) -> str:
    return f"{one['name']} ({', '.join(one['also'])})" if one["also"] else str(one["name"])


def event_part(event: Mapping[str, Any], letters: Mapping[str, str], language: str) -> Markup:
    """
    Write an event side by side: how each document tells it, what clashes, what is shared, what one says alone.

    Parameters
    ----------
    event
        One of the ``events`` of `desk.origins.origins_of`.
    letters
        As `letters_of`.
    language
        Code of the language in use.

    Returns
    -------
    Markup
        A section; its classes are those of ``templates/evidence.css``.
    """
    told = ", ".join(letters[name] for name in event["documents"])
    count = counted("{count} independent origin", "{count} independent origins", event["independent_origins"])
    small = element("small", tr("told by {documents}").format(documents=told), " · ", count)
    unknown = ", ".join(letters[name] for name in event["origin_unknown"])
    return element(
        "section",
        element("h2", tr(KINDS[event["kind"]]), " ", small),
        element("p", tr("On whom these rest cannot be told: {documents}.").format(documents=unknown))
        if unknown
        else "",
        element("div", [_quoted(side, letters) for side in event["told"]], class_="sides"),
        _clashes(event["contradicted"], letters, language),
        _shared(event, letters, language),
        _alone(event["only_in_one"], letters),
    )


def _clashes(points: Sequence[Mapping[str, Any]], letters: Mapping[str, str], language: str) -> Markup:
    if not points:
        return Markup("")
    rows = [element("div", element("p", _named(one, language)), _sides(one, letters), class_="clash") for one in points]
    return joined([element("h3", tr("They do not agree")), *rows])


def _shared(event: Mapping[str, Any], letters: Mapping[str, str], language: str) -> Markup:
    if not event["agreed"]:
        return Markup("")
    repeated = event["independent_origins"] < _TWO
    rows = [
        element("details", element("summary", _named(one, language)), _sides(one, letters), class_="point")
        for one in event["agreed"]
    ]
    note = element("p", tr(_REPEATED), class_="note") if repeated else Markup("")
    return joined([element("h3", tr("They agree; open a line for the passages")), note, *rows])


def _named(point: Mapping[str, Any], language: str) -> list[Markup]:
    value = " / ".join(_day(part, language) for part in str(point["value"]).split(" / "))
    return [element("span", tr(POINTS[point["kind"]]), class_="kind"), element("b", value)]


def _day(text: str, language: str) -> str:
    """Write a day as people do, without a year where nobody gave one; other texts stay as they are."""
    day = _DAY.fullmatch(text)
    if day is None:
        return text
    year, month, number = day.groups()
    skeleton = "MMMMd" if year == "-" else "yMMMMd"
    written = dt.date(_LEAP if year == "-" else int(year), int(month), int(number))
    return format_skeleton(skeleton, written, locale=language)


def _sides(point: Mapping[str, Any], letters: Mapping[str, str]) -> Markup:
    return element("div", [_quoted(side, letters, point["kind"]) for side in point["sides"]], class_="sides")


def _quoted(side: Mapping[str, Any], letters: Mapping[str, str], kind: str = "") -> Markup:
    by = [letters[side["document"]]]
    if kind in {"", "speaker"} and side["value"]:
        by.append(tr("said by: {speaker}").format(speaker=side["value"]))
    words = side["value"] if kind in {"person", "place", "quote", "explanation", "speaker"} else ""
    return element(
        "blockquote", element("p", _marked(side["passage"], words)), element("p", " · ".join(by), class_="by")
    )


def _marked(passage: str, words: str) -> list[str]:
    """Mark some words in a passage."""
    match = re.search(re.escape(words), passage, re.IGNORECASE) if words else None
    if match is None:
        return [passage]
    return [passage[: match.start()], element("mark", match.group()), passage[match.end() :]]


def _alone(said: Sequence[Mapping[str, Any]], letters: Mapping[str, str]) -> Markup:
    if not said:
        return Markup("")
    rows = [
        element(
            "li",
            [element("span", word, class_="kind") for word in _manner(one)],
            element("span", one["passage"], class_="opinion" if one["opinion"] else None),
            element("p", " · ".join(_attributed(one, letters)), class_="by"),
        )
        for one in sorted(said, key=lambda one: (one["opinion"], one["document"], one["start"]))
    ]
    return joined([element("h3", tr("Only one says")), element("ul", rows, class_="said")])


def _manner(one: Mapping[str, Any]) -> list[str]:
    kind = tr("opinion or framing") if one["opinion"] else tr("reported")
    return [kind, *([tr("hedged")] if one["hedged"] else [])]


def _attributed(one: Mapping[str, Any], letters: Mapping[str, str]) -> list[str]:
    by = [letters[one["document"]]]
    if one["speaker"]:
        by.append(tr("said by: {speaker}").format(speaker=one["speaker"]))
    return by


def _leads(leads: Sequence[Mapping[str, Any]], letters: Mapping[str, str]) -> Markup:
    if not leads:
        return Markup("")
    rows = [
        element(
            "li",
            element("span", tr("open") if lead["state"] == "open" else tr("survey asked for"), class_="kind"),
            element("b", lead["place"]),
            f" · {tr(KINDS[lead['kind']])} · {', '.join(letters[name] for name in lead['documents'])}",
            element("p", _candidates(lead["candidates"]), class_="by"),
        )
        for lead in leads
    ]
    return element("section", element("h2", tr("To follow up")), element("ul", rows, class_="said"))


def _candidates(candidates: Sequence[Mapping[str, Any]]) -> str:
    if not candidates:
        return tr("No place of this name is known; whoever follows it up says where it is.")
    listed = "; ".join(
        f"{one['name']} ({', '.join([one['id'], *([one['country']] if one['country'] else []), *one['reasons']])})"
        for one in candidates
    )
    return tr("Places that may be meant, the likeliest first: {places}").format(places=listed)


def _documents(documents: Sequence[Mapping[str, Any]], letters: Mapping[str, str]) -> Markup:
    rows = [
        part
        for one in documents
        for part in (
            element("dt", letters[one["id"]]),
            element("dd", joined(_about(one, letters), " · ")),
        )
    ]
    return element("section", element("h2", tr("Documents")), element("dl", rows, class_="papers"))


def _about(one: Mapping[str, Any], letters: Mapping[str, str]) -> list[Markup]:
    unknown = tr("unknown")
    found = [
        one["title"] or tr("without a heading"),
        tr("publisher: {name}").format(name=one["publisher"] or unknown),
        tr("published: {day}").format(day=one["published"] or unknown),
        str(one["id"]),
    ]
    notes = [] if one["read"] else [tr("not read: there are no rules for its language yet")]
    edges = [(MADE[edge["how"]], letters[edge["document"]]) for edge in one["derived_from"]]
    notes += [tr(text).format(document=letter) for text, letter in edges]
    return [*map(escaped, found), *([_address(one["url"])] if one["url"] else []), *map(escaped, notes)]


def _address(url: str) -> Markup:
    """Write an address: a page of the web can be opened; all else is words, such as a script in an old record."""
    return element("a", url, href=url, rel="noreferrer") if is_link(url) else escaped(url)
