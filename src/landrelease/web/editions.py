"""The public site, made for somebody: in a thread of its own, kept until the next one, never under rules of before."""

import io
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from landrelease.desk.opening import open_register
from landrelease.publish.edition import NAME, Edition
from landrelease.publish.frozen import UNREAD
from landrelease.publish.notice import rules_of
from landrelease.publish.site import write_site
from landrelease.publish.view import meta_of
from landrelease.publish.writing import OutputError
from landrelease.records.text import marked as _
from landrelease.records.text import speaking, tr
from landrelease.web.board import State

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every file in a ZIP: the same site is the same bytes."""
PATIENCE_S: Final = 2.0
"""How long somebody waits for a site that is being made before they are told that it is."""
_FAULT: Final = _("The site could not be made; whoever looks after this machine finds the reason in its log.")
LARGEST_EDITION: Final = 1_000_000
"""Largest account of an earlier edition that is read, bytes."""


class Packed(NamedTuple):
    """
    A site that can be taken.

    Attributes
    ----------
    state : State
        For which it was made.
    languages : tuple of str
        Of its pages.
    names : tuple of str
        Its files, in order.
    data : bytes
        All of them, as a ZIP.
    """

    state: State
    languages: tuple[str, ...]
    names: tuple[str, ...]
    data: bytes


class Editions:
    """
    The last public site that was made of a register.

    Parameters
    ----------
    address
        The register.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._packed: Packed | None = None
        self._making: threading.Thread | None = None
        self._refusal = ""

    def begin(self, languages: tuple[str, ...], before: bytes, *, language: str) -> None:
        """
        Begin to make a site, unless one is being made.

        Parameters
        ----------
        languages
            Language tags of its pages, the first for those who choose none.
        before
            The file ``site.json`` of the edition before, so that the new one says what changed; empty for none.
        language
            In which faults are told.
        """
        with self._lock:
            if self._making is not None:
                return
            self._refusal = ""
            self._making = threading.Thread(target=self._make, args=(languages, before, language), daemon=True)
            self._making.start()

    def wait(self, patience_s: float = PATIENCE_S) -> bool:
        """
        Wait for the site that is being made.

        Parameters
        ----------
        patience_s
            How long, seconds.

        Returns
        -------
        bool
            Whether none is being made any more.
        """
        making = self._making
        if making is not None:
            making.join(patience_s)
        return self._making is None

    def found(self, wanted: State) -> tuple[Packed | None, str]:
        """
        Give the site that was made last.

        Parameters
        ----------
        wanted
            State of the register now.

        Returns
        -------
        tuple
            The site, None where there is none or the programme's rules or its day are others since: what was published
            under them may be hidden now; and why the last one was not made.
        """
        with self._lock:
            kept = self._packed
            fits = kept is not None and (kept.state.rules, kept.state.today) == (wanted.rules, wanted.today)
            return (kept if fits else None), tr(self._refusal)

    def _make(self, languages: tuple[str, ...], before: bytes, language: str) -> None:
        packed, refusal = None, _FAULT
        try:
            with speaking(language):
                packed, refusal = packed_site(self._address, languages, before), ""
        except OutputError as fault:
            refusal = str(fault)
        finally:
            with self._lock:
                self._packed, self._refusal, self._making = packed, refusal, None


def packed_site(address: str, languages: tuple[str, ...], before: bytes = b"") -> Packed:
    """
    Make the public site of a register as a ZIP.

    Parameters
    ----------
    address
        The register.
    languages
        Language tags of its pages, the first for those who choose none.
    before
        The file ``site.json`` of the edition before; empty for none.

    Returns
    -------
    Packed
        The same bytes for the same state and edition before.

    Raises
    ------
    OutputError
        Where the programme publishes nothing, or the edition before is none, or one of another programme.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "public-site"
        with open_register(address) as register, register.store.reading():
            if before:
                _lay(before, folder, meta_of(register).programme)
            state = State(register.last_known(), register.today(), rules_of(register))
            write_site(register, folder, languages=languages)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        names = tuple(path.relative_to(folder).as_posix() for path in files)
        return Packed(state, languages, names, _zip(dict(zip(names, files, strict=True))))


def _lay(before: bytes, folder: Path, programme: str) -> None:
    """Lay the account of the edition before where the next one looks for it."""
    try:
        edition = msgspec.json.decode(before, type=Edition)
    except UNREAD:
        raise OutputError(tr(_NO_EDITION)) from None
    if edition.programme != programme:
        raise OutputError(tr(_NO_EDITION))
    folder.mkdir()
    (folder / NAME).write_bytes(before)


_NO_EDITION: Final = _(
    "The file of the edition before is no site.json of a public site of this programme. Take the one that lies in the"
    " folder of the site, or leave it away: then the new edition does not say what changed."
)


def _zip(files: dict[str, Path]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
