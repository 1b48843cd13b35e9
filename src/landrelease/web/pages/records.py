"""One record whole, its files, and records found by any text."""

import re
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

import shapely
from litestar import Response, get
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath

from landrelease.checks.catalogue import render
from landrelease.desk.checking import findings_about
from landrelease.desk.errors import UnknownIdError
from landrelease.desk.looking import show
from landrelease.desk.orders import known_now
from landrelease.desk.register import Register
from landrelease.desk.site import land_near
from landrelease.desk.views import EVER
from landrelease.publish.redaction.fields import personal
from landrelease.publish.sketch import sketch
from landrelease.publish.wording import degrees
from landrelease.records import format1
from landrelease.records.change import Attachment
from landrelease.records.kinds import KINDS, kind_of
from landrelease.records.marks import Mark, field_marks
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page, word
from landrelease.web.eyes import SENSITIVE, Eyes, Told
from landrelease.web.finding import hits
from landrelease.web.naming import kind_word
from landrelease.web.noting import note
from landrelease.web.pages.story import files_of
from landrelease.web.policy import reads
from landrelease.web.states import state_word
from landrelease.web.tongue import day, number

_MOST: Final = 200
_HEAD: Final = frozenset({"format", "kind", "shape", "replacement", "sealed", "author", "recorded", "recorded_claimed"})
"""Members that stand elsewhere on the page."""
_ABOUT_PEOPLE: Final = frozenset({"person", "accident", "casualty"})
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINKED: Final = frozenset({
    "area_id", "organisation", "unit", "task", "request", "rotation", "parent", "admin_area", "about", "corrects",
    "withdraws", "supersedes",
})  # fmt: skip
"""Fields that name other records: their values lead to the search."""
_PLAIN: Final = "application/octet-stream"


@get("/find", permission="record.read", include_in_schema=False, sync_to_thread=True)
def find_page(request: Asked) -> Response[str]:
    """
    Find records by the beginning of their id or any text in them.

    Parameters
    ----------
    request
        The request; ``q`` in its query is what is looked for.

    Returns
    -------
    Response
        The page.
    """
    text = request.query_params.get("q", "").strip()
    with reading(request) as register:
        found = [hit.row for hit in islice(hits(register, request.user, text), _MOST + 1)]
        return page(
            request,
            "find.html",
            q=text,
            rows=found[:_MOST],
            more=len(found) > _MOST,
            most=_MOST,
            kind_word=kind_word,
            state_word=state_word,
        )


@get("/records/{name:str}", permission="record.read", include_in_schema=False, sync_to_thread=True)
def record_page(request: Asked, name: FromPath[str]) -> Response[str]:
    """
    Show a record whole, as far as it may be read.

    Parameters
    ----------
    request
        The request.
    name
        Its id, or a clear beginning of it.

    Returns
    -------
    Response
        The page.
    """
    with reading(request) as register:
        whole = register.resolve(name)
        eyes = Eyes(register, request.user)
        told = _told(eyes, whole)
        shown = show(register, whole)
        if told.kind in SENSITIVE or _held_back(told):
            note(request, "record-read", whole)
        values = _values(register, eyes, told, shown)
        return page(request, "record.html", **values)


@get("/records/{name:str}/findings", permission="finding.read", include_in_schema=False, sync_to_thread=True)
def record_findings(request: Asked, name: FromPath[str]) -> Response[str]:
    """
    Say what is wrong or doubtful about a record by itself; it comes after the page, since it takes longer.

    Parameters
    ----------
    request
        The request.
    name
        Id of the record.

    Returns
    -------
    Response
        A fragment.
    """
    with reading(request) as register:
        whole = register.resolve(name)
        _told(Eyes(register, request.user), whole)
        found = [render(one) for one in findings_about(register, [whole])]
        return page(request, "_record_findings.html", findings=found)


@get("/records/{name:str}/file", permission="record.read", include_in_schema=False, sync_to_thread=True)
def record_file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """
    Give a file that belongs to records; it is always saved, never opened as a page of ours.

    Parameters
    ----------
    request
        The request.
    name
        Id of the attachment.

    Returns
    -------
    Response
        The file.

    Raises
    ------
    NotFoundException
        Where the record is no attachment, or its bytes are not here.
    PermissionDeniedException
        Where it is not for this person.
    """
    with reading(request) as register:
        whole = register.resolve(name)
        eyes = Eyes(register, request.user)
        told = _told(eyes, whole)
        record = format1.decode(register.store.get(whole))
        if not isinstance(record, Attachment):
            raise NotFoundException(tr("This record is no file."))
        frozen = _about(eyes, record, frozenset({"publication"}))
        lowest = "authority" if frozen or _about(eyes, record, _ABOUT_PEOPLE) else "operator"
        if not reads(request.user, lowest) or (frozen and request.user.territory):
            raise PermissionDeniedException(tr("This file is not for your account to read."))
        data = register.store.blob(record.sha256)
        if data is None:
            raise NotFoundException(tr("The bytes of this file are not in this register."))
        note(request, "file-read", whole)
        given = told.fields.get("file_name") or f"{whole[:12]}"
    return Response(
        data,
        media_type=_PLAIN,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(given, safe='')}"},
    )


def _about(eyes: Eyes, record: Attachment, kinds: Collection[str]) -> bool:
    named = (eyes.view.record(one) for one in record.about)
    return any(one is not None and kind_of(one) in kinds for one in named)


def _told(eyes: Eyes, name: str) -> Told:
    found = next(iter(eyes.told([name])), None)
    if found is None:
        raise UnknownIdError(name)
    return found


def _held_back(told: Told) -> bool:
    """Tell whether it holds what only named persons may read."""
    return any(mark.audience == "restricted" for name, mark in _marks(told.kind).items() if name in told.fields)


def _marks(kind: str) -> Mapping[str, Mark]:
    return field_marks(KINDS[kind]) if kind in KINDS else {}


def _values(register: Register, eyes: Eyes, told: Told, shown: Mapping[str, Any]) -> dict[str, Any]:
    named, said = reads(eyes.actor, "authority"), told.fields.get("replacement")
    links = [one for one in shown["named_by"] if one["kind"] not in {"decision", "attachment"}]
    near = {one.id: one for one in eyes.told(one["id"] for one in [*shown["decisions"], *links])}
    return {
        "id": told.id, "kind": kind_word(told.kind), "state": told.state, "fields": told.fields,
        "rows": _rows(told.kind, told.fields),
        "replaced": _rows(str(said.get("kind", "")), said) if said else [],
        "personal": _rows(told.kind, personal(told.kind, shown["personal"], eyes.actor.audience)),
        "author": (shown["author_name"] or told.fields.get("author", "")) if named else "",
        "decisions": [_decision(one, near[one["id"]], named=named) for one in shown["decisions"] if one["id"] in near],
        "links": [{**one, "kind": kind_word(one["kind"])} for one in links if one["id"] in near],
        "files": files_of(register, eyes, told.id), "is_file": told.kind == "attachment" and eyes.exact,
        "picture": _picture(register, told), "place": _place(told.shape),
        "accredited": shown.get("accredited", "") if eyes.exact else "",
        "grounds": shown.get("grounds", "") if eyes.exact else "", "state_word": state_word, "linked": _LINKED,
    }  # fmt: skip


def _decision(row: Mapping[str, Any], told: Told, *, named: bool) -> dict[str, Any]:
    author = (row["author_name"] or row["author"]) if named else ""
    return {**row, "author_name": author, "reason": told.fields.get("reason", "")}


def _rows(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Give the fields of a record as rows: name, meaning, values as people read them."""
    marks = _marks(kind)
    return [
        (name, tr(marks[name].meaning).rstrip(".") if name in marks else name, _written(value, marks.get(name)))
        for name, value in fields.items()
        if name not in _HEAD
    ]


def _written(value: object, mark: Mark | None) -> list[str]:
    codes = mark.codes if mark else ""
    if isinstance(value, list):
        return [text for one in value for text in _written(one, mark)]
    if isinstance(value, dict):
        return [f"{name}: {', '.join(_written(one, None))}" for name, one in value.items()]
    if isinstance(value, bool):
        return [tr("yes") if value else tr("no")]
    if isinstance(value, float | int):
        return [number(value, 3)]
    text = str(value)
    return [word(codes, text) if codes else day(text) if _DAY.fullmatch(text) else text]


def _picture(register: Register, told: Told) -> str:
    if told.shape is None:
        return ""
    known = known_now(register.store, EVER)
    land = land_near(register.store, known, [told.shape])
    label = tr("{id} on the land as it is now").format(id=told.fields.get("id") or told.id[:12])
    return sketch(told.shape, land, "record", label)


def _place(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    if shape is None:
        return None
    middle = shapely.point_on_surface(shape)
    return {"text": degrees(middle.x, middle.y), "at": f"{middle.x:.6f},{middle.y:.6f},16"}


ROUTES: Final = (find_page, record_page, record_findings, record_file)
