"""QR codes as SVG, for the codes of papers."""

import io
from typing import Final

_QUIET: Final = 2


def qr_svg(text: str) -> str:
    """
    Draw a text as a QR code.

    Parameters
    ----------
    text
        What a telephone reads from it.

    Returns
    -------
    str
        An SVG document without a size of its own.

    Examples
    --------
    >>> qr_svg("LR1-AAAA").startswith("<svg")
    True
    """
    import segno  # noqa: PLC0415 - only where a code is drawn

    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False)
    code.save(out, kind="svg", xmldecl=False, omitsize=True, border=_QUIET, nl=False, light="#ffffff")
    return out.getvalue().decode()
