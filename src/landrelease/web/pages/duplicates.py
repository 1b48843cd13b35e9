"""Records of several sources that may be one event or person, side by side: a person says which."""

from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body

from landrelease.desk.matching import DIFFERENT, SAME, say, undo
from landrelease.desk.register import Register
from landrelease.publish.unsaid import refuse_persons
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading, writing
from landrelease.web.drawing import page
from landrelease.web.duplicates import FOUND, READS, questions, said, seen, visible
from landrelease.web.eyes import SENSITIVE
from landrelease.web.naming import KINDS
from landrelease.web.noting import note
from landrelease.web.policy import reads

Sent = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
PER_PAGE: Final = 20


@get("/review/duplicates", permission="finding.read", include_in_schema=False, sync_to_thread=True)
def duplicates_page(request: Asked) -> Response[str]:
    """Show candidates, the likeliest first, and what was said of earlier ones."""
    with reading(request) as register:
        return _shown(request, register, "")


@post("/review/duplicates", permission="record.propose", include_in_schema=False, sync_to_thread=True, status_code=200)
def answer_page(request: Asked, data: Sent) -> Response[str]:
    """Propose that two records are one, or that they are not."""
    pair = [str(data.get(name, "")) for name in ("first", "second")]
    verdict, chosen = str(data.get("verdict", "")), str(data.get("counts", ""))
    with writing(request) as register:
        names = [register.resolve(name) for name in sorted(pair, key=lambda name: name != chosen)]
        _within(register, request, names)
        refuse_persons(register, str(data.get("reason", "")), names)
        made = say(register, names, SAME if verdict == SAME else DIFFERENT, str(data.get("reason", "")))
        note(request, "record-propose", made)
    with reading(request) as register:
        return _shown(request, register, tr("It is proposed, and counts once somebody else has accepted it."))


@post(
    "/review/duplicates/undo",
    permission="record.propose",
    include_in_schema=False,
    sync_to_thread=True,
    status_code=200,
)
def undo_page(request: Asked, data: Sent) -> Response[str]:
    """Propose to take back what was said."""
    with writing(request) as register:
        match = register.resolve(str(data.get("match", "")))
        if match not in {one.id for one in said(register, request.user)}:
            raise NotFoundException(tr("Nothing was said about records that you see."))
        refuse_persons(register, str(data.get("reason", "")), [match])
        made = undo(register, [match], str(data.get("reason", "")))
        note(request, "record-withdraw", match, *made)
    with reading(request) as register:
        return _shown(
            request, register, tr("Its withdrawal is proposed; it counts until somebody else has accepted that.")
        )


def _within(register: Register, request: Asked, names: list[str]) -> None:
    if not set(names) <= seen(register, request.user, names):
        raise NotFoundException(tr("Nothing was said about records that you see."))


def _shown(request: Asked, register: Register, done: str) -> Response[str]:
    found = visible(register, request.user, FOUND.of(register))
    asked = request.query_params.get("page", "")
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    told = [name for one in shown if one.kind in SENSITIVE for name in (one.first, one.second)]
    if told:
        note(request, "record-read", *told)
    return page(
        request, "duplicates.html", questions=questions(register, request.user, shown), total=len(found), number=number,
        pages=pages, said=said(register, request.user), done=done, kinds=KINDS, told=reads(request.user, READS),
    )  # fmt: skip


ROUTES: Final = (duplicates_page, answer_page, undo_page)
