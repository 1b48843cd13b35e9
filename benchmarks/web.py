"""The web application under load: ``python -m benchmarks.web --register bosnia.register``.

A process serves a copy of the register; then one person, and fifty at once, ask for pages and tiles, each as a session
of their own and without keeping anything. A browser on the same machine opens the map, moves it, steps the slider and
asks for the story of a point. What is printed: milliseconds, and what each page weighs on the wire.
"""

import argparse
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx
from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks import machine
from benchmarks.inputs import SEED
from benchmarks.ours import built
from benchmarks.run import inputs_of
from landrelease.accounts import Accounts, beside
from landrelease.accounts.account import Profile
from landrelease.accounts.origin import Origin
from landrelease.desk.opening import open_register
from landrelease.desk.versions import known
from landrelease.publish.atlas import Atlas
from landrelease.publish.tilearchive import tiles_with_land
from landrelease.web.book import now

PAGES: Final = ("/", "/map", "/statement", "/review", "/programme/tasks", "/enter")
ZOOMS: Final = (7, 9, 11, 13)
CHROMIUM: Final = "/usr/bin/chromium"
_QUIET: Final = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_WAIT_MS: Final = 120_000


class Served(NamedTuple):
    """
    A process that serves.

    Attributes
    ----------
    address : str
        Where.
    tokens : list of str
        Sessions, one for each person.
    """

    address: str
    tokens: list[str]


def main() -> None:
    """Measure and print."""
    options = _options()
    for path in options.register or [built(inputs_of(options.data, options.records, SEED))]:
        with tempfile.TemporaryDirectory() as folder, serving(path, Path(folder), options.users) as served:
            print(f"\n## {options.name or path.stem}\n")
            print("\n".join(f"- {fact}" for fact in machine.facts()), "\n")
            _load(served, [*PAGES, *_tiles(path)], options)
            _browse(served)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--register", type=Path, action="append", help="measure this register; several times for several"
    )
    parser.add_argument(
        "--records", type=int, default=20_000, help="size of the generated register; 20,000 have 100,000 parcels"
    )
    parser.add_argument("--data", type=Path, default=Path("out/bench"), help="where inputs are kept")
    parser.add_argument("--users", type=int, default=50, help="how many ask at once")
    parser.add_argument("--seconds", type=float, default=20, help="how long they ask")
    parser.add_argument("--name", help="what the register is called in the table")
    return parser.parse_args()


@contextmanager
def serving(register: Path, folder: Path, users: int) -> Iterator[Served]:
    """
    Serve a copy of a register in a process of its own.

    Parameters
    ----------
    register
        The register.
    folder
        Where the copy goes.
    users
        How many people there are.

    Yields
    ------
    Served
        Address and sessions.
    """
    copy = Path(shutil.copy(register, folder))
    with Accounts(beside(copy)) as accounts:
        tokens = [_person(accounts, number) for number in range(users)]
    command = [sys.executable, "-m", "landrelease", "serve", copy, "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
        yield Served(address, tokens)
    finally:
        process.terminate()
        process.wait()


def _person(accounts: Accounts, number: int) -> str:
    roles = frozenset({"information", "reviewer", "operations"})
    account = accounts.roster.add(Profile(f"person-{number}", f"Person {number}", roles, "authority"), now=now())
    accounts.passwords.set(account.id, "four plain words here", now=now())
    accounts.roster.put(account.id, "active", now=now())
    return accounts.signing.enter(account.id, Origin("127.0.0.1", "bench"), now=now()).token


def _tiles(register: Path) -> list[str]:
    """Two tiles with land of each zoom."""
    with open_register(register) as book:
        boxes = Atlas(known(book.store)).boxes("all")
    found = []
    for z in ZOOMS:
        places = tiles_with_land(boxes, z)
        found += [f"/tiles/all/{z}/{x}/{y}.mvt" for x, y in places[:: max(1, len(places) // 2)][:2]]
    return found


def _load(served: Served, addresses: Sequence[str], options: argparse.Namespace) -> None:
    alone = {address: _asked(served.address, served.tokens[0], [address] * 5) for address in addresses}
    crowd = _together(served, addresses, options.seconds)
    print(f"| asked for | kB on the wire | alone, p50 ms | {len(served.tokens)} at once, p50 ms | p95 ms | answers |")
    print("| --- | --- | --- | --- | --- | --- |")
    for address in addresses:
        many = sorted(time for time, _ in crowd[address])
        half, most = (f"{many[int(len(many) * part)]:,.0f}" if many else "–" for part in (0.5, 0.95))
        first = statistics.median(time for time, _ in alone[address])
        size = alone[address][0][1] / 1000
        print(f"| `{address}` | {size:,.1f} | {first:,.0f} | {half} | {most} | {len(many)} |", flush=True)
    print(f"\n{sum(map(len, crowd.values())) / options.seconds:,.1f} answers a second.\n")


def _asked(address: str, token: str, paths: Sequence[str]) -> list[tuple[float, int]]:
    """Milliseconds and bytes on the wire of some requests, one after the other; a refusal ends the bench."""
    found = []
    with httpx.Client(base_url=address, cookies={"session": token}, timeout=_WAIT_MS / 1000) as client:
        for path in paths:
            began = time.perf_counter()
            with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
                size = sum(len(chunk) for chunk in answer.iter_raw())
            if answer.status_code not in {200, 204}:
                msg = f"{path}: {answer.status_code}"
                raise SystemExit(msg)
            found.append(((time.perf_counter() - began) * 1000, size))
    return found


def _together(served: Served, addresses: Sequence[str], seconds: float) -> dict[str, list[tuple[float, int]]]:
    found: dict[str, list[tuple[float, int]]] = {address: [] for address in addresses}
    until = time.monotonic() + seconds

    def person(number: int) -> None:
        for address in itertools.islice(itertools.cycle(addresses), number, None):
            if time.monotonic() > until:
                return
            found[address] += _asked(served.address, served.tokens[number], [address])

    threads = [threading.Thread(target=person, args=(number,)) for number in range(len(served.tokens))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _browse(served: Served) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        context = browser.new_context(base_url=served.address, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "session", "value": served.tokens[0], "url": served.address}])
        page = context.new_page()
        print("| in the browser | ms |\n| --- | --- |")
        for name, deed in _deeds(page):
            began = time.perf_counter()
            deed()
            print(f"| {name} | {(time.perf_counter() - began) * 1000:,.0f} |")
        print("\n| page | requests | kB on the wire |\n| --- | --- | --- |")
        for path in PAGES:
            print(f"| `{path}` | {' | '.join(_weight(context, path))} |")
        browser.close()


def _deeds(page: Page) -> list[tuple[str, Callable[[], Any]]]:
    def open_map() -> None:
        page.goto("/map")
        page.locator("land-map[data-state=ready]").wait_for(state="attached", timeout=_WAIT_MS)
        page.wait_for_load_state("networkidle")

    def pan() -> None:
        page.mouse.move(700, 500)
        page.mouse.down()
        page.mouse.move(400, 350, steps=8)
        page.mouse.up()
        page.wait_for_load_state("networkidle")

    def step() -> None:
        slider = page.locator("land-map input[type=range]")
        slider.press("ArrowLeft")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def click() -> None:
        with page.expect_response(lambda answer: "/map/explain" in answer.url, timeout=_WAIT_MS):
            page.mouse.click(720, 500)

    return [
        ("first view of the map, all tiles there", open_map),
        ("the same again", open_map),
        ("pan by 300 pixels, all tiles there", pan),
        ("step of the slider", step),
        ("click until the story is there", click),
    ]


def _weight(context: BrowserContext, path: str) -> tuple[str, str]:
    """Weigh a page in a browser that has kept nothing: requests, and kilobytes on the wire."""
    fresh = context.browser.new_context(storage_state=context.storage_state())
    page = fresh.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto("/".join(context.pages[0].url.split("/")[:3]) + path)
    page.wait_for_load_state("networkidle")
    fresh.close()
    return str(len(sizes)), f"{sum(sizes) / 1000:,.0f}"


if __name__ == "__main__":
    main()
