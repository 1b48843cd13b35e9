"""The labelled corpus keeps its own promises: labels resolve, passages are verbatim, every phenomenon is there."""

import re
from collections import Counter
from graphlib import TopologicalSorter
from itertools import combinations
from pathlib import Path

import pytest

from .labelled import CORPUS, HELD_BACK, HELD_BACK_2, HELD_BACK_3, HELD_BACK_4, Item, Story, stories

TO_BUILD_WITH = stories(CORPUS)
KEPT = stories(HELD_BACK)
KEPT_LATER = stories(HELD_BACK_2)
KEPT_LAST = stories(HELD_BACK_3)
KEPT_BY_ITS_READER = stories(HELD_BACK_4)
FIRST_EIGHT = sorted([*TO_BUILD_WITH, *KEPT], key=lambda story: story.number)
FIRST_ITEMS = [item for story in FIRST_EIGHT for item in story.items.values()]
LATER_ITEMS = [item for story in KEPT_LATER for item in story.items.values()]
LAST_ITEMS = [item for story in KEPT_LAST for item in story.items.values()]
FOURTH_ITEMS = [item for story in KEPT_BY_ITS_READER for item in story.items.values()]
ALL = [*FIRST_EIGHT, *KEPT_LATER, *KEPT_LAST, *KEPT_BY_ITS_READER]
ITEMS = [*FIRST_ITEMS, *LATER_ITEMS, *LAST_ITEMS, *FOURTH_ITEMS]
README = (CORPUS / "README.md").read_text(encoding="utf-8")
PHENOMENA = set(re.findall(r"`([a-z-]+)`(?=[^|]*\|[^|]*\|\n)", README.partition("## Phenomena")[2]))
EVENT_KINDS = set(
    "mine-clearance training meeting casualty ordnance-find handover statement-of-policy figures".split()  # noqa: SIM905 -- reads better
)
DATE = r"\d{4}(-\d{2}(-\d{2})?)?"

each_story = pytest.mark.parametrize("story", ALL, ids=lambda story: f"story-{story.number}")
each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many words."""
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def shared(one: Item, other: Item) -> float:
    """Part of the three-word runs of the shorter text that stand in the other too."""
    left, right = runs(one.text, 3), runs(other.text, 3)
    return len(left & right) / min(len(left), len(right))


def in_contradiction(story: Story) -> set[tuple[str, str]]:
    """Number of an item and kind of clash, for the kinds that have a tag."""
    return {
        (side["item"], f"contradiction-{clash['kind']}")
        for clash in story.labels["contradiction"]
        for side in clash["passages"]
        if f"contradiction-{clash['kind']}" in PHENOMENA
    }


def test_eight_stories_of_seven_to_ten_items_and_a_third_of_them_held_back():
    assert [story.number for story in TO_BUILD_WITH] == [1, 2, 4, 5, 7]
    assert [story.number for story in KEPT] == [3, 6, 8]
    assert len(FIRST_ITEMS) >= 60
    assert [story.number for story in FIRST_EIGHT if not 7 <= len(story.items) <= 10] == []


def test_every_phenomenon_occurs_twice_and_also_among_the_stories_to_build_with():
    assert len(PHENOMENA) == 23
    counted = Counter(tag for item in FIRST_ITEMS for tag in item.labels["phenomena"])
    early = {tag for story in TO_BUILD_WITH for item in story.items.values() for tag in item.labels["phenomena"]}
    assert (set(counted), early) == (PHENOMENA, PHENOMENA)
    assert [tag for tag, times in counted.items() if times < 2] == []


def test_every_kind_of_event_occurs_and_so_do_four_languages():
    assert {event["kind"] for story in FIRST_EIGHT for event in story.labels["event"]} == EVENT_KINDS
    languages = Counter(item.header["language"] for item in FIRST_ITEMS)
    assert languages.keys() == {"en", "es", "fr", "uk"}
    assert {language: times for language, times in languages.items() if not 1 < times < 4}.keys() == {"en"}


def test_three_english_stories_of_eight_items_are_held_back_a_second_time():
    assert [(story.number, len(story.items)) for story in KEPT_LATER] == [(9, 8), (10, 8), (11, 8)]
    assert {item.header["language"] for item in LATER_ITEMS} == {"en"}
    assert {tag for item in LATER_ITEMS for tag in item.labels["phenomena"]} <= PHENOMENA
    assert [
        story.number for story in KEPT_LATER if "distractor" not in list(story.items.values())[-1].labels["phenomena"]
    ] == []


def test_three_stories_in_one_and_in_two_languages_are_held_back_a_third_time():
    assert [(story.number, len(story.items)) for story in KEPT_LAST] == [(12, 8), (13, 8), (14, 8)]
    spoken = [{item.header["language"] for item in story.items.values()} for story in KEPT_LAST]
    assert spoken == [{"en"}, {"en", "fr"}, {"en", "es"}]
    assert {tag for item in LAST_ITEMS for tag in item.labels["phenomena"]} <= PHENOMENA
    assert [list(story.items.values())[-1].labels["phenomena"] for story in KEPT_LAST] == [["distractor"]] * 3


def test_four_stories_of_thirty_items_are_held_back_a_fourth_time():
    assert [(story.number, len(story.items)) for story in KEPT_BY_ITS_READER] == [(15, 8), (16, 8), (17, 7), (18, 7)]
    spoken = [{item.header["language"] for item in story.items.values()} for story in KEPT_BY_ITS_READER]
    assert spoken == [{"en"}, {"en", "fr"}, {"en", "es"}, {"en", "uk"}]
    assert {tag for item in FOURTH_ITEMS for tag in item.labels["phenomena"]} <= PHENOMENA


@each_story
def test_every_item_has_labels_and_every_label_its_item(story):
    assert [row["id"] for row in story.labels["item"]] == list(story.items)


@each_item
def test_an_item_has_its_header_and_eighty_to_three_hundred_words(item):
    assert list(item.header) == ["publisher", "published", "url", "language", "title"]
    assert item.header["publisher"]
    assert re.fullmatch(rf"({DATE})?", item.header["published"])
    assert re.fullmatch(r"(https://([a-z0-9-]+\.)+example\.org/\S+)?", item.header["url"])
    assert 80 <= len(item.text.split()) <= 300
    assert ("no-date" in item.labels["phenomena"]) == (not item.header["published"])
    assert ("partial-date" in item.labels["phenomena"]) == (0 < len(item.header["published"]) < 10)


@each_item
def test_each_passage_stands_in_one_paragraph_and_its_speaker_and_verb_stand_in_the_item(item):
    statements = item.labels["statement"]
    assert 2 <= len(statements) <= 5
    paragraphs = item.text.splitlines()
    known = f"{item.header['publisher']}\n{item.header['title']}\n{item.text}".casefold()
    for statement in statements:
        assert [line for line in paragraphs if statement["passage"] in line] != [], statement["passage"]
        assert all(statement[key].casefold() in known for key in ("speaker", "verb", "reported_by")), statement
        assert statement["kind"] in {"fact", "opinion"}
        assert statement["hedged"] in {True, False}


@each_story
def test_events_count_the_different_origins_of_their_accounts(story):
    origins, events = story.table("origin"), story.table("event")
    for event in events.values():
        accounts = event["accounts"]
        told = [account["item"] for account in accounts]
        assert told == sorted(set(told) & story.items.keys())
        named = {name for account in accounts for name in account["origins"]}
        assert named <= origins.keys()
        assert event["independent_origins"] == len(named) > 0
        assert event["kind"] in EVENT_KINDS
        assert re.fullmatch(rf"{DATE}(/{DATE})?", event["date"])
        assert event["place"]
        assert event["participants"]


@each_story
def test_an_item_tells_of_the_events_that_its_labels_name(story):
    accounts = {
        (account["item"], event["id"]): account["origins"]
        for event in story.labels["event"]
        for account in event["accounts"]
    }
    for number, row in story.table("item").items():
        spoken_of = {statement["event"] for statement in row["statement"]} - {""}
        assert [event for event in spoken_of if (number, event) not in accounts] == [], number
        if row["main_event"]:
            assert accounts[number, row["main_event"]] == row["origins"]
        else:
            assert spoken_of == set(), number
            assert set(row["origins"]) <= story.table("origin").keys()
    used = [*accounts.values(), *(row["origins"] for row in story.labels["item"])]
    assert {name for names in used for name in names} == story.table("origin").keys()


@each_story
def test_derivations_lead_to_other_items_and_never_in_a_circle(story):
    graph = {}
    for number, row in story.table("item").items():
        graph[number] = [link["item"] for link in row["derives_from"]]
        assert set(graph[number]) <= story.items.keys()
        assert {link["how"] for link in row["derives_from"]} <= {"copy", "excerpt", "paraphrase", "citation"}
        assert row.get("corrects", number) in story.items
        assert ("corrects" in row) == ("correction" in row["phenomena"])
        assert ("distractor" in row["phenomena"]) <= (not row["main_event"] and not row["derives_from"])
    assert set(TopologicalSorter(graph).static_order()) == story.items.keys()


@each_story
def test_a_tag_of_copy_or_paraphrase_has_its_derivation_and_its_credit(story):
    for row in story.labels["item"]:
        links = {(link["how"].replace("excerpt", "copy"), link["credited"]) for link in row["derives_from"]}
        tagged = {
            (tag.removeprefix("edited-").partition("-")[0], tag.endswith(("-credited", "-cited")))
            for tag in row["phenomena"]
            if re.search(r"(copy|paraphrase)-", tag)
        }
        assert tagged <= links, row["id"]
        if "corrects" not in row:
            assert {link for link in links if link[0] == "copy"} <= tagged, row["id"]


@each_story
def test_near_duplicates_are_the_pairs_that_share_half_of_the_shorter_text(story):
    found = [
        [one, other]
        for one, other in combinations(story.items, 2)
        if shared(story.items[one], story.items[other]) >= 0.5
    ]
    assert found == story.labels["near_duplicates"]


@each_story
def test_both_sides_of_a_contradiction_are_verbatim_and_tagged(story):
    for clash in story.labels["contradiction"]:
        one, other = clash["passages"]
        assert one["item"] != other["item"]
        assert one["passage"] in story.items[one["item"]].text
        assert other["passage"] in story.items[other["item"]].text
        assert clash["kind"] in {"number", "date", "speaker", "reason", "plan"}
        assert clash["event"] in story.table("event")
        assert clash["about"]
    tagged = {
        (row["id"], tag) for row in story.labels["item"] for tag in row["phenomena"] if tag.startswith("contradiction-")
    }
    assert tagged == in_contradiction(story)


@pytest.mark.real_data
def test_nothing_is_copied_from_the_real_news(data_dir: Path):
    real = [path.read_text(encoding="utf-8") for path in sorted((data_dir / "news").glob("*.txt"))]
    assert len(real) == 2
    taken = set().union(*(runs(text, 6) for text in real))
    assert [item.name for item in ITEMS if runs(item.text, 6) & taken] == []
