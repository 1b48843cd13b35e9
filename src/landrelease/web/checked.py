"""Findings over a register, kept for as long as nothing comes in: to look for them takes seconds."""

import threading
from collections.abc import Sequence
from typing import Final, NamedTuple

from landrelease.checks.catalogue import RULES
from landrelease.desk.checking import Checked, check
from landrelease.desk.register import Register
from landrelease.desk.reviewing import land_behind, statements_behind
from landrelease.desk.views import store_view
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.web.actor import Actor
from landrelease.web.policy import contributor
from landrelease.web.territory import land_of, seen

SEVERITIES: Final = ("error", "warning", "note")


class _Kept(NamedTuple):
    root: str
    today: str
    found: tuple[Checked, ...]


class Findings:
    """What was found over registers, each as of the last record that came in."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def of(self, register: Register) -> tuple[Checked, ...]:
        """
        Check a register, or give what was found since the last record came in.

        Parameters
        ----------
        register
            An open register, held still.

        Returns
        -------
        tuple of Checked
            Errors first, then by code and record.
        """
        address, root, today = register.store.address, register.store.root(), register.today()
        with self._lock:  # one check at a time: a second one would only take from the first
            kept = self._kept.get(address)
            if kept is None or (kept.root, kept.today) != (root, today):
                kept = _Kept(root, today, tuple(sorted(check(register), key=lambda one: _weight(one.finding.code))))
                self._kept[address] = kept
        return kept.found

    def settled(self, register: Register, before: str, one: Checked, reason: str) -> None:
        """
        Note that a finding was settled, which changes no other.

        Parameters
        ----------
        register
            An open register.
        before
            Root of the register when it was settled; where more came in meanwhile, everything is checked anew.
        one
            The finding.
        reason
            Why it may stand.
        """
        batches = register.store.batches()
        alone = len(batches) > 1 and batches[-2].root == before
        with self._lock:
            kept = self._kept.get(register.store.address)
            if kept is not None and kept.root == before and alone:
                found = tuple(each._replace(settled=reason) if each.id == one.id else each for each in kept.found)
                self._kept[register.store.address] = _Kept(batches[-1].root, kept.today, found)


FOUND: Final = Findings()
"""What was found, shared by all requests of the process."""


def severity_of(code: str) -> str:
    """
    Tell how grave a finding is.

    Parameters
    ----------
    code
        Its code.

    Returns
    -------
    str
        One of `SEVERITIES`; an error for codes of a later version.

    Examples
    --------
    >>> severity_of("no-date"), severity_of("of-a-later-version")
    ('error', 'error')
    """
    return RULES[code].severity if code in RULES else "error"


def _weight(code: str) -> int:
    return SEVERITIES.index(severity_of(code))


def visible_findings(register: Register, actor: Actor, found: Sequence[Checked]) -> list[Checked]:
    """
    Leave out what somebody may not see.

    Parameters
    ----------
    register
        An open register.
    actor
        Who asks.
    found
        From `Findings.of`.

    Returns
    -------
    list of Checked
        Findings name places, so only those who read places exactly see any; those confined to a contributor or a
        territory see what is about their own records or their land alone.
    """
    own, land = contributor(actor), land_of(register, actor)
    if not reads_exactly(actor.audience):
        return []
    if own is None and land is None:
        return list(found)
    view = store_view(register.store)
    names = sorted({name for one in found for name in one.finding.about})
    theirs = {
        name for name in names if own is None or {one.organisation for one in statements_behind(view, name)} == {own}
    }
    shapes = [land_behind(view, name) for name in names]
    here = dict(zip(names, seen(land, shapes).tolist(), strict=True)) if names else {}
    return [
        one for one in found if one.finding.about and all(name in theirs and here[name] for name in one.finding.about)
    ]
