"""What reviewers say about a record."""

import pytest

from landrelease.accounts import errors
from landrelease.accounts.comment import LONGEST, Comment

from .conftest import NOON


def test_comments_stand_in_the_order_in_which_they_were_made(kept, amelie, join):
    other = join("boris")
    kept.comments.say(amelie.id, "r1", "Is the datum right?", now=NOON)
    kept.comments.say(amelie.id, "r2", "Good.", now=NOON)
    kept.comments.say(other.id, "r1", "It is: WGS84.", now=NOON)
    assert kept.comments.on("r1") == [
        Comment(1, "r1", amelie.id, "Is the datum right?", NOON),
        Comment(3, "r1", other.id, "It is: WGS84.", NOON),
    ]
    assert kept.comments.counts(["r1", "r2", "r3"]) == {"r1": 2, "r2": 1}


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(kept, amelie, text):
    with pytest.raises(errors.BadValueError):
        kept.comments.say(amelie.id, "r1", text, now=NOON)
    assert kept.comments.on("r1") == []
