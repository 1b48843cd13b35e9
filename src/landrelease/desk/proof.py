"""Whether a printed paper is of this register: its code recomputed from the records of now and of moments before."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from landrelease.desk.certificate import KINDS, Certificate, Certifier, code_of
from landrelease.desk.errors import BadRequestError, NoProgrammeError, UnknownIdError
from landrelease.desk.views import EVER
from landrelease.programme.roll import plain
from landrelease.records import format1
from landrelease.register.store import Store

_TOLERANCE: Final = MappingProxyType(
    {
        **dict.fromkeys(("area_m2", "released_m2", "proposed_m2", "repeated_m2", "left_m2"), 0.2),
        **dict.fromkeys(("easting", "northing"), 0.02),
        **dict.fromkeys(("lon", "lat"), 2e-7),
    }
)
"""Figures of another edition of the projection software may differ in their last digit."""


class Claim(NamedTuple):
    """
    What a paper says of itself.

    Attributes
    ----------
    code : str
        Its code.
    content : dict or None
        What its records say; None where only the code is known.
    computed : dict or None
        Its figures.
    known_at : str
        Moment of its knowledge; empty where it is not known.
    task : str
        Id of the task that it is said to be about; empty for any.
    """

    code: str
    content: Mapping[str, Any] | None = None
    computed: Mapping[str, Any] | None = None
    known_at: str = ""
    task: str = ""


class Verdict(NamedTuple):
    """
    What became of the check of a paper.

    Attributes
    ----------
    state : str
        ``current``, ``draft`` (current, and a draft), ``superseded``, ``altered`` or ``unknown``.
    claim : Claim
        What was checked.
    found : Certificate or None
        The certificate that it is, as it was known when the paper was made.
    changed : tuple of str
        What differs now: record ids with ``+`` or ``-`` before them, then names of members.
    """

    state: str
    claim: Claim
    found: Certificate | None = None
    changed: tuple[str, ...] = ()


def prove(store: Store, claim: Claim) -> Verdict:
    """
    Check a paper against the records.

    Parameters
    ----------
    store
        An open store.
    claim
        What the paper says of itself.

    Returns
    -------
    Verdict
        ``unknown`` where no records of any moment give this code.
    """
    if claim.content is not None and code_of(claim.content) != claim.code:
        return Verdict("altered", claim)
    now = Certifier(store)
    for task, kind in _asked(store, claim):
        current = _made(now, task, kind)
        if current is not None and claim.code in {current.code, current.older}:
            if not _same_figures(claim.computed, current.computed):
                return Verdict("altered", claim, current)
            return Verdict("draft" if current.content["draft"] else "current", claim, current)
    past: dict[str, Certifier | None] = {}
    for task, kind in _asked(store, claim):
        current = _made(now, task, kind)
        for moment in _moments(store, claim, task, current):
            if moment not in past:
                past[moment] = _certifier(store, moment)
            then = _made(past[moment], task, kind)
            if then is not None and claim.code in {then.code, then.older}:
                state = "superseded" if _same_figures(claim.computed, then.computed) else "altered"
                return Verdict(state, claim, then, tuple(_changes(then, current)))
    return Verdict("unknown", claim)


def _certifier(store: Store, moment: str) -> Certifier | None:
    """Give the certifier of a moment; before there was a programme none could certify anything."""
    try:
        return Certifier(store, moment)
    except NoProgrammeError:
        return None


def _made(certifier: Certifier | None, task: str, kind: str) -> Certificate | None:
    try:
        return certifier.certify(task, kind) if certifier is not None else None
    except (BadRequestError, UnknownIdError):
        return None


def _asked(store: Store, claim: Claim) -> list[tuple[str, str]]:
    """List the tasks and kinds that may have given a paper: that of its content, else all with such records."""
    if claim.content is not None:
        said = claim.content.get("task")
        task = said.get("id") if isinstance(said, Mapping) else None
        kind = claim.content.get("kind")
        return [(str(task), str(kind))] if task and kind in KINDS else []
    found = set()
    for _seq, _name, data in store.records(["completion", "handover"]):
        task = plain(getattr(format1.decode(data), "task", None))
        if task and claim.task in {"", task}:
            found |= {(task, kind) for kind in KINDS}
    return sorted(found)


def _moments(store: Store, claim: Claim, task: str, current: Certificate | None) -> Iterator[str]:
    """List the moments at which a paper of a task may have said something else, the latest first."""
    if claim.known_at and claim.known_at < EVER:
        yield claim.known_at
    names = {name for _kind, name in current.content["records"]} if current is not None else set[str]()
    if current is not None and current.site.land is not None:
        names |= {name for history in current.site.land.history for name in history}
    names |= set(_about(store, task))
    seqs = set(store.seq_of(names).values()) | {link.source_seq for link in store.links_to(sorted(names))}
    yield from sorted({head.recorded for head in store.heads(seqs=sorted(seqs))}, reverse=True)


def _about(store: Store, task: str) -> Iterable[str]:
    """Find all records that name a task, also those no longer in force, and releases that its completions name."""
    from landrelease.register.index import target  # noqa: PLC0415 - a name used once

    seqs = {link.source_seq for link in store.links_to([target("task", task)])}
    names = set(store.id_of(seqs).values())
    for name in sorted(names):
        for release in getattr(format1.decode(store.get(name)), "releases", ()):
            found = store.by_source("release", {release, plain(release)})
            names |= set(store.id_of(seq for part in found.values() for seq in part).values())
    return names


def _same_figures(said: Mapping[str, Any] | None, computed: Mapping[str, Any]) -> bool:
    """Compare figures; a paper of which only the code is known carries none."""
    return said is None or _equal(said, computed)


def _equal(said: object, computed: object, name: str = "") -> bool:
    if isinstance(said, Mapping) and isinstance(computed, Mapping):
        inner = "area_m2" if name == "releases" else ""
        return said.keys() == computed.keys() and all(
            _equal(said[key], computed[key], inner or str(key)) for key in said
        )
    if isinstance(said, list | tuple) and isinstance(computed, list | tuple):
        return len(said) == len(computed) and all(
            _equal(one, other, name) for one, other in zip(said, computed, strict=True)
        )
    if isinstance(said, int | float) and isinstance(computed, int | float):
        return abs(said - computed) <= _TOLERANCE.get(name, 0.0)
    return said == computed


def _changes(then: Certificate, current: Certificate | None) -> Iterator[str]:
    if current is None:
        yield "no such paper can be made any more"
        return
    old, new = ({name for _kind, name in one.content["records"]} for one in (then, current))
    yield from (f"+{name}" for name in sorted(new - old))
    yield from (f"-{name}" for name in sorted(old - new))
    yield from (key for key in then.content if key != "records" and then.content[key] != current.content.get(key))
