"""What is said, by whom, how surely; and what documents say side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.evidence.account import Item
from landrelease.evidence.beside import beside, dates_in, persons_in
from landrelease.evidence.gazetteer import Place
from landrelease.evidence.language import languages
from landrelease.evidence.lead import leads
from landrelease.evidence.origin import Origins
from landrelease.evidence.statement import clashes_of_speakers, statements

ENGLISH = languages()["en"]
A = Item(
    "a",
    "The army cleared 300 mines in Tarn Province, the Tarnian Ministry of Defence’s newspaper ‘Red Banner’ reported. "
    "The ‘moles’, a word whose reason remains unclear, work at night.\n\n"
    "On May 6, General Ana Ito met Minister Bo Lund in Ebor for talks. According to the Ministry of Defence, the visit "
    "strengthens ‘an old friendship’. The talks reportedly covered exercises.",
    publisher="Post",
)
B = Item(
    "b",
    "‘Moles’, which means soldiers of the engineers, cleared mines in Tarn Province, Red Banner reported.\n\n"
    "General Ana Ito and Minister Bo Lund had talks in Ebor on 7 May. Bo Lund, in a statement, stressed that they "
    "share ‘an old friendship’. The meeting could signal an alliance against others.",
    publisher="Times",
)


def test_each_statement_has_its_speaker_its_words_and_its_manner():
    found = Origins([A])
    assert [(one.speaker, one.verb, one.hedged, one.opinion, one.event) for one in statements(found)] == [
        ("the Tarnian Ministry of Defence’s newspaper Red Banner", "reported", False, False, "mine-clearance"),
        ("", "remains unclear", True, False, "mine-clearance"),
        ("", "", False, False, "meeting"),
        ("the Ministry of Defence", "According to", False, True, "meeting"),
        ("", "reportedly", True, False, "meeting"),
    ]
    assert all(A.text[one.start : one.end] == one.passage for one in statements(found))


def test_events_stand_side_by_side_with_what_clashes_and_what_one_says_alone():
    found = Origins([A, B])
    said = statements(found)
    events = {one.kind: beside(found, one, said) for one in found.events}
    meeting, clearance = events["meeting"], events["mine-clearance"]
    assert [(one.kind, one.value) for one in meeting.agreed] == [
        ("person", "Ana Ito"), ("person", "Bo Lund"), ("place", "Ebor"), ("quote", "an old friendship"),
    ]  # fmt: skip
    assert [(one.kind, one.value, [side.value for side in one.sides]) for one in meeting.contradicted] == [
        ("speaker", "an old friendship", ["the Ministry of Defence", "Bo Lund"]),
        ("date", "--05-06 / --05-07", ["--05-06", "--05-07"]),
    ]
    assert [(one.kind, [side.document for side in one.sides]) for one in clearance.contradicted] == [
        ("explanation", ["b", "a"])
    ]
    assert {(one.document, one.hedged, one.opinion) for one in meeting.alone} == {("a", True, False), ("b", True, True)}


def test_a_transcript_and_a_pronoun_have_their_speakers():
    words = "OPERATOR: Is there a mine?\nCALLER: I found a shell near the well."
    call = Item("c", words, title="Call 7", publisher="Hotline")
    told = Item("t", "“We cleared ten mines,” said Captain Ito. The field, he added, is large.", publisher="Post")
    assert [one.speaker for one in statements(Origins([call]))] == ["OPERATOR", "CALLER"]
    assert [one.speaker for one in statements(Origins([told]))] == ["Captain Ito", "Captain Ito"]


def test_who_calls_speaks_under_the_name_that_was_given():
    words = (
        "The caller gave her name as Ana Ito.\n\nOperator: What?\n\nCaller: A bang. A mine, I think.\n\nOperator: Wait."
    )
    call = Item("c", f"{words}\n\nCaller: Here is nobody else.", title="Call 7", publisher="Hotline")
    spoken = [(one.passage, one.speaker) for one in statements(Origins([call]))]
    assert ("A mine, I think.", "Ana Ito") in spoken


def test_a_quote_that_goes_on_belongs_to_whom_it_began_with():
    text = "“We cleared ten mines,” Captain Ana Ito said. “The field is large.\n\n“It is also wet.” Nobody was hurt."
    said = statements(Origins([Item("t", text, publisher="Post")]))
    assert [one.speaker for one in said] == ["Captain Ana Ito", "Captain Ana Ito", "Captain Ana Ito", ""]


@pytest.mark.parametrize(
    ("quote", "judges"),
    [
        ("A mine does not know who won the war", True),
        ("We have found 290 of them so far", False),
        ("The road will be open again by Water Day", False),
    ],
)
def test_what_is_quoted_and_neither_happened_nor_is_promised_judges(quote, judges):
    text = f"Ten mines were cleared near Ebor. “{quote},” said Captain Ana Ito."
    said = statements(Origins([Item("t", text, publisher="Post")]))
    assert [one.opinion for one in said] == [False, judges]


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("The mines were probably moved by the flood.", True),
        ("The mines were lifted, so that children may play.", False),
    ],
)
def test_what_is_permitted_is_no_doubt(text, hedged):
    assert [one.hedged for one in statements(Origins([Item("m", text, publisher="Post")]))] == [hedged]


def test_a_month_is_no_doubt():
    found = Origins([Item("m", "Mines were cleared near Ebor in May, the police said.", publisher="Post")])
    assert [one.hedged for one in statements(found)] == [False]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 6 November and Nov. 8, 2024", ["--11-06", "2024-11-08"]),
        ("on 31 February, in May, at 12 marches", []),
        ("on Sept 12", ["--09-12"]),
    ],
)
def test_a_year_is_never_made_up(text, days):
    assert dates_in(text, ENGLISH) == days


def test_peoples_and_countries_are_no_persons():
    text = "General Ito told North Eborian engineers and the Ambassador to North Ebor of the Ebor Army."
    assert list(persons_in(text, ENGLISH)) == []


def test_a_lead_names_the_region_once_and_its_candidates_with_scores():
    here = {"T-1": "Tarn", "T-2": "Tarn North", "X-1": "Ebor"}
    places = [Place(key, name, "admin_area", "register") for key, name in here.items()]
    found = leads(Origins([A, B]), places, gazetteer=lambda _name: [])
    assert [(one.place, one.kind, one.documents) for one in found] == [("Tarn Province", "mine-clearance", ("a", "b"))]
    assert [(one.id, one.score) for one in found[0].candidates] == [("T-1", 1.0), ("T-2", 0.5)]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from(["the", "old", "mill,"]), min_size=1))))
def test_clashes_are_those_that_a_comparison_of_all_quotes_finds(told):
    plain = statements(Origins([A]))[0]
    said = [
        plain._replace(document=document, speaker=f"Ana{number} Ito{number}", quotes=(" ".join(words),))
        for number, (document, words) in enumerate(told)
    ]
    spoken = [(one.document, one.quotes[0]) for one in said if len(one.quotes[0].split()) > 1]
    slow = {
        (document, other, min(mine, theirs, key=len))
        for number, (document, mine) in enumerate(spoken)
        for other, theirs in spoken[number + 1 :]
        if document != other and min(mine, theirs, key=len) in max(theirs, mine, key=len)
    }
    assert {(one.document, other.document, words) for one, other, words in clashes_of_speakers(said)} == slow
