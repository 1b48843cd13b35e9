"""Reads the labelled corpus: items as they lie in the files, and what a person says is true of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
HELD_BACK = CORPUS / "held-back"
HELD_BACK_2 = CORPUS / "held-back-2"
HELD_BACK_3 = CORPUS / "held-back-3"
HELD_BACK_4 = CORPUS / "held-back-4"


@dataclass(frozen=True)
class Item:
    """One text with its header and its labels (a table as the story's TOML holds it)."""

    name: str
    header: Mapping[str, str]
    text: str
    labels: Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """The items of a story by number, and its labels."""

    number: int
    items: Mapping[str, Item]
    labels: Mapping[str, Any]

    def table(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        """Origins, events or items of the labels, by their id."""
        return {row["id"]: row for row in self.labels[name]}


def header_and_text(content: str) -> tuple[Mapping[str, str], str]:
    """Split the file of an item at its first empty line."""
    head, text = content.split("\n\n", maxsplit=1)
    pairs = (line.split(":", maxsplit=1) for line in head.splitlines())
    return {key: value.strip() for key, value in pairs}, text


def story_of(labels_file: Path) -> Story:
    """Read the story whose labels this file holds, with all its items."""
    labels = tomllib.loads(labels_file.read_text(encoding="utf-8"))
    rows = {row["id"]: row for row in labels["item"]}
    items = {}
    for path in sorted(labels_file.parent.glob(f"{labels_file.stem}-item-*.txt")):
        number = path.stem.rpartition("-")[2]
        items[number] = Item(path.stem, *header_and_text(path.read_text(encoding="utf-8")), rows.get(number, {}))
    return Story(labels["story"], items, labels)


def stories(folder: Path = CORPUS) -> list[Story]:
    """Read the stories of a folder: CORPUS to build with, those that were held back to measure once."""
    return [story_of(path) for path in sorted(folder.glob("story-*.toml"))]
