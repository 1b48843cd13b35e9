"""Records of several sources that may be one event or person: candidates, and a person's word on them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
import shapely

from landrelease.checks.held import IN_FORCE
from landrelease.desk.changing import withdraw
from landrelease.desk.errors import BadRequestError
from landrelease.desk.once import pairs_of, root_of, said_same
from landrelease.desk.reading import Reading
from landrelease.desk.register import Register
from landrelease.desk.views import EVER, store_view
from landrelease.evidence.duplicate import REASONS, Candidate, candidates
from landrelease.evidence.happening import Happening, happening_of
from landrelease.geometry.geojson import geometry_of
from landrelease.ledger.force import View, state_of, versions_of, view_of
from landrelease.records.base import Record
from landrelease.records.change import Withdrawal
from landrelease.records.codes import LISTS
from landrelease.records.kinds import kind_of
from landrelease.records.matching import MATCHED, Match
from landrelease.records.text import tr

_OPEN: Final = frozenset({"proposed", "returned", IN_FORCE})
_TWO: Final = 2
_CODES: Final = tuple(
    LISTS[name] for name in ("device", "contamination", "casualty_outcome", "sex", "age_group", "civilian_status")
)
SAME, DIFFERENT = "same", "different"


def duplicates(register: Reading, kind: str = "") -> list[Candidate]:
    """
    List records that may be one event or person and of which nobody has said so or denied it.

    Parameters
    ----------
    register
        An open register.
    kind
        One of `records.matching.MATCHED`; empty for all.

    Returns
    -------
    list of Candidate
        The likeliest first, among records in force; nothing is changed.
    """
    records = dict(register.records([*((kind,) if kind else MATCHED), "correction", "withdrawal", "decision", "match"]))
    view = view_of(records, EVER)
    spoken = [
        tuple(root_of(records, one) for one in record.about)
        for name, record in records.items()
        if isinstance(record, Match) and state_of(view, name) in _OPEN
    ]
    joined = said_same(records, view)
    return candidates(_happenings(records, view), pairs_of([*spoken, *joined]))


def _happenings(records: Mapping[str, Record], view: View) -> Iterator[Happening]:
    found = [
        (version.root, msgspec.structs.replace(version.statement, origin=record.origin))
        for name, record in records.items()
        if kind_of(record) in MATCHED
        for version in versions_of(view, name)[:1]
    ]
    shapes = geometry_of([getattr(statement, "shape", None) for _, statement in found])
    for (name, statement), shape in zip(found, shapes, strict=True):
        made = happening_of(name, statement, _point(shape))
        if made is not None:
            yield made


def _point(shape: shapely.Geometry | None) -> tuple[float, float] | None:
    if shape is None or shape.is_empty:
        return None
    middle = shape.centroid
    return float(middle.x), float(middle.y)


def standing(register: Reading) -> list[tuple[str, Match, str]]:
    """
    List what was said of records and waits or counts.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    list of tuple
        Id, match and state, in the order of arrival.
    """
    view = store_view(register.store)
    found = [(name, one, state_of(view, name)) for name, one in register.records(["match"]) if isinstance(one, Match)]
    return [one for one in found if one[2] in _OPEN]


def rows_of(found: Sequence[Candidate]) -> list[dict[str, Any]]:
    """
    Give candidates as plain data.

    Parameters
    ----------
    found
        Candidates.

    Returns
    -------
    list of dict
        ``kind``, ``first``, ``second``, ``score`` and ``reasons``, each with ``code``, ``points`` and ``what``.
    """
    return [
        {
            "kind": one.kind,
            "first": one.first,
            "second": one.second,
            "score": one.score,
            "reasons": [
                {
                    "code": reason.code,
                    "points": reason.points,
                    "what": tr(REASONS[reason.code]).format(**_words(reason.said)),
                }
                for reason in one.reasons
            ],
        }
        for one in found
    ]


def _words(said: Mapping[str, str]) -> dict[str, str]:
    """Put the words of codes in their place."""
    return {
        name: next((tr(codes[value].word) for codes in _CODES if value in codes), value) for name, value in said.items()
    }


def say(register: Register, names: Sequence[str], verdict: str, reason: str, *, recorded: str | None = None) -> str:
    """
    Propose that records are one event or person, or that they are not.

    Parameters
    ----------
    register
        An open register.
    names
        Whole ids, the one that shall count first.
    verdict
        ``same`` or ``different``.
    reason
        Why.
    recorded
        A claimed moment.

    Returns
    -------
    str
        Id of the match; it counts once somebody else has accepted it.

    Raises
    ------
    BadRequestError
        Where fewer than two records are named, they are not of one kind that has events, one of them is not in force,
        no reason is given, the opposite has been said of two of them, or the same of all of them.
    """
    view = store_view(register.store)
    about = tuple(dict.fromkeys(_root(view, name) for name in names))
    kinds = {kind_of(record) for name in about if (record := view.record(name)) is not None}
    if not reason.strip():
        raise BadRequestError(tr("say why with --reason: others must be able to follow it"))
    if len(about) < _TWO or len(kinds) > 1 or not kinds <= set(MATCHED):
        msg = tr("name two or more records of one kind; the kinds are {kinds}").format(kinds=", ".join(MATCHED))
        raise BadRequestError(msg)
    lost = [name[:12] for name in about if not versions_of(view, name)]
    if lost:
        msg = tr("record {record} is not in force, and only what counts can be taken once; accept it first")
        raise BadRequestError(msg.format(record=", ".join(lost)))
    _refuse_said(register, view, about, verdict)
    return register.append(Match(about=about, verdict=verdict, reason=reason.strip()), recorded=recorded)


def _root(view: View, name: str) -> str:
    return next(iter(root_chain(view, name)))


def root_chain(view: View, name: str) -> list[str]:
    """
    List the records that a correction goes back to, the first written one first.

    Parameters
    ----------
    view
        What is known.
    name
        Id of a record.

    Returns
    -------
    list of str
        Ids; of what is no correction itself alone.
    """
    chain = [name]
    while (corrected := str(getattr(view.record(chain[0]), "corrects", ""))) and corrected not in chain:
        chain.insert(0, corrected)
    return chain


def matches_about(register: Reading, view: View, names: Sequence[str]) -> dict[str, Match]:
    """
    Find the matches that name records, or are named themselves.

    Parameters
    ----------
    register
        An open register.
    view
        What is known.
    names
        Ids of records or of matches.

    Returns
    -------
    dict
        Id to match, of those that wait or are in force.
    """
    wanted = set(names) | {_root(view, name) for name in names}
    return {
        name: match
        for name, match, _ in standing(register)
        if name in wanted or not wanted.isdisjoint(_root(view, one) for one in match.about)
    }


def _refuse_said(register: Register, view: View, about: Sequence[str], verdict: str) -> None:
    asked = pairs_of([tuple(about)])
    said = set()
    for name, match in matches_about(register, view, about).items():
        pairs = pairs_of([tuple(_root(view, one) for one in match.about)])
        if match.verdict != verdict and asked & pairs:
            msg = tr("record {record} says the opposite of two of these; take that back first, with unmerge")
            raise BadRequestError(msg.format(record=name[:12]))
        said |= {(pair, name) for pair in asked & pairs}
    if asked and asked == {pair for pair, _name in said}:
        msg = tr(
            "record {record} says so already, whichever is named first; accept it if it waits, or take it back with "
            "unmerge to let another record count"
        )
        raise BadRequestError(msg.format(record=", ".join(sorted({name[:12] for _pair, name in said}))))


def _taken_back(register: Register) -> dict[str, str]:
    """Give each record that somebody proposed to withdraw, with the withdrawal that waits."""
    view = store_view(register.store)
    return {
        one.withdraws: name
        for name, one in register.records(["withdrawal"])
        if isinstance(one, Withdrawal) and state_of(view, name) in _OPEN
    }


def undo(register: Register, names: Sequence[str], reason: str, *, recorded: str | None = None) -> list[str]:
    """
    Propose to withdraw what was said about records being one or several.

    Parameters
    ----------
    register
        An open register.
    names
        Whole ids of matches, or of records that they name.
    reason
        Why.
    recorded
        A claimed moment.

    Returns
    -------
    list of str
        Ids of the withdrawals; they count once somebody else has accepted them.

    Raises
    ------
    BadRequestError
        Where there is no reason, nothing was said about the records, or it was taken back already.
    """
    if not reason.strip():
        raise BadRequestError(tr("say why with --reason: others must be able to follow it"))
    found = matches_about(register, store_view(register.store), names)
    if not found:
        raise BadRequestError(tr("nobody has said that these records are one or several"))
    waiting = _taken_back(register)
    left = [name for name in found if name not in waiting]
    if not left:
        msg = tr("it is taken back already: {record} waits until somebody else accepts it")
        raise BadRequestError(msg.format(record=", ".join(sorted(waiting[name][:12] for name in found))))
    return withdraw(register, left, reason="entered-in-error", evidence=reason.strip(), recorded=recorded)
