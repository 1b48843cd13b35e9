"""
The accreditation list of an international force, April 2007, entered as records: the gate answers as the list says.

The list names contributing states, teams by type, and whether they are accredited or not yet.

What it does not say and is assumed here, and only here: whoever is accredited has been since 2007-01-01 (the list is
of April and gives no dates) and until nothing ends it; a team that is not yet accredited has applied on 2007-04-01; a
team for clearance of mines and battle areas is accredited for both; a team for battle areas and ordnance for battle
areas and the second level of ordnance disposal, which no level is given for; each team has a number in its state; a
flail is mechanical, a dog team animal detection, and IED teams dispose of improvised devices.
"""

import csv
import io

import pytest

from landrelease.desk.gating import ask
from landrelease.desk.opening import create
from landrelease.records.context import Programme

SINCE, APPLIED, ASKED = "2007-01-01", "2007-04-01", "2007-04-30"
LIST = """
China              demining-bac  4  accredited
Belgium-Luxembourg bac-eod       3  accredited
Italy              eod           3  not-yet
Italy              ied           2  not-yet
Italy              dog           1  not-yet
Ghana              eod           1  not-yet
Spain              eod-ied       2  not-yet
France             bac           2  accredited
France             eod           1  accredited
Finland-Ireland    eod           3  not-yet
Finland-Ireland    flail         1  not-yet
Finland-Ireland    dog           1  not-yet
Turkey             eod           1  not-yet
"""
TYPES = {
    "demining-bac": ("manual-clearance", "bac"),
    "bac-eod": ("bac", "eod-level-2"),
    "eod": ("eod-level-2",),
    "ied": ("iedd",),
    "eod-ied": ("eod-level-2", "iedd"),
    "dog": ("animal",),
    "flail": ("mechanical",),
    "bac": ("bac",),
}
TEAMS = [
    (f"{state}-{kind}-{number}", state, kind, says == "accredited")
    for state, kind, count, says in (line.split() for line in LIST.strip().splitlines())
    for number in range(1, int(count) + 1)
]


def table() -> str:
    """The list in the plain form."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["record", "id", "name", "roles", "unit", "organisation", "capability", "status", "from", "date"])
    writer.writerow(["organisation", "MACC", "Coordination centre", "coordination-centre", *[""] * 5, SINCE])
    for state in dict.fromkeys(state for _, state, _, _ in TEAMS):
        writer.writerow(["organisation", state, state, "contributing-state", *[""] * 5, SINCE])
    for name, state, kind, accredited in TEAMS:
        writer.writerow(["unit", name, name, "", "", state, "", "", "", SINCE])
        for capability in TYPES[kind]:
            row = ["accredited", SINCE, SINCE] if accredited else ["applied", "", APPLIED]
            writer.writerow(["accreditation", "", "", "", name, "MACC", capability, *row])
    return out.getvalue()


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("list")
    (folder / "list.csv").write_text(table(), encoding="utf-8")
    with create(folder / "a.register", Programme(id="LB-2007"), acting="clerk") as made:
        made.import_files([folder / "list.csv"], accept_as="officer")
        yield made


def test_the_list_has_twenty_five_teams_of_which_ten_are_accredited():
    assert (len(TEAMS), sum(accredited for *_, accredited in TEAMS)) == (25, 10)


@pytest.mark.parametrize(("name", "kind", "accredited"), [(n, kind, yes) for n, _, kind, yes in TEAMS])
def test_the_gate_answers_as_the_list_says(register, name, kind, accredited):
    for activity in TYPES[kind]:
        found = ask(register, name, activity, ASKED)
        assert found.allowed == accredited
        assert [one.code for one in found.reasons] == (
            ["accredited"] if accredited else ["not-accredited", "only-applied"]
        )


def test_an_accredited_team_may_do_nothing_that_the_list_does_not_name(register):
    assert not ask(register, "China-demining-bac-1", "eod-level-2", ASKED).allowed
    assert not ask(register, "France-bac-1", "manual-clearance", ASKED).allowed


def test_nobody_was_accredited_before_the_day_that_is_assumed(register):
    assert not any(ask(register, name, TYPES[kind][0], "2006-12-31").allowed for name, _, kind, _ in TEAMS)
