"""What each setting of publication takes."""

import pytest

from landrelease.checks.settings import PARAMETERS, unfit
from landrelease.checks.settings_publish import (
    LAYER_NAMES,
    LAYERS_DEFAULT,
    OPEN_DEFAULT,
    RELEASED_DEFAULT,
    AreaRule,
    open_rule,
    released_rule,
    takes_publish,
)

GOOD = [
    ("public.published", True),
    ("public.layers", "land-open;figures"),
    ("public.layers", ["accidents"]),
    ("public.layers", LAYERS_DEFAULT),
    ("public.open_land", OPEN_DEFAULT),
    ("public.open_land", "buffer:500"),
    ("public.open_land", "admin"),
    ("public.open_land", "hidden"),
    ("public.released_land", RELEASED_DEFAULT),
    ("public.released_land", "exact"),
    ("public.released_land", "hidden"),
    ("public.dates", "year"),
    ("public.delay_days", 0),
    ("public.small_count", 3),
    ("public.hotline", "+000 000 000, free of charge"),
    ("public.hours", "every day, 7 to 19"),
    ("public.iati_organisation", "XM-EXAMPLE-1"),
    ("public.iati_organisation_type", "10"),
]
BAD = [
    ("public.published", "yes"),
    ("public.published", 1),
    ("public.layers", ""),
    ("public.layers", "everything"),
    ("public.open_land", "exact"),
    ("public.open_land", "none"),
    ("public.open_land", "grid"),
    ("public.open_land", "grid:499"),
    ("public.open_land", "grid:100001"),
    ("public.open_land", "grid:-1000"),
    ("public.open_land", "grid:1e4"),
    ("public.open_land", "grid:²"),
    ("public.open_land", 1000),
    ("public.released_land", "buffer:100"),
    ("public.released_land", "admin"),
    ("public.released_land", "grid:9"),
    ("public.released_land", ["exact"]),
    ("public.dates", "day"),
    ("public.delay_days", -1),
    ("public.delay_days", 1.5),
    ("public.delay_days", True),
    ("public.small_count", 2),
    ("public.hotline", " "),
    ("public.hours", 7),
    ("public.everything", True),
    ("public.", True),
]


@pytest.mark.parametrize(("key", "value"), GOOD, ids=repr)
def test_what_fits_is_taken(key, value):
    assert unfit(key, value) == ""


@pytest.mark.parametrize(("key", "value"), BAD, ids=repr)
def test_what_does_not_fit_is_told_what_would(key, value):
    assert unfit(key, value) != ""


def test_every_setting_of_publication_is_a_parameter_with_its_default():
    keys = {parameter.key for parameter in PARAMETERS if parameter.key.startswith("public.")}
    assert keys == {key for key, _ in GOOD}
    assert all(takes_publish(key) for key in keys)


def test_rules_are_read():
    assert open_rule("buffer:750") == AreaRule("buffer", 750.0)
    assert released_rule("hidden") == AreaRule("hidden")
    assert LAYER_NAMES[:2] == ("land-open", "land-released")
