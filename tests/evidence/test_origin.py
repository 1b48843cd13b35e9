"""Origins are counted, not reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landrelease.evidence.account import Item
from landrelease.evidence.derivation import derivations
from landrelease.evidence.origin import Origins

MINISTRY = Item(
    "ministry",
    "Engineers cleared 300 mines near Ebor in Tarn province on 3 May. The work goes on until June.",
    publisher="Ministry of Defence of Tarnia",
    published="2024-05-04",
)
PAPER = Item(
    "paper",
    "Newspaper of the Ministry of Defence of Tarnia\n\nOur engineers cleared 300 mines near Ebor, in Tarn province.",
    publisher="Red Banner",
    published="2024-05-05",
)
WIRE = Item(
    "wire",
    "EBOR, May 5 (Far Wire) - Some 300 mines were cleared near Ebor in Tarn province, the Tarnian defence ministry's "
    "newspaper, Red Banner, reported. The road to the mill will open in June, and the bridge a month after it.",
    publisher="Far Wire",
    published="2024-05-05",
)
COPY = WIRE._replace(id="copy", publisher="The Coast Mail", published="2024-05-06")
OWN = Item(
    "own",
    "By Hanne Tov in Ebor\n\nFour engineers were clearing mines near Ebor, in Tarn province, when the Courier came to "
    "see them. “We have found 290,” Captain Ruo Ade told the Courier.",
    publisher="Ebor Courier",
    published="2024-05-09",
)


def counted(*items):
    found = Origins(items)
    event = next(one for one in found.events if one.kind == "mine-clearance")
    return [(one.name, one.documents) for one in found.of(event)]


def test_a_ministry_its_newspaper_a_wire_that_cites_it_and_a_copy_of_the_wire_are_one_origin():
    assert counted(MINISTRY, PAPER, WIRE, COPY) == [("Red Banner", ("ministry", "paper", "wire", "copy"))]


def test_a_reporter_who_was_there_is_a_second_origin():
    assert counted(MINISTRY, WIRE, OWN) == [("Red Banner", ("ministry", "wire")), ("Ebor Courier", ("own",))]


def test_two_papers_that_rest_on_a_third_which_is_not_here_are_one():
    other = "Red Banner reported that engineers cleared mines near Ebor in Tarn province, where 300 were found."
    assert [name for name, _documents in counted(WIRE, Item("b", other, publisher="Daily Lens"))] == ["Red Banner"]


def test_who_names_nobody_and_says_what_another_says_is_no_new_origin():
    silent = Item(
        "silent", "Near Ebor in Tarn province 300 mines were cleared.", publisher="Lens", published="2024-05-08"
    )
    assert counted(MINISTRY, silent) == [("Ministry of Defence of Tarnia", ("ministry", "silent"))]
    assert [edge[:3] for edge in derivations(Origins([MINISTRY, silent]))] == [("silent", "ministry", "like")]


def test_voices_that_nobody_can_ask_are_no_origin():
    rumour = Item("r", "Sources said that mines were cleared near Ebor, and analysts confirmed it.", publisher="Lens")
    assert counted(rumour) == []


def test_a_call_to_a_hotline_is_an_origin_of_its_own_whatever_words_the_caller_has():
    words = "OPERATOR: What have you seen?\nCALLER: A round thing in the wheel track near Ebor."
    found = Origins([Item("c", words, title="Call 12, transcript", publisher="National Hotline 117")])
    assert [(one.kind, [origin.name for origin in found.of(one)]) for one in found.events] == [
        ("ordnance-find", ["Caller 12"])
    ]


def test_words_that_are_meant_in_another_sense_tell_of_nothing():
    slate = Item("slate", "The old slate mine at Ebor was cleared of rubble, its owner said.", publisher="Gazette")
    assert Origins([slate]).events == []


def test_a_language_without_rules_is_left_alone():
    assert Origins([Item("f", "Die Polizei sagte, drei Minen seien geräumt.", language="de")]).events == []


@pytest.mark.parametrize(
    ("later", "edges"), [("2024-05-06", [("copy", "wire", "copy")]), ("2024-05", [("copy", "wire", "copy")])]
)
def test_a_copy_was_made_from_what_was_there_before_it(later, edges):
    copy = COPY._replace(published=later)
    assert [edge[:3] for edge in derivations(Origins([copy, WIRE]))] == edges


@given(st.permutations([MINISTRY, PAPER, WIRE, COPY, OWN]))
def test_the_order_of_arrival_changes_nothing(items):
    assert counted(*items) == counted(MINISTRY, PAPER, WIRE, COPY, OWN)


TOTALS = Item(
    "totals",
    "In 2023 the country released 12.4 square kilometres of mined land, the Tarn Mine Action Centre reports.\n\n"
    "In all 3,911 mines were destroyed and seven people were hurt. On Tuesday a deminer was injured by a mine in Ebor.",
    title="Annual report",
    publisher="Tarn Mine Action Centre",
    published="2024-02-01",
)


def test_where_a_document_begins_with_totals_what_it_tells_besides_is_part_of_them_unless_it_names_a_day():
    kinds = [line.kinds for line in Origins([TOTALS]).accounts[0].lines]
    assert [kind for kind in kinds if kind] == [("figures",), ("casualty",)]


def test_a_passage_that_names_what_others_name_of_an_event_tells_of_it_in_its_own_words():
    plain = Item("plain", "Minister Ana Ito met General Bo Lund in Ebor for talks on mines in Tarn.", publisher="Post")
    column = Item(
        "column",
        "Of mines we read daily. There sat Ana Ito with Bo Lund in Ebor, and lunch was served.",
        publisher="Lens",
    )
    assert [one.documents for one in Origins([plain, column]).events if one.kind == "meeting"] == [("column", "plain")]
    assert Origins([column]).events == []


def test_an_office_without_its_state_is_the_one_that_documents_of_the_same_thing_name():
    vague = Item(
        "vague", "Ten mines were cleared near Ebor in Tarn province, the ministry said.", publisher="Lens",
        published="2024-05-09",
    )  # fmt: skip
    other = Item("other", "The Ministry of Health of Lisk said that a mine killed two in Vell.", publisher="Mail")
    assert counted(MINISTRY, vague, other) == [("Ministry of Defence of Tarnia", ("ministry", "vague"))]


@pytest.mark.parametrize(
    ("told", "origin"),
    [("told the Post at the site", "Ebor Post"), ("told the Post by telephone", "Captain Ana Ito")],
)
def test_a_paper_was_there_where_it_was_told_so_in_person(told, origin):
    item = Item("t", f"Ten mines were cleared near Ebor, Captain Ana Ito {told}.", publisher="Ebor Post")
    assert [name for name, _documents in counted(item)] == [origin]


def test_who_posts_in_the_first_person_tells_of_himself():
    post = Item("p", "our captain said we lifted ten mines near Ebor and I shook his hand", publisher="@nuri")
    assert [name for name, _documents in counted(post)] == ["@nuri"]


def test_a_correction_names_the_document_of_its_house_that_it_puts_right():
    right = MINISTRY._replace(
        id="right", text=MINISTRY.text.replace("300", "290"), title="Corrected: mines cleared", published="2024-06-01"
    )
    assert [edge[:3] for edge in derivations(Origins([MINISTRY, right]))] == [("right", "ministry", "corrects")]
