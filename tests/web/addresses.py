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
    "/map/layers/{name:str}": "/map/layers/tasks",
    "/tiles/{klass:str}/{z:int}/{x:int}/{row:str}": "/tiles/all/6/35/23.mvt",
    "/records/{name:str}": lambda served: f"/records/{served.waiting()}",
    "/records/{name:str}/file": lambda served: f"/records/{served.waiting()}/file",
    "/records/{name:str}/findings": lambda served: f"/records/{served.waiting()}/findings",
    **{
        f"/enter/{deed}/{{name:str}}": lambda served, deed=deed: f"/enter/{deed}/{served.waiting()}"
        for deed in ("attach", "correct", "withdraw", "sent")
    },
    "/enter/new/{kind:str}": "/enter/new/hazard",
    "/enter/new/{kind:str}/{number:int}": "/enter/new/hazard/1",
    "/enter/drafts/{kind:str}/{number:int}": "/enter/drafts/hazard/1",
    "/enter/drafts/{kind:str}/{number:int}/drop": "/enter/drafts/hazard/1/drop",
    "/enter/files/{name:str}": "/enter/files/no-such-file",
    **{
        f"/enter/files/{{name:str}}/{deed}": f"/enter/files/no-such-file/{deed}"
        for deed in ("again", "drop", "events", "findings.csv", "propose")
    },
    "/api/{path:str}": "/api/no-such-page",
}
"""Address of a route to an example; a function where it lies in what is served (`conftest.Served`)."""


def example_of(path: str, served: Any) -> str:
    """The address to be asked for; a route with a parameter and without an example is a fault of this table."""
    found = ADDRESSES[path] if "{" in path else path
    return found if isinstance(found, str) else found(served)
