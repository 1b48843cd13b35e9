"""The open register and ledger of mined land, as a library.

    import landrelease as lr
    register = lr.open("province.register")
    register.land(as_of="2025-12-31"); register.statement(year=2025); register.explain(18.21, 43.55)

Everything is loaded when it is first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from landrelease.desk.opening import init
    from landrelease.desk.opening import open_register as open  # noqa: A004 - the library's own verb
    from landrelease.desk.register import Register
    from landrelease.geometry.geojson import shape_of_wkt as shape
    from landrelease.records.context import Programme
    from landrelease.records.finds import Accident, Ordnance
    from landrelease.records.land import Hazard, Release, Survey

_HOMES = {
    "Accident": ("landrelease.records.finds", "Accident"),
    "Hazard": ("landrelease.records.land", "Hazard"),
    "Ordnance": ("landrelease.records.finds", "Ordnance"),
    "Programme": ("landrelease.records.context", "Programme"),
    "Register": ("landrelease.desk.register", "Register"),
    "Release": ("landrelease.records.land", "Release"),
    "Survey": ("landrelease.records.land", "Survey"),
    "init": ("landrelease.desk.opening", "init"),
    "open": ("landrelease.desk.opening", "open_register"),
    "shape": ("landrelease.geometry.geojson", "shape_of_wkt"),
}
__all__ = ["Accident", "Hazard", "Ordnance", "Programme", "Register", "Release", "Survey", "init", "open", "shape"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        msg = f"module 'landrelease' has no attribute {name!r}"
        raise AttributeError(msg)
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
