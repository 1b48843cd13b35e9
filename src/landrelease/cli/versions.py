"""Versions of everything that an answer may depend on."""

import platform
from importlib.metadata import version


def lines() -> list[str]:
    """
    List the versions of the program and its engines.

    Returns
    -------
    list of str
        One line each.

    Examples
    --------
    >>> lines()[0].startswith("landrelease ")
    True
    """
    import apsw  # noqa: PLC0415 - only when asked
    import pyogrio  # noqa: PLC0415
    import pyproj  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    return [
        f"landrelease {version('landrelease')}",
        f"Python {platform.python_version()}",
        f"SQLite {apsw.sqlite_lib_version()}",
        f"GEOS {shapely.geos_version_string}",
        f"PROJ {pyproj.proj_version_str}",
        f"GDAL {'.'.join(map(str, pyogrio.__gdal_version__))}",
    ]
