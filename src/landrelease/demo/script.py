"""The steps of the worked example: which public doors are opened, in which order, and why.

A step is a command line without the name of the command.  Words in braces stand for ids that only the register knows:
``{record SYN-H-0001}`` the one record with that source id, ``{proposed SYN-H-0001}`` the correction or withdrawal of
it that waits in the queue, ``{finding CODE SYN-R-0001}`` the finding of that code about that record.  `filled` puts
them in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final, Literal, NamedTuple

import shapely

from landrelease.demo import cast, joint, press
from landrelease.demo.files import FOLDER, PUBLICATION
from landrelease.demo.mistakes import CORRECTED, NO_CRS
from landrelease.demo.row import REFERENCE, Row, Sheet, lonlat
from landrelease.demo.story import Story

REGISTER: Final = "synthetic-province.register"
COPY: Final = "published.register"
CLERK: Final = "synthetic-clerk"
REVIEWER: Final = "synthetic-reviewer"
_GROUPS: Final = ("tables", "declared", "shapes", "points")
_GIVEN: Final = {
    "joint": ["--crs", cast.UTM],
    "reference": [],
    "declared": [],
    "tables": ["--crs", cast.UTM],
    "shapes": ["--organisation", cast.MERIDIAN],
    "points": ["--crs", cast.WGS84],
}
_TITLE: Final = {
    "tables": "Registry and tables",
    "declared": "GIS files of the operators",
    "shapes": "Shapefile of Meridian",
    "points": "Ordnance and accidents",
}
_WHY: Final = {
    "tables": "CSV with WKT in UTM: the reference system stands in the covering letter, so it is given here",
    "declared": "GeoPackage, GeoJSON and KML name their own reference system",
    "shapes": "a Shapefile has room for short names only: the organisation is given for the whole file",
    "points": "ordnance from a workbook, accidents from a CSV, as longitude and latitude",
}
_ASKED: Final = re.compile(r"\{(\w+) ([^}]+)\}")


class Step(NamedTuple):
    """
    One opening of a public door.

    Attributes
    ----------
    chapter : str
        Part of the story that it belongs to.
    title : str
        What happens, in a few words.
    argv : list of str
        Words of the command line after ``landrelease``; paths are relative to the folder of the example.
    why : str
        What a reader should learn from it.
    ends : str
        ``ok`` (exit 0), ``findings`` (exit 1) or ``refused`` (any other).
    """

    chapter: str
    title: str
    argv: list[str]
    why: str
    ends: Literal["ok", "findings", "refused"] = "ok"


def script(story: Story) -> list[Step]:
    """
    List the steps of the example in order.

    Parameters
    ----------
    story
        What was told, and written by `files.write` into the folder `files.FOLDER`.

    Returns
    -------
    list of Step
        Chapters can be left out from the end, not from the middle.
    """
    return [
        *_opening(), *_years(story), *_corrections(story), *_joint(story), *_answers(story), *_outputs(), *_press(),
    ]  # fmt: skip


def filled(argv: list[str], answer: Callable[[str, tuple[str, ...]], str]) -> list[str]:
    """
    Put the ids that only the register knows into a command line.

    Parameters
    ----------
    argv
        Words of a step.
    answer
        Called with what is asked for (``record``, ``proposed``, ``finding``) and its words; gives the id.

    Returns
    -------
    list of str
        The same words with every brace filled.

    Examples
    --------
    >>> filled(["withdraw", "x.register", "{record SYN-H-0394-BIS}"], lambda what, words: f"<{what} of {words[0]}>")
    ['withdraw', 'x.register', '<record of SYN-H-0394-BIS>']
    """
    return [_ASKED.sub(lambda found: answer(found[1], tuple(found[2].split())), word) for word in argv]


def _opening() -> Iterator[Step]:
    begin = ["init", REGISTER, "--programme", "SYN-MARROW-SOUND", "--name", f"Marrow Sound ({cast.LABEL})"]
    centre = f"--plane={cast.CENTRE[0]},{cast.CENTRE[1]}"
    yield Step(
        "opening",
        "Open a register",
        [*begin, "--country", "XSY", "--time-zone", "UTC", centre, "--as", CLERK],
        "the programme record holds the equal-area plane and the hazard classes",
    )
    names = ("organisations.csv", "admin_areas.geojson", "settlements.geojson", "units.csv")
    sheets = [Sheet(f"reference/{name}", "reference", cast.WGS84, REFERENCE) for name in names]
    yield Step(
        "opening", "Who and where", _import(sheets), "organisations, districts, settlements and units are records too"
    )


def _import(sheets: list[Sheet], *options: str) -> list[str]:
    paths = [f"{FOLDER}/{sheet.path}" for sheet in sheets]
    who = ["--recorded", sheets[0].recorded, "--as", CLERK, "--accept-as", REVIEWER]
    return ["import", REGISTER, *paths, *_GIVEN[sheets[0].group], *who, *options]


def _years(story: Story) -> Iterator[Step]:
    sheets = dict.fromkeys(row.sheet for row in story.rows if row.sheet.group in _GROUPS)
    usual = sorted(sheets.keys() - {CORRECTED, NO_CRS}, key=lambda sheet: (sheet.recorded, sheet.path))
    first = _import([usual[0]], "--dry-run")
    yield Step("2019", "Look before importing", first, "a dry run gives a verdict for every row and writes nothing")
    for (_, group), together in groupby(usual, key=lambda sheet: (sheet.recorded, sheet.group)):
        batch = list(together)
        year = batch[0].path[:4]
        yield Step(year, f"{_TITLE[group]} of {year}", _import(batch), _WHY[group])
        if year == NO_CRS.path[:4] and group == "points":
            yield from _without_crs()
    again = next(sheet for sheet in usual if sheet.path.endswith(".gpkg"))
    yield Step("2024", "The same file twice", _import([again]), "rows are known again: nothing is added")


def _without_crs() -> Iterator[Step]:
    bare, year = _import([NO_CRS]), NO_CRS.path[:4]
    refused = "no reference system is ever assumed: the file is refused, with the likely candidates named"
    yield Step(year, "A file without a reference system", bare, refused, "refused")
    right = _import([NO_CRS], "--crs", cast.UTM)
    yield Step(year, "The same file, its system given", right, "the operator answered: UTM zone 26N")


def _corrections(story: Story) -> Iterator[Step]:
    yield Step(
        "corrections",
        "A datum slip put right",
        _import([CORRECTED]),
        "the same ids and dates with other shapes: the import proposes corrections, nothing is edited",
    )
    hazard = story.mistakes["hectares"][0]
    truth = next(row for row in story.rows if row.id == hazard and row.record == "hazard")
    size = 0.0 if truth.shape is None else round(float(truth.shape.area), -2)
    words = ["--reason", "unit", "--evidence", f"{cast.LABEL}: field book says hectares", "--as", CLERK]
    yield Step(
        "corrections",
        "Hectares in a column of square metres",
        ["correct", REGISTER, f"{{record {hazard}}}", "--set", f"stated_m2={size:.0f}", *words],
        "a correction is a new record that names the old one and says why",
    )
    yield _accepted(hazard)
    twice = story.mistakes["typed-twice"][1]
    words = ["--reason", "duplicate", "--evidence", f"{cast.LABEL}: same sheet typed twice", "--as", CLERK]
    yield Step(
        "corrections",
        "A hazard typed twice",
        ["withdraw", REGISTER, f"{{record {twice}}}", *words],
        "what was never true is withdrawn with its reason and appears as correction, never as release",
    )
    yield _accepted(twice)


def _accepted(about: str) -> Step:
    title = f"The reviewer accepts what was proposed about {about}"
    argv = ["accept", REGISTER, f"{{proposed {about}}}", "--as", REVIEWER]
    return Step("corrections", title, argv, "the author of a record cannot be its only approver")


def _joint(story: Story) -> Iterator[Step]:
    """Give the season of 2025, in which three partners work together."""
    sheets = {row.sheet.path: row.sheet for row in story.season}
    for title, words, why, ends in joint.commands(story.rows):
        yield Step("joint", title, _opened(words, sheets), why, ends)


def _opened(words: list[str], sheets: Mapping[str, Sheet]) -> list[str]:
    """Put the register and the people who act into the words of a command."""
    if words[0] == "{import}":
        return _import([sheets[words[1]]])
    acting = ["--as", CLERK, "--accept-as", REVIEWER] if words[:2] == ["task", "order"] else []
    return [REGISTER if word == "{register}" else word for word in words] + acting


def _answers(story: Story) -> Iterator[Step]:
    yield Step(
        "answers", "What is wrong", ["check", REGISTER], "every finding says where, what, why and the cure", "findings"
    )
    repeat = story.mistakes["repeated"][1]
    reason = f"{cast.LABEL}: two teams shared the lane and both reported it"
    settle = ["settle", REGISTER, f"{{finding repeat-release {repeat}}}", "--reason", reason, "--as", REVIEWER]
    yield Step("answers", "Settle a finding", settle, "a settled finding is a record and no longer fails the check")
    yield Step(
        "answers", "Accounts of six years", _statement("--from", "2019-01-01", "--to", "2024-12-31"), "the books"
    )
    for year in cast.YEARS:
        yield Step(
            "answers", f"The statement of {year}", _statement("--year", str(year)), "opening, movements, closing"
        )
    yield from _sliced()
    yield from _explained(story)


def _statement(*options: str) -> list[str]:
    return ["statement", REGISTER, *options]


def _sliced() -> Iterator[Step]:
    for by in ("operator", "method", "admin"):
        yield Step("answers", f"2023 by {by}", _statement("--year", "2023", "--by", by), "the rows add up to the whole")
    mines = _statement("--year", "2023", "--class", "mines")
    yield Step("answers", "2023, mines alone", mines, "the same machine folds each class")
    known = _statement("--year", "2021", "--known-at", "2022-12-31")
    yield Step("answers", "2021 as it was known at the end of 2022", known, "before the datum slip was put right")
    against = _statement("--year", "2021", "--against", "2022-12-31")
    yield Step("answers", "What changed in 2021 since then", against, "corrections stand apart from release")
    for kind in ("ordnance", "release", "hazard"):
        yield Step(
            "answers", f"Count {kind} by year", ["count", REGISTER, kind, "--by", "year"], "any kind can be counted"
        )


def _explained(story: Story) -> Iterator[Step]:
    for name, title in (("missed-item", "Why is this land open again?"), ("same-day", "Why is this field still red?")):
        rows = [row for row in story.rows if row.id == story.mistakes[name][0] and row.record == "hazard"]
        lon, lat = _middle(rows[0])
        why = "every record that made this point what it is, oldest first"
        yield Step("answers", title, ["explain", REGISTER, "--", lon, lat], why)


def _middle(row: Row) -> tuple[str, str]:
    shape = lonlat([row])[0]
    spot = shapely.Point(cast.CENTRE) if shape is None else shape.representative_point()
    return f"{spot.x:.6f}", f"{spot.y:.6f}"


def _for_others() -> Iterator[Step]:
    """Give what leaves the house: for teams, for the wall, and for everybody once the programme publishes."""
    yield Step("outputs", "For globes and telephones", ["land", REGISTER, "-o", "land.kml"], "a folder for each status")
    sheet = ["map", REGISTER, "-o", "map.pdf", "--paper", "A2", "--language", "en,fr"]
    yield Step("outputs", "A map for the wall", sheet, "UTM grid, scale, legend, for whom it is and of which day")
    dossier = ["task", "dossier", REGISTER, "SYN-T-03", "-o", "SYN-T-03.gpx"]
    yield Step("outputs", "A task for a receiver", dossier, "outline as a track, turning points as waypoints")
    yield Step("outputs", "A copy that publishes", ["backup", REGISTER, COPY], "the example itself stays closed")
    who = ["--as", CLERK, "--accept-as", REVIEWER]
    yield Step(
        "outputs", "The programme publishes", ["import", COPY, PUBLICATION, *who], "one proposes, another accepts"
    )
    site = ["site", COPY, "public-site"]
    yield Step("outputs", "The public site", site, "land made coarser, rounded figures, no network, five languages")


def _outputs() -> Iterator[Step]:
    yield Step("outputs", "The map of today", ["land", REGISTER, "-o", "land.gpkg"], "opens in QGIS in status colours")
    yield Step("outputs", "The same as GeoJSON", ["land", REGISTER, "-o", "land.geojson"], "for the web")
    past = ["land", REGISTER, "--as-of", "2021-12-31", "-o", "land-2021.gpkg"]
    yield Step("outputs", "The map as of the end of 2021", past, "any past day can be asked for")
    yield from _for_others()
    whole = ["--from", "2019-01-01", "--to", "2024-12-31"]
    for ending in ("xlsx", "csv", "json"):
        yield Step(
            "outputs",
            f"The accounts as {ending.upper()}",
            _statement(*whole, "-o", f"statement.{ending}"),
            "the same figures",
        )
    yield Step("outputs", "Verify", ["verify", REGISTER], "every byte hashed again, every derived row compared")


def _press() -> Iterator[Step]:
    """Give what is told about the example, and what it publishes, in the copy that publishes."""
    for chapter, title, words, why in press.commands(COPY, CLERK, REVIEWER):
        yield Step(chapter, title, words, why)
