"""What was looked up while one question is answered: the same is not read from a register twice."""

from landrelease.programme.roll import Fact, Roll, plain


class Looked:
    """
    A roll that remembers for as long as one answer takes.

    Parameters
    ----------
    roll
        Where it looks things up; nothing may be added to it meanwhile.

    Examples
    --------
    >>> from landrelease.programme.roll import Held
    >>> Looked(Held([])).called("unit", "team-3")
    []
    """

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self._known: dict[tuple[str, ...], list[Fact]] = {}

    def called(self, kind: str, name: str) -> list[Fact]:
        """As `Roll.called`."""
        asked = ("called", kind, plain(name))
        if asked not in self._known:
            self._known[asked] = self._roll.called(kind, name)
        return list(self._known[asked])

    def naming(self, named: str, name: str, *kinds: str) -> list[Fact]:
        """As `Roll.naming`."""
        asked = ("naming", named, plain(name), *kinds)
        if asked not in self._known:
            self._known[asked] = self._roll.naming(named, name, *kinds)
        return list(self._known[asked])

    def all(self, *kinds: str) -> list[Fact]:
        """As `Roll.all`."""
        asked = ("all", *kinds)
        if asked not in self._known:
            self._known[asked] = self._roll.all(*kinds)
        return list(self._known[asked])
