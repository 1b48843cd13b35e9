"""The file that says how a machine serves, for `landrelease serve --config`: sign-in service, limits and the like."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from landrelease.records.text import tr
from landrelease.web.oidc import Service
from landrelease.web.policy import ROLES

_PLAIN: Final = {"basemap": str, "requests_per_minute": int, "second_factor": list, "sign_in": dict}
_SERVICE: Final = frozenset({"issuer", "client", "secret", "secret_file", "name", "address"})


class MachineError(ValueError):
    """The file cannot be used."""


def machine_of(path: Path) -> dict[str, Any]:
    """
    Read the file of a machine.

    Parameters
    ----------
    path
        A TOML file; ``secret_file`` in it lies beside it where it is no whole path.

    Returns
    -------
    dict
        Attributes of `Conf` and their values.

    Raises
    ------
    MachineError
        Where it cannot be read, or holds a word that is not known: a slip of the pen must not open anything.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise MachineError(tr("{path} cannot be read: {fault}").format(path=path, fault=fault)) from fault
    for name, value in said.items():
        if name not in _PLAIN or type(value) is not _PLAIN[name]:
            detail = tr("{path}: {name} is not known, or not written so; known are {names}.")
            raise MachineError(detail.format(path=path, name=name, names=", ".join(_PLAIN)))
    if "second_factor" in said:
        said["second_factor"] = strict_roles(said["second_factor"])
    if "sign_in" in said:
        said["sign_in"] = _service(path, said["sign_in"])
    return said


def strict_roles(roles: Iterable[str]) -> frozenset[str]:
    """
    Check which roles must have a second factor.

    Parameters
    ----------
    roles
        Codes of roles.

    Returns
    -------
    frozenset of str
        The same.

    Raises
    ------
    MachineError
        Where there is no such role.

    Examples
    --------
    >>> strict_roles(["owner"])
    Traceback (most recent call last):
    ...
    landrelease.web.machine.MachineError: There is no role owner; roles are administrator, information, reviewer, \
operations, training, liaison, director, reader.
    """
    given = tuple(roles)
    for role in given:
        if role not in ROLES:
            raise MachineError(
                tr("There is no role {role}; roles are {roles}.").format(role=role, roles=", ".join(ROLES))
            )
    return frozenset(given)


def _service(path: Path, said: dict[str, Any]) -> Service:
    if not {"issuer", "client"} <= set(said) <= _SERVICE or not all(isinstance(one, str) for one in said.values()):
        detail = tr("{path}: a sign-in service needs issuer and client, and may have {names}.")
        raise MachineError(detail.format(path=path, names=", ".join(sorted(_SERVICE - {"issuer", "client"}))))
    given = dict(said)
    if secret := given.pop("secret_file", ""):
        try:
            given["secret"] = (path.parent / secret).read_text("utf-8").strip()
        except OSError as fault:
            raise MachineError(tr("{path} cannot be read: {fault}").format(path=secret, fault=fault)) from fault
    return Service(**given)
