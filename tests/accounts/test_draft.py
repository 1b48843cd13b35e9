"""Drafts: kept as given, and never saved over each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from landrelease.accounts import errors
from landrelease.accounts.draft import MOST_BYTES
from landrelease.accounts.moment import later

from .conftest import NOON

TEXT = '{"status": "suspected",  "name": "Поле"}'


@pytest.fixture
def draft(kept, amelie):
    return kept.drafts.begin(amelie.id, "hazard", TEXT, title="Field", now=NOON)


def test_a_draft_is_kept_as_given(kept, amelie, draft):
    assert kept.drafts.get(amelie.id, draft.id) == draft
    assert (draft.text, draft.revision, draft.kind, draft.title) == (TEXT, 1, "hazard", "Field")


def test_saving_goes_one_revision_on_and_keeps_the_title(kept, draft):
    saved = kept.drafts.save(draft, "[]", now=later(NOON, 60))
    assert (saved.text, saved.title, saved.revision, saved.created, saved.changed) == (
        "[]",
        "Field",
        2,
        NOON,
        later(NOON, 60),
    )
    assert kept.drafts.save(saved, "[]", title="Other", now=later(NOON, 61)).title == "Other"


def test_an_old_revision_is_refused_and_both_are_told(kept, amelie, draft):
    first = kept.drafts.save(draft, '"first"', now=NOON)
    with pytest.raises(errors.StaleDraftError, match="made from revision 1, revision 2 is kept") as refused:
        kept.drafts.save(draft, '"second"', now=NOON)
    assert (refused.value.given.text, refused.value.kept) == ('"second"', first)
    assert kept.drafts.get(amelie.id, draft.id) == first


def test_of_many_who_save_at_once_one_wins(kept, amelie, draft):
    def save(number):
        try:
            return kept.drafts.save(draft, str(number), now=NOON)
        except errors.StaleDraftError:
            return None

    with ThreadPoolExecutor(8) as threads:
        winners = [found for found in threads.map(save, range(8)) if found]
    assert winners == [kept.drafts.get(amelie.id, draft.id)]


@pytest.mark.parametrize("text", ["", "{", "nothing", '"' + "x" * MOST_BYTES + '"', "[" * 100_000])
def test_what_is_no_json_or_too_large_is_refused(kept, amelie, draft, text):
    with pytest.raises(errors.BadValueError):
        kept.drafts.begin(amelie.id, "hazard", text, now=NOON)
    with pytest.raises(errors.BadValueError):
        kept.drafts.save(draft, text, now=NOON)
    assert kept.drafts.of(amelie.id) == [draft]


def test_a_draft_as_large_as_may_be_is_kept(kept, amelie):
    text = '"' + "x" * (MOST_BYTES - 2) + '"'
    assert kept.drafts.begin(amelie.id, "hazard", text, now=NOON).text == text


def test_drafts_are_their_owners_alone(kept, amelie, join, draft):
    later_one = kept.drafts.begin(amelie.id, "survey", "{}", now=later(NOON, 1))
    other = join("boris")
    assert kept.drafts.of(amelie.id) == [later_one, draft]
    assert kept.drafts.of(other.id) == []
    for wrong in (kept.drafts.get, kept.drafts.drop):
        with pytest.raises(errors.NotHereError):
            wrong(other.id, draft.id)
    kept.drafts.drop(amelie.id, draft.id)
    with pytest.raises(errors.NotHereError):
        kept.drafts.save(draft, "{}", now=NOON)
