"""The written form of a profile: TOML in, checked parts out, every fault with its line, all at once."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from landrelease.intake import unit
from landrelease.intake.cell import CellError, Reading, convert
from landrelease.intake.fault import IntakeError
from landrelease.intake.field import POSITION, all_fields, fields_of
from landrelease.intake.position import Place
from landrelease.records.kinds import KINDS
from landrelease.records.text import tr

OTHERWISE: Final = "*"
"""The word of a value map that stands for every word it does not name."""
_TEXTS: Final = ("name", "about", "source", "record", "crs", "layer", "encoding", "delimiter")
_LISTS: Final = ("key", "empty", "optional")
_SWITCHES: Final = ("snapshot", "repeats")
_HEAD: Final = frozenset({*_TEXTS, *_LISTS, *_SWITCHES})
_LONGEST: Final = 18
_DECIMALS: Final = "decimals"
_EXTRACT: Final = {"column": str, "pattern": str}
_PLACE: Final = re.compile(r"\{([^{}]+)\}")
_SECTION: Final = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?")
_KEY: Final = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*(?:\.[^=]*)?=""")


class Extract(msgspec.Struct, frozen=True):
    """
    A figure or word that stands inside a longer text.

    Attributes
    ----------
    column : str
        Column with the text.
    pattern : re.Pattern
        What the text must be as a whole; its one group is the value.
    """

    column: str
    pattern: re.Pattern[str]


class EditionRule(msgspec.Struct, frozen=True):
    """
    Where a file says of which day it is.

    Attributes
    ----------
    column : str
        Column whose latest date is that of the edition; empty for none.
    file : re.Pattern or None
        What the name of the file must be as a whole; its one group is the date of the edition.
    """

    column: str = ""
    file: re.Pattern[str] | None = None


def places(template: str) -> tuple[str, ...]:
    """
    List the columns that a template names.

    Parameters
    ----------
    template
        Text with columns in braces.

    Returns
    -------
    tuple of str
        Columns, in order.

    Raises
    ------
    ValueError
        Where the braces do not match.

    Examples
    --------
    >>> places("{MUNICIPIO}, {DEPARTAMENTO}; of {AÑO}")
    ('MUNICIPIO', 'DEPARTAMENTO', 'AÑO')
    """
    if set(_PLACE.sub("", template)) & set("{}"):
        msg = tr("a brace is open or empty")
        raise ValueError(msg)
    return tuple(_PLACE.findall(template))


def written(template: str, cells: Mapping[str, str | None]) -> str:
    """
    Fill a template.

    Parameters
    ----------
    template
        Text with columns in braces.
    cells
        Column to its cell.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> written("sheet {file.no}", {"file.no": "2585-III"})
    'sheet 2585-III'
    """
    return _PLACE.sub(lambda match: cells[match[1]] or "", template)


def read(text: str, where: str) -> dict[str, Any]:
    r"""
    Read the parts of a profile.

    Parameters
    ----------
    text
        TOML.
    where
        Name of the profile, for faults.

    Returns
    -------
    dict
        Arguments of `profile.Profile`.

    Raises
    ------
    IntakeError
        ``profile-faulty``, with a line for each fault.

    Examples
    --------
    >>> read('[profile]\nname = "mine"\n[columns]\nStatus = "stand"', "mine.toml")
    Traceback (most recent call last):
    ...
    landrelease.intake.fault.IntakeError: mine.toml: the profile has faults:...
    line 4, [columns] Status: there is no field `stand`...
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise IntakeError(where, "profile-faulty", problems=str(fault)) from None
    reader = _Reader(text, found)
    parts = reader.parts()
    if reader.faults:
        problems = "".join(f"\n{text}" for _, text in sorted(reader.faults))
        raise IntakeError(where, "profile-faulty", problems=problems)
    parts["name"] = parts.get("name") or where.removesuffix(".toml")
    return parts


class _Reader:
    """Collects the parts and the faults of one profile."""

    def __init__(self, text: str, found: dict[str, Any]) -> None:
        self.found = found
        self.lines = _lines(text)
        self.faults: list[tuple[int, str]] = []
        self.kinds: tuple[str, ...] = tuple(map(str, KINDS))

    def parts(self) -> dict[str, Any]:
        for section in self.found.keys() - {"profile", *_SECTIONS}:
            names = ", ".join(_SECTIONS)
            self.fault(section, "", tr("there is no such section; there are: {names}").format(names=names))
        parts = self._head()
        if parts.get("record"):
            self.kinds = (parts["record"],)
        for section, (name, read_section) in _SECTIONS.items():
            content = self.found.get(section, {})
            if isinstance(content, dict):
                parts[name] = read_section(self, content)
            else:
                self.fault(section, "", tr("must be a section"))
        self._repeated(parts["columns"])
        if self.found.get("edition") and not parts.get("snapshot"):
            self.fault("edition", "", tr("needs `snapshot = true`: other files replace nothing"))
        return parts

    def fault(self, section: str, key: str, detail: str) -> None:
        line = self.lines.get((section, key)) or self.lines.get((section, ""))
        at = tr("line {line}, ").format(line=line) if line else ""
        self.faults.append((line or 0, f"{at}[{section}] {key}: {detail}"))

    def _head(self) -> dict[str, Any]:
        head = self.found.get("profile", {})
        for key in head.keys() - _HEAD:
            names = ", ".join(sorted(_HEAD))
            self.fault("profile", key, tr("there is no such key; there are: {names}").format(names=names))
        parts: dict[str, Any] = {key: head[key] for key in _TEXTS if self._is(head, key, str)}
        parts |= {key: head[key] for key in _LISTS if self._is(head, key, list)}
        parts["key"] = tuple(map(str, parts.get("key", ())))
        parts |= {key: frozenset(map(str, parts.get(key, ()))) for key in ("empty", "optional")}
        parts |= {key: head[key] for key in _SWITCHES if self._is(head, key, bool)}
        if parts.get("repeats") and not parts["key"]:
            self.fault("profile", "repeats", tr("needs `key`: rows without one are told apart anyway"))
        if parts.get("record", next(iter(KINDS))) not in KINDS:
            self.fault("profile", "record", tr("there is no kind `{kind}`").format(kind=parts.pop("record")))
        return parts

    def _is(self, head: Mapping[str, Any], key: str, wanted: type) -> bool:
        if key in head and not isinstance(head[key], wanted):
            words = {str: tr("must be a text"), list: tr("must be a list"), bool: tr("must be true or false")}
            self.fault("profile", key, words[wanted])
        return isinstance(head.get(key), wanted)

    def _repeated(self, columns: Mapping[str, str]) -> None:
        for column, field in columns.items():
            if list(columns.values()).count(field) > 1:
                self.fault("columns", column, tr("`{field}` is given by several columns").format(field=field))

    def texts(self, section: str, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for key, value in content.items():
            if isinstance(value, str):
                yield key, value
            else:
                self.fault(section, key, tr("must be a text"))

    def field(self, section: str, key: str, field: str) -> bool:
        good = field in all_fields() and (field in {"record", *POSITION} or self._types(field) != [])
        if not good:
            self.fault(section, key, tr("there is no field `{field}`").format(field=field))
        return good

    def _types(self, field: str) -> list[str]:
        return [kind for kind in self.kinds if field in fields_of(kind)]

    def value(self, section: str, key: str, field: str, value: str) -> None:
        """See whether a value fits its field in any of the kinds that the profile makes."""
        if field == "record" and value not in KINDS:
            self.fault(section, key, tr("there is no kind `{kind}`").format(kind=value))
        said = []
        for kind in self._types(field):
            known = fields_of(kind)[field]
            try:
                done = convert(value, known, Reading())
            except CellError as fault:
                said.append(fault.expected)
                continue
            strange = [code for code in _each(done) if known.codes and code not in known.codes]
            said.append(tr("one of {codes}").format(codes=", ".join(known.codes)) if strange else "")
        if said and all(said):
            detail = tr("`{value}` does not fit `{field}`: {said}").format(value=value, field=field, said=said[0])
            self.fault(section, key, detail)


def _each(value: Any) -> Iterable[str]:  # noqa: ANN401 - a code or several
    return value if isinstance(value, tuple) else (value,)


def _lines(text: str) -> dict[tuple[str, str], int]:
    """Find the line of every section and key."""
    found: dict[tuple[str, str], int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _SECTION.fullmatch(line):
            section = match[1].replace('"', "")
            found.setdefault((section, ""), number)
            found.setdefault((section.partition(".")[0], ""), number)
        elif match := _KEY.match(line):
            found.setdefault((section, next(filter(None, match.groups()), "")), number)
    return found


def _columns(reader: _Reader, content: Mapping[str, Any]) -> dict[str, str]:
    given = reader.texts("columns", content)
    return {column: field for column, field in given if reader.field("columns", column, field)}


def _place(reader: _Reader, content: Mapping[str, Any]) -> Place:
    decimals = content.get(_DECIMALS)
    if decimals is not None and (type(decimals) is not int or not 0 <= decimals <= _LONGEST):
        reader.fault("place", _DECIMALS, tr("must be a whole number, of decimals that are kept"))
        decimals = None
    given = dict(reader.texts("place", {key: value for key, value in content.items() if key != _DECIMALS}))
    names = Place._fields
    for key in given.keys() - set(names):
        reader.fault("place", key, tr("there are only: {names}").format(names=", ".join(names)))
    if bool(given.get("lon")) != bool(given.get("lat")):
        reader.fault("place", "lon", tr("`lon` and `lat` belong together"))
    return Place(**{key: value for key, value in given.items() if key in names}, decimals=decimals)


def _digits(reader: _Reader, content: Mapping[str, Any]) -> dict[str, int]:
    for column, n in content.items():
        if type(n) is not int or not 0 < n <= _LONGEST:
            reader.fault("digits", column, tr("must be a number of digits"))
    return {column: n for column, n in content.items() if type(n) is int}


def _values(reader: _Reader, content: Mapping[str, Any]) -> dict[str, dict[str, dict[str, str]]]:
    found = {}
    for field, words in content.items():
        section = f"values.{field}"
        if not isinstance(words, dict):
            reader.fault("values", field, tr("must be a section [values.{field}]").format(field=field))
        elif reader.field(section, "", field):
            found[field] = {word: _assigned(reader, section, field, word, to) for word, to in words.items()}
    return found


def _assigned(reader: _Reader, section: str, field: str, word: str, to: Any) -> dict[str, str]:  # noqa: ANN401
    """Read what one word of the source stands for: a value of the field, or values of several fields."""
    fields = to if isinstance(to, dict) else {field: to}
    for name, value in fields.items():
        if not isinstance(value, str):
            reader.fault(section, word, tr("must be a text"))
        elif reader.field(section, word, name):
            reader.value(section, word, name, value)
    return {name: str(value) for name, value in fields.items()}


def _constants(reader: _Reader, content: Mapping[str, Any]) -> dict[str, str]:
    found = {field: value for field, value in reader.texts("set", content) if reader.field("set", field, field)}
    for field, value in found.items():
        reader.value("set", field, field, value)
    return found


def _templates(reader: _Reader, content: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for field, template in reader.texts("template", content):
        try:
            named = places(template)
        except ValueError as fault:
            reader.fault("template", field, str(fault))
            continue
        if not named:
            reader.fault("template", field, tr("it names no column; a constant stands in [set]"))
        if reader.field("template", field, field):
            found[field] = template
    return found


def _extracts(reader: _Reader, content: Mapping[str, Any]) -> dict[str, Extract]:
    found = {}
    for field, parts in content.items():
        section = f"extract.{field}"
        if not isinstance(parts, dict) or {key: type(part) for key, part in parts.items()} != _EXTRACT:
            reader.fault(section, "", tr("needs the texts `column` and `pattern`"))
            continue
        pattern = _pattern(reader, section, "pattern", parts["pattern"])
        if pattern is not None and reader.field(section, "", field):
            found[field] = Extract(parts["column"], pattern)
    return found


def _pattern(reader: _Reader, section: str, key: str, text: str) -> re.Pattern[str] | None:
    """Read a pattern with one group; none, and a fault, where it is not one."""
    try:
        pattern = re.compile(text)
    except re.error as fault:
        reader.fault(section, key, str(fault))
        return None
    if pattern.groups != 1:
        reader.fault(section, key, tr("needs exactly one group"))
        return None
    return pattern


def _edition(reader: _Reader, content: Mapping[str, Any]) -> EditionRule:
    given = dict(reader.texts("edition", content))
    if content and (len(content) != 1 or not given.keys() <= set(EditionRule.__struct_fields__)):
        reader.fault("edition", "", tr("holds either `column` or `file`"))
        return EditionRule()
    pattern = _pattern(reader, "edition", "file", given["file"]) if "file" in given else None
    return EditionRule(given.get("column", ""), pattern)


def _dates(reader: _Reader, content: Mapping[str, Any]) -> tuple[str, ...]:
    forms = content.get("forms", [])
    if content.keys() - {"forms"} or not isinstance(forms, list):
        reader.fault("date", "", tr("holds one list, `forms`"))
        return ()
    for form in forms:
        if not isinstance(form, str) or "%Y" not in form:
            reader.fault("date", "forms", tr("`{form}` names no year of four digits (%Y)").format(form=form))
    return tuple(map(str, forms))


def _decimal(reader: _Reader, content: Mapping[str, Any]) -> str:
    sign = content.get("decimal", "")
    if content.keys() - {"decimal"} or sign not in {"", ".", ","}:
        reader.fault("number", "decimal", tr("holds only `decimal`, a comma or a point"))
        return ""
    return str(sign)


def _units(reader: _Reader, content: Mapping[str, Any]) -> dict[str, str]:
    found = {field: name for field, name in reader.texts("units", content) if reader.field("units", field, field)}
    for field, name in found.items():
        if not unit.fits(field, name):
            known = ", ".join(known for known in unit.UNITS if unit.fits(field, known))
            detail = tr("`{unit}` does not measure it; there are: {known}").format(unit=name, known=known)
            reader.fault("units", field, detail)
    return found


def _ignored(reader: _Reader, content: Mapping[str, Any]) -> frozenset[str]:
    columns = content.get("columns", [])
    if content.keys() - {"columns"} or not isinstance(columns, list):
        reader.fault("ignore", "", tr("holds one list, `columns`"))
        return frozenset()
    return frozenset(map(str, columns))


_SECTIONS: Final[MappingProxyType[str, tuple[str, Callable[[_Reader, Mapping[str, Any]], Any]]]] = MappingProxyType(
    {
        "place": ("place", _place),
        "digits": ("digits", _digits),
        "columns": ("columns", _columns),
        "values": ("values", _values),
        "set": ("constants", _constants),
        "template": ("templates", _templates),
        "extract": ("extracts", _extracts),
        "date": ("dates", _dates),
        "number": ("decimal", _decimal),
        "edition": ("edition", _edition),
        "units": ("units", _units),
        "ignore": ("ignored", _ignored),
    },
)
