"""
Write the pages of docs/reference that follow from the code: kinds, codes, findings, reasons, settings and commands.

    python scripts/reference.py            write them
    python scripts/reference.py --check    exit 1 and name those that no longer say what the code says

The pages are kept in the repository, so that a change of a word or a field is seen in review. A room that does not
exist yet has no page.
"""

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import click
import msgspec

from landrelease.records import kinds
from landrelease.records.base import Record
from landrelease.records.codes import LISTS
from landrelease.records.marks import field_marks
from landrelease.records.shape import Shape

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTICE: Final = "% Written by `make reference` from the code; change it there.\n"
WIDTH: Final = 100
TYPE_WORDS: Final = {
    "AnyType": "any value",
    "BoolType": "true or false",
    "DictType": "object",
    "FloatType": "number",
    "IntType": "whole number",
    "LiteralType": "text",
    "RawType": "GeoJSON geometry",
    "StrType": "text",
    "StructType": "shape",
    "TupleType": "numbers, divided by `;`",
    "VarTupleType": "list, divided by `;`",
}


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heads)
    lines = [names, ["---"] * len(names), *(list(row) for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _opening(thing: object) -> str:
    """First paragraph of a docstring, as one line."""
    return " ".join((thing.__doc__ or "").strip().split("\n\n")[0].split())


def _type_word(kind: type[msgspec.Struct], written: str) -> str:
    fields = msgspec.inspect.type_info(kind).fields  # type: ignore[attr-defined]
    found = next(field.type for field in fields if field.encode_name == written)
    while isinstance(found, msgspec.inspect.Metadata):
        found = found.type
    if isinstance(found, msgspec.inspect.UnionType):
        found = next(part for part in found.types if not isinstance(part, msgspec.inspect.NoneType))
    while isinstance(found, msgspec.inspect.Metadata):
        found = found.type
    return TYPE_WORDS[type(found).__name__]


def _fields(kind: type[msgspec.Struct], names: Iterable[str]) -> str:
    marks = field_marks(kind)
    return _table(
        ("field", "type", "readers", "meaning", "codes", "example"),
        (
            (
                f"`{name}`",
                _type_word(kind, name),
                marks[name].audience + (", sealed" if marks[name].personal else ""),
                marks[name].meaning,
                f"[{marks[name].codes}](codes.md#{marks[name].codes.replace('_', '-')})" if marks[name].codes else "",
                f"`{marks[name].example}`" if marks[name].example else "",
            )
            for name in names
        ),
    )


def kinds_page() -> str:
    """
    Describe every kind of record with its fields.

    Returns
    -------
    str
        The page in Markdown.
    """
    common = tuple(field_marks(Record))
    parts = [
        "# Kinds of record\n",
        "*Readers* is the lowest audience that may read the field; a *sealed* value never enters the record's bytes.\n",
        "## Every kind\n",
        _fields(Record, common),
    ]
    for name, kind in kinds.KINDS.items():
        parts += [f"## {name}\n", _opening(kind) + "\n"]
        parts.append(_fields(kind, (field for field in field_marks(kind) if field not in common)))
    parts += ["## A shape\n", _opening(Shape) + "\n", _fields(Shape, field_marks(Shape))]
    return "\n".join(parts)


def codes_page() -> str:
    """
    Describe every code list with its terms.

    Returns
    -------
    str
        The page in Markdown.
    """
    parts = ["# Code lists\n", "Codes never change and are never used twice; words and explanations are translated.\n"]
    for name, terms in LISTS.items():
        rows = ((f"`{term.code}`", term.word, term.meaning) for term in terms.values())
        parts += [f"## {name.replace('_', ' ')}\n", _table(("code", "word", "meaning"), rows)]
    return "\n".join(parts)


def findings_page() -> str:
    """
    Describe every finding: what it says, why the rule exists, what to do.

    Returns
    -------
    str
        The page in Markdown.
    """
    rules = importlib.import_module("landrelease.checks.catalogue").RULES
    parts = [
        "# Findings\n",
        "Words in braces are filled in. An *error* fails `landrelease check` until it is mended or settled.\n",
    ]
    for code, rule in sorted(rules.items()):
        rows = (("what", rule.what), ("why", rule.why), ("cure", rule.cure.replace("](", "]\\(")))
        parts += [f"## {code}\n", _table(("severity", rule.severity), rows)]
    return "\n".join(parts)


def settings_page() -> str:
    """
    Describe every setting that a programme may record, with its default.

    Returns
    -------
    str
        The page in Markdown.
    """
    limits = importlib.import_module("landrelease.checks.limits")
    parameters = importlib.import_module("landrelease.checks.settings").PARAMETERS
    takes = importlib.import_module("landrelease.checks.settings_gate").takes
    publish = importlib.import_module("landrelease.checks.settings_publish").takes_publish
    evidence = importlib.import_module("landrelease.checks.settings_evidence").takes_evidence
    default = limits.Limits()
    meanings = dict(re.findall(r"^    (\w+) : \w+\n        (.+)$", limits.Limits.__doc__, re.MULTILINE))
    rows = (
        (f"`{limits.PREFIX}{name}`", f"`{getattr(default, name)}`", meanings[name])
        for name in limits.Limits.__struct_fields__
    )
    gate = [one for one in parameters if takes(one.key)]
    public = [one for one in parameters if publish(one.key)]
    proof = [one for one in parameters if evidence(one.key)]
    others = [one for one in parameters if one not in gate and one not in public and one not in proof]
    parts = [
        "# Settings\n",
        "What a national standard decides is a record of kind `setting`: key, value, where it is written, and from",
        "when it counts. Every answer uses the settings in force in its view; without one the default holds.\n",
        "## Parameters of the programme\n",
        "`<class>` is a hazard class: `mines`, `cluster` or `other`.\n",
        _table(("key", "default", "meaning"), ((f"`{one.key}`", one.default, one.meaning) for one in others)),
        "## Parameters of the gate\n",
        "`<capability>` is a code of the list [capability](codes.md#capability). A value that cannot be used is a",
        "reason against the work until another is said from the same day on. How to ask: [the gate](../how/gate.md).\n",
        _table(
            ("key", "takes", "default", "meaning"),
            ((f"`{one.key}`", takes(one.key), one.default, one.meaning) for one in gate),
        ),
        "## Parameters of publication\n",
        "While a value cannot be used, which is a finding, nothing is published. What they do:",
        "[what each audience sees](../why/privacy.md#every-field-says-who-may-read-it).\n",
        _table(
            ("key", "takes", "default", "meaning"),
            ((f"`{one.key}`", publish(one.key), one.default, one.meaning) for one in public),
        ),
        "## Parameters of evidence\n",
        "National lists decide what evidence is direct; what they do: [evidence](../how/evidence.md).\n",
        _table(
            ("key", "takes", "default", "meaning"),
            ((f"`{one.key}`", evidence(one.key), one.default, one.meaning) for one in proof),
        ),
        "## Limits of the checks\n",
        _table(("key", "default", "meaning"), rows),
        "## Code lists\n",
        f"`{limits.CODES}` and the name of a [code list](codes.md) adds codes to it, several with `;`, such as",
        f"`{limits.CODES}capability` with `dogs`. The checks then know them; an added code of contamination stays",
        "every danger.\n",
    ]
    return "\n".join(parts)


def gate_page() -> str:
    """
    Describe every reason of the gate: for or against, what it says, and the rule behind it.

    Returns
    -------
    str
        The page in Markdown.
    """
    grounds = importlib.import_module("landrelease.programme.reason").GROUNDS
    items = importlib.import_module("landrelease.checks.settings_gate").ITEMS
    parts = [
        "# Reasons of the gate, and of orders\n",
        "`landrelease gate` answers with all of these that hold; one *no* is enough against the work. Words in braces",
        "are filled in. What is looked at is a [setting](settings.md#parameters-of-the-gate). The last table holds",
        "what `landrelease task order` and every other door of an order looks at beside the gate.\n",
    ]
    for item in (*items, "order"):
        rows = (
            (f"`{code}`", "yes" if one.allows else "no", one.text, one.rule)
            for code, one in grounds.items()
            if one.item == item
        )
        parts += [f"## {item}\n", _table(("code", "says", "text", "rule"), rows)]
    return "\n".join(parts)


def commands_page() -> str:
    """
    Show the help of every command.

    Returns
    -------
    str
        The page in Markdown.
    """
    module = importlib.import_module("landrelease.cli.main")
    group = next(thing for thing in vars(module).values() if isinstance(thing, click.Group))
    parts = ["# Commands\n"]
    for name, text in _helps(group, _context(group, "landrelease", None)):
        parts += [f"## {name}\n", f"```text\n{text}\n```\n"]
    return "\n".join(parts)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    """Surroundings of a command whose help is as wide on every terminal."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    lines = command.get_help(context).splitlines()
    yield context.command_path, "\n".join(line.rstrip() for line in lines)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _helps(found, _context(found, name, context))


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


PAGES: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "kinds.md": ("landrelease.records.kinds", kinds_page),
    "codes.md": ("landrelease.records.codes", codes_page),
    "findings.md": ("landrelease.checks.catalogue", findings_page),
    "gate.md": ("landrelease.programme.reason", gate_page),
    "settings.md": ("landrelease.checks.limits", settings_page),
    "commands.md": ("landrelease.cli.main", commands_page),
}


def main(arguments: list[str]) -> int:
    """
    Write or compare all pages.

    Parameters
    ----------
    arguments
        ``--check`` or nothing.

    Returns
    -------
    int
        1 where a page is out of date, else 0.
    """
    stale = []
    for name, (module, page) in PAGES.items():
        if not _exists(module):
            continue
        text = NOTICE + "\n" + page()
        path = FOLDER / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/reference/{name}: " + ("out of date" if "--check" in arguments else "written"))
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
