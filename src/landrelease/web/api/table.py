"""A layer as columns: what filters are asked of, and what pages are cut from."""

from typing import Any, Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Objects = npt.NDArray[np.object_]
Days = npt.NDArray[np.int64]
Type = Literal["string", "number", "integer", "boolean"]
FIRST_DAY: Final = 1
LAST_DAY: Final = 3_652_059
"""9999-12-31 as a number: what lasts."""


class Field(NamedTuple):
    """
    A property of the features of a layer.

    Attributes
    ----------
    name : str
        As it is written.
    meaning : str
        One sentence.
    type : str
        Of its values.
    day : bool
        Whether they are days: whole, or a month or a year alone.
    codes : tuple of str
        What they may be; empty where anything.
    """

    name: str
    meaning: str
    type: Type = "string"
    day: bool = False
    codes: tuple[str, ...] = ()


class Table(NamedTuple):
    """
    The features of a layer, columns of equal length.

    Attributes
    ----------
    fields : tuple of Field
        The properties.
    id : ndarray of str
        Ids, in which order features stand.
    geometry : ndarray of shapely.Geometry
        Longitude and latitude; None where a feature has no place.
    values : dict
        Field name to values; None where there is none.
    first, last : ndarray of int64
        Days, as `datetime.date.toordinal` counts them, from which and up to which each is true.
    """

    fields: tuple[Field, ...]
    id: Objects
    geometry: Objects
    values: dict[str, Objects]
    first: Days
    last: Days

    def take(self, rows: npt.NDArray[Any]) -> "Table":
        """
        Choose features.

        Parameters
        ----------
        rows
            Their places, or whether each is wanted.

        Returns
        -------
        Table
            Those, in that order.
        """
        values = {name: column[rows] for name, column in self.values.items()}
        return Table(self.fields, self.id[rows], self.geometry[rows], values, self.first[rows], self.last[rows])

    def field(self, name: str) -> Field | None:
        """
        Find a property.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        Field or None
            None where there is no such property.
        """
        return next((field for field in self.fields if field.name == name), None)


def objects(items: list[Any]) -> Objects:
    """
    Make a column.

    Parameters
    ----------
    items
        Its values, whatever they are.

    Returns
    -------
    ndarray
        As many, untouched: lists and shapes stay what they are.

    Examples
    --------
    >>> objects([(1, 2), None]).shape
    (2,)
    """
    column = np.empty(len(items), dtype=object)
    column[:] = items
    return column
