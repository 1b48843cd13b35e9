"""`landrelease verify-document`: whether a paper is of this register and still says what the records say."""

from pathlib import Path
from typing import Any, Final

import click

from landrelease.cli.doors import echo_json, echo_rows, form_of, opened, output_option, register_argument
from landrelease.records.text import marked as _
from landrelease.records.text import tr

_SAYS: Final = {
    "current": _("genuine and current: the records say what this paper says"),
    "draft": _("genuine, and a draft: it releases nothing"),
    "superseded": _("genuine but superseded: the records have changed since"),
    "altered": _("not genuine: the paper says something else than the records behind its code"),
    "unknown": _("not of this register: no records here give this code, now or at any moment before"),
}
_EXAMPLE: Final = "Example: landrelease verify-document province.register T-118.pdf"


@click.command("verify-document", epilog=_EXAMPLE)
@register_argument
@click.argument("document", metavar="FILE|CODE")
@click.option("--task", default="", metavar="TASK", help="The task on the paper: a code alone is found sooner.")
@output_option
def verify_document_command(*, register: str, document: str, task: str, output: str) -> None:
    """
    Check a completion report or handover certificate: the PDF, its twin, or the code printed on it.

    Exit 0 only where it is genuine, current and no draft. The records behind it are listed; of a paper that is
    superseded also what has changed since.
    """
    from landrelease.desk.proof import Claim, prove  # noqa: PLC0415 - heavy
    from landrelease.publish.paperfile import claim_of, code_in  # noqa: PLC0415 - heavy

    form, _path = form_of(output, ("table", "json", "csv"))
    code = code_in(document)
    if not code and not Path(document).is_file():
        msg = f"{document}: neither a file nor a code such as LR1-ABCD-EFGH-IJKL-MNOP-QRST"
        raise click.UsageError(msg)
    with opened(register) as book:
        verdict = prove(book.store, Claim(code, task=task.strip()) if code else claim_of(Path(document)))
    answer = _answer(verdict)
    if output == "json":
        echo_json(answer)
    else:
        if form == "table":
            for line in _lines(answer):
                click.echo(line)
        echo_rows(output, "", answer["records"], ("kind", "id"))
    if verdict.state != "current":
        raise click.exceptions.Exit(1)


def _answer(verdict: Any) -> dict[str, Any]:  # noqa: ANN401 - a verdict
    found = verdict.found
    content = found.content if found else {}
    return {
        "verdict": verdict.state,
        "text": tr(_SAYS[verdict.state]),
        "code": verdict.claim.code,
        "task": content["task"]["id"] if found else None,
        "kind": content.get("kind"),
        "number": content.get("number"),
        "draft": content.get("draft", []),
        "known_at": found.known_at if found else None,
        "released_m2": found.computed["released_m2"] if found else None,
        "depth_m": content["completion"]["depth_m"] if found else None,
        "changed": list(verdict.changed),
        "records": [{"kind": kind, "id": name} for kind, name in content.get("records", ())],
    }


def _lines(answer: dict[str, Any]) -> list[str]:
    about = ", ".join(str(answer[key]) for key in ("kind", "number", "task") if answer[key])
    lines = [f"{answer['code']}: {answer['text']}"]
    if about:
        lines.append(f"{about}; known at {answer['known_at']}")
        released, depth = f"{answer['released_m2']:,.1f} m²", answer["depth_m"]
        text = tr("Compare with the paper: land released {released}, depth reached {depth}.")
        lines.append(text.format(released=released, depth=tr("not stated") if depth is None else f"{depth} m"))
    if answer["draft"]:
        lines.append("draft: " + ", ".join(answer["draft"]))
    return lines + [f"changed: {one}" for one in answer["changed"]]
