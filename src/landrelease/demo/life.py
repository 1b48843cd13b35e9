"""The life of one hazard: found, surveyed again, reduced, cleared strip by strip, reported on all the way."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from landrelease.demo import cast, strip
from landrelease.demo.row import Mailbag, Row, Sheet
from landrelease.demo.season import LAST_DAY, after, in_season
from landrelease.demo.site import Site
from landrelease.demo.strip import Land

_M2_A_DAY: Final = {"manual-clearance": 150.0, "mechanical": 220.0, "bac": 450.0}
_STRIP_M2: Final = {"manual-clearance": 1_350.0, "mechanical": 1_800.0, "bac": 3_600.0}
_OWNERS: Final = {
    "SYN-D-1": cast.KESTREL,
    "SYN-D-2": cast.MERIDIAN,
    "SYN-D-3": cast.MERIDIAN,
    "SYN-D-4": cast.KESTREL,
    "SYN-D-5": cast.ENGINEERS,
    "SYN-D-6": cast.ENGINEERS,
}
_ITEMS_A_STRIP: Final = {
    "front": 0.5,
    "road": 0.3,
    "position": 0.5,
    "strike": 0.5,
    "town": 0.6,
    "path": 0.5,
    "store": 1.4,
}
_OBVIOUS: Final = frozenset({"town", "strike"})
_CHANCE: Final = {
    "direct": 0.16,
    "direct where obvious": 0.45,
    "inconclusive": 0.08,
    "no evidence": 0.21,
    "rest left suspected": 0.15,
    "technical survey": 0.42,
    "cleared": 0.62,
    "stopped half-way": 0.2,
    "progress": 0.42,
    "scope": 0.7,
    "no stated area": 0.3,
}
"""How often things happen, in the order in which they may."""

_MODELS: Final = {
    "AP": ("PMN-2", "PMA-2", "PROM-1", "OZM-72"),
    "AV": ("TM-62M", "TMM-1"),
    "improvised": ("pressure plate",),
    "CMR": ("ShOAB-0.5", "9N210"),
    "UXO": ("82 mm mortar", "122 mm rocket", "100 mm shell"),
    "AXO": ("hand grenade", "82 mm mortar"),
}
_WORDS: Final = {
    "front": "mine belt of the front line",
    "road": "mined road",
    "position": "ring of a hill position",
    "strike": "strike footprint",
    "town": "block of the town",
    "path": "path to the fields",
    "store": "abandoned ammunition store",
}


@dataclass(slots=True)
class Life:
    """
    One hazard as its records tell it.

    Attributes
    ----------
    bag : Mailbag
        Where the rows go.
    site : Site
        What is there.
    throw : numpy.random.Generator
        The hazard's own random stream.
    issuer : str
        Organisation that registers it.
    id : str
        Its id.
    day : datetime.date
        Day of the last event.
    known : bool
        Whether it was reported before.
    sheet : Sheet
        File into which its rows go, where that is not the usual one.
    """

    bag: Mailbag
    site: Site
    throw: np.random.Generator
    issuer: str
    id: str
    day: dt.date
    known: bool = False
    sheet: Sheet | None = None

    @property
    def surveyor(self) -> str:
        """Organisation that surveys it."""
        return cast.ENGINEERS if self.issuer == cast.ENGINEERS else cast.KESTREL

    @property
    def method(self) -> str:
        """Capability code of its clearance."""
        if self.site.sort in {"strike", "town", "store"}:
            return "bac"
        return "mechanical" if self.site.sort == "road" and self.owner == cast.KESTREL else "manual-clearance"

    @property
    def owner(self) -> str:
        """Operator that works in its district."""
        return _OWNERS[self.site.district]

    @property
    def clearance(self) -> cast.Unit:
        """Unit that clears it."""
        if self.method != "bac":
            return cast.unit_of(self.owner, self.method)
        return cast.unit_of(cast.MERIDIAN if self.owner == cast.MERIDIAN else cast.ENGINEERS, "bac")

    def report(self, status: str, shape: Land | Point, *, own: str | None = None, **cells: str | float | None) -> Row:
        """
        Register the hazard, or what a survey made of it, on the day of the last event.

        Parameters
        ----------
        status
            ``suspected`` or ``confirmed``; empty where the reporter forgot it.
        shape
            Where, metres.
        own
            Id of the row, where it is not the one that its issuer uses.
        **cells
            Columns that differ from what a proper report would hold.

        Returns
        -------
        Row
            The row in the bag.
        """
        again, self.known = self.known, True
        usual = f"{self.id}-R{self.day.year % 100}" if again and self.issuer == cast.KESTREL else self.id
        proper: dict[str, str | float | None] = {
            "id": own or usual,
            "area_id": None if self.issuer == cast.ENGINEERS else self.id,
            "status": status,
            "name": f"{_WORDS[self.site.sort]} {self.site.number} ({cast.LABEL})",
            "contamination": self.site.contamination,
            "required_depth_m": self.site.required_depth_m,
            "stated_m2": stated(self.throw, shape),
            "evidence": "direct: items seen" if status == "confirmed" else "indirect: interviews, old records",
            "reported": self.day.isoformat(),
        }
        return self.bag.put("hazard", self.issuer, self.day, shape, proper | cells, sheet=self.sheet)

    def survey(self, method: str, shape: Land, result: str, who: str) -> Row:
        """
        Report a survey; it moves no land itself.

        Parameters
        ----------
        method
            ``nts`` or ``ts``.
        shape
            Where it looked, metres.
        result
            Code of the result.
        who
            Organisation.

        Returns
        -------
        Row
            The row in the bag.
        """
        unit = cast.unit_of(who, method).id
        told = {"method": method, "unit": unit, "result": result, "area_id": self.id, "date_from": self._begun(9)}
        return self.bag.put("survey", who, self.day, shape, told, sheet=self.sheet)

    def release(self, status: str, shape: Land, who: cast.Unit, method: str, **cells: str | float | None) -> Row:
        """
        Report released land on the day of the last event.

        Parameters
        ----------
        status
            ``cancelled``, ``reduced`` or ``cleared``.
        shape
            Where, metres.
        who
            Unit that did the work.
        method
            Capability code.
        **cells
            Columns that differ from what a proper report would hold.

        Returns
        -------
        Row
            The row in the bag.
        """
        deep = None if status == "cancelled" else self.site.required_depth_m
        proper: dict[str, str | float | None] = {
            "status": status,
            "area_id": self.id,
            "unit": who.id,
            "method": method,
            "depth_m": deep,
            "stated_m2": stated(self.throw, shape),
            "stage": "complete",
            "date_from": self._begun(12),
            "reported": (self.day + dt.timedelta(days=int(self.throw.integers(2, 15)))).isoformat(),
        }
        return self.bag.put("release", who.organisation, self.day, shape, proper | cells, sheet=self.sheet)

    def clear(self, land: Land, share: float = 1.0) -> list[Row]:
        """
        Clear land strip by strip: progress reports, completion reports, ordnance found, until the story ends.

        Parameters
        ----------
        land
            What is to be cleared, metres.
        share
            Part of the strips that is finished at all.

        Returns
        -------
        list of Row
            The completion reports.
        """
        who, method = self.clearance, self.method
        cut = strip.strips(self.throw, land, _STRIP_M2[method] * float(self.throw.uniform(0.8, 1.5)))
        done: list[Row] = []
        for piece in cut[: max(1, round(share * len(cut)))]:
            self.day = after(self.day, piece.area / _M2_A_DAY[method] * float(self.throw.uniform(0.9, 2.2)))
            if self.day > LAST_DAY:
                break
            if self.happens("progress"):
                self._progress(piece, who, method)
            deeper = round(self.site.required_depth_m + float(self.throw.choice([0.0, 0.0, 0.05, 0.1])), 2)
            done.append(self.release("cleared", piece, who, method, depth_m=deeper, scope=self._scope(method)))
            self._find(piece, who, done[-1])
        return done

    def _progress(self, piece: Land, who: cast.Unit, method: str) -> None:
        part = strip.strips(self.throw, piece, piece.area / 2.0)[0]
        day = max(self.day - dt.timedelta(days=int(self.throw.integers(2, 9))), dt.date(self.day.year, 1, 2))
        begun = (day - dt.timedelta(days=3)).isoformat()
        cells = {"stage": "progress", "date": day.isoformat(), "date_from": begun, "id": self.bag.next_id("progress")}
        self.release("cleared", part, who, method, **cells, reported=day.isoformat())

    def _scope(self, method: str) -> str | None:
        return self.site.contamination if method == "bac" and self.happens("scope") else None

    def _find(self, piece: Land, who: cast.Unit, work: Row) -> None:
        for _ in range(int(self.throw.poisson(_ITEMS_A_STRIP[self.site.sort]))):
            spot = inside(self.throw, piece)
            item(self, spot, who, quantity=int(self.throw.choice([1, 1, 1, 2, 3])), task=work.id)

    def happens(self, what: str, *, more: float = 0.0) -> bool:
        """
        Throw for something that may happen.

        Parameters
        ----------
        what
            Key of the table of chances.
        more
            Added to the chance of that table.

        Returns
        -------
        bool
            Whether it does.
        """
        return bool(self.throw.random() < _CHANCE[what] + more)

    def _begun(self, days: int) -> str:
        return (self.day - dt.timedelta(days=int(self.throw.integers(1, days)))).isoformat()


def item(life: Life, spot: Point, who: cast.Unit, **cells: str | float | None) -> Row:
    """
    Report ordnance found and destroyed on the day of the last event.

    Parameters
    ----------
    life
        Of the hazard where it lay.
    spot
        Where, metres.
    who
        Unit that destroyed it.
    **cells
        Columns that differ from what an item of area clearance would hold.

    Returns
    -------
    Row
        The row in the bag.
    """
    kind = str(life.throw.choice(life.site.contamination.split(";")))
    proper: dict[str, str | float | None] = {
        "category": kind,
        "model": str(life.throw.choice(_MODELS[kind])),
        "quantity": 1,
        "action": "destroyed",
        "context": "area-clearance",
        "depth_m": round(float(life.throw.uniform(0.0, life.site.required_depth_m)), 2),
        "area_id": life.id,
        "unit": who.id,
    }
    return life.bag.put("ordnance", who.organisation, life.day, spot, proper | cells)


def stated(throw: np.random.Generator, shape: Polygon | Land | Point) -> float | None:
    """
    State an area as reports do: rounded, a little off, often missing.

    Parameters
    ----------
    throw
        Random stream.
    shape
        Metres.

    Returns
    -------
    float
        Square metres; none where the report does not say.

    Examples
    --------
    >>> stated(np.random.default_rng(1), Point(0, 0)) is None
    True
    """
    off = 1.0 + float(throw.normal(0.0, 0.008))
    return None if throw.random() < _CHANCE["no stated area"] or not shape.area else float(round(shape.area * off, -1))


def inside(throw: np.random.Generator, land: Land) -> Point:
    """
    Throw a point into land.

    Parameters
    ----------
    throw
        Random stream.
    land
        Metres.

    Returns
    -------
    Point
        In the land; its representative point where thirty throws miss.
    """
    least_x, least_y, most_x, most_y = land.bounds
    spots = shapely.points(throw.uniform((least_x, least_y), (most_x, most_y), (30, 2)).round(2))
    hits = spots[shapely.contains(land, spots)]
    return hits[0] if hits.size else land.representative_point()


def live(life: Life) -> None:
    """
    Tell the whole life of a hazard, from its first report to where the story leaves it.

    Parameters
    ----------
    life
        Standing on the day of its first report.
    """
    direct = life.happens("direct where obvious" if life.site.sort in _OBVIOUS else "direct")
    life.report(*(("confirmed", life.site.core) if direct else ("suspected", life.site.outer)))
    if direct or _surveyed_again(life):
        _worked(life)


def _surveyed_again(life: Life) -> bool:
    life.day = after(life.day, 90.0 + float(life.throw.exponential(560.0)) * (1.35 - life.site.urgency))
    if life.day > LAST_DAY:
        return False
    outer, who = life.site.outer, cast.unit_of(life.surveyor, "nts")
    if life.happens("inconclusive"):
        life.survey("nts", outer, "inconclusive", life.surveyor)
        return False
    if life.happens("no evidence"):
        life.survey("nts", outer, "no-evidence", life.surveyor)
        life.release("cancelled", strip.exact(outer), who, "nts")
        return False
    life.survey("nts", outer, "hazard-found", life.surveyor)
    life.report("confirmed", life.site.core)
    if not life.happens("rest left suspected"):
        life.release("cancelled", strip.rest(outer, life.site.core), who, "nts")
    return True


def _worked(life: Life) -> None:
    land: Land = life.site.core
    if life.happens("technical survey"):
        life.day = after(life.day, float(life.throw.uniform(20.0, 260.0)))
        if life.day > LAST_DAY:
            return
        land = _reduced(life, land)
    if life.happens("cleared", more=0.36 * life.site.urgency):
        life.day = in_season(after(life.day, 15.0 + float(life.throw.exponential(400.0))))
        life.clear(land, float(life.throw.uniform(0.3, 0.7)) if life.happens("stopped half-way") else 1.0)


def _reduced(life: Life, land: Land) -> Land:
    who = cast.unit_of(life.owner, "ts")
    ends = strip.strips(life.throw, land, land.area * float(life.throw.uniform(0.2, 0.4)))
    part = strip.exact(strip.polygonal(land.intersection(ends[0])))
    life.survey("ts", land, "hazard-found", life.owner)
    life.release("reduced", part, who, "ts", depth_m=life.site.required_depth_m)
    return strip.rest(land, part)
