"""The board on which the public reads: what is published, made in the background once for a state of the register."""

import threading
from hashlib import sha256
from typing import Final, NamedTuple

import shapely

from landrelease.desk.opening import open_register
from landrelease.publish.notice import Notice, notice_of, rules_of
from landrelease.publish.redaction.publication import Publication

PATIENCE_S: Final = 3.0
"""How long a visitor waits for a board that is being made; after that they are told to come back."""


class State(NamedTuple):
    """
    For what a notice was made; where any of it changes, another one is made.

    Attributes
    ----------
    latest : str
        Moment of the latest record.
    today : str
        Day in the time zone of the programme.
    rules : Publication
        What is published.
    """

    latest: str
    today: str
    rules: Publication


class Posted(NamedTuple):
    """
    A notice as it hangs on the board.

    Attributes
    ----------
    state : State
        For what it was made.
    notice : Notice
        What is told.
    tag : str
        A short name for caches, of what is told alone: it stays where the register grew by what is not published.
    """

    state: State
    notice: Notice
    tag: str


def posted(state: State, notice: Notice) -> Posted:
    """
    Name a notice for caches.

    Parameters
    ----------
    state
        For what it was made.
    notice
        What is told.

    Returns
    -------
    Posted
        With a hash of every part of the notice.
    """
    land = [(one._replace(geometry=None), shapely.to_wkb(one.geometry, hex=True)) for one in notice.land]
    return Posted(state, notice, sha256(repr((notice._replace(land=()), land)).encode()).hexdigest()[:16])


class Board:
    """
    The published product of a register: no answer to a question, but an edition that is kept until the next one stands.

    Parameters
    ----------
    address
        The register.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._made: Posted | None = None
        self._making: threading.Thread | None = None

    def state(self) -> State:
        """
        Read for what a notice would be made now.

        Returns
        -------
        State
            Cheap; no land is read.
        """
        with open_register(self._address) as register:
            return State(register.last_known(), register.today(), rules_of(register))

    def notice(self, *, patience_s: float = PATIENCE_S) -> Posted | None:
        """
        Give the notice; an older edition under the same rules stands until the newer one is made.

        Parameters
        ----------
        patience_s
            How long to wait for the first one, seconds.

        Returns
        -------
        Posted or None
            With the state for which it was made; None while there is none yet.
        """
        wanted = self.state()
        if not wanted.rules.published:
            with open_register(self._address) as register:
                return posted(wanted, notice_of(register))
        with self._lock:
            if self._made and self._made.state == wanted:
                return self._made
            if self._making is None:
                self._making = threading.Thread(target=self._make, daemon=True)
                self._making.start()
            making, usable = self._making, self._made and self._made.state.rules == wanted.rules
        if not usable:
            making.join(patience_s)
        with self._lock:
            return self._made if self._made and self._made.state.rules == wanted.rules else None

    def _make(self) -> None:
        try:
            with open_register(self._address) as register, register.store.reading():
                state = State(register.last_known(), register.today(), rules_of(register))
                made = posted(state, notice_of(register))
            with self._lock:
                self._made = made
        finally:
            with self._lock:
                self._making = None
