"""Training: sessions with their results, certificates by state and expiry, and what certificates of others count as."""

from typing import Any, Final

from litestar import Response, get

from landrelease.desk.programme import certificate_rows, equivalence_rows, session_rows
from landrelease.records.text import marked as _
from landrelease.web.book import Asked, reading
from landrelease.web.drawing import page
from landrelease.web.noting import note
from landrelease.web.pages.programme import called, day_asked, people_named
from landrelease.web.sight import Sight, sight_of

STATES: Final = {
    "valid": _("valid"),
    "expired": _("expired"),
    "not-yet": _("not yet valid"),
    "suspended": _("suspended"),
    "revoked": _("revoked"),
}
"""The states of a certificate, in words."""


@get("/programme/training", permission="programme.read", include_in_schema=False, sync_to_thread=True)
def training_page(request: Asked) -> Response[str]:
    """Show sessions, certificates and equivalences."""
    asked = request.query_params.get("state") or ""
    with reading(request) as register:
        sight, on = sight_of(request.user, register), day_asked(request, register)
        mine = [row for row in certificate_rows(register, on=on) if sight.person(row["person"])]
        answer = page(
            request,
            "programme/training.html",
            on=on,
            asked=asked,
            states=STATES,
            counts={state: sum(row["state"] == state for row in mine) for state in STATES},
            certificates=[row for row in mine if asked in {"", row["state"]}],
            sessions=session_rows(register, people=sight.people),
            equivalences=_equivalences(equivalence_rows(register), mine, sight),
            people=people_named(request, register),
            organisations=called(register),
        )
    note(request, "training-read")
    return answer


def _equivalences(rows: list[dict[str, Any]], mine: list[dict[str, Any]], sight: Sight) -> list[dict[str, Any]]:
    """Keep the decisions about the systems in which people of theirs hold certificates."""
    systems = {row["system"] for row in mine}
    return [row for row in rows if sight.people is None or row["system"] in systems]


ROUTES: Final = (training_page,)
