"""An example of every address that holds a parameter, in the example programme: for the tests that visit all pages."""

from collections.abc import Callable
from typing import Any, Final

ADDRESSES: Final[dict[str, str | Callable[[Any], str]]] = {
    "/assets/{file_path:path}": "/assets/manifest.json",
    "/{address:path}": "/no/such/page",
    "/welcome/{link:str}": lambda served: f"/welcome/{served.link()}",
    "/account/sessions/{session:str}/end": "/account/sessions/no-such-session/end",
    "/account/keys/{key:str}/revoke": "/account/keys/no-such-key/revoke",
    "/review/{name:str}": lambda served: f"/review/{served.waiting()}",
    "/review/{name:str}/claim": lambda served: f"/review/{served.waiting()}/claim",
    "/review/{name:str}/comments": lambda served: f"/review/{served.waiting()}/comments",
    "/review/findings/{finding:str}": "/review/findings/f-0000000000000000",
    "/account/saved/{saved:str}/share": "/account/saved/no-such-view/share",
    "/account/saved/{saved:str}/drop": "/account/saved/no-such-view/drop",
    "/api/{path:str}": "/api/no-such-page",
    "/programme/units/{unit:str}": "/programme/units/SYN-U-N1",
    "/programme/tasks/{task:str}": "/programme/tasks/SYN-T-01",
    "/programme/tasks/{task:str}/dossier.pdf": "/programme/tasks/SYN-T-01/dossier.pdf",
    "/programme/tasks/{task:str}/dossier.gpkg": "/programme/tasks/SYN-T-01/dossier.gpkg",
    "/programme/tasks/{task:str}/completion.pdf": "/programme/tasks/SYN-T-01/completion.pdf",
    "/programme/tasks/{task:str}/handover.pdf": "/programme/tasks/SYN-T-01/handover.pdf",
    "/programme/tasks/{task:str}/order": "/programme/tasks/SYN-T-07/order",
    "/programme/meetings/{meeting:str}": "/programme/meetings/SYN-MEET-1",
    "/programme/agreements/{agreement:str}": "/programme/agreements/SYN-AGR-N",
    "/programme/documents/{name:str}": "/programme/documents/no-such-file",
}
"""Address of a route to an example; a function where it lies in what is served (`conftest.Served`)."""


def example_of(path: str, served: Any) -> str:
    """The address to be asked for; a route with a parameter and without an example is a fault of this table."""
    found = ADDRESSES[path] if "{" in path else path
    return found if isinstance(found, str) else found(served)
