"""The facts of a completion report or handover certificate: what records say, what follows from it, and its code."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec
import shapely

from landrelease.desk.answers import parcels_of
from landrelease.desk.certified import figures_of, open_claims
from landrelease.desk.dossier import agreements_of, hazards_of, kinds_of
from landrelease.desk.errors import BadRequestError
from landrelease.desk.frame import Frame
from landrelease.desk.site import Site, in_plane, known_as, placed, site_of
from landrelease.desk.tasks import case_named
from landrelease.desk.upkeep import frame_at
from landrelease.desk.views import EVER, store_view
from landrelease.ledger.force import state_of
from landrelease.programme import gate
from landrelease.programme.case import Case
from landrelease.programme.ordering import question_of
from landrelease.programme.question import Question
from landrelease.programme.roll import Fact, latest, plain
from landrelease.records.codes import AUDIENCES
from landrelease.records.context import Programme
from landrelease.records.kinds import KINDS as RECORD_KINDS
from landrelease.records.kinds import kind_of
from landrelease.records.marks import field_marks
from landrelease.register.index import target
from landrelease.register.store import Store

FORMAT: Final = "landrelease-certificate-2"
FORMATS: Final = ("landrelease-certificate-1", FORMAT)
"""What twins call themselves; in the first, inspections also said what only those who inspect may read."""
READERS: Final = "operator"
"""Papers go to communities and owners, who must know where the land lies; nothing marked for a higher audience does."""
KINDS: Final = ("completion", "handover")
PREFIX: Final = "LR1"
_GROUPS: Final = 5
_GROUP: Final = 4
_WAITING: Final = frozenset({"proposed", "conflicting"})
_TASK: Final = (
    "name", "activity", "contamination", "required_depth_m", "intended_use", "land_user", "standards",
    "tasking_authority",
)  # fmt: skip
_COMPLETION: Final = (
    "id", "date", "date_from", "method", "depth_m", "limits", "not_done", "residual_risk", "working_days", "hours",
    "fragments", "marking", "deviations", "organisation", "unit",
)  # fmt: skip
_RELEASE: Final = (
    "id", "date", "date_from", "status", "method", "depth_m", "depth_reference", "scope", "area_id", "stated_m2",
    "unit",
)  # fmt: skip
_HANDOVER: Final = (
    "id", "date", "recipient", "residual_risk", "hotline", "briefed", "women", "men", "girls", "boys", "organisation",
)  # fmt: skip
_INSPECTION: Final = ("id", "date", "result", "sampled_m2", "nonconformities", "organisation")
_ORDNANCE: Final = ("date", "category", "model", "quantity", "action")
_ACCIDENT: Final = ("date", "accident_type", "category")


class Certificate(NamedTuple):
    """
    A completion report or handover certificate.

    Attributes
    ----------
    code : str
        Short code, see `code_of`.
    content : dict
        What the records say; the code follows from it.
    computed : dict
        Figures that follow from it: areas, turning points, totals.
    known_at : str
        Moment of the knowledge.
    root : str
        Running root of the register when it was made.
    case : Case
        The task.
    site : Site
        Where it is.
    releases : tuple of Fact
        Releases of the task.
    names : dict
        Names of organisations by id.
    older : str
        Code that the paper had in the first format: papers that were handed out stay papers of this register.
    """

    code: str
    content: dict[str, Any]
    computed: dict[str, Any]
    known_at: str
    root: str
    case: Case
    site: Site
    releases: tuple[Fact, ...]
    names: dict[str, str]
    older: str

    @property
    def twin(self) -> dict[str, Any]:
        """The machine-readable twin: the same facts, with ids and geometry."""
        return {
            "format": FORMAT,
            "code": self.code,
            "known_at": self.known_at,
            "root": self.root,
            "content": self.content,
            "computed": self.computed,
        }


def code_of(content: Mapping[str, Any]) -> str:
    """
    Derive the short code of a certificate from what its records say.

    Parameters
    ----------
    content
        As in `Certificate`.

    Returns
    -------
    str
        A prefix and five groups of four letters and digits: 100 bits of the hash of the canonical JSON.

    Examples
    --------
    >>> code_of({"b": 1, "a": None}) == code_of({"a": None, "b": 1})
    True
    >>> code_of({})
    'LR1-IQJW-7I2V-WNTY-UEKG-VULP'
    """
    digest = hashlib.sha256(canonical(content)).digest()
    letters = base64.b32encode(digest).decode()[: _GROUPS * _GROUP]
    return "-".join([PREFIX, *(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))])


def canonical(content: Mapping[str, Any]) -> bytes:
    """
    Write facts in the one form that is hashed.

    Parameters
    ----------
    content
        What JSON can hold.

    Returns
    -------
    bytes
        Keys in order, no blanks, UTF-8.

    Examples
    --------
    >>> canonical({"b": 1.0, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return msgspec.json.encode(_whole(content), order="deterministic")


def _whole(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Write whole numbers without a point: other programs do so, too, when they pass a twin on."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: _whole(inner) for key, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list | tuple) else value


class Certifier:
    """
    Makes certificates of one register as it was known at a moment.

    Parameters
    ----------
    store
        An open store.
    known_at
        Moment of the view.
    """

    def __init__(self, store: Store, known_at: str = EVER) -> None:
        self._store = store
        self.known = known_as(store, known_at)
        self._view = store_view(store, known_at)
        changed = known_at < EVER and bool(store.heads(after=known_at))
        self._land = parcels_of(store, known_at, None, "all") if changed else None
        self._finds: dict[str, list[Fact]] = {}
        for fact in self.known.roll.all("ordnance"):
            self._finds.setdefault(plain(fact.record.task), []).append(fact)
        self._accidents = self.known.roll.all("accident")
        self._names = {
            plain(one.record.id): one.record.name or one.record.short_name or ""
            for one in self.known.roll.all("organisation")
        }

    def certify(self, task: str, kind: str) -> Certificate:
        """
        Gather the facts of a certificate.

        Parameters
        ----------
        task
            Id of the task.
        kind
            ``completion`` or ``handover``.

        Returns
        -------
        Certificate
            A draft where anything that it rests on is not accepted.

        Raises
        ------
        UnknownIdError
            Where no accepted record describes the task.
        BadRequestError
            Where nobody reported completion or handover.
        """
        case = case_named(self.known, task)
        completion = case.completion or self._waiting(task, "completion")
        if completion is None:
            raise BadRequestError(_MISSING.format(task=task, what="completion report", kind="completion"))
        handover = self._handover(case)
        if kind == "handover" and handover is None:
            raise BadRequestError(_MISSING.format(task=task, what="handover record", kind="handover"))
        site = site_of(self._store, self.known, case, self._land)
        releases = list(self._releases(completion))
        content = self._content(kind, case, site, completion, handover if kind == "handover" else None, releases)
        facts = tuple(fact for fact, _accepted in releases)
        first = {**content, "inspections": [_whole_of(one, _INSPECTION) for one in _inspections(case)]}
        return Certificate(
            code_of(content), content, figures_of(content, facts, case, site, self.known), self._known_at(),
            self._store.root(), case, site, facts, self._names, code_of(first),
        )  # fmt: skip

    def _known_at(self) -> str:
        return self._store.latest() if self.known.now >= EVER else self.known.now

    def _handover(self, case: Case) -> Fact | None:
        turned = [move.fact for move in case.moves if move.move == "handover" and move.in_turn]
        return turned[-1] if turned else self._waiting(case.id, "handover")

    def _waiting(self, task: str, kind: str) -> Fact | None:
        """Find the last record of a kind about a task that is not rejected: what a draft rests on."""
        seqs = {link.source_seq for link in self._store.links_to([target("task", plain(task))])}
        heads = self._store.heads(kinds=[kind], seqs=sorted(seqs)) if seqs else []
        names = self._store.id_of(head.seq for head in heads)
        found = [self._proposed(names[head.seq]) for head in heads]
        return latest(one for one in found if one is not None)

    def _proposed(self, name: str) -> Fact | None:
        record = self._view.record(name)
        if record is None or record.recorded > self.known.now:
            return None
        return Fact(name, record) if state_of(self._view, name) in {*_WAITING, "accepted"} else None

    def _releases(self, completion: Fact) -> Iterator[tuple[Fact, bool]]:
        """Give the releases that a completion report names, and whether each counts."""
        for name in completion.record.releases:
            facts = self.known.roll.called("release", name)
            yield from ((fact, True) for fact in facts)
            if not facts:
                seqs = self._store.by_source("release", {name, plain(name)})
                ids = self._store.id_of(seq for found in seqs.values() for seq in found)
                waiting = (self._proposed(one) for one in sorted(set(ids.values())))
                yield from ((fact, False) for fact in waiting if fact is not None)

    def _content(
        self, kind: str, case: Case, site: Site, completion: Fact, handover: Fact | None,
        releases: list[tuple[Fact, bool]],
    ) -> dict[str, Any]:  # fmt: skip
        unit = latest(self.known.roll.called("unit", case.unit or plain(completion.record.unit)))
        agreements = list(agreements_of(self.known, unit, case))
        accreditation = self._accreditation(case)
        claims = open_claims(site, [fact for fact, _accepted in releases], self.known.plane)
        inspections = _inspections(case)
        finds, accidents = self._finds.get(case.id, []), self._accidents_of(completion, site)
        facts = [case.task, completion, *inspections, *finds, *accidents, *agreements, *accreditation, *site.features]
        facts += [fact for fact, _accepted in releases] + [move.fact for move in case.moves]
        facts += [one for one in (unit, handover) if one is not None]
        frame = frame_at(self._store, self._view) or Frame(Programme())
        return {
            "kind": kind,
            "draft": _draft(case, completion, handover, releases, claims, kind),
            "number": plain((handover or completion).record.id) or (handover or completion).id[:12],
            "programme": {"id": frame.programme.id, "name": frame.programme.name},
            "task": {
                "id": case.id, "hazards": hazards_of(case), **_said(case.task, _TASK), "area": _shape(case.task),
                "record": case.task.id,
            },
            "unit": _said(unit, ("id", "name", "organisation", "country")) if unit else None,
            "order": _said(case.order, ("id", "from", "to", "rotation")) if case.order else None,
            "agreements": [_said(one, ("id", "name", "parties")) for one in agreements],
            "accreditation": [_said(one, ("id", "capability", "from", "to", "organisation")) for one in accreditation],
            "completion": _said(completion, _COMPLETION),
            "releases": [
                {**_said(fact, _RELEASE), "accepted": accepted, "area": _shape(fact)} for fact, accepted in releases
            ],
            "ordnance": [_said(one, _ORDNANCE) for one in finds],
            "accidents": [_said(one, _ACCIDENT) for one in accidents],
            "inspections": [_said(one, _INSPECTION) for one in inspections],
            "handover": _said(handover, _HANDOVER) if handover else None,
            "parties": _parties(case, unit, agreements, handover),
            "open_land": [{"status": status, "record": record} for status, record in sorted(claims)],
            "records": [list(row) for row in kinds_of(self._store, {fact.id for fact in facts})],
        }  # fmt: skip

    def _accreditation(self, case: Case) -> list[Fact]:
        asked = question_of(case.order, case) if case.order else None
        if not isinstance(asked, Question):
            return []
        reasons = gate.answer(asked, self.known.roll, self.known.rules).reasons
        behind = {one.record for one in reasons if one.allows}
        return [fact for fact in self.known.roll.naming("unit", case.unit, "accreditation") if fact.id in behind]

    def _accidents_of(self, completion: Fact, site: Site) -> list[Fact]:
        """List accidents on the land of the task while it was worked."""
        plane = self.known.plane
        if site.area is None or plane is None:
            return []
        flat = in_plane(site.area, plane)
        first, last = completion.record.date_from or "", completion.record.date or "9999"
        shapes = ((one, placed(one)) for one in self._accidents if first <= (one.record.date or "") <= last)
        return [one for one, shape in shapes if shape is not None and shapely.intersects(in_plane(shape, plane), flat)]


_MISSING: Final = (
    "task {task} has no {what}; import a table with `record={kind}` and the column `task`, then ask for the paper again"
)


def _inspections(case: Case) -> list[Fact]:
    return [move.fact for move in case.moves if move.move in {"pass", "fail"}]


def _said(fact: Fact, fields: Iterable[str]) -> dict[str, Any]:
    """Take what a record says in some fields, those that readers of papers may read; nothing personal is among them."""
    marks = field_marks(RECORD_KINDS[kind_of(fact.record)])
    most = AUDIENCES.index(READERS)
    return _whole_of(fact, [name for name in fields if AUDIENCES.index(marks[name].audience) <= most])


def _whole_of(fact: Fact, fields: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(fact.record, "from_" if name == "from" else name) for name in fields}
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {**said, "record": fact.id}


def _shape(fact: Fact) -> Any:  # noqa: ANN401 - a GeoJSON geometry
    shape = getattr(fact.record, "shape", None)
    return msgspec.json.decode(bytes(shape.wgs84)) if shape else None


def _draft(
    case: Case, completion: Fact, handover: Fact | None, releases: list[tuple[Fact, bool]],
    claims: Iterable[tuple[str, str]], kind: str,
) -> list[str]:  # fmt: skip
    """Say by codes why a certificate is a draft."""
    turned = {move.fact.id for move in case.moves if move.in_turn}
    found = {
        "completion-not-accepted": completion.id not in turned,
        "work-to-be-done-again": case.state == "rework",
        "no-release-named": not completion.record.releases,
        "releases-missing": len({plain(fact.record.id) for fact, _ in releases}) < len(set(completion.record.releases)),
        "releases-not-accepted": any(not accepted for _, accepted in releases),
        "land-still-open": bool(list(claims)),
        "handover-not-accepted": kind == "handover" and (handover is None or handover.id not in turned),
    }
    return [code for code, holds in found.items() if holds]


def _parties(case: Case, unit: Fact | None, agreements: Iterable[Fact], handover: Fact | None) -> list[str]:
    """List who signs: as the handover says, else as the agreements say, else who ordered and who worked."""
    named = list(handover.record.parties) if handover else []
    named = named or [party for one in agreements for party in one.record.parties]
    named = named or [case.task.record.tasking_authority or "", unit.record.organisation or "" if unit else ""]
    return list(dict.fromkeys(plain(name) for name in named if plain(name)))
