"""Who takes part in the joint season of 2025: partners, units, rotations, people, and what each brings."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from landrelease.demo import cast

HOST: Final = "SYN-ORG-H"
NORTH: Final = "SYN-ORG-N"
WEST: Final = "SYN-ORG-W"
MONITOR: Final = "SYN-ORG-Q"
CENTRES: Final = ("SYN-ORG-T1", "SYN-ORG-T2")
ALLIANCE: Final = "western-alliance"
"""The other system of training: its certificates count by a decision of the authority only."""
PARTNERS: Final = (
    (HOST, f"Engineer Branch of the Host State ({cast.LABEL})", "national-authority;operator"),
    (NORTH, f"State of the North ({cast.LABEL})", "contributing-state"),
    (WEST, f"State of the West ({cast.LABEL})", "contributing-state"),
    (MONITOR, f"Monitoring Body ({cast.LABEL})", "monitoring-body"),
    (CENTRES[0], f"Training Centre at the River ({cast.LABEL})", "training-centre"),
    (CENTRES[1], f"Training Centre on the Hill ({cast.LABEL})", "training-centre"),
)


class Team(NamedTuple):
    """
    One rotation of a unit, with the people in it.

    Attributes
    ----------
    unit, rotation : str
        Ids.
    organisation : str
        Whose they are.
    activity : str
        What they do.
    first, last : str
        Days of duty.
    follows : str
        Rotation before it; empty for the first.
    number : int
        From 0: which eight of the forty people.
    """

    unit: str
    rotation: str
    organisation: str
    activity: str
    first: str
    last: str
    follows: str
    number: int

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of its eight people."""
        return tuple(f"SYN-P-{8 * self.number + place:03d}" for place in range(1, 9))

    @property
    def fit(self) -> tuple[str, ...]:
        """Those of them who passed."""
        return tuple(person for person in self.people if person not in FAILED)

    @property
    def assets(self) -> tuple[str, ...]:
        """Ids of what it works with."""
        return (*(f"{self.unit}-D{place}" for place in range(1, 5)), f"{self.unit}-AMB")


TEAMS: Final = (
    Team("SYN-U-N1", "SYN-ROT-N1A", NORTH, "manual-clearance", "2025-03-01", "2025-07-31", "", 0),
    Team("SYN-U-N1", "SYN-ROT-N1B", NORTH, "manual-clearance", "2025-08-01", "2025-11-30", "SYN-ROT-N1A", 1),
    Team("SYN-U-W1", "SYN-ROT-W1A", WEST, "bac", "2025-03-01", "2025-06-30", "", 2),
    Team("SYN-U-W1", "SYN-ROT-W1B", WEST, "bac", "2025-07-01", "2025-11-30", "SYN-ROT-W1A", 3),
    Team("SYN-U-H1", "SYN-ROT-H1A", HOST, "manual-clearance", "2025-03-01", "2025-11-30", "", 4),
)
APPLICANT: Final = "SYN-U-N2"
"""A unit that came without accreditation: it applied, and is refused when somebody orders it."""
FAILED: Final = frozenset({"SYN-P-006", "SYN-P-037"})
"""Two who made a critical error and never passed."""
AGAIN: Final = frozenset({"SYN-P-003", "SYN-P-012", "SYN-P-034"})
"""Three who failed the theory and passed the second time."""
_ROLES: Final = ("team-leader", "deminer", "deminer", "deminer", "deminer", "deminer", "deminer", "medic")
_TAUGHT: Final = {"manual-clearance": "demining", "bac": "bac"}


def role_of(person: str) -> str:
    """
    Tell what a person does in the team.

    Parameters
    ----------
    person
        Id of the person.

    Returns
    -------
    str
        Code of the list ``member_role``.

    Examples
    --------
    >>> role_of("SYN-P-001"), role_of("SYN-P-016")
    ('team-leader', 'medic')
    """
    return _ROLES[(int(person[-3:]) - 1) % 8]


def discipline_of(team: Team, person: str) -> str:
    """
    Tell what a person is certified for.

    Parameters
    ----------
    team
        The team.
    person
        Id of one of its people.

    Returns
    -------
    str
        Code of the list ``discipline``.

    Examples
    --------
    >>> discipline_of(TEAMS[2], "SYN-P-017"), discipline_of(TEAMS[2], "SYN-P-024")
    ('bac', 'medical')
    """
    return "medical" if role_of(person) == "medic" else _TAUGHT[team.activity]


def trained() -> Iterator[tuple[Team, str]]:
    """
    List the forty people in training with their teams.

    Yields
    ------
    tuple
        Team and person.

    Examples
    --------
    >>> len(list(trained()))
    40
    """
    for team in TEAMS:
        for person in team.people:
            yield team, person
