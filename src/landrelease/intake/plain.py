"""The plain form: columns that carry the names of fields need no profile; `record` or `status` says what a row is."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from landrelease.intake.fault import IntakeError
from landrelease.intake.field import POSITION, STAMPED, all_fields
from landrelease.intake.profile import Profile
from landrelease.intake.table import Table
from landrelease.records import codes
from landrelease.records.kinds import KINDS

SOURCE: Final = "plain"
"""Name under which rows of the plain form are known again."""
KIND_OF_STATUS: Final = MappingProxyType(
    dict.fromkeys(codes.HAZARD_STATUS, "hazard") | dict.fromkeys(codes.RELEASE_STATUS, "release"),
)
"""What a row is that has a status and no `record`."""
_SAYS_WHAT: Final = ("record", "status")


def profile_of(table: Table, constants: Mapping[str, Any]) -> Profile:
    """
    Make the profile that a table in the plain form amounts to.

    Parameters
    ----------
    table
        Any table.
    constants
        Field to value, as a person gives them.

    Returns
    -------
    Profile
        Columns whose names are fields, in any case; the others are left alone and reported. Rows are known again by
        kind, organisation and id. A sheet or layer that is named as a kind says what its rows are where they do not,
        save for hazards and releases, which their status tells apart.

    Raises
    ------
    IntakeError
        ``columns-unknown`` where neither a column nor a constant says what the rows are, ``column-repeated`` where two
        columns carry one name.

    Examples
    --------
    >>> table = Table("t.csv", "", "", {"STATUS": ["cleared"], "Colour": ["red"]}, None, None, [1])
    >>> profile_of(table, {}).columns
    {'STATUS': 'status'}
    """
    known = all_fields() - STAMPED - set(POSITION[:3])
    columns = {column: field for column in table.columns if (field := column.strip().casefold()) in known}
    for field in known:
        names = [column for column, found in columns.items() if found == field]
        if len(names) > 1:
            raise IntakeError(table.name, "column-repeated", column=", ".join(names))
    layer = table.layer.casefold()
    named = layer if layer in KINDS.keys() - {"hazard", "release"} else ""
    if not named and not any(field in columns.values() or field in constants for field in _SAYS_WHAT):
        raise IntakeError(table.name, "columns-unknown", columns=", ".join(table.columns) or "-")
    return Profile(name=SOURCE, source=SOURCE, record=named, columns=columns, key_fields=("organisation", "id"))


def kind_of(record: str | None, status: str | None) -> str | None:
    """
    Say what a row is.

    Parameters
    ----------
    record
        What stands under `record`.
    status
        What stands under `status`.

    Returns
    -------
    str or None
        Kind of record, or none where nothing says it.

    Examples
    --------
    >>> kind_of(None, "Confirmed"), kind_of("Ordnance", None), kind_of(None, None)
    ('hazard', 'ordnance', None)
    """
    if record and record.strip():
        return record.strip().casefold().replace(" ", "_")
    return KIND_OF_STATUS.get(status.strip().casefold()) if status else None
