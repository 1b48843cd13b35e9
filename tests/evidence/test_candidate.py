"""What the name of a place may mean: an empty register knows the world, and two towns of one name are two."""

import pytest

from landrelease.evidence.account import Item
from landrelease.evidence.candidate import ambiguous, candidates
from landrelease.evidence.gazetteer import Place, gazetted
from landrelease.evidence.lead import leads
from landrelease.evidence.origin import Origins


def test_two_towns_of_one_name_are_two_candidates_and_none_is_chosen():
    found = candidates("tripoli", gazetted("Tripoli"))
    assert {"LBN", "LBY", "GRC"} <= {one.country for one in found}
    assert ambiguous(found)
    assert all("same-name" in one.why or "other-name" in one.why for one in found)


def test_the_country_of_the_programme_puts_its_towns_first_and_keeps_the_others():
    found = candidates("tripoli", gazetted("Tripoli"), "LBN")
    assert [(one.name, one.country, one.score) for one in found[:2]] == [
        ("Tripoli", "LBN", 1.0),
        ("Tripoli", "LBY", 0.8),
    ]
    assert found[0].reasons == ["the same name", "in the country of the programme"]
    assert not ambiguous(found)


@pytest.mark.parametrize("name", ["Курськ", "كورسك", "koursk"])
def test_a_town_is_known_by_its_names_in_other_scripts(name):
    assert ("Kursk", "RUS", "other-name") in [
        (one.name, one.country, one.why[0]) for one in candidates(name, gazetted(name))
    ]


def test_parts_of_countries_are_known_by_a_word_with_another_ending():
    found = candidates("kursk", gazetted("Kursk"))
    assert [(one.id, one.score) for one in found] == [("geonames:538560", 1.0), ("iso:RU-KRS", 0.7)]
    assert found[1].reasons == ["a name that begins so"]


def test_a_name_with_signs_of_patterns_and_quotes_finds_nothing_and_breaks_nothing():
    assert gazetted('a"b\\.*') == []


def test_places_of_the_register_stand_before_those_of_the_gazetteer():
    here = Place("X-1", "Mostar", "settlement", "register")
    found = candidates("mostar", [*gazetted("Mostar"), here])
    assert [(one.id, one.known_by) for one in found] == [("X-1", "register"), ("geonames:3194828", "gazetteer")]


def test_a_lead_has_its_candidates_in_an_empty_register():
    told = Origins([Item("a", "The army cleared mines in the Kursk Region, the Post said.", publisher="Post")])
    (lead,) = leads(told, [])
    assert [(one.id, one.score, one.why) for one in lead.candidates] == [
        ("geonames:538560", 0.8, ("same-name", "other-kind")),
        ("iso:RU-KRS", 0.7, ("other-ending",)),
    ]
    assert ambiguous(lead.candidates), "the town and the region around it"
