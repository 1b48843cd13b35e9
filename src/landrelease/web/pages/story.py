"""The story of a point: what every record that covers it did there, and who wrote, decided and attached what."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import shapely
from litestar import Response, get
from litestar.exceptions import PermissionDeniedException, ValidationException

from landrelease.checks.catalogue import render
from landrelease.checks.finding import Finding
from landrelease.desk.looking import explain_rows
from landrelease.desk.reading import Reading
from landrelease.publish.redaction.audience import EXACT
from landrelease.publish.statement import MEMOS, MOVEMENTS
from landrelease.publish.wording import degrees
from landrelease.records import format1
from landrelease.records.change import Attachment
from landrelease.records.marks import field_marks
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.eyes import Eyes
from landrelease.web.naming import kind_word, status_word
from landrelease.web.noting import note
from landrelease.web.policy import reads
from landrelease.web.territory import land_of, seen

_BARE: Final = dict.fromkeys(field_marks(Attachment))
"""A file of which nothing is said."""


@get("/map/explain", permission="record.read", include_in_schema=False, sync_to_thread=True)
def explain(request: Asked) -> Response[str]:
    """
    Tell the story of a point, as a part of the page of the map.

    Parameters
    ----------
    request
        The request; ``lon``, ``lat``, ``as_of``, ``known_at`` and ``class`` stand in its query.

    Returns
    -------
    Response
        A fragment with a heading.

    Raises
    ------
    PermissionDeniedException
        Where the account reads no positions, or the point lies outside its areas.
    """
    asked = request.query_params
    lon, lat, klass = number_of(request, "lon"), number_of(request, "lat"), asked.get("class") or "all"
    if not reads(request.user, EXACT):
        raise PermissionDeniedException(
            tr("The story of a point tells exact positions, which your account may not read.")
        )
    with reading(request) as register:
        if not seen(land_of(register, request.user), [shapely.Point(lon, lat)])[0]:
            raise PermissionDeniedException(tr("This point lies outside the areas to which your account is confined."))
        rows = explain_rows(
            register, lon, lat, as_of=asked.get("as_of") or None, known_at=asked.get("known_at") or None
        )
        steps = _steps(register, request, rows, klass)
        note(request, "land-explained", *(row["record"] for row in rows))
        status = rows[-1]["status"].get(klass, "none") if rows else "none"
        return page(
            request, "_story.html", steps=steps, code=status, heading=status_word(status), place=degrees(lon, lat)
        )


def number_of(request: Asked, name: str) -> float:
    """
    Read a number out of the query.

    Parameters
    ----------
    request
        The request.
    name
        Name of the parameter.

    Returns
    -------
    float
        Finite.

    Raises
    ------
    ValidationException
        Where it is absent or no number.
    """
    try:
        value = float(request.query_params.get(name, ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValidationException(tr("{name} must be a number.").format(name=name))
    return value


def _steps(register: Reading, request: Asked, rows: Sequence[Mapping[str, Any]], klass: str) -> list[dict[str, Any]]:
    eyes = Eyes(register, request.user)
    told = {one.id: one for one in eyes.told([row["record"] for row in rows])}
    return [_step(register, eyes, row, told[row["record"]].fields, klass) for row in rows if row["record"] in told]


def _step(
    register: Reading, eyes: Eyes, row: Mapping[str, Any], fields: Mapping[str, Any], klass: str
) -> dict[str, Any]:
    """Leave out the names of who wrote and decided for those who may not read them."""
    said = fields.get("replacement") or fields
    named = reads(eyes.actor, "authority")
    moved = row["movements"].get(klass)
    return {
        **row,
        "kind": kind_word(row["kind"]),
        "claimed": status_word(row["claimed"]),
        "claimed_code": row["claimed"],
        "moved": movement_word(moved) if moved else "",
        "after": status_word(row["status"].get(klass, "none")),
        "author": row["author"] if named else "",
        "decided_by": row["decided_by"] if named else [],
        "evidence": said.get("evidence"),
        "findings": [doubt_of(code) for code in row["findings"]],
        "files": files_of(register, eyes, row["record"]),
    }


def doubt_of(code: str) -> str:
    """
    Say why what a record did to a place is doubtful, and what to do.

    Parameters
    ----------
    code
        Code of a finding.

    Returns
    -------
    str
        Its reason and its cure; how much land is meant is nothing that one point can tell.

    Examples
    --------
    >>> doubt_of("release-too-shallow")[:67]
    'Clearance is to the specified depth (IMAS 09.10); an unstated depth'
    """
    said = render(Finding(code))
    return f"{said.why} {said.cure}"


def movement_word(code: str) -> str:
    """
    Name what a record did to a place.

    Parameters
    ----------
    code
        Movement or memo of the ledger.

    Returns
    -------
    str
        In words; the code where a later version brought it.

    Examples
    --------
    >>> movement_word("reopened"), movement_word("repeat_release"), movement_word("else")
    ('reopened (was released)', 'released once more, already released', 'else')
    """
    found = MOVEMENTS.get(code) or MEMOS.get(f"{code}_m2")
    return tr(found) if found else code


def files_of(register: Reading, eyes: Eyes, name: str) -> list[dict[str, Any]]:
    """
    List the files that belong to a record.

    Parameters
    ----------
    register
        An open register.
    eyes
        Who looks.
    name
        Id of the record.

    Returns
    -------
    list of dict
        ``id``, ``caption``, ``file_name``, ``media_type`` and ``size_bytes`` as far as they may be read.
    """
    links = {link.source_seq for link in register.store.links_to([name]) if link.how == "about"}
    ids = register.store.id_of(head.seq for head in register.store.heads(kinds=["attachment"], seqs=links))
    data = register.store.get_many(ids.values())
    kept = [one for one, raw in data.items() if isinstance(format1.decode(raw), Attachment)]
    return [{**_BARE, **one.fields, "id": one.id} for one in eyes.told(kept)] if eyes.exact else []


ROUTES: Final = (explain,)
