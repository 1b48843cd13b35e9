"""Tiles of a generated register: ``python -m benchmarks.tiles --records 100000``.

Time, bytes and features of single tiles at each zoom, of land that is there, drawn one after the other in one thread
without keeping any; first what opening the atlas takes, which reads the outlines of all land once.
"""

import argparse
import gzip
import statistics
import time
from pathlib import Path

import numpy as np

from benchmarks.inputs import SEED
from benchmarks.ours import built
from benchmarks.run import inputs_of
from landrelease.desk.opening import open_register
from landrelease.desk.versions import known, versions_near
from landrelease.publish.atlas import Atlas
from landrelease.publish.tilearchive import tiles_with_land
from landrelease.publish.tiles import land_tile

FIRST_VIEW = 3
"""A first view is so many tiles wide and high."""


def main() -> None:
    """Measure and print."""
    options = _options()
    path = options.register or built(inputs_of(options.data, options.records, SEED))
    with open_register(path) as register:
        view = known(register.store)
        _near(view)
        began = time.perf_counter()
        atlas = Atlas(view)
        boxes = atlas.boxes("all")
        print(f"atlas of {len(boxes):,} parcels: {time.perf_counter() - began:.2f} s")
        print("zoom  tiles  p50 ms  p95 ms  p95 of processor ms  most raw kB  most gzip kB  first view ms")
        chance = np.random.default_rng(7)
        for z in range(4, 15):
            _zoom(atlas, boxes, z, chance, options.tiles)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000, help="size of the generated register")
    parser.add_argument("--data", type=Path, default=Path("out/bench"), help="where inputs are kept")
    parser.add_argument("--register", type=Path, help="measure this register instead")
    parser.add_argument("--tiles", type=int, default=40, help="most tiles of one zoom")
    return parser.parse_args()


def _near(view: object) -> None:
    """Periods and outlines of some two thousand parcels in a rectangle."""
    outlines = view.outlines(None)
    middle = outlines.rows["box"].reshape(-1, 2, 2).mean(axis=1) / 10
    away = np.abs(middle - middle[len(middle) // 2]).max(axis=1)
    reach = np.sort(away)[min(2000, len(away) - 1)]
    (x, y) = middle[len(middle) // 2]
    times = []
    for _ in range(9):
        began = time.perf_counter()
        found = versions_near(view, (x - reach, y - reach, x + reach, y + reach), "all")
        times.append(time.perf_counter() - began)
    print(f"versions of {len(found.id):,} parcels: {statistics.median(times) * 1000:.0f} ms")


def _zoom(atlas: Atlas, boxes: np.ndarray, z: int, chance: np.random.Generator, most: int) -> None:
    places = tiles_with_land(boxes, z)
    chosen = [places[n] for n in chance.permutation(len(places))[:most]]
    times, work, raw, small = [], [], [], []
    for x, y in chosen:
        began, worked = time.perf_counter(), time.process_time()
        data = land_tile(atlas, z, x, y)
        times.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - worked) * 1000)
        raw.append(len(data) / 1000)
        small.append(len(gzip.compress(data, 6, mtime=0)) / 1000)
    print(
        f"{z:4d} {len(places):6d} {np.percentile(times, 50):7.0f} {np.percentile(times, 95):7.0f}"
        f" {np.percentile(work, 95):20.0f}"
        f" {max(raw):12.0f} {max(small):13.0f} {_view(atlas, z, chosen[0], set(places)):15.0f}"
    )


def _view(atlas: Atlas, z: int, place: tuple[int, int], places: set[tuple[int, int]]) -> float:
    """Draw the tiles of a first view around a place; milliseconds."""
    began = time.perf_counter()
    for x in range(place[0] - 1, place[0] + FIRST_VIEW - 1):
        for y in range(place[1] - 1, place[1] + FIRST_VIEW - 1):
            if (x, y) in places:
                land_tile(atlas, z, x, y)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
