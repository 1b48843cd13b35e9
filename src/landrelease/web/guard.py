"""No route without a permission, and no request without leave."""

from collections.abc import Iterator
from typing import Any

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from landrelease.records.text import tr
from landrelease.web.actor import Actor
from landrelease.web.policy import PERMISSIONS, UNBOUND, may

PERMISSION = "permission"
"""Name under which a handler says which deed it is."""


class SecondStepNeededError(PermissionDeniedException):
    """Somebody must set up a second factor before anything else."""


def permitted(connection: ASGIConnection[BaseRouteHandler, Actor, Any, State], handler: BaseRouteHandler) -> None:
    """
    Let a request pass that the policy allows.

    Parameters
    ----------
    connection
        The request, with its actor.
    handler
        What would answer.

    Raises
    ------
    NotAuthorizedException
        Where a stranger asks for what needs a sign-in.
    PermissionDeniedException
        Where the actor is known and may not.
    SecondStepNeededError
        Where the actor must set up a second factor first.
    """
    if _only_lists(handler):
        return
    permission = handler.opt[PERMISSION]
    if connection.user.bound and permission not in UNBOUND:
        raise SecondStepNeededError(tr("Your roles must have a second step here. Set it up first."))
    if may(connection.user, permission):
        return
    if not connection.user.signed_in:
        raise NotAuthorizedException(tr("This needs a sign-in."))
    meaning = tr(PERMISSIONS[permission].meaning)
    raise PermissionDeniedException(
        tr("Your roles do not include this: {what} An administrator gives roles.").format(what=meaning)
    )


def unguarded(app: Litestar) -> Iterator[str]:
    """
    List the routes that name no permission of the policy.

    Parameters
    ----------
    app
        The application.

    Yields
    ------
    str
        Address of a route with that fault.
    """
    for route in app.routes:
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)]):
            if handler is not None and not _only_lists(handler) and handler.opt.get(PERMISSION) not in PERMISSIONS:
                yield f"{route.path} ({handler.name or handler.handler_name})"


def _only_lists(handler: BaseRouteHandler) -> bool:
    """Tell whether it only says which methods an address takes, as the framework adds it to every route."""
    return getattr(handler, "http_methods", None) == {"OPTIONS"}
