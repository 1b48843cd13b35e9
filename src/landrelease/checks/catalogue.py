"""The catalogue of findings: every code with severity and texts, and the one place where a finding becomes words."""

import gettext
import string
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.checks.catalogue_evidence import EVIDENCE_RULES
from landrelease.checks.catalogue_intake import INTAKE_RULES
from landrelease.checks.catalogue_land import LEDGER_RULES
from landrelease.checks.catalogue_programme import PROGRAMME_RULES
from landrelease.checks.catalogue_published import PUBLISHED_RULES
from landrelease.checks.catalogue_register import REGISTER_RULES
from landrelease.checks.catalogue_row import ROW_RULES
from landrelease.checks.catalogue_sentence import SENTENCE_RULES
from landrelease.checks.catalogue_shape import SHAPE_RULES
from landrelease.checks.catalogue_training import TRAINING_RULES
from landrelease.checks.finding import Finding
from landrelease.checks.rule import Rule, Severity
from landrelease.records.text import marked as _
from landrelease.records.text import ntr, tr

RULES: Final = MappingProxyType(
    {
        rule.code: rule
        for rules in (
            ROW_RULES, SHAPE_RULES, REGISTER_RULES, LEDGER_RULES, PROGRAMME_RULES, TRAINING_RULES, INTAKE_RULES,
            PUBLISHED_RULES, SENTENCE_RULES, EVIDENCE_RULES,
        )
        for rule in rules
    },
)  # fmt: skip
BLOCKING: Final = frozenset(code for code, rule in RULES.items() if rule.blocking)
WORDS_OF_OURS: Final = frozenset({"reason", "unit_name", "how", "reading", "shape_type", "expected"})
_SHOWN_ID = 12
_STRANGE = "\N{REPLACEMENT CHARACTER}"
_LONGEST = 400


class Rendered(NamedTuple):
    """
    A finding in words.

    Attributes
    ----------
    severity : str
        ``error``, ``warning`` or ``note``.
    where : str
        Row, records, place and class, as far as the finding names them.
    what : str
        What was seen.
    why : str
        Why the rule exists.
    cure : str
        What to do.
    """

    severity: Severity
    where: str
    what: str
    why: str
    cure: str


def render(finding: Finding, lang: str = "") -> Rendered:
    """
    Put a finding into words.

    A parameter that the finding does not carry is shown as ``?``, and a code that this version does not know as itself:
    a list of faults must never fail over one of its lines.

    Parameters
    ----------
    finding
        Any finding, also one of a newer version.
    lang
        Language tag; empty for the language in use.

    Returns
    -------
    Rendered
        The texts.

    Examples
    --------
    >>> shown = render(Finding("no-date", ("3f2a9c0d1e2f3a4b",), row=17, params={"lon": 18.2, "lat": 43.6}))
    >>> shown.severity, shown.where
    ('error', 'row 17, record 3f2a9c0d1e2f, at 18.2000 43.6000')
    >>> render(Finding("stated-area-differs", params={"stated_m2": 1200.0})).what
    'The source states 1,200 m², the shape covers ? m² (? % apart).'
    >>> render(Finding("of-a-later-version")).what
    'of-a-later-version'
    """
    say = _speech(lang) if lang else tr
    rule = RULES.get(finding.code) or _unknown(finding.code)
    values = {name: _value(name, value, say) for name, value in finding.params.items()}
    why, cure = (_filled(text, values, say) for text in (rule.why, rule.cure))
    what = _filled(rule.what, values, _counting(rule, finding, lang) if rule.one else say)
    return Rendered(rule.severity, _where(finding, say), what, why, cure)


def _counting(rule: Rule, finding: Finding, lang: str) -> Callable[[str], str]:
    """Say a text in the plural form of its number."""
    number = finding.params.get("n", finding.params.get("days"))
    many = number if isinstance(number, int) else 0
    say = _translations(lang).ngettext if lang else ntr
    return lambda text: say(rule.one, text, many)


def _unknown(code: str) -> Rule:
    return Rule(code, "error", code.replace("{", "{{").replace("}", "}}"), "", "")


class _Lenient(string.Formatter):
    """A formatter that shows ``?`` for what is missing and leaves aside a number format that does not fit the value."""

    def get_field(self, field_name: str, _args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        return kwargs.get(field_name, "?"), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        try:
            return str(format(value, format_spec))
        except (TypeError, ValueError):
            return str(value)


_LENIENT = _Lenient()


def _filled(text: str, values: Mapping[str, object], say: Callable[[str], str]) -> str:
    if not text:
        return ""
    try:
        return _LENIENT.vformat(say(text), (), values)
    except ValueError:  # a translation with a stray brace
        return _LENIENT.vformat(text, (), values)


def _value(name: str, value: str | float, say: Callable[[str], str]) -> str | int | float:
    if not isinstance(value, str):
        return value
    shown = say(value) if name in WORDS_OF_OURS else value
    shown = "".join(sign if sign.isprintable() else " " if sign.isspace() else _STRANGE for sign in shown)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _where(finding: Finding, say: Callable[[str], str]) -> str:
    places = [str(_value("file", finding.params["file"], say))] if "file" in finding.params else []
    if finding.row is not None:
        places.append(_filled(_("row {row}"), {"row": finding.row}, say))
    if finding.about:
        places.append(_records(finding.about, say))
    if "lon" in finding.params and "lat" in finding.params:
        places.append(_filled(_("at {lon:.4f} {lat:.4f}"), finding.params, say))
    if finding.klass:
        places.append(_filled(_("class {klass}"), {"klass": say(finding.klass)}, say))
    return ", ".join(places)


def _records(about: tuple[str, ...], say: Callable[[str], str]) -> str:
    values = {"first": about[0][:_SHOWN_ID], "second": about[1][:_SHOWN_ID] if about[1:] else "", "n": len(about) - 2}
    template = (_("record {first}"), _("records {first} and {second}"))[min(len(about), 2) - 1]
    if len(about) > 2:  # noqa: PLR2004 - two are named, the others counted
        template = _("records {first}, {second} and {n} more")
    return _filled(template, values, say)


def _speech(lang: str) -> Callable[[str], str]:
    return _translations(lang).gettext


@lru_cache(maxsize=64)
def _translations(lang: str) -> gettext.NullTranslations:
    folder = str(files("landrelease") / "locale")
    return gettext.translation("landrelease", folder, [lang], fallback=True)
