"""The rules about press statements: sentences whose figures lead to records."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

_LINKS: Final = _("A figure in the press is quoted for years; whoever asks must find the records that it rests on.")

SENTENCE_RULES: Final = (
    Rule(
        "figure-without-link", "error",
        what=_("The sentence “{sentence}” has the figure {figure}, which leads to nothing in the register."),
        why=_LINKS,
        cure=_("Write it as [figure](ledger:measure;year=…) or [figure](record:ID), or take it out."),
        room="publish",
    ),
    Rule(
        "figure-differs-from-ledger", "error",
        what=_("The sentence “{sentence}” says {figure}; the ledger says {told}."),
        why=_("A statement that differs from the ledger on the day it leaves is wrong, or the ledger is."),
        cure=_("Write the figure of the ledger, rounded as you like, or correct the records first."),
        room="publish",
    ),
    Rule(
        "figure-differs-from-records", "error",
        what=_("The sentence “{sentence}” says {figure}; the records that it names say {told}."),
        why=_("A figure that its own records do not give was taken from elsewhere, or was misread."),
        cure=_("Write what the records say, name all the records that make the figure up, or link the ledger."),
        room="publish",
    ),
    Rule(
        "figure-not-comparable", "warning",
        what=_("The sentence “{sentence}” says {figure}; the record that it names holds no number to compare it with."),
        why=_("Nobody compared this figure with anything but the eyes of who wrote it."),
        cure=_("Let a second person read the record beside the sentence, or link records that hold the number."),
        room="publish",
    ),
    Rule(
        "figure-tells-too-much", "error",
        what=_("The sentence “{sentence}” rests on so few records that it tells the audience {audience} too much."),
        why=_("Few records in one place tell where they lie, and who was hurt or worked there."),
        cure=_("Tell of a larger area or a longer time."),
        room="publish",
    ),
    Rule(
        "record-not-in-force", "error",
        what=_("The sentence “{sentence}” rests on the record {record}, which is {state} here."),
        why=_("Only what was accepted counts; what waits may be rejected, and what was withdrawn was never true."),
        cure=_("Let somebody decide on the record, or name another one."),
        room="publish",
    ),
)  # fmt: skip
