"""Findings over the register: what is wrong or doubtful, why the rule exists, what to do; and settling them."""

from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath

from landrelease.checks.catalogue import render
from landrelease.desk.checking import Checked
from landrelease.desk.register import Register
from landrelease.desk.settling import settle
from landrelease.records.text import tr
from landrelease.web.book import Asked, reading, writing
from landrelease.web.checked import FOUND, SEVERITIES, severity_of, visible_findings
from landrelease.web.drawing import page
from landrelease.web.noting import note

Sent = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
PER_PAGE: Final = 50


class Asking(NamedTuple):
    """
    What of the findings is asked for; empty for everything.

    Attributes
    ----------
    severity, code, record : str
        How grave, which rule, and the beginning of a record's id.
    settled : str
        ``yes`` for those that somebody settled.
    page : str
        Number of the page.
    """

    severity: str = ""
    code: str = ""
    record: str = ""
    settled: str = ""
    page: str = ""

    def address(self, path: str, **other: str) -> str:
        """
        Write it as an address.

        Parameters
        ----------
        path
            Path of the page.
        **other
            Values that differ.

        Returns
        -------
        str
            Path and query.

        Examples
        --------
        >>> Asking(severity="error", page="3").address("/review/findings", page="2")
        '/review/findings?severity=error&page=2'
        """
        query = urlencode({name: value for name, value in (self._asdict() | other).items() if value})
        return f"{path}?{query}" if query else path

    def holds(self, one: Checked) -> bool:
        """
        Tell whether a finding is asked for.

        Parameters
        ----------
        one
            The finding.

        Returns
        -------
        bool
            Settled ones only where they are asked for, and then no others.
        """
        return (
            bool(one.settled) == (self.settled == "yes")
            and self.severity in {"", severity_of(one.finding.code)}
            and self.code in {"", one.finding.code}
            and (not self.record or any(name.startswith(self.record) for name in one.finding.about))
        )


def _asking(request: Asked) -> Asking:
    values = request.query_params
    return Asking(**{name: str(values.get(name, "")).strip() for name in Asking._fields})


@get("/review/findings", permission="finding.read", include_in_schema=False, sync_to_thread=True)
def findings_page(request: Asked) -> Response[str]:
    """Show the page at once; the findings follow, since to look for them takes time."""
    with reading(request):
        return page(request, "findings.html", asking=_asking(request))


@get("/review/findings/list", permission="finding.read", include_in_schema=False, sync_to_thread=True)
def findings_part(request: Asked) -> Response[str]:
    """Check the register and list what is asked for."""
    with reading(request) as register:
        return _listed(request, register, "")


@post(
    "/review/findings/{finding:str}", permission="finding.settle", include_in_schema=False, sync_to_thread=True,
    status_code=200,
)  # fmt: skip
def settle_finding(request: Asked, finding: FromPath[str], data: Sent) -> Response[str]:
    """Say why a finding may stand."""
    with writing(request) as register:
        with register.store.reading():
            before = register.store.root()
            one = _named(request, register, finding)
        reason = str(data.get("reason", "")).strip()
        settle(register, one, reason)
        FOUND.settled(register, before, one, reason)
        note(request, "finding-settle", finding, *one.finding.about)
    with reading(request) as register:
        return _listed(request, register, finding)


def _named(request: Asked, register: Register, finding: str) -> Checked:
    found = visible_findings(register, request.user, FOUND.of(register))
    one = next((one for one in found if one.id == finding), None)
    if one is None:
        raise NotFoundException(tr("There is no such finding any more, or it is not among those that you see."))
    return one


def _listed(request: Asked, register: Register, done: str) -> Response[str]:
    asking = _asking(request)
    found = visible_findings(register, request.user, FOUND.of(register))
    chosen = [one for one in found if asking.holds(one)]
    pages = max(1, -(-len(chosen) // PER_PAGE))
    number = min(max(int(asking.page), 1), pages) if asking.page.isascii() and asking.page.isdigit() else 1
    shown = chosen[(number - 1) * PER_PAGE : number * PER_PAGE]
    mine, authors = register.mine(), _authors(register, shown)
    return page(
        request, "_findings_list.html", asking=asking, total=len(chosen), number=number, pages=pages, done=done,
        counts={severity: _count(found, severity) for severity in SEVERITIES},
        settled=sum(1 for one in found if one.settled),
        rules=sorted({one.finding.code for one in found if bool(one.settled) == (asking.settled == "yes")}),
        rows=[(one, render(one.finding), mine in [authors.get(name) for name in one.finding.about]) for one in shown],
    )  # fmt: skip


def _count(found: list[Checked], severity: str) -> int:
    return sum(1 for one in found if not one.settled and severity_of(one.finding.code) == severity)


def _authors(register: Register, shown: list[Checked]) -> dict[str, str]:
    seqs = register.store.seq_of({name for one in shown for name in one.finding.about})
    by_seq = {head.seq: head.author for head in register.store.heads(seqs=seqs.values())}
    return {name: by_seq[seq] for name, seq in seqs.items()}


ROUTES: Final = (findings_page, findings_part, settle_finding)
