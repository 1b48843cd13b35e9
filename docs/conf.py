"""How Sphinx builds the documents; every warning is an error (scripts/docs.sh)."""

from functools import cached_property
from importlib.metadata import version as installed_version
from types import GenericAlias

import msgspec
from jinja2 import BaseLoader
from jinja2.sandbox import SandboxedEnvironment
from numpydoc import docscrape_sphinx  # type: ignore[import-untyped]  # it has no types
from sphinx.application import Sphinx

project = "landrelease"
author = "the landrelease contributors"
project_copyright = "2026, the landrelease contributors"
release = version = installed_version("landrelease")

extensions = ["myst_parser", "numpydoc", "sphinx.ext.apidoc", "sphinx.ext.autodoc", "sphinx.ext.mathjax"]
default_role = "literal"
exclude_patterns = ["_build"]
suppress_warnings = [
    "myst.header",  # a finding's page begins each entry at the second level
    "ref.python",  # names such as `Register` are offered by the package and by their room
]

html_theme = "furo"
html_title = "landrelease"

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

# One page a room, made from the docstrings at every build.
apidoc_modules = [
    {
        "path": "../src/landrelease",
        "destination": "reference/api",
        "max_depth": 2,
        "no_headings": False,
        "separate_modules": False,
        "module_first": True,
    },
]
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
maximum_signature_line_length = 100
numpydoc_class_members_toctree = False
numpydoc_show_class_members = False
toc_object_entries = False  # thousands of names, copied into the navigation of every page

_ENVIRONMENT = SandboxedEnvironment()


def _compiled_once(loader: BaseLoader) -> SandboxedEnvironment:
    """Give numpydoc one environment: it would compile its template anew for every object, a quarter of the build."""
    _ENVIRONMENT.loader = _ENVIRONMENT.loader or loader
    return _ENVIRONMENT


docscrape_sphinx.SandboxedEnvironment = _compiled_once

DOCUMENTED = (cached_property, classmethod, property, staticmethod)


def _signature(_app: object, what: str, _name: str, thing: object, *_rest: object) -> tuple[str, None] | None:
    """Leave out the signature of a struct: its fields are listed below it, without the marks in their types."""
    return ("", None) if what == "class" and isinstance(thing, msgspec.StructMeta) else None


def _says_nothing(_app: object, what: str, _name: str, thing: object, *_rest: object) -> bool | None:
    """Leave out names of types, and the fields of a struct or named tuple: its docstring has said what each is."""
    field = what == "class" and not callable(thing) and not isinstance(thing, DOCUMENTED)
    return True if field or isinstance(thing, GenericAlias) else None


def setup(app: Sphinx) -> None:
    """
    Join the build with what is ours.

    Parameters
    ----------
    app
        The build.
    """
    app.connect("autodoc-process-signature", _signature)
    app.connect("autodoc-skip-member", _says_nothing)
