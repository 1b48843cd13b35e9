"""Who asks: a person who is signed in, a program with a key, or a stranger."""

from typing import Final, NamedTuple

READ, PROPOSE, DECIDE = SCOPES = ("read", "propose", "decide")
"""What a key may be made for, each with those before it; a session has all."""
SEATED: Final = "seated"
"""What no key is made for: accounts, keys and sign-ins are looked after by a person at a browser."""


class Actor(NamedTuple):
    """
    Who asks, as the policy sees them.

    Attributes
    ----------
    account : str
        Id of the account; empty for a stranger.
    name : str
        What they are called on the screen.
    person : str
        Id of the person in the register, else the name under which they will be entered.
    roles : frozenset of str
        Codes of `policy.ROLES`.
    audience : str
        What they may read, one of `codes.AUDIENCES`.
    territory : tuple of str
        Ids of administrative areas to which they are confined; empty for the whole programme.
    organisation : str
        Id of the organisation for which they work; empty where they see every contributor's work.
    scopes : frozenset of str
        What this request may do at most.
    language : str
        Language they chose.
    session : str
        Id of the session; empty for keys and strangers.
    bound : bool
        Whether they must set up a second factor before anything else.

    Examples
    --------
    >>> STRANGER.audience, STRANGER.signed_in
    ('public', False)
    """

    account: str = ""
    name: str = ""
    person: str = ""
    roles: frozenset[str] = frozenset()
    audience: str = "public"
    territory: tuple[str, ...] = ()
    organisation: str = ""
    scopes: frozenset[str] = frozenset({READ})
    language: str = ""
    session: str = ""
    bound: bool = False

    @property
    def signed_in(self) -> bool:
        """Whether it is anybody known."""
        return bool(self.account)


STRANGER = Actor()
