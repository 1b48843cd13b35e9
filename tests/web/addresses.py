"""An example of every address that holds a parameter, in the example programme: for the tests that visit all pages."""

from collections.abc import Callable
from typing import Any, Final


def somebody(served: Any) -> str:
    """An account that nobody signs in with."""
    return served.account("training", login="somebody").id


ADDRESSES: Final[dict[str, str | Callable[[Any], str]]] = {
    "/assets/{file_path:path}": "/assets/manifest.json",
    "/{address:path}": "/no/such/page",
    "/welcome/{link:str}": lambda served: f"/welcome/{served.link()}",
    "/account/sessions/{session:str}/end": "/account/sessions/no-such-session/end",
    "/account/keys/{key:str}/revoke": "/account/keys/no-such-key/revoke",
    "/map/layers/{name:str}": "/map/layers/tasks",
    "/tiles/{klass:str}/{z:int}/{x:int}/{row:str}": "/tiles/all/6/35/23.mvt",
    "/map/explain": "/map/explain?lon=-24.98903&lat=40.00689&class=all",
    "/map/print": "/map/print?lon=-24.98903&lat=40.00689&scale=10000",
    "/map/paper": "/map/paper?extent=view&bbox=-25.2,39.9,-24.8,40.2",
    "/api/explain": "/api/explain?lon=-24.98903&lat=40.00689",
    "/api/gate": "/api/gate?unit=SYN-U-N1&activity=manual-clearance&from=2025-05-01",
    "/find": "/find?q=SYN-T-03",
    "/records/{name:str}": lambda served: f"/records/{served.waiting()}",
    "/records/{name:str}/findings": lambda served: f"/records/{served.waiting()}/findings",
    "/records/{name:str}/file": lambda served: f"/records/{served.waiting()}/file",
    "/people/{account:str}": lambda served: f"/people/{somebody(served)}",
    **{
        f"/people/{{account:str}}/{deed}": lambda served, deed=deed: f"/people/{somebody(served)}/{deed}"
        for deed in ("state", "link", "sessions", "second-step", "unlink")
    },
    "/review/{name:str}": lambda served: f"/review/{served.waiting()}",
    "/review/{name:str}/claim": lambda served: f"/review/{served.waiting()}/claim",
    "/review/{name:str}/comments": lambda served: f"/review/{served.waiting()}/comments",
    "/review/findings/{finding:str}": "/review/findings/f-0000000000000000",
    "/account/saved/{saved:str}/share": "/account/saved/no-such-view/share",
    "/account/saved/{saved:str}/drop": "/account/saved/no-such-view/drop",
    **{
        f"/enter/{deed}/{{name:str}}": lambda served, deed=deed: f"/enter/{deed}/{served.waiting()}"
        for deed in ("attach", "correct", "withdraw", "sent")
    },
    "/enter/new/{kind:str}": "/enter/new/hazard",
    "/enter/new/{kind:str}/{number:int}": "/enter/new/course/2",
    "/enter/drafts/{kind:str}/{number:int}": "/enter/drafts/hazard/9",
    "/enter/drafts/{kind:str}/{number:int}/drop": "/enter/drafts/hazard/9/drop",
    "/enter/files/{name:str}": "/enter/files/no-such-files",
    **{
        f"/enter/files/{{name:str}}/{deed}": f"/enter/files/no-such-file/{deed}"
        for deed in ("again", "drop", "events", "findings.csv", "propose")
    },
    "/statement/publications/{name:str}": "/statement/publications/no-such-publication",
    "/statement/publications/{name:str}/file": "/statement/publications/no-such-publication/file",
    "/api/publications/{name:str}": "/api/publications/no-such-publication",
    "/api/publications/{name:str}/file": "/api/publications/no-such-publication/file",
    "/api/forms/{form:str}": "/api/forms/apmbc-article-7",
    "/statement/forms/figure": "/statement/forms/figure?form=apmbc-article-7&year=2024&part=F2&row=0&column=1",
    "/api/records/{name:str}": lambda served: f"/api/records/{served.waiting()}",
    "/api/kinds/{kind:str}": "/api/kinds/hazard",
    "/api/findings/{finding:str}/settlement": "/api/findings/f-0000000000000000/settlement",
    "/api/tasks/{task:str}": "/api/tasks/no-such-task",
    "/ogc/collections/{layer:str}": "/ogc/collections/land",
    "/ogc/collections/{layer:str}/queryables": "/ogc/collections/land/queryables",
    "/ogc/collections/{layer:str}/items": "/ogc/collections/land/items?limit=1",
    "/ogc/collections/{layer:str}/items/{feature:str}": "/ogc/collections/land/items/no-such-feature",
    "/api/{path:str}": "/api/no-such-page",
    "/programme/units/{unit:str}": "/programme/units/SYN-U-N1",
    "/programme/tasks/{task:str}": "/programme/tasks/SYN-T-01",
    "/programme/tasks/{task:str}/dossier.pdf": "/programme/tasks/SYN-T-01/dossier.pdf",
    "/programme/tasks/{task:str}/dossier.gpkg": "/programme/tasks/SYN-T-01/dossier.gpkg",
    "/programme/tasks/{task:str}/dossier.gpx": "/programme/tasks/SYN-T-01/dossier.gpx",
    "/programme/tasks/{task:str}/completion.pdf": "/programme/tasks/SYN-T-01/completion.pdf",
    "/programme/tasks/{task:str}/handover.pdf": "/programme/tasks/SYN-T-01/handover.pdf",
    "/programme/tasks/{task:str}/order": "/programme/tasks/SYN-T-07/order",
    "/programme/meetings/{meeting:str}": "/programme/meetings/SYN-MEET-1",
    "/programme/agreements/{agreement:str}": "/programme/agreements/SYN-AGR-N",
    "/api/evidence/places": "/api/evidence/places?name=Tripoli",
    "/programme/evidence/events/{event:str}": "/programme/evidence/events/no-such-event",
    "/programme/evidence/leads/{lead:str}": "/programme/evidence/leads/no-such-lead",
    "/programme/documents/{name:str}": "/programme/documents/no-such-file",
    "/enter/sent/{name:str}": lambda served: f"/enter/sent/{served.a_record('hazard')}",
    "/enter/correct/{name:str}": lambda served: f"/enter/correct/{served.a_record('hazard')}",
    "/enter/withdraw/{name:str}": lambda served: f"/enter/withdraw/{served.a_record('hazard')}",
    "/enter/attach/{name:str}": lambda served: f"/enter/attach/{served.a_record('hazard')}",
    "/enter/files/{name:str}/events": "/enter/files/no-such-files/events",
    "/enter/files/{name:str}/again": "/enter/files/no-such-files/again",
    "/enter/files/{name:str}/propose": "/enter/files/no-such-files/propose",
    "/enter/files/{name:str}/drop": "/enter/files/no-such-files/drop",
    "/enter/files/{name:str}/findings.csv": "/enter/files/no-such-files/findings.csv",
}
"""Address of a route to an example; a function where it lies in what is served (`conftest.Served`)."""


def example_of(path: str, served: Any) -> str:
    """The address to be asked for; a route with a parameter and without an example is a fault of this table."""
    found = ADDRESSES[path] if "{" in path else ADDRESSES.get(path, path)
    return found if isinstance(found, str) else found(served)
