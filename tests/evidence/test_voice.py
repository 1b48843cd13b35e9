"""Who is said to have said it: verbs, citations, chains, papers and their owners."""

import pytest

from landrelease.evidence.language import languages
from landrelease.evidence.voice import house_of, masthead_owner, owner_of, voices

ENGLISH = languages()["en"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("“We found ten,” Captain Ito, who leads the team, told the Post.", [("Captain Ito", "told", "says")]),
        ("“We found ten,” said site manager Piet Lam.", [("site manager Piet Lam", "said", "says")]),
        ("Ten were found, according to the Tarn police.", [("the Tarn police", "according to", "source")]),
        ("Ten were found, reports Major Iven Kord, of the army.", [("Major Iven Kord", "reports", "says")]),
        ("It was first published by the Tarn Post.", [("the Tarn Post", "first published by", "source")]),
        (
            "The Ebor Post says, citing the Tarn Gazette, that ten were found.",
            [("The Ebor Post", "says", "says"), ("the Tarn Gazette", "citing", "chain")],
        ),
        (
            "General Ana Ito, in a statement quoted by Ebor Radio, stressed that it is closed.",
            [("Ebor Radio", "quoted by", "source"), ("General Ana Ito", "stressed", "says")],
        ),
        ("“It rained,” grumbles senior instructor Odo Lam.", [("senior instructor Odo Lam", "grumbles", "says")]),
        ("The Tarn Guard, in a log of that day, listed 12 mines.", [("The Tarn Guard", "listed", "says")]),
        ("The mayor smiled at “a matter of pencils and ink”.", [("The mayor", "", "says")]),
        ("Inspector Ana Ito wagers that it was old.", [("Inspector Ana Ito", "wagers", "says")]),
        ("A mine is suspected by Colonel Vira Tam.", [("Colonel Vira Tam", "suspected by", "source")]),
        ("An officer who walked beside them would not say why.", [("An officer", "say", "says")]),
        ("Two were reported hurt, and we said nothing.", []),
        ("They are said to have found ten.", []),
        ("He called the road closed and left.", []),
    ],
)
def test_whose_words_a_sentence_passes_on(sentence, found):
    assert [one[:3] for one in voices(sentence, ENGLISH)] == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "The Ebor Ministry of Defence’s newspaper ‘Red Banner’ wrote it.",
            [("Red Banner", "The Ebor Ministry of Defence")],
        ),
        ("He cites the Red Banner, a magazine of the country's army.", [("Red Banner", "the country's army")]),
        ("The National Mine Authority (NMA) said so.", [("NMA", "The National Mine Authority")]),
        ("The mill's new owner (ABC) said so.", []),
    ],
)
def test_whose_a_paper_is(sentence, found):
    assert owner_of(sentence, ENGLISH) == found


def test_a_masthead_says_whose_paper_it_is_and_a_sentence_does_not():
    assert masthead_owner("The monthly of the Ebor Rescue Service", ENGLISH) == "the Ebor Rescue Service"
    assert masthead_owner("A paper of the army was found.", ENGLISH) == ""


@pytest.mark.parametrize(
    "name", ["sources", "analysts", "North Ebor media", "he", "Captain Ruo Adesh", "the graduates"]
)
def test_a_voice_that_nobody_can_ask_and_a_person_without_a_house_are_no_house(name):
    assert house_of(name, ENGLISH) is None
