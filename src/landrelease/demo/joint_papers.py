"""The papers of the joint season: agreements, meetings, rules, people, training, accreditation."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from landrelease.demo import cast
from landrelease.demo.joint_cast import (
    AGAIN,
    ALLIANCE,
    APPLICANT,
    CENTRES,
    FAILED,
    HOST,
    MONITOR,
    NORTH,
    PARTNERS,
    TEAMS,
    WEST,
    discipline_of,
    role_of,
    trained,
)
from landrelease.demo.row import REMARK, Cell, Row, Sheet

_ALL_DISTRICTS: Final = ";".join(f"SYN-D-{n}" for n in range(1, 7))
_NATIONAL: Final = f"national standard of the example ({cast.LABEL})"
_EARLY, _LATE = "2025-01-15T09:00:00Z", "2025-08-06T09:00:00Z"
PARTNERS_SHEET: Final = Sheet("2025/01_partners.csv", "joint", cast.UTM, _EARLY)
RULES_SHEET: Final = Sheet("2025/02_rules.csv", "joint", cast.UTM, _EARLY)
PEOPLE_SHEET: Final = Sheet("2025/03_people.csv", "joint", cast.UTM, "2025-02-24T09:00:00Z")
UNITS_SHEET: Final = Sheet("2025/04_units.csv", "joint", cast.UTM, "2025-02-24T10:00:00Z")
TAKEOVER_SHEET: Final = Sheet("2025/09_takeover.csv", "joint", cast.UTM, _LATE)
_RULES: Final = MappingProxyType(
    {
        "gate.demands": "accreditation;rotation;certificates;people;tools;agreement;medical;area",
        "gate.people.manual-clearance": "deminer:4;medic:1;team-leader:1",
        "gate.people.bac": "deminer:4;medic:1;team-leader:1",
        "gate.tools.manual-clearance": "detector:4;ambulance:1",
        "gate.tools.bac": "detector:2;ambulance:1",
        "gate.medical": "paramedic",
        "gate.safety_distance_m.manual-clearance": "100",
        "gate.safety_distance_m.bac": "100",
    }
)


def row(sheet: Sheet, record: str, own: str, day: str, **cells: Cell | None) -> Row:
    """
    Write one row of the joint season.

    Parameters
    ----------
    sheet
        Its file.
    record
        Kind of record.
    own
        Its id.
    day
        ISO date.
    **cells
        Other columns; ``from_`` is written ``from``.

    Returns
    -------
    Row
        Without a shape.
    """
    usual: dict[str, Cell | None] = {"id": own, "date": day, "organisation": cast.CENTRE_ID, "remarks": REMARK}
    given = usual | {name.rstrip("_"): cell for name, cell in cells.items()}
    return Row(
        record, MappingProxyType({name: cell for name, cell in given.items() if cell not in {None, ""}}), None, sheet
    )


def papers() -> list[Row]:
    """
    Write all papers.

    Returns
    -------
    list of Row
        Sheet after sheet.

    Examples
    --------
    >>> sorted({one.sheet.path for one in papers()})[0]
    '2025/01_partners.csv'
    """
    return [*_partners(), *_meeting(), *_rules(), *_people(), *_units(), *_takeovers()]


def _partners() -> Iterator[Row]:
    sheet = PARTNERS_SHEET
    for own, name, roles in PARTNERS:
        yield row(sheet, "organisation", own, "2025-01-06", organisation=own, name=name, roles=roles)
    terms: list[tuple[str, str, str, Mapping[str, Cell]]] = [
        ("SYN-AGR-N", NORTH, "manual-clearance;ts", {"caveats": "no-render-safe", "depth_limit_m": 0.5}),
        ("SYN-AGR-W", WEST, "bac;eod-level-2", {"caveats": "no-mines;no-night", "depth_limit_m": 0.6}),
        ("SYN-AGR-H", HOST, "manual-clearance;bac;nts;ts", {}),
    ]
    for own, party, offered, more in terms:
        kind = "memorandum" if party == HOST else "technical-arrangement"
        yield row(
            sheet, "agreement", own, "2025-01-10", name=f"Engineer support ({cast.LABEL})", type=kind, status="signed",
            parties=f"{cast.CENTRE_ID};{party}", from_="2025-01-15", to="2025-12-31", capabilities=offered,
            tasking_authority=cast.CENTRE_ID, admin_areas=_ALL_DISTRICTS, reporting="weekly", medical="paramedic",
            data_view="contributor", **more,
        )  # fmt: skip


def _meeting() -> Iterator[Row]:
    sheet = PARTNERS_SHEET
    yield row(
        sheet, "meeting", "SYN-MEET-1", "2025-01-10", name=f"First coordination meeting ({cast.LABEL})",
        place="the capital", agenda="plan of the season;medical cover;training", chair="SYN-P-101",
        minutes="The partners agreed on units, rules and dates.",
    )  # fmt: skip
    people = (
        ("SYN-P-101", cast.CENTRE_ID, "", "director of the centre", "chair"),
        ("SYN-P-102", HOST, "colonel", "head of the engineer branch", "delegate"),
        ("SYN-P-103", NORTH, "lieutenant colonel", "liaison officer", "delegate"),
        ("SYN-P-104", WEST, "major", "liaison officer", "delegate"),
    )
    for person, party, rank, office, part in people:
        own = f"SYN-MEET-1-{person[-3:]}"
        yield row(
            sheet, "participant", own, "2025-01-10",
            meeting="SYN-MEET-1", person=person, party=party, rank=rank, office=office, role=part,
        )  # fmt: skip
    yield row(
        sheet, "resolution", "SYN-RES-1", "2025-01-10", meeting="SYN-MEET-1", agenda_item="plan of the season",
        text="North and host clear mines, West clears battle areas", led_to="SYN-AGR-N;SYN-AGR-W;SYN-AGR-H",
    )  # fmt: skip
    todo = (
        ("SYN-ACT-1", "Send the list of interpreters", "SYN-P-103", NORTH, "2025-02-15"),
        ("SYN-ACT-2", "Test the evacuation route", "SYN-P-102", HOST, "2025-02-20"),
    )
    for own, text, owner, party, due in todo:
        yield row(
            sheet, "action_point", own, "2025-01-10",
            meeting="SYN-MEET-1", resolution="SYN-RES-1", text=text, owner=owner, party=party, due=due, status="open",
        )  # fmt: skip
    yield row(
        PEOPLE_SHEET, "action_point", "SYN-ACT-2", "2025-02-19", meeting="SYN-MEET-1", resolution="SYN-RES-1",
        text="Test the evacuation route", owner="SYN-P-102", party=HOST, due="2025-02-20", status="done",
    )  # fmt: skip


def _rules() -> Iterator[Row]:
    for key, value in _RULES.items():
        own = f"SYN-SET-{key.replace('.', '-')}"
        yield row(RULES_SHEET, "setting", own, "2025-01-10", key=key, value=value, source=_NATIONAL, from_="2025-01-15")


def _people() -> Iterator[Row]:
    sheet = PEOPLE_SHEET
    for n, centre in enumerate(CENTRES, start=1):
        yield row(
            sheet, "accreditation", f"SYN-ACC-T{n}", "2025-01-05", holder=centre, status="accredited",
            from_="2025-01-05", to="2025-12-31",
        )  # fmt: skip
    for what in ("demining", "bac", "medical"):
        yield row(
            sheet, "course", f"SYN-C-{what}", "2025-01-05", name=f"{what} ({cast.LABEL})", version="2025-1",
            type="initial", discipline=what, level="1", standard=_NATIONAL, hours=120, theory_pass_percent=70,
            valid_days=365, language="en",
        )  # fmt: skip
    for n, centre in enumerate(CENTRES, start=1):
        yield row(
            sheet, "certificate", f"SYN-CERT-I{n}", "2024-12-10", person=f"SYN-P-11{n}", discipline="instruction",
            level="1", from_="2024-12-10", to="2025-12-31", status="valid", centre=centre,
        )  # fmt: skip
    yield row(
        sheet, "equivalence", "SYN-EQ-1", "2025-01-20", system=ALLIANCE, discipline="bac", level="1",
        counts_as_discipline="bac", counts_as_level="1", status="granted", from_="2025-01-20", to="2025-12-31",
        conditions="one week at the hill",
    )  # fmt: skip
    yield from _sessions(sheet)
    for team, person in trained():
        yield from _trained(sheet, team.number, person, discipline_of(team, person), alliance=team.organisation == WEST)


def _sessions(sheet: Sheet) -> Iterator[Row]:
    for team in TEAMS:
        for what in sorted({discipline_of(team, person) for person in team.people}):
            n = 0 if team.organisation == HOST else 1
            yield row(
                sheet, "session", f"SYN-S-{team.number}-{what}", "2025-01-27", course=f"SYN-C-{what}",
                version="2025-1", centre=CENTRES[n], from_="2025-01-27", to="2025-02-14",
                instructors=f"SYN-P-11{n + 1}", places=20, language="en",
            )  # fmt: skip


def _trained(sheet: Sheet, number: int, person: str, what: str, *, alliance: bool) -> Iterator[Row]:
    session, attempts = f"SYN-S-{number}-{what}", 1 + (person in AGAIN)
    for attempt in range(1, attempts + 1):
        failed = person in FAILED or attempt < attempts
        yield row(
            sheet, "assessment", f"SYN-EX-{person[-3:]}-{attempt}", f"2025-02-1{2 + attempt}", session=session,
            person=person, examiner="SYN-P-113", attended_h=118, theory_percent=62 if attempt < attempts else 86,
            practical="pass", critical_errors=int(person in FAILED), result="fail" if failed else "pass",
            attempt=attempt,
        )  # fmt: skip
    if person in FAILED:
        return
    other = alliance and what == "bac"
    yield row(
        sheet, "certificate", f"SYN-CERT-{person[-3:]}", "2025-02-17", person=person, discipline=what, level="1",
        from_="2025-02-17", to="2026-02-16", status="valid", system=ALLIANCE if other else None,
        session=None if other else session, course=None if other else f"SYN-C-{what}",
    )  # fmt: skip


def _units() -> Iterator[Row]:
    sheet = UNITS_SHEET
    bare = [(team.unit, team.organisation, team.activity) for team in TEAMS]
    for unit, party, activity in dict.fromkeys([*bare, (APPLICANT, NORTH, "manual-clearance")]):
        yield row(
            sheet, "unit", unit, "2025-02-20", organisation=party, name=f"Unit {unit[-2:]} ({cast.LABEL})",
            capabilities=activity, languages="en", interpreters=1, medical="paramedic",
        )  # fmt: skip
        for asset in TEAMS[0]._replace(unit=unit).assets:
            yield row(
                sheet, "asset", asset, "2025-02-20", organisation=party, unit=unit,
                type="ambulance" if asset.endswith("AMB") else "detector", tested="2025-02-20", state="serviceable",
                from_="2025-02-20", to="2025-12-31",
            )  # fmt: skip
    yield row(
        sheet, "accreditation", "SYN-ACC-N2", "2025-02-20", unit=APPLICANT, capability="manual-clearance",
        status="applied",
    )  # fmt: skip
    for team in TEAMS:
        yield row(
            sheet, "rotation", team.rotation, "2025-02-20", organisation=team.organisation, unit=team.unit,
            from_=team.first, to=team.last, commander=team.people[0], medical="paramedic", follows=team.follows,
            agreement=f"SYN-AGR-{team.organisation[-1]}", languages="en",
        )  # fmt: skip
        for item, score in (("detector set up", 19), ("signal located", 18), ("excavation", 20)):
            own = f"SYN-TEST-{team.rotation[-3:]}-{item.split(' ')[0]}"
            yield row(
                sheet, "test_item", own, "2025-02-21", unit=team.unit, rotation=team.rotation,
                capability=team.activity, item=item, score=score, out_of=20, result="pass", examiner="SYN-P-113",
            )  # fmt: skip
        yield row(
            sheet, "accreditation", f"SYN-ACC-{team.rotation[-3:]}", "2025-02-22", unit=team.unit,
            rotation=team.rotation, capability=team.activity, status="accredited", from_=team.first, to=team.last,
        )  # fmt: skip
        for person in team.people:
            yield row(
                sheet, "member", f"{team.rotation}-{person[-3:]}", "2025-02-22", organisation=team.organisation,
                person=person, rotation=team.rotation, role=role_of(person), from_=team.first, to=team.last,
            )  # fmt: skip


def _takeovers() -> Iterator[Row]:
    for team in TEAMS:
        if team.follows:
            yield row(
                TAKEOVER_SHEET, "takeover", f"SYN-HOTO-{team.rotation[-3:]}", team.first, outgoing=team.follows,
                incoming=team.rotation, open_work="one task goes on", unfinished_lanes="lanes 4 and 5",
                open_nonconformities="none", marking_state="renewed", explosives="none",
                signed_outgoing=TEAMS[team.number - 1].people[0], signed_incoming=team.people[0],
            )  # fmt: skip


INSPECTOR: Final = ("SYN-P-120", MONITOR)
"""Who inspects, and for whom."""
