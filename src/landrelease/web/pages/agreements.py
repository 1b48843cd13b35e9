"""Agreements between partners: their terms, and every version of them."""

from typing import Any, Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from landrelease.desk.partners import agreement_rows, agreement_versions
from landrelease.desk.rolling import StoreRoll
from landrelease.programme.roll import Fact
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.programme import called, day_asked
from landrelease.web.sight import sight_of

STATES: Final = {
    "in-force": _("in force"),
    "not-yet": _("not yet in force"),
    "over": _("over"),
    "draft": _("draft"),
    "ended": _("ended"),
}
"""How an agreement stands on a day, in words."""


@get("/programme/agreements", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def agreements_page(request: Asked) -> Response[str]:
    """List the agreements as they stand on a day."""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        rows = [row for row in agreement_rows(register, on=on) if any(map(sight.party, row["parties"]))]
        return page(
            request, "programme/agreements.html", on=on, rows=rows, states=STATES, organisations=called(register)
        )


@get("/programme/agreements/{agreement:str}", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def agreement_page(request: Asked, agreement: FromPath[str]) -> Response[str]:
    """Show every version of one agreement."""
    with reading(request) as register:
        sight = sight_of(request.user, register)
        facts = agreement_versions(agreement, StoreRoll(register.store))
        versions = [_version(fact) for fact in reversed(facts) if any(map(sight.party, fact.record.parties))]
        if not versions:
            said = tr("There is no agreement {agreement} that you may see.").format(agreement=agreement)
            raise NotFoundException(detail=said)
        answer = page(
            request,
            "programme/agreement.html",
            agreement=agreement,
            versions=versions,
            organisations=called(register),
        )
    note(request, "agreement-read", *(row["record"] for row in versions))
    return answer


def _version(fact: Fact) -> dict[str, Any]:
    record = fact.record
    names = (
        "date", "name", "type", "status", "parties", "from_", "to", "tasking_authority", "capabilities", "caveats",
        "depth_limit_m", "reporting", "medical", "amends", "remarks",
    )  # fmt: skip
    return {**{name.rstrip("_"): getattr(record, name) for name in names}, "record": fact.id}


ROUTES: Final = (agreements_page, agreement_page)
