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
@click.option("--basemap", metavar="A", default="", help="PMTiles file, or address of online tiles with {z}/{x}/{y}.")
def serve_command(
    *, register: str, host: str, port: int, tls_cert: Path | None, tls_key: Path | None, basemap: str
) -> None:
    """Serve the web application and the HTTP API; the first time a link for the administrator is printed."""
    from landrelease.web.conf import conf_of  # noqa: PLC0415 - heavy
    from landrelease.web.serving import Door, serve  # noqa: PLC0415 - heavy

    if (tls_cert is None) != (tls_key is None):
        raise click.UsageError(tr("--tls-cert and --tls-key are given together or not at all."))
    door = Door(host, port, tls_cert, tls_key)
    conf = conf_of(register, secure=tls_cert is not None, basemap=basemap)
    serve(conf, door, click.echo)
