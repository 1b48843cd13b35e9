"""`landrelease serve`: the web application and the HTTP API of a register."""

from pathlib import Path

import click

from landrelease.cli.doors import register_argument
from landrelease.records.text import tr

_EXAMPLE = "Example: landrelease serve province.register --port 8040"


@click.command("serve", epilog=_EXAMPLE)
@register_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 for the whole network.")
@click.option(
    "--port", default=8040, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--tls-cert", metavar="F", type=click.Path(path_type=Path), help="Certificate, so that nobody listens in."
)
@click.option("--tls-key", metavar="F", type=click.Path(path_type=Path), help="Its private key.")
@click.option(
    "--second-factor", metavar="R", multiple=True, help="A role that must have a second step; repeat for several."
)
@click.option(
    "--config",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="TOML file of this machine: sign-in service, limits.",
)
@click.option("--basemap", metavar="A", default="", help="PMTiles file, or address of online tiles with {z}/{x}/{y}.")
def serve_command(  # noqa: PLR0913 - the options of one verb
    *,
    register: str,
    host: str,
    port: int,
    tls_cert: Path | None,
    tls_key: Path | None,
    second_factor: tuple[str, ...],
    config: Path | None,
    basemap: str,
) -> None:
    """Serve the web application and the HTTP API; the first time a link for the administrator is printed."""
    from landrelease.web.conf import conf_of  # noqa: PLC0415 - heavy
    from landrelease.web.machine import MachineError, machine_of, strict_roles  # noqa: PLC0415 - heavy
    from landrelease.web.serving import Door, serve  # noqa: PLC0415 - heavy

    if (tls_cert is None) != (tls_key is None):
        raise click.UsageError(tr("--tls-cert and --tls-key are given together or not at all."))
    try:
        parts = machine_of(config) if config else {}
        parts |= {"basemap": basemap} if basemap else {}
        parts |= {"second_factor": strict_roles(second_factor)} if second_factor else {}
    except MachineError as fault:
        raise click.UsageError(str(fault)) from fault
    serve(conf_of(register, secure=tls_cert is not None, **parts), Door(host, port, tls_cert, tls_key), click.echo)
