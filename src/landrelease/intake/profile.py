"""A profile: how the columns, words and units of one source become the fields of records; a small file to be shared."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from landrelease.intake import profile_form
from landrelease.intake.fault import IntakeError
from landrelease.intake.position import Place
from landrelease.intake.profile_form import EditionRule, Extract
from landrelease.records.text import tr

_ENDING: Final = ".toml"
_SHIPPED: Final = files("landrelease.intake") / "profiles"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """
    How a source is read.

    Attributes
    ----------
    name : str
        Name of the profile.
    about : str
        What the source is, and why the profile reads it so.
    source : str
        Name under which rows of this source are known again; the name of the profile unless stated.
    record : str
        Kind of all rows; empty where a column or the status says it.
    crs : str
        Reference system of a source that always uses one; empty where the file or a person says it.
    layer, encoding, delimiter : str
        What the reader cannot tell; empty to find out.
    key : tuple of str
        Columns by which a row is known again; none for the hash of the row.
    key_fields : tuple of str
        Fields by which a row is known again, in the plain form.
    repeats : bool
        Whether rows of one key are separate things, told apart by their number among their equals.
    snapshot : bool
        Whether each file replaces the source's earlier one.
    edition : EditionRule
        Where a file says of which day it is, so that an older one is told from a later one; for snapshots.
    optional : frozenset of str
        Columns that not every file has.
    empty : frozenset of str
        Cells that stand for nothing.
    place : Place
        Columns of the position.
    digits : dict
        Column of whole numbers to how many digits each has: separators of thousands are left out, lost zeros put back.
    columns : dict
        Column to field.
    values : dict
        Field to a map of what the source writes to fields and values.
    constants : dict
        Field to a value for all rows.
    templates : dict
        Field to a text with columns in braces.
    extracts : dict
        Field to a part of a column's text.
    dates : tuple of str
        Forms of dates besides ISO.
    decimal : str
        Decimal sign; empty to find out.
    units : dict
        Field to the unit in which the source writes it.
    ignored : frozenset of str
        Columns that are known and not used.
    """

    name: str
    about: str = ""
    source: str = ""
    record: str = ""
    crs: str = ""
    layer: str = ""
    encoding: str = ""
    delimiter: str = ""
    key: tuple[str, ...] = ()
    key_fields: tuple[str, ...] = ()
    repeats: bool = False
    snapshot: bool = False
    edition: EditionRule = EditionRule()
    optional: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    place: Place = Place()
    digits: Mapping[str, int] = {}
    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
    constants: Mapping[str, str] = {}
    templates: Mapping[str, str] = {}
    extracts: Mapping[str, Extract] = {}
    dates: tuple[str, ...] = ()
    decimal: str = ""
    units: Mapping[str, str] = {}
    ignored: frozenset[str] = frozenset()

    def needs(self) -> tuple[str, ...]:
        """
        List the columns that a file must have.

        Returns
        -------
        tuple of str
            Columns of keys, values, templates, extracts and the edition, each once, those too that not every file has.
        """
        templated = [name for text in self.templates.values() for name in profile_form.places(text)]
        cut = [extract.column for extract in self.extracts.values()]
        dated = (self.edition.column,) if self.edition.column else ()
        return tuple(dict.fromkeys((*self.key, *self.columns, *templated, *cut, *dated)))

    def explain(self) -> str:
        """
        Say in words what the profile does with a file.

        Returns
        -------
        str
            One line for each rule.
        """
        return "\n".join(_explained(self))


def shipped() -> tuple[str, ...]:
    """
    Name the profiles that come with the program.

    Returns
    -------
    tuple of str
        Names, in alphabetical order.

    Examples
    --------
    >>> "bosnia-suspected" in shipped()
    True
    """
    return tuple(
        sorted(entry.name.removesuffix(_ENDING) for entry in _SHIPPED.iterdir() if entry.name.endswith(_ENDING))
    )


def load(name_or_path: str | Path) -> Profile:
    """
    Find and read a profile.

    Parameters
    ----------
    name_or_path
        Name of a shipped profile, or path of a file.

    Returns
    -------
    Profile
        The profile.

    Raises
    ------
    IntakeError
        ``profile-unknown`` where there is none, ``profile-faulty`` with all its faults and their lines.

    Examples
    --------
    >>> load("colombia-events").record, load("colombia-events").key
    ('', ())
    """
    text = str(name_or_path)
    if text in shipped():
        return Profile(**profile_form.read((_SHIPPED / f"{text}{_ENDING}").read_text("utf-8"), text))
    path = Path(text)
    if not path.is_file():
        raise IntakeError(path.name, "profile-unknown", names=", ".join(shipped()))
    try:
        return Profile(**profile_form.read(path.read_text("utf-8-sig"), path.name))
    except UnicodeDecodeError as fault:
        raise IntakeError(path.name, "profile-faulty", problems=str(fault)) from None


def _explained(profile: Profile) -> list[str]:
    lines = [f"{profile.name}: {profile.about.strip()}"]
    record = profile.record or tr("as the rows say")
    lines.append(tr("kind of record: {record}").format(record=record))
    key = ", ".join(profile.key) or tr("the whole row")
    lines.append(tr("a row is known again by: {key}").format(key=key))
    if profile.repeats:
        lines.append(tr("rows of one key are separate things: a row is known again as the most alike among them"))
    if profile.snapshot:
        lines.append(tr("each file replaces the one before: rows that are missing become proposed withdrawals"))
    if profile.edition.column:
        lines.append(
            tr("the latest date in {column} says which edition a file is").format(column=profile.edition.column)
        )
    if profile.edition.file:
        pattern = profile.edition.file.pattern
        lines.append(tr("the name of a file says which edition it is: {pattern}").format(pattern=pattern))
    if profile.crs:
        lines.append(tr("reference system: {crs}").format(crs=profile.crs))
    lines += [tr("{column}: {n} digits").format(column=name, n=n) for name, n in profile.digits.items()]
    lines += [f"{column} → {field}{_unit(profile, field)}" for column, field in profile.columns.items()]
    for field, words in profile.values.items():
        lines += [f"{field}: {word} → {_assigned(fields)}" for word, fields in words.items()]
    lines += [f"{extract.column} ~ {extract.pattern.pattern} → {field}" for field, extract in profile.extracts.items()]
    lines += [f"{text} → {field}" for field, text in profile.templates.items()]
    lines += [f"{field} = {value}" for field, value in profile.constants.items()]
    if profile.ignored:
        lines.append(tr("not used: {columns}").format(columns=", ".join(sorted(profile.ignored))))
    return lines


def _unit(profile: Profile, field: str) -> str:
    return f" ({profile.units[field]})" if field in profile.units else ""


def _assigned(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{field} = {value}" for field, value in fields.items())
