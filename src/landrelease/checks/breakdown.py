"""Whether a published table tells apart what its readers need apart."""

from typing import Final

from landrelease.checks.finding import Finding
from landrelease.checks.published import Published

_KINDS: Final = ("AP", "AV", "improvised", "CMR")
_TOGETHER: Final = {
    "open": ("suspected", "confirmed"),
    "opening": ("opening_suspected", "opening_confirmed"),
    "areas": ("suspected_areas", "confirmed_areas"),
}


def splits_missing(table: Published) -> list[Finding]:
    """
    See what a table states together that must stand apart.

    Parameters
    ----------
    table
        The table.

    Returns
    -------
    list of Finding
        At most one each of ``suspected-confirmed-together``, ``ordnance-not-apart`` and ``spot-tasks-not-apart``.
    """
    measures = {column.measure for column in table.columns}
    found = []
    if any(whole in measures and not measures.issuperset(parts) for whole, parts in _TOGETHER.items()):
        found.append(Finding("suspected-confirmed-together", params={"file": table.title}))
    finds = [column for column in table.columns if column.measure == "destroyed"]
    missing = [kind for kind in _KINDS if kind not in {column.of for column in finds}]
    if finds and missing:
        params: dict[str, str | int | float] = {"file": table.title, "missing": ", ".join(missing)}
        found.append(Finding("ordnance-not-apart", params=params))
    if finds and not {"area-clearance", "spot-task"} <= {column.context for column in finds}:
        found.append(Finding("spot-tasks-not-apart", params={"file": table.title}))
    return found
