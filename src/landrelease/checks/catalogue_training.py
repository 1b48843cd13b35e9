"""Texts of the findings about training, which the room programme raises."""

from typing import Final

from landrelease.checks.rule import Rule
from landrelease.records.text import marked as _

TRAINING_RULES: Final = (
    Rule(
        "centre-not-accredited", "warning", room="programme",
        what=_("Training centre {centre} was not accredited on {days}, when the session was held."),
        why=_("A certificate is worth what the centre behind it is."),
        cure=_("Enter the accreditation of the centre (as holder), or repeat the examination elsewhere."),
    ),
    Rule(
        "instructor-not-qualified", "warning", room="programme",
        what=_("{person} taught on {days} without a certificate of instruction."),
        why=_("Who teaches must be qualified to teach, not only to do the work."),
        cure=_("Enter the certificate, or have the session looked at by a qualified instructor."),
    ),
    Rule(
        "passed-against-scores", "warning", room="programme",
        what=_("The assessment of {person} says passed, its scores say failed."),
        why=_("A critical error, a failed practical test or a theory result below the course's limit fails."),
        cure=_("Correct the score or the result."),
    ),
    Rule(
        "examined-by-self", "warning", room="programme",
        what=_("{person} is named as examiner of the own assessment."),
        why=_("Nobody passes themselves."),
        cure=_("Correct the examiner, or repeat the examination."),
    ),
    Rule(
        "certificate-without-pass", "warning", room="programme",
        what=_("No assessment of session {session} shows that {person} passed."),
        why=_("A certificate without an examination behind it certifies nothing."),
        cure=_("Enter the assessment, or revoke the certificate."),
    ),
    Rule(
        "certificate-too-long", "warning", room="programme",
        what=_("The certificate of {person} runs beyond {last}: the course is valid for {days} days."),
        why=_("Skills fade; the course says when they must be shown again."),
        cure=_("Correct the last day, or enter the version of the course that allows it."),
        one=_("The certificate of {person} runs beyond {last}: the course is valid for one day."),
    ),
)  # fmt: skip
