"""Forms of the treaties from the ledger: which parts each has, in which order, for which class of hazards."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.checks.finding import Finding
from landrelease.checks.plausibility import check_published, stopped
from landrelease.checks.settings_publish import SMALL_COUNT
from landrelease.desk.errors import BadRequestError
from landrelease.desk.publications import publications
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.publish import formdonor, formfivew, formland, formwork
from landrelease.publish.asked import Asked
from landrelease.publish.form import Form, Section, printed
from landrelease.publish.formcheck import published_of, published_section
from landrelease.publish.ground import yardstick_of
from landrelease.publish.notice import rules_of, unit_for
from landrelease.publish.redaction.audience import may_read, reads_exactly
from landrelease.publish.redaction.publication import publication
from landrelease.publish.redaction.rounding import rounding_note
from landrelease.publish.redaction.stamp import Stamp, stamp
from landrelease.publish.unsaid import refuse_telling
from landrelease.publish.view import meta_of
from landrelease.records.codes import AUDIENCES
from landrelease.records.publications import Publication
from landrelease.records.text import marked as _
from landrelease.records.text import tr

LAYOUTS: Final = ("classic", "guide")
"""Letters of the form as it was adopted, or the order of the guide to reporting."""
_Maker = Callable[[Asked], Section]


class Kind(NamedTuple):
    """
    A form that states hand in.

    Attributes
    ----------
    title : str
        Its name, with a place for the year.
    klass : str
        Class of hazards that the treaty speaks of.
    layouts : mapping
        Layout to the parts: code and what makes it.
    """

    title: str
    klass: str
    layouts: MappingProxyType[str, tuple[tuple[str, _Maker], ...]]


_CLASSIC: Final = (
    ("C1", formland.confirmed_list),
    ("C2", formland.suspected_list),
    ("F2", formland.progress),
    ("F2 (method)", formland.methods),
    ("G2", formwork.destroyed),
    ("A, B, D, E, H, I, J", formwork.elsewhere),
)
_GUIDE: Final = (
    ("5.1", formland.extent),
    ("5.2", formland.confirmed_list),
    ("5.3", formland.suspected_list),
    ("5.4", formland.progress),
    ("5.5", formland.methods),
    ("5.6", formwork.destroyed),
    ("3, 4, 6, 7, 9", formwork.elsewhere),
)
_CLUSTER: Final = (
    ("F (1)", formland.extent),
    ("F (2)", formland.confirmed_list),
    ("F (3)", formland.suspected_list),
    ("F (4)", formland.progress),
    ("F (5)", formland.methods),
    ("F (6)", formwork.destroyed),
    ("A-E, G-J", formwork.elsewhere),
)
_EXTENSION: Final = (
    ("1", formland.extent),
    ("2", formland.confirmed_list),
    ("3", formland.suspected_list),
    ("4", formwork.years),
    ("5", formwork.milestones),
)
_MONITOR: Final = (
    ("1", formdonor.contamination),
    ("2", formdonor.clearance),
    ("3", formdonor.survey),
    ("4", formland.progress),
    ("5", formwork.years),
    ("6", formwork.destroyed),
)
_REVIEW: Final = (
    ("1", formdonor.contamination),
    ("2", formland.extent),
    ("3", formland.progress),
    ("4", formdonor.survey),
    ("5", formdonor.clearance),
    ("6", formland.methods),
    ("7", formwork.years),
    ("8", formwork.destroyed),
)
_GATED: Final = frozenset({formdonor.contamination, formdonor.clearance, formdonor.survey, formland.methods})
"""Parts whose columns the plausibility gate can read."""
_FIVE_W: Final = (("5W", formfivew.activities), ("EO", formwork.destroyed))
_RESULTS: Final = (("R1", formdonor.land_results), ("R2", formdonor.ordnance_results))
KINDS: Final = MappingProxyType(
    {
        "apmbc-article-7": Kind(
            _("Anti-Personnel Mine Ban Convention, Article 7, report for {year}"),
            "mines",
            MappingProxyType({"classic": _CLASSIC, "guide": _GUIDE}),
        ),
        "ccm-article-7": Kind(
            _("Convention on Cluster Munitions, Article 7, report for {year}"),
            "cluster",
            MappingProxyType({"classic": _CLUSTER}),
        ),
        "article-5-extension": Kind(
            _("Anti-Personnel Mine Ban Convention, Article 5, annexes to a request for extension, end of {year}"),
            "mines",
            MappingProxyType({"classic": _EXTENSION}),
        ),
        "landmine-monitor": Kind(
            _("Tables as Landmine Monitor asks for them, {year}"), "all", MappingProxyType({"classic": _MONITOR})
        ),
        "mine-action-review": Kind(
            _("Tables as Mine Action Review asks for them, mines, {year}"),
            "mines",
            MappingProxyType({"classic": _REVIEW}),
        ),
        "mine-action-review-cluster": Kind(
            _("Tables as Mine Action Review asks for them, cluster munition remnants, {year}"),
            "cluster",
            MappingProxyType({"classic": _REVIEW}),
        ),
        "5w": Kind(_("Who does what, where, when and for whom, {year}"), "all", MappingProxyType({"classic": _FIVE_W})),
        "iati-results": Kind(_("Results of mine action, {year}"), "all", MappingProxyType({"classic": _RESULTS})),
    }
)
"""Name of a form to what it is."""
_LANDLESS: Final = frozenset({"publication", "attachment", "person"})
"""Kinds of records that change no figure of a form."""
_NEVER_LEFT: Final = frozenset({"returned", "rejected"})
_NOT_PUBLISHED: Final = _(
    "the programme publishes no figures (settings public.published and public.layers); take another audience"
)


def form_of(  # noqa: PLR0913 - the parts of one question
    register: Register,
    kind: str,
    year: int,
    *,
    layout: str = "classic",
    audience: str = "authority",
    known_at: str = "",
    despite: str = "",
    together: Collection[str] | None = None,
) -> Form:
    """
    Fill a form from the ledger.

    Parameters
    ----------
    register
        An open register.
    kind
        Key of `KINDS`.
    year
        Calendar year that it tells of.
    layout
        One of `LAYOUTS`, where the form has it.
    audience
        For whom it is. Who may not read positions gets areas in the place of hazards, and what stands for few records
        together with others.
    known_at
        Moment of knowledge; empty for everything known, for the public what the programme publishes today.
    despite
        Why it leaves in spite of errors; left aside where there are none.
    together
        Administrative areas that are put together, where an earlier publication is told again; None where what is
        known decides.

    Returns
    -------
    Form
        With the findings of the plausibility gate; whether errors stop it is for the caller.

    Raises
    ------
    BadRequestError
        Where there is no such form or layout, or the public may see no figures.
    """
    found = KINDS.get(kind)
    if found is None or layout not in found.layouts:
        choices = "; ".join(f"{name} ({', '.join(one.layouts)})" for name, one in KINDS.items())
        msg = f"no form {kind!r} in the layout {layout!r}; there are {choices}"
        raise BadRequestError(msg)
    refuse_telling(register, despite, audience)
    exact = reads_exactly(audience)
    moment = moment_for(register, audience, known_at)
    small = 0 if exact else small_of(register)
    held, moments = ((), ()) if exact or together is not None else told_before(register, moment)
    asked = Asked(
        register,
        found.klass,
        year,
        known_at=moment,
        exact=exact,
        small=small,
        held=held,
        moments=moments,
        together=together,
        unit=unit_for(register, audience),
    )
    makers = found.layouts[layout]
    sections = _made(asked, makers) if exact else printed(_made(asked, makers), asked.unit)
    gated = sections if exact else _made(asked.like(year), [one for one in makers if one[1] in _GATED])
    meta = meta_of(register, as_of=f"{year:04d}-12-31", known_at=moment)
    findings = tuple(_checked(register, asked, gated))
    return Form(
        title=tr(found.title).format(year=year),
        sections=sections,
        meta=meta,
        mark=_stamped(asked, stamp(audience, meta)),
        exact=exact,
        findings=findings,
        despite=despite if stopped(findings) else "",
        gathered=tuple(sorted(asked.gathered)),
        unit=asked.unit,
    )


def _stamped(asked: Asked, mark: Stamp) -> Stamp:
    """Say on every format how land is rounded."""
    return mark._replace(sentences=(*mark.sentences, rounding_note(asked.unit))) if asked.unit else mark


def told_before(register: Reading, moment: str) -> tuple[set[str], tuple[str, ...]]:
    """
    Find what was published for readers without positions.

    Parameters
    ----------
    register
        An open register.
    moment
        Moment of knowledge of what is about to be published; empty for everything known.

    Returns
    -------
    tuple
        Ids of the areas that were put together, and every other moment of knowledge that something was published of,
        earlier or later: the public is told with a delay, and may read what partners handed on. What waits for a
        decision counts, and what was withdrawn, since it was read; what was refused never left.
    """
    seen = [
        one.said
        for one in publications(register)
        if one.state not in _NEVER_LEFT and not reads_exactly(_audience_of(one.said))
    ]
    held = {area for one in seen for area in one.gathered}
    latest = register.known_at(moment or None)
    return held, _apart(register, {one.known_at for one in seen if one.known_at}, latest)


def _apart(register: Reading, moments: Collection[str], latest: str) -> tuple[str, ...]:
    """Choose the moments between which, and since which, more was recorded than publications and decisions on them."""
    heads = register.store.heads() if moments else []
    names = register.store.id_of(head.seq for head in heads if head.kind == "publication")
    about = {link.source_seq for link in register.store.links_to(names.values())}
    days = sorted({head.recorded for head in heads if head.kind not in _LANDLESS and head.seq not in about})
    known = ["", *days]
    return tuple(sorted({known[bisect_right(days, one)] for one in moments} - {known[bisect_right(days, latest)], ""}))


def _audience_of(said: Publication) -> str:
    return said.audience if said.audience in AUDIENCES else "public"


def _made(asked: Asked, makers: Sequence[tuple[str, _Maker]]) -> tuple[Section, ...]:
    return tuple(maker(asked)._replace(code=code) for code, maker in makers)


def _checked(register: Reading, asked: Asked, sections: Sequence[Section]) -> Iterator[Finding]:
    """Hold progress by area against the gate, the year before beside it, and each table that the gate can read."""
    before, whole = (
        published_of(formland.progress_lines(asked.like(year)), year) for year in (asked.year - 1, asked.year)
    )
    day = asked.known_at[:10] or register.today()
    yield from check_published(whole, yardstick_of(register, [before], day))
    for section in sections:
        if section.measures:
            yield from check_published(published_section(section, asked.year), yardstick_of(register, []))


def moment_for(register: Register, audience: str, known_at: str) -> str:
    """
    Say whose knowledge an audience is told.

    Parameters
    ----------
    register
        An open register.
    audience
        Who reads.
    known_at
        Moment of knowledge that was asked for; empty for everything known.

    Returns
    -------
    str
        That moment, and no later than the last record, since nobody knows yet what the rest of a day brings; for the
        public no later than what the programme publishes today.

    Raises
    ------
    BadRequestError
        Where the public may see no figures.
    """
    last = register.last_known()
    if may_read(audience, "donor"):
        return min(known_at, last)
    rules = rules_of(register)
    if not rules.shows("figures"):
        raise BadRequestError(tr(_NOT_PUBLISHED))
    latest = register.known_at(rules.known_at(register.today()))
    return min(known_at or latest, latest, last)


def small_of(register: Register) -> int:
    """
    Give the least number that is shown to readers without positions.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    int
        By the settings in force today.
    """
    said = register.frame().setting(SMALL_COUNT, dt.date.fromisoformat(register.today()).toordinal())
    return publication({} if said is None else {SMALL_COUNT: said}).small_count
