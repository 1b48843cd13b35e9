"""Counts of any kind of record, as far as somebody may know them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import msgspec
from litestar.exceptions import PermissionDeniedException

from landrelease.checks.settings_publish import SMALL_COUNT
from landrelease.desk.looking import NO_GROUP, Keep, Shown, count, stated
from landrelease.desk.reading import Reading
from landrelease.desk.views import CHANGE_KINDS
from landrelease.geometry.geojson import geometry_of
from landrelease.publish.knowledge import knowledge_for
from landrelease.publish.redaction.audience import reads_exactly
from landrelease.publish.redaction.fields import readable
from landrelease.publish.redaction.publication import publication
from landrelease.publish.redaction.suppression import suppressed, table
from landrelease.records.base import Record
from landrelease.records.kinds import KINDS
from landrelease.records.marks import field_marks
from landrelease.records.text import marked as _
from landrelease.records.text import tr
from landrelease.records.times import interval
from landrelease.web.actor import Actor
from landrelease.web.eyes import Eyes, made_for
from landrelease.web.reach import statement_of

_NOT_TOLD: Final = _("This kind of record, or this field of it, is not for this audience.")
Row = dict[str, Any]


def kinds(actor: Actor) -> list[str]:
    """
    List the kinds of record that somebody may count.

    Parameters
    ----------
    actor
        Who reads.

    Returns
    -------
    list of str
        Kinds of which they may read any field; below the audience that reads positions without decisions, corrections
        and withdrawals, which tell of records that were refused.
    """
    left_out = () if reads_exactly(actor.audience) else CHANGE_KINDS
    return sorted(kind for kind, made in KINDS.items() if kind not in left_out and readable(made, actor.audience))


def groupings(actor: Actor, kind: str) -> list[str]:
    """
    List by what somebody may count a kind.

    Parameters
    ----------
    actor
        Who reads.
    kind
        Kind of record.

    Returns
    -------
    list of str
        ``year`` and the fields that they may read, with ``admin`` for those who read positions. For others of the
        fields only those with a list of codes, and who worked: by ids or dates each record would be a line of its own.
    """
    marks = field_marks(KINDS[kind])
    names = [name for name in readable(KINDS[kind], actor.audience) if name not in NO_GROUP]
    if reads_exactly(actor.audience):
        return ["year", "admin", *names]
    return ["year", *(name for name in names if marks[name].codes or name == "organisation")]


def counted_rows(register: Reading, actor: Actor, kind: str, by: str, known_at: str | None) -> list[Row]:
    """
    Count what somebody may know of, as far as they may know how much there is.

    Groups are named by what the records themselves show to whoever asks: where they read months, days of one month are
    one group before anything is counted or left out.

    Parameters
    ----------
    register
        An open register.
    actor
        Who reads.
    kind
        Kind of record.
    by
        One of `groupings`; empty for the total alone.
    known_at
        Moment of knowledge; the latest they are told where it is None. Below the audience that reads positions it is
        that of the end of its month, as `knowledge_for` says: who asks for one moment after another would read out of
        the differences when records came.

    Returns
    -------
    list of dict
        ``group``, ``records`` and, of ordnance, ``quantity``, the total last. Below the audience that reads
        positions, numbers that are too small, and those that would give them away, are None. Who is confined to areas
        or to a contributor counts what they see.

    Raises
    ------
    PermissionDeniedException
        Where the kind or the field is not for them.
    """
    if kind not in kinds(actor) or by not in {"", *groupings(actor, kind)}:
        raise PermissionDeniedException(tr(_NOT_TOLD))
    eyes = Eyes(register, actor)
    moment = knowledge_for(register, actor.audience, known_at or "")
    found = count(register, kind, by=by or None, known_at=moment, keep=_seen(eyes, kind), shown=_shown_by(eyes))
    columns = [name for name in ("records", "quantity") if name != by and found and name in found[0]] or ["records"]
    least = 0 if eyes.exact else least_count(register)
    groups = [str(row[by or "kind"]) for row in found]
    shown: dict[str, list[int | None]] = {}
    for name in columns:
        few = {at for at, value in enumerate(shown.get("records", ())) if value is None}
        shown[name] = _large({group: int(row[name]) for group, row in zip(groups, found, strict=True)}, least, few)
    return [{"group": group, **{name: shown[name][at] for name in columns}} for at, group in enumerate([*groups, ""])]


def by_month(actor: Actor) -> bool:
    """
    Tell whether somebody asks for the knowledge of ends of months instead of days.

    Parameters
    ----------
    actor
        Who reads.

    Returns
    -------
    bool
        Whether moments of knowledge are months, or years, for them.
    """
    return not reads_exactly(actor.audience)


def _shown_by(eyes: Eyes) -> Shown:
    """Say how values name groups: as they are for those who read all of every record, else as its redaction shows."""
    if eyes.exact and eyes.reach.organisation is None:
        return stated

    # Each value is redacted once: what becomes of it depends on the audience, and of a setting on its key, alone.
    known: dict[tuple[str, ...], object] = {}

    def shown(record: Record, name: str) -> object:
        asked = (eyes.audience_of(record), name, str(getattr(record, "key", "")), repr(stated(record, name)))
        if asked not in known:
            known[asked] = eyes.read(_unmapped(record)).get(name)
        return known[asked]

    return shown


def _unmapped(record: Record) -> Record:
    """Leave the outline away, which names no group and is long."""
    return msgspec.structs.replace(record, shape=None) if getattr(record, "shape", None) is not None else record


def _seen(eyes: Eyes, kind: str) -> Keep | None:
    """Make the choice of the statements that somebody sees; None where they see all."""
    reach = eyes.reach
    free = reach.organisation is None or not eyes.exact
    if reach.land is None and free and kind != "publication":
        return None

    def keep(statements: Sequence[Record]) -> list[bool]:
        said = [statement_of(one) for one in statements]
        near = reach.near(geometry_of([getattr(one, "shape", None) for one in said])).tolist()
        return [
            here and not reach.away(one) and (free or reach.knows(one)) and made_for(one, eyes.actor.audience)
            for one, here in zip(said, near, strict=True)
        ]

    return keep


def _large(numbers: Mapping[str, int], least: int, few: Collection[int]) -> list[int | None]:
    """Give the numbers and their total, small ones left out, and those of the rows whose records are."""
    whole = table(numbers)
    also = [(row, 0) for row in few]
    return [line[0] for line in (suppressed(whole, least, also=also) if least and numbers else whole).values]


def least_count(register: Reading) -> int:
    """
    Say from how many records on a number may stand by itself for readers who may not see where records lie.

    Parameters
    ----------
    register
        An open register.

    Returns
    -------
    int
        The programme's setting ``public.small_count``, else its default.
    """
    said = register.frame().setting(SMALL_COUNT, interval(register.today()).last)
    return publication({} if said is None else {SMALL_COUNT: said}).small_count
