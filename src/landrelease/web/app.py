"""The application: one register, its people, and every page and route over them."""

from importlib.metadata import version
from typing import Final

from litestar import Litestar, MediaType, Router, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.exceptions import NotFoundException
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme, Tag
from litestar.params import FromPath
from litestar.static_files import create_static_files_router

from landrelease.accounts.opening import Accounts, open_accounts
from landrelease.accounts.secret import new_token
from landrelease.records.text import tr
from landrelease.web import assets, refusal, rooms
from landrelease.web.api import routes as programs
from landrelease.web.atlases import Atlases
from landrelease.web.board import Board
from landrelease.web.conf import Conf
from landrelease.web.defence import ForgedRequests, headers, limits, tokens
from landrelease.web.editions import Editions
from landrelease.web.filled import Filled
from landrelease.web.guard import permitted, unguarded
from landrelease.web.jobs import Jobs
from landrelease.web.knowing import SESSION, Known
from landrelease.web.oidc import SignInService
from landrelease.web.quota import Quota
from landrelease.web.sweeping import swept

_MB: Final = 1_000_000
_PACKED: Final = ["/assets/.*woff2", "/map/ground", "/events$"]
"""Answers that are small already, or come piece by piece."""
_FOREVER: Final = CacheControlHeader(public=True, max_age=365 * 24 * 3600, immutable=True)


@get("/healthz", permission="anybody", include_in_schema=False, media_type=MediaType.TEXT, sync_to_thread=False)
def healthz() -> str:
    """Say that the process answers."""
    return "ok\n"


@get("/{address:path}", permission="anybody", include_in_schema=False, sync_to_thread=False)
def absent(address: FromPath[str]) -> None:
    """
    Refuse an address that there is not.

    Parameters
    ----------
    address
        What was asked for.

    Raises
    ------
    NotFoundException
        Always.
    """
    raise NotFoundException(tr("There is no {address} here.").format(address=address))


def application(conf: Conf, accounts: Accounts | None = None) -> Litestar:
    """
    Make the application.

    Parameters
    ----------
    conf
        How this machine serves.
    accounts
        Who may sign in; opened from the file that `conf` names where none are given.

    Returns
    -------
    litestar.Litestar
        Ready for an ASGI server.

    Raises
    ------
    RuntimeError
        Where a route names no permission: a fault of the program.
    """
    accounts = accounts or open_accounts(conf.accounts)
    jobs = Jobs()
    files = create_static_files_router(
        path="/assets", directories=[assets.FOLDER], cache_control=_FOREVER, opt={"permission": "anybody"},
        include_in_schema=False,
    )  # fmt: skip
    service = SignInService(conf.sign_in) if conf.sign_in else None
    app = Litestar(
        route_handlers=[files, Router("/", route_handlers=[healthz, absent, *rooms.routes()])],
        state=State(
            {
                "conf": conf,
                "accounts": accounts,
                "menu": rooms.menu(),
                "service": service,
                "board": Board(conf.address),
                "quota": Quota(),
                "atlases": Atlases(),
                "filled": Filled(),
                "editions": Editions(conf.address),
                "jobs": jobs,
            }
        ),
        guards=[permitted],
        middleware=[
            Known(accounts, conf.second_factor),
            limits(conf).middleware,
            DefineMiddleware(ForgedRequests, config=tokens(new_token(), secure=conf.secure)),
        ],
        before_send=[headers(conf)],
        exception_handlers={Exception: refusal.answer},
        openapi_config=_openapi(),
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=5, exclude=_PACKED),
        request_max_body_size=conf.largest_upload_mb * _MB,
        logging_config=None,
        lifespan=[swept],
        on_shutdown=[jobs.close],
    )
    if open_routes := list(unguarded(app)):
        msg = f"routes without a permission: {', '.join(open_routes)}"
        raise RuntimeError(msg)
    return app


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="landrelease",
        version=version("landrelease"),
        description=tr("The register and ledger of mined land of one programme."),
        openapi_router=Router(path="/api", route_handlers=[], opt={"permission": "anybody"}, include_in_schema=False),
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        use_handler_docstrings=True,
        components=Components(
            security_schemes={
                "bearer": SecurityScheme("http", tr("A key, as Authorization: Bearer lr_…"), scheme="bearer"),
                "basic": SecurityScheme(
                    "http", tr("A key as the password, with any name; for reading only."), scheme="basic"
                ),
                "cookie": SecurityScheme(
                    "apiKey", tr("A browser that is signed in."), name=SESSION, security_scheme_in="cookie"
                ),
            }
        ),
        security=[{"bearer": []}, {"basic": []}, {"cookie": []}, {}],
        tags=[Tag(name, tr(meaning)) for name, meaning in programs.TAGS],
    )
