"""Reading our papers back: the twin inside a PDF or in a JSON file, and the code of either, without a PDF library."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from landrelease.desk.certificate import FORMATS, PREFIX
from landrelease.desk.errors import BadRequestError
from landrelease.desk.proof import Claim
from landrelease.publish.frozen import UNREAD

CODE: Final = re.compile(rf"{PREFIX}(?:-[A-Z2-7]{{4}}){{5}}")
_STREAM: Final = re.compile(rb"stream\r?\n")
_MOST: Final = 64 * 1024 * 1024
_MARKS: Final = tuple(one.encode() for one in FORMATS)
_MISREAD: Final = str.maketrans("018", "OIB")


def code_in(text: str) -> str:
    """
    Read a code as somebody typed it.

    Parameters
    ----------
    text
        With or without dashes and blanks, in any case; 0, 1 and 8 stand for the letters that they are taken for.

    Returns
    -------
    str
        The code as it is printed; empty where the text is none.

    Examples
    --------
    >>> code_in("lr1 iqjw 712v wnty uekg vulp"), code_in("T-118.pdf")
    ('LR1-IQJW-7I2V-WNTY-UEKG-VULP', '')
    """
    letters = re.sub(r"[\s\-–]", "", text).upper()
    if not letters.startswith(PREFIX):
        return ""
    rest = letters[len(PREFIX) :].translate(_MISREAD)
    code = "-".join([PREFIX, *(rest[at : at + 4] for at in range(0, len(rest), 4))])
    return code if CODE.fullmatch(code) else ""


def claim_of(path: Path) -> Claim:
    """
    Read what a paper says of itself.

    Parameters
    ----------
    path
        A PDF that we wrote, whoever passed it on, or a twin.

    Returns
    -------
    Claim
        With its content where the twin is there, else the code alone.

    Raises
    ------
    BadRequestError
        Where neither is in it.
    """
    with path.open("rb") as file:
        data = file.read(_MOST)
    twin = _twin(data)
    if twin is not None:
        return _claimed(twin, path)
    found = CODE.search(data.decode("latin-1")) or next(
        (code for text in _streams(data) if (code := CODE.search(text.decode("latin-1")))), None
    )
    if found is None:
        msg = (
            f"{path}: neither a certificate of this program nor its twin, and no code that begins with {PREFIX}; "
            "type the code that is printed at the foot of each page in the place of the file"
        )
        raise BadRequestError(msg)
    return Claim(found.group())


def _twin(data: bytes) -> dict[str, Any] | None:
    candidates = [data] if data.lstrip()[:1] == b"{" else _streams(data)
    for text in candidates:
        if any(one in text[:_MOST] for one in _MARKS) and text.lstrip()[:1] == b"{":
            try:
                found = msgspec.json.decode(text)
            except UNREAD:
                continue
            if isinstance(found, dict) and found.get("format") in FORMATS:
                return found
    return None


def _claimed(twin: dict[str, Any], path: Path) -> Claim:
    code, content, computed = twin.get("code"), twin.get("content"), twin.get("computed")
    if not isinstance(code, str) or not isinstance(content, dict) or not isinstance(computed, dict):
        msg = f"{path}: the twin lacks its code, content or figures, so nothing can be compared; ask for the whole file"
        raise BadRequestError(msg)
    return Claim(code, content, computed, str(twin.get("known_at") or ""))


def _streams(data: bytes) -> Iterator[bytes]:
    """Give the streams of a PDF, unpacked where they are packed: a packed stream knows itself where it ends."""
    for found in _STREAM.finditer(data):
        start = found.end()
        try:
            yield zlib.decompressobj().decompress(data[start:], _MOST)
        except zlib.error:
            end = data.find(b"endstream", start)
            yield data[start : end if end >= 0 else None]
