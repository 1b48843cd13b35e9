"""Measures the rules against the labels; `python tests/evidence/measure.py` prints every figure.

Stories that were held back are measured only where somebody asks for it: by `--held-back` those of the first folder,
by `--held-back-2`, `--held-back-3` and `--held-back-4` those of the later ones, or by the path of any other folder.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from labelled import CORPUS, HELD_BACK, HELD_BACK_2, HELD_BACK_3, HELD_BACK_4, Story, stories

from landrelease.evidence.account import Item
from landrelease.evidence.derivation import derivations
from landrelease.evidence.document import tidy
from landrelease.evidence.house import house, within
from landrelease.evidence.language import languages
from landrelease.evidence.origin import Origins
from landrelease.evidence.statement import Statement, statements

ENGLISH = languages()["en"]


@dataclass(frozen=True)
class Figure:
    """How many of what was found are right, and how many of what should be found were."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.wanted, 1)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.2f} ({self.right}/{self.found}), "
            f"recall {self.recall:.2f} ({self.right}/{self.wanted})"
        )


def figure(found: Iterable[Any], wanted: Iterable[Any]) -> Figure:
    found, wanted = set(found), set(wanted)
    return Figure(len(found & wanted), len(found), len(wanted))


def name_of(story: Story, item: str) -> str:
    return f"{story.number}-{item}"


def items_of(told: list[Story], languages_read: set[str]) -> list[Item]:
    return [
        Item(
            name_of(story, number),
            tidy(one.text),
            *(one.header[key] for key in ("title", "publisher", "published", "language")),
            url=one.header["url"],
        )
        for story in told
        for number, one in story.items.items()
        if one.header["language"] in languages_read
    ]


def labelled_accounts(told: list[Story], read: set[str]) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Item and kind of event to the event and the origins that a person says the account rests on."""
    return {
        (name, event["kind"]): (f"{story.number}-{event['id']}", account["origins"])
        for story in told
        for event in story.labels["event"]
        for account in event["accounts"]
        for name in [name_of(story, account["item"])]
        if name in read
    }


def pairs(groups: dict[tuple[str, str], Any]) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(pair) for pair in combinations(sorted(groups), 2) if groups[pair[0]] == groups[pair[1]]}


def same_house(name: str, labels: dict[str, Any]) -> bool:
    one = house(name, ENGLISH)
    others = [house(other, ENGLISH) for other in (labels["name"], *labels["also_named"])]
    return any(within(one, other) or within(other, one) for other in others)


def origins_found(told: list[Story], found: Origins, wanted: dict[tuple[str, str], tuple[str, list[str]]]) -> Figure:
    right = got = due = 0
    tables = {str(story.number): story.table("origin") for story in told}
    for (name, kind), (_event, origins) in wanted.items():
        labels = tables[name.split("-")[0]]
        due += len(origins)
        for family in found.rests(found.by_id[name], kind):
            got += 1
            right += any(same_house(one, labels[key]) for one in found.names_of(family) for key in origins)
    return Figure(min(right, due), got, due)


def measured(folder: Path = CORPUS, read: set[str] | None = None) -> dict[str, Figure]:
    """Measure everything; `read` names the languages of the items that take part."""
    told = stories(folder)
    items = items_of(told, read or {"en"})
    found = Origins(items)
    names = {one.id for one in items}
    wanted = labelled_accounts(told, names)
    grouped = {(name, event.kind): number for number, event in enumerate(found.events) for name in event.documents}
    edges = {
        (name_of(story, item["id"]), name_of(story, one["item"]))
        for story in told
        for item in story.labels["item"]
        for one in item["derives_from"]
    }
    copies = {
        frozenset(name_of(story, one) for one in pair) for story in told for pair in story.labels["near_duplicates"]
    }
    near = {frozenset(found.accounts[one].item.id for one in pair) for pair in found.copies}
    return {
        "items that tell of an event": figure(grouped, wanted),
        "pairs of accounts of one event": figure(pairs(grouped), pairs({key: one for key, (one, _) in wanted.items()})),
        "origins of accounts": origins_found(told, found, wanted),
        "derived from": figure(
            ((one.document, one.of) for one in derivations(found)), {one for one in edges if set(one) <= names}
        ),
        "near-duplicates": figure(near, {one for one in copies if one <= names}),
        **statements_found(told, statements(found), names),
    }


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - {"the", "a", "an", "of"}


def touching(passage: str, said: list[Statement]) -> list[Statement]:
    return [one for one in said if one.passage in passage or passage in one.passage]


def statements_found(told: list[Story], said: list[Statement], names: set[str]) -> dict[str, Figure]:
    counts: Counter[str] = Counter()
    for story in told:
        kinds = {event["id"]: event["kind"] for event in story.labels["event"]} | {"": ""}
        for item in story.labels["item"]:
            name = name_of(story, item["id"])
            mine = [one for one in said if one.document == name]
            for label in item.get("statement", ()) if name in names else ():
                hits = touching(label["passage"], mine)
                one = next((hit for hit in hits if hit.speaker), hits[0] if hits else None)
                count(counts, label, one, kinds)
    return {
        name: Figure(counts[f"{name} right"], counts[f"{name} found"], counts[f"{name} wanted"])
        for name in ("speakers", "hedged", "opinion", "event of statement")
    }


def count(counts: Counter[str], label: dict[str, Any], one: Statement | None, kinds: dict[str, str]) -> None:
    speaker = one.speaker if one else ""
    opinion = label["kind"] == "opinion"
    rows = {
        "speakers": (bool(label["speaker"]), bool(speaker), bool(words_of(label["speaker"]) & words_of(speaker))),
        "hedged": (label["hedged"], bool(one and one.hedged), bool(label["hedged"] and one and one.hedged)),
        "opinion": (opinion, bool(one and one.opinion), bool(opinion and one and one.opinion)),
        "event of statement": (
            bool(label["event"]),
            bool(one and one.event),
            bool(one and label["event"] and kinds[label["event"]] == one.event),
        ),
    }
    for name, (wanted, found, right) in rows.items():
        counts[f"{name} wanted"] += wanted
        counts[f"{name} found"] += found
        counts[f"{name} right"] += right


if __name__ == "__main__":
    said = "".join(sys.argv[1:])
    later = {"--held-back-2": HELD_BACK_2, "--held-back-3": HELD_BACK_3, "--held-back-4": HELD_BACK_4}
    asked = {"": CORPUS, "--held-back": HELD_BACK, **later}.get(said) or Path(said)
    for title, known in (("English items", {"en"}), ("items of all languages", {"ar", "en", "es", "fr", "uk"})):
        lines = [f"  {name}: {one}" for name, one in measured(asked, known).items()]
        sys.stdout.write("\n".join([f"{title}:", *lines, ""]))
