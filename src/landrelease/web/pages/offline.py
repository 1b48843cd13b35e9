"""What a browser keeps for the time without a network: the service worker, and the page that says so."""

from typing import Final

from litestar import Response, get

from landrelease.web import assets
from landrelease.web.book import Asked
from landrelease.web.drawing import page


@get("/sw.js", permission="anybody", include_in_schema=False, sync_to_thread=True)
def service_worker() -> Response[bytes]:
    """Give the service worker; a browser asks anew each time, since its name never changes."""
    content = (assets.FOLDER / assets.address("sw.js").rpartition("/")[2]).read_bytes()
    return Response(content, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@get("/offline", permission="anybody", include_in_schema=False, sync_to_thread=True)
def offline_page(request: Asked) -> Response[str]:
    """Say that the network is away, and what works without it."""
    return page(request, "offline.html")


ROUTES: Final = (service_worker, offline_page)
