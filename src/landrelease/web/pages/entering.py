"""Entering records: forms made from the kinds, with every check of a file."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from landrelease.desk.reading import Reading
from landrelease.geometry.traverse import FULL_CIRCLE
from landrelease.intake.field import fields_of
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.book import Asked, reading, writing
from landrelease.web.drafting import Slot, answers_kept, drafts_of, forget, free_number, kept, slot_of
from landrelease.web.drawing import page
from landrelease.web.eyes import Eyes
from landrelease.web.forms import ENTERED, GROUPS, SHAPE, form_of, table_of
from landrelease.web.ground import FIELDS, Ground, read_ground
from landrelease.web.leave import NOT_AMONG, permission_for, whole_id
from landrelease.web.naming import KINDS
from landrelease.web.noting import note
from landrelease.web.policy import contributor, may
from landrelease.web.proposing import Judged, judge, look_at_ground, send

Entered = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
FIXES: Final = {
    "gnss": _("satellite receiver"), "rtk": _("satellite receiver with corrections"),
    "total-station": _("total station"), "compass-tape": _("compass and tape"), "map": _("from a map"),
    "imagery": _("from an image"), "other": _("otherwise"),
}  # fmt: skip
CIRCLES: Final = tuple(FULL_CIRCLE)
"""Units of bearings."""
_MOST_NAMES: Final = 500


def answers_in(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """
    Read the fields of a form, each with all its values; those that begin with a line are the page's own.

    Parameters
    ----------
    data
        As the framework read it.

    Returns
    -------
    dict
        Field to texts.

    Examples
    --------
    >>> answers_in({"status": "confirmed", "scope": ["AP", "AV"], "_seen": "ab"})
    {'status': ['confirmed'], 'scope': ['AP', 'AV']}
    """
    return {
        name: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in data.items()
        if not name.startswith("_")
    }


def ground_in(answers: Mapping[str, Sequence[str]]) -> Ground:
    """
    Read the ground that a form describes.

    Parameters
    ----------
    answers
        Field to texts.

    Returns
    -------
    Ground
        As `ground.read_ground`.
    """
    return read_ground({name: answers[name][0] for name in FIELDS if answers.get(name)})


@get("/enter", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def overview_page(request: Asked) -> Response[str]:
    """Show the kinds of record, and what was begun."""
    begun = drafts_of(request)
    done = request.query_params.get("draft", "")
    key = done if done.startswith(f"{request.user.account}:") else ""
    with reading(request):
        groups = {
            name: [kind for kind in kinds if may(request.user, permission_for(kind))] for name, kinds in GROUPS.items()
        }
        return page(request, "enter.html", groups=groups, words=KINDS, drafts=begun, key=key)


@get("/enter/new/{kind:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def new_page(request: Asked, kind: FromPath[str]) -> Response[str]:
    """Show the form of a kind, with what was begun."""
    return _new(request, kind, 1)


@get("/enter/new/{kind:str}/{number:int}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def another_page(request: Asked, kind: FromPath[str], number: FromPath[int]) -> Response[str]:
    """Show one more form of a kind, beside those that were begun."""
    return _new(request, kind, number)


@post("/enter/new/{kind:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def send_new(request: Asked, kind: FromPath[str], data: Entered) -> Response[str] | Redirect:
    """Check what was filled in; propose it where nothing speaks against it, or a person has seen what does."""
    return _sent(request, _slot(request, kind, 1), data)


@post("/enter/new/{kind:str}/{number:int}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def send_another(request: Asked, kind: FromPath[str], number: FromPath[int], data: Entered) -> Response[str] | Redirect:
    """Check and propose what was filled in elsewhere than in the first form of its kind."""
    return _sent(request, _slot(request, kind, number), data)


def _new(request: Asked, kind: str, number: int) -> Response[str]:
    slot = _slot(request, kind, number)
    answers = answers_kept(request, slot) or _first(request.user)
    with reading(request) as register:
        return _form(request, register, slot, answers, {})


def _sent(request: Asked, slot: Slot, data: Mapping[str, Any]) -> Response[str] | Redirect:
    answers = answers_in(data)
    ground = ground_in(answers)
    with writing(request) as register:
        table = table_of(slot.kind, answers, ground)
        judged = judge(register, table, request.user)
        if ground.faults or not judged.stands or judged.seen != str(data.get("_seen", "")):
            return _form(request, register, slot, answers, {"judged": judged, "ground": ground}, status=422)
        sent = send(register, table, request.user)
        if not sent.stands:  # somebody else was quicker
            return _form(request, register, slot, answers, {"judged": sent, "ground": ground}, status=409)
    note(request, "record-propose", sent.record)
    forget(request, slot)
    return Redirect(f"/enter/sent/{sent.record}", query_params={"draft": slot.key})


@post("/enter/shape", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def shape_part(request: Asked, data: Entered) -> Response[str]:
    """Say how a described piece of ground is read."""
    kind = str(data.get("_kind", ""))
    check_kind(request.user, kind)
    ground = ground_in({name: texts for name, texts in answers_in(data).items() if name != "wkt"})
    with reading(request) as register:
        findings = look_at_ground(register, kind, ground)
        return page(request, "_shape.html", ground=ground, findings=findings)


@get("/enter/sent/{name:str}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def sent_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """Say that a record waits for a decision."""
    with reading(request) as register:
        whole = whole_id(register, name)
        eyes = Eyes(register, request.user)
        if not (eyes.near(whole) and eyes.knows(whole)):
            raise NotFoundException(tr(NOT_AMONG))
        stored = msgspec.json.decode(register.store.get(whole))
    done = request.query_params.get("draft", "")
    key = done if done.startswith(f"{request.user.account}:") else ""
    return page(request, "sent.html", name=whole, kind=stored["kind"], words=KINDS, key=key, entered=ENTERED)


def _slot(request: Asked, kind: str, number: int) -> Slot:
    check_kind(request.user, kind)
    return slot_of(request, kind, number)


def check_kind(actor: Actor, kind: str) -> None:
    """
    Refuse a kind that is not entered by a form, or not by this person.

    Parameters
    ----------
    actor
        Who asks.
    kind
        Kind of record.

    Raises
    ------
    NotFoundException
        Where no form of that kind is filled in.
    PermissionDeniedException
        Where their roles do not include it.
    """
    if kind not in ENTERED:
        raise NotFoundException(tr("There is no kind of record `{kind}` that is entered by a form.").format(kind=kind))
    if not may(actor, permission_for(kind)):
        raise PermissionDeniedException(tr("Your roles do not include entering this kind of record."))


def _first(actor: Actor) -> dict[str, list[str]]:
    """Answers that somebody would give anyway: who reports."""
    return {"organisation": [actor.organisation]} if actor.organisation else {}


def _form(
    request: Asked, register: Reading, slot: Slot, answers: Mapping[str, Sequence[str]], shown: dict[str, Any],
    status: int = 200,
) -> Response[str]:  # fmt: skip
    judged: Judged | None = shown.get("judged")
    faults = judged.beside(slot.kind) if judged else {}
    controls = form_of(slot.kind, answers, faults)
    values = {
        "controls": controls, "answers": answers, "slot": slot, "draft": kept(request, slot), "words": KINDS,
        "fixes": FIXES, "circles": CIRCLES, "judged": None, "ground": Ground(),
        "another": free_number(drafts_of(request), slot.kind),
        "names": named(register, request.user, {control.names for control in controls if control.names}),
        "kinds": drawn(slot.kind), **shown,
    }  # fmt: skip
    return page(request, "new.html", status=status, **values)


def drawn(kind: str) -> str:
    """
    Say what may be drawn for a kind.

    Parameters
    ----------
    kind
        Kind of record.

    Returns
    -------
    str
        Words of `land-draw`; empty where the kind has no place.

    Examples
    --------
    >>> drawn("hazard"), drawn("ordnance"), drawn("unit")
    ('polygon linestring point', 'point', '')
    """
    if SHAPE not in fields_of(kind):
        return ""
    return "point" if kind in {"ordnance", "accident", "casualty", "settlement"} else "polygon linestring point"


def named(register: Reading, actor: Actor, kinds: set[str]) -> dict[str, list[str]]:
    """
    List the ids by which records of some kinds are named, to be offered where a form asks for one.

    Parameters
    ----------
    register
        An open register.
    actor
        Who is asked; whoever speaks for one organisation is offered its own, whoever is confined to areas what lies in
        them.
    kinds
        Kinds of record.

    Returns
    -------
    dict
        Kind to its ids, the latest first, at most 500; persons are never listed.
    """
    own, eyes = contributor(actor), Eyes(register, actor)
    found = {}
    for kind in kinds - {"person"}:
        heads = register.store.heads(kinds=[kind], organisations=[own] if own else None)
        called = [head for head in reversed(heads) if head.source_id]
        ids = register.store.id_of(head.seq for head in called) if eyes.reach.land is not None else {}
        near = (head.source_id or "" for head in called if not ids or eyes.near(ids[head.seq]))
        found[kind] = list(islice(dict.fromkeys(near), _MOST_NAMES))
    return found


MENU: Final = (("/enter", _("Enter"), "record.propose"),)
ROUTES: Final = (overview_page, new_page, another_page, send_new, send_another, shape_part, sent_page)
