"""
Somebody at the command line who works until somebody kills them: ``python worker.py REGISTER SEED VERB``.

Whatever is done is done by the command itself, in this process; every other time it is VERB. One JSON line says what
begins, another, once the command has ended well, what is durable by its word: root, number and ids of new records.

A file names itself in every row: ``file-3-of-17`` as organisation says how many rows it has.
"""

import csv
import io
import json
import random
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import shapely

from landrelease.cli.main import root
from landrelease.desk.opening import open_register
from landrelease.register.sqlite import SqliteStore

WEST, SOUTH, STEP = 18.0, 44.0, 0.001
METHODS = {"cleared": "manual-clearance", "reduced": "ts"}
SIZES = (1, 2, 7, 20, 60)
VERBS = ("import", "import", "accept", "correct", "rebuild")
VERDICTS = ("accept", "accept", "accept", "return", "reject")


class Worker:
    """Does one thing after the other on one register."""

    def __init__(self, register: Path, seed: int) -> None:
        self.register = register
        self.chance = random.Random(seed)
        self.seed = seed
        self.files = 0
        self.said = sys.stdout

    def say(self, **what: object) -> None:
        self.said.write(json.dumps(what) + "\n")
        self.said.flush()

    def command(self, verb: str, *argv: object) -> None:
        """Run the command; anything but success ends the worker with a traceback."""
        line = [verb, str(self.register), *map(str, argv)]
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            code = root.main(line, standalone_mode=False)
        if code:
            raise RuntimeError(line, code, out.getvalue(), err.getvalue())

    def work(self, favourite: str) -> None:
        with SqliteStore(self.register) as store:
            count = store.count()
            self.say(begins="", root=store.root(), count=count, ids=[])
        while True:
            verb = favourite if self.chance.random() < 0.5 else self.chance.choice(VERBS)
            self.say(begins=verb)
            {"import": self.take, "accept": self.decide, "correct": self.correct, "rebuild": self.rebuild}[verb]()
            with SqliteStore(self.register) as store:
                ids = list(store.id_of(range(count + 1, store.count() + 1)).values())
                count = store.count()
                self.say(ended=verb, root=store.root(), count=count, ids=ids)

    def take(self) -> None:
        self.files += 1
        size = self.chance.choice(SIZES)
        rows = [self.row(f"file-{self.seed}-{self.files}-of-{size}", number) for number in range(size)]
        path = (geojson if self.chance.random() < 0.5 else table)(self.register.with_name("in"), rows)
        accepted = ("--accept-as", "boris") if self.chance.random() < 0.7 else ()
        self.command("import", path, "--crs", "EPSG:4326", "--as", "ana", *accepted)

    def row(self, file: str, number: int) -> dict[str, object]:
        released = self.chance.random() < 0.3
        status = self.chance.choice(("cleared", "reduced") if released else ("suspected", "confirmed"))
        west, south = (place + STEP * self.chance.randrange(20) / 2 for place in (WEST, SOUTH))
        return {
            "record": "release" if released else "hazard",
            "status": status,
            "date": f"202{self.chance.randrange(5)}-0{self.chance.randrange(1, 10)}-11",
            "id": f"{file}-{number}",
            "organisation": file,
            "method": METHODS.get(str(status), "nts"),
            "unit": "team-1",
            "depth_m": 0.2 if released else None,
            "contamination": None if released else "AP",
            "evidence": None if released else "seen",
            "shape": shapely.box(west, south, west + STEP, south + STEP),
        }

    def decide(self) -> None:
        with open_register(self.register) as opened:
            waiting = [queued.id for queued in opened.queue() if queued.state == "proposed"]
        if not waiting:
            return
        verdict = self.chance.choice(VERDICTS)
        reason = () if verdict == "accept" else ("--reason", "redraw it")
        self.command(verdict, self.chance.choice(waiting[-20:]), "--as", "boris", *reason)

    def correct(self) -> None:
        """Write a correction, which somebody may accept later."""
        with open_register(self.register) as opened:
            hazards = opened.store.heads(kinds=["hazard"])
            names = opened.store.id_of(head.seq for head in hazards)
        if not names:
            return
        wrong = self.chance.choice(list(names.values()))
        change = f"remarks=seen from point {self.chance.randrange(1_000_000)}"
        self.command("correct", wrong, "--set", change, "--reason", "typing", "--as", "ana")

    def rebuild(self) -> None:
        self.command("rebuild", "--as", "office")


def table(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write a CSV file."""
    path = path.with_suffix(".csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["wkt" if name == "shape" else name for name in rows[0]], restval="")
        writer.writeheader()
        writer.writerows({("wkt" if name == "shape" else name): value for name, value in row.items()} for row in rows)
    return path


def geojson(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write a GeoJSON file."""
    path = path.with_suffix(".geojson")
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(row["shape"])),
            "properties": {name: value for name, value in row.items() if name != "shape" and value is not None},
        }
        for row in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


if __name__ == "__main__":
    Worker(Path(sys.argv[1]), int(sys.argv[2])).work(sys.argv[3])
