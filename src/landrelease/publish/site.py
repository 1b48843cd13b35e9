"""`write_site`: a folder that any web server can host, or that somebody carries on a stick: what the public is told."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from landrelease.desk.register import Register
from landrelease.publish.commas import csv_rows
from landrelease.publish.edition import NAME, edition_of, left_out_before
from landrelease.publish.groundwork import ground_of
from landrelease.publish.land import write_seen
from landrelease.publish.meta import stamped
from landrelease.publish.notice import Notice, notice_of, rules_of
from landrelease.publish.printmap import PrintMap, set_map
from landrelease.publish.redaction.suppression import Table
from landrelease.publish.seen import Seen, noticed
from landrelease.publish.sitepages import PAGES, START, Page, Site, page_html
from landrelease.publish.tilearchive import write_coarse_tiles
from landrelease.publish.writing import OutputError
from landrelease.records.text import marked as _
from landrelease.records.text import speaking, tr

PUBLIC: Final = "public"
_DATA: Final = "data"
_LAND: Final[Mapping[str, str]] = {
    "land.geojson": _("Land for maps on the web (GeoJSON)"),
    "land.kml": _("Land for globes and telephones (KML)"),
    "land.gpkg": _("Land for GIS (GeoPackage)"),
    "land.pmtiles": _("Land as tiles for maps (PMTiles)"),
}
_SHEET: Final = _("Map to print (PDF)")
_TABLES: Final = {"figures.csv": _("Figures (CSV)"), "accidents.csv": _("Accidents by year (CSV)")}
_NO_EDITION: Final = _("{folder}: no edition of a site lies here, since it holds no {name}; give the folder of one")
_UNPUBLISHED: Final = _(
    "The programme publishes nothing, or a setting of publication cannot be used, so no site is made. A person with the"
    " right to do so accepts the setting public.published first."
)
Download = tuple[str, str, int]


def write_site(register: Register, folder: Path, *, languages: Sequence[str], before: Path | None = None) -> int:
    """
    Write the public site; the folder changes in one step, or not at all.

    Pages have no script and only relative addresses: they work from a server, from a folder and from a stick. The
    figures of an edition stand in ``site.json``, so that the next one can say what changed.

    Parameters
    ----------
    register
        An open register.
    folder
        Where the site lies; made where it does not exist.
    languages
        Language tags; the first is for those who choose none.
    before
        Folder of the edition before, where it lies elsewhere.

    Returns
    -------
    int
        How many files there are.

    Raises
    ------
    OutputError
        Where the programme publishes nothing, the folder holds something that is no site, or `before` is none.
    """
    if not rules_of(register).published:
        raise OutputError(tr(_UNPUBLISHED))
    _refuse(folder)
    if before and not (before / NAME).is_file():
        raise OutputError(tr(_NO_EDITION).format(folder=before, name=NAME))
    since = before or folder
    notice = notice_of(register, hidden=left_out_before(since))
    site = Site(notice, ground_of(register, PUBLIC), edition_of(notice, since), tuple(languages))
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder.parent) as temporary:
        made = Path(temporary) / folder.name
        made.mkdir()
        downloads = [*_written(register, site, made)]
        _write_pages(site, made, downloads)
        (made / NAME).write_bytes(msgspec.json.format(msgspec.json.encode(site.edition), indent=1) + b"\n")
        count = sum(1 for one in made.rglob("*") if one.is_file())
        _swap(made, folder)
    return count


def _refuse(folder: Path) -> None:
    """Refuse a place in which something lies that is no site."""
    if not folder.parent.is_dir():
        msg = f"{folder}: the folder {folder.parent} does not exist; make it first, or write to another one"
        raise OutputError(msg)
    held = folder.is_file() or (folder.is_dir() and any(folder.iterdir()))
    if held and not (folder / NAME).is_file():
        msg = f"{folder}: what lies here is no site, and it would be lost; give an empty folder or a new name"
        raise OutputError(msg)


def _swap(made: Path, folder: Path) -> None:
    """Put the new site in place of the one that lies there, which comes back where that cannot be done."""
    before = made.with_name(f"{made.name}-before")
    if folder.exists():
        folder.rename(before)
    try:
        made.rename(folder)
    except OSError:
        if before.exists():
            before.rename(folder)
        raise


def _written(register: Register, site: Site, folder: Path) -> Iterator[Download]:
    """Write the files and tell of each."""
    (folder / _DATA).mkdir()
    if site.notice.land:
        yield from _land_files(register, site, folder)
    for name, table in (("figures.csv", site.notice.figures), ("accidents.csv", site.notice.accidents)):
        if table is not None:
            unit = site.notice.unit_m2 if name == "figures.csv" else 1
            (folder / _DATA / name).write_text(_csv(site.notice, table, unit), encoding="utf-8")
            yield _told(folder, f"{_DATA}/{name}", _TABLES[name])


def _land_files(register: Register, site: Site, folder: Path) -> Iterator[Download]:
    seen, plane = noticed(site.notice), register.frame().plane
    for name, what in _LAND.items():
        if name.endswith(".pmtiles"):
            if plane is None:
                continue
            write_coarse_tiles(seen, plane, folder / _DATA / name)
        else:
            write_seen(seen, folder / _DATA / name)
        yield _told(folder, f"{_DATA}/{name}", what)
    if len(seen.table.geometry):
        for code in site.languages:
            yield _sheet(seen, site, folder, code)


def _sheet(seen: Seen, site: Site, folder: Path, code: str) -> Download:
    where = f"{code}/map.pdf"
    (folder / code).mkdir(exist_ok=True)
    (folder / where).write_bytes(set_map(PrintMap(seen, "", (code,), "A4", ground=site.ground), "pdf"))
    return _told(folder, where, _SHEET)


def _told(folder: Path, where: str, what: str) -> Download:
    return where, what, (folder / where).stat().st_size


def _csv(notice: Notice, table: Table, unit: int) -> str:
    stamp = stamped(msgspec.structs.replace(notice.meta, audience=PUBLIC))
    areas = unit != 1
    rows: list[list[object]] = [
        ["area" if areas else "year", *(f"{one}_m2" if areas else one for one in table.columns), *stamp]
    ]
    for name, line in zip(table.rows, table.values, strict=True):
        cells = ["" if value is None else value * unit for value in line]
        rows.append([name or "elsewhere", *cells, *stamp.values()])
    return csv_rows(rows)


def _write_pages(site: Site, folder: Path, downloads: Sequence[Download]) -> None:
    for code in site.languages:
        (folder / code).mkdir(exist_ok=True)
        mine = [one for one in downloads if not one[0].endswith("map.pdf") or one[0].startswith(f"{code}/")]
        with speaking(code):
            for name in PAGES:
                text = page_html(site, Page(name, code, "../"), mine)
                (folder / code / f"{name}.html").write_text(text, encoding="utf-8")
    with speaking(site.languages[0]):
        first = page_html(site, Page(START, site.languages[0], ""), [])
    (folder / "index.html").write_text(first, encoding="utf-8")
