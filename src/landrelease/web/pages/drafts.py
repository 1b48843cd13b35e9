"""Drafts on the server: kept as they are typed, and never written over."""

from typing import Final

import msgspec
from litestar import Response, post, put
from litestar.enums import MediaType
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from landrelease.accounts.draft import Draft
from landrelease.accounts.errors import StaleDraftError, TakenError
from landrelease.web.book import Asked, now
from landrelease.web.drafting import Slot, answers_in_draft, forget, kept, slot_of, title_of
from landrelease.web.pages.entering import check_kind
from landrelease.web.pages.signing import accounts


class Typed(msgspec.Struct):
    """
    What a browser sends of a draft.

    Attributes
    ----------
    revision : int
        The one that it grew from; 0 for a new draft.
    fields : dict
        Field to texts.
    """

    revision: int
    fields: dict[str, list[str]]


class Saved(msgspec.Struct, omit_defaults=True):
    """
    What the server holds of a draft now.

    Attributes
    ----------
    revision : int
        Its revision; 0 where there is none.
    fields : dict or None
        What it holds, where that is not what was sent.
    """

    revision: int
    fields: dict[str, list[str]] | None = None


@put("/enter/drafts/{kind:str}/{number:int}", permission="record.propose", include_in_schema=False, sync_to_thread=True)
def save_draft(request: Asked, kind: FromPath[str], number: FromPath[int], data: JSONBody[Typed]) -> Response[bytes]:
    """Keep a draft; where it was changed elsewhere meanwhile, keep that and answer with it."""
    check_kind(request.user, kind)
    slot = slot_of(request, kind, number)
    there = kept(request, slot)
    if data.revision != (there.revision if there else 0):
        return _conflict(there)
    try:
        saved = _save(request, slot, there, data)
    except (StaleDraftError, TakenError):
        return _conflict(kept(request, slot))
    return _answer(Saved(saved.revision), 200)


def _save(request: Asked, slot: Slot, there: Draft | None, data: JSONBody[Typed]) -> Draft:
    drafts, text, title = accounts(request).drafts, msgspec.json.encode(data.fields).decode(), title_of(data.fields)
    if there is None:
        return drafts.begin(slot.account, slot.kind, text, title=title, draft=slot.id, now=now())
    return drafts.save(there, text, title=title, now=now())


def _conflict(there: Draft | None) -> Response[bytes]:
    return _answer(Saved(there.revision if there else 0, answers_in_draft(there)), 409)


def _answer(saved: Saved, status: int) -> Response[bytes]:
    return Response(msgspec.json.encode(saved), media_type=MediaType.JSON, status_code=status)


@post(
    "/enter/drafts/{kind:str}/{number:int}/drop",
    permission="record.propose", include_in_schema=False, sync_to_thread=True,
)  # fmt: skip
def drop_draft(request: Asked, kind: FromPath[str], number: FromPath[int]) -> Redirect:
    """Throw a draft away, on the server and in the browser that asks."""
    check_kind(request.user, kind)
    slot = slot_of(request, kind, number)
    forget(request, slot)
    return Redirect("/enter", query_params={"draft": slot.key})


ROUTES: Final = (save_draft, drop_draft)
