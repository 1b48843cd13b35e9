"""Saved views: addresses of our own pages under a name, for oneself or for all who sign in."""

from typing import Annotated, Final

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from landrelease.web.book import Asked, now, reading
from landrelease.web.drawing import page
from landrelease.web.pages.signing import accounts

_LIST: Final = "/account/saved"
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get(_LIST, permission="self", include_in_schema=False, sync_to_thread=True)
def saved_page(request: Asked) -> Response[str]:
    """List what somebody saved, and what others share."""
    kept = accounts(request)
    found = kept.saved.of(request.user.account)
    owners = {one.account: kept.roster.get(one.account).name for one in found}
    with reading(request):
        return page(request, "saved.html", rows=found, owners=owners)


@post(_LIST, permission="self", include_in_schema=False, sync_to_thread=True)
def save(request: Asked, data: Form) -> Redirect:
    """
    Save an address.

    Parameters
    ----------
    request
        The request.
    data
        ``name``, ``address`` (as the browser shows it, or its path alone), and ``shared`` where everybody shall find
        it.

    Returns
    -------
    Redirect
        To the list.
    """
    name, shared = data.get("name", ""), bool(data.get("shared"))
    address, ours = data.get("address", "").strip(), str(request.base_url)
    address = f"/{address.removeprefix(ours)}" if address.startswith(ours) else address
    accounts(request).saved.keep(request.user.account, name, address, shared=shared, now=now())
    return Redirect(_LIST)


@post(f"{_LIST}/{{saved:str}}/share", permission="self", include_in_schema=False, sync_to_thread=True)
def share(request: Asked, saved: FromPath[str], data: Form) -> Redirect:
    """
    Share a saved view, or keep it to oneself again.

    Parameters
    ----------
    request
        The request.
    saved
        Its id.
    data
        ``shared`` where everybody shall find it.

    Returns
    -------
    Redirect
        To the list.
    """
    accounts(request).saved.share(request.user.account, saved, shared=bool(data.get("shared")))
    return Redirect(_LIST)


@post(f"{_LIST}/{{saved:str}}/drop", permission="self", include_in_schema=False, sync_to_thread=True)
def drop(request: Asked, saved: FromPath[str]) -> Redirect:
    """
    Forget a saved view.

    Parameters
    ----------
    request
        The request.
    saved
        Its id.

    Returns
    -------
    Redirect
        To the list.
    """
    accounts(request).saved.drop(request.user.account, saved)
    return Redirect(_LIST)


ROUTES: Final = (saved_page, save, share, drop)
