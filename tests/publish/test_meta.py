"""What every product says about itself."""

import msgspec
import pytest

from landrelease.publish.meta import Meta, direction, facts, moment_text, notices

VIEW = Meta(programme="p-1", name="North", as_of="2025-12-31", known_at="2026-01-31T08:09:10.000Z")


def test_the_absence_of_a_mark_is_explained_on_every_product():
    assert notices(VIEW) == [
        "Land that is not shown here was not recorded; it may hold explosive ordnance.",
        "Released means what the records say was done, to the depth they state; it is no promise that nothing is left.",
        "The names of authors and approvers are asserted, not proven by a signature.",
    ]


def test_made_up_data_say_so_first():
    made_up = msgspec.structs.replace(VIEW, synthetic=True)
    assert notices(made_up)[0].startswith("Synthetic data")
    assert facts(made_up, "all")["synthetic"] == "true"
    assert "synthetic" not in facts(VIEW, "all")


def test_facts_name_the_whole_view():
    assert facts(VIEW, "mines") | {"note": ""} == {
        "programme": "p-1",
        "name": "North",
        "as_of": "2025-12-31",
        "known_at": "2026-01-31T08:09:10.000Z",
        "class": "mines",
        "note": "",
    }


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "rtl"), ("fa-AF", "rtl"), ("PS", "rtl"), ("en", "ltr"), ("km", "ltr")]
)
def test_direction_follows_the_language(language, expected):
    assert direction(msgspec.structs.replace(VIEW, language=language)) == expected


def test_moments_are_written_for_people():
    assert [moment_text(text) for text in ("", "2025-12-31", VIEW.known_at)] == [
        "",
        "2025-12-31",
        "2026-01-31 08:09 UTC",
    ]
