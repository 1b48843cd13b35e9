"""The colours can be told apart by everybody, and are the same in every product."""

import itertools
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from landrelease.publish.qml import qml
from landrelease.publish.style import OPEN, RELEASED, STYLES, legend_lines, paint, patterns

# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB; grey by the luminance of Rec. 709.
EYES = {
    "usual": np.eye(3),
    "protan": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ]),
    "deutan": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ]),
    "tritan": np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
GREY = np.tile([0.2126, 0.7152, 0.0722], (3, 1))
TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip


def lab(colour, eye):
    """CIE L*a*b* (D65) of a colour as an eye sees it."""
    coded = np.frombuffer(bytes.fromhex(colour[1:]), dtype=np.uint8) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(eye @ linear, 0, 1) / (0.95047, 1, 1.08883)
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", EYES)
def test_any_two_statuses_differ_for_every_eye(eye):
    pairs = itertools.combinations(STYLES.values(), 2)
    near = {(a.code, b.code): np.linalg.norm(lab(a.fill, EYES[eye]) - lab(b.fill, EYES[eye])) for a, b in pairs}
    assert {pair: round(distance) for pair, distance in near.items() if distance < 20} == {}


@pytest.mark.parametrize("group", [OPEN, RELEASED])
def test_on_grey_paper_statuses_of_one_group_differ_in_lightness(group):
    lightness = [lab(STYLES[code].fill, GREY)[0] for code in group]
    assert min(abs(a - b) for a, b in itertools.combinations(lightness, 2)) > 14


def test_open_land_is_hatched_and_released_land_is_plain():
    assert [code for code, style in STYLES.items() if style.angles] == list(OPEN)
    assert [code for code, style in STYLES.items() if not style.angles] == list(RELEASED)
    assert STYLES["confirmed"].angles != STYLES["suspected"].angles


def test_svg_has_a_pattern_for_every_hatch_and_colours_for_the_rest():
    ids = {pattern.get("id") for pattern in ET.fromstring(patterns("x"))}
    assert ids == {"x-confirmed", "x-suspected"}
    assert {paint("x", code) for code in STYLES} == {f"url(#{name})" for name in ids} | {
        "#cdd1d6",
        "#5aa9da",
        "#14607a",
    }


def test_qgis_gets_the_same_colours():
    root = ET.fromstring(qml().split("\n", 1)[1])
    symbols = root.findall("./renderer-v2/symbols/symbol")
    colours = [
        bytes(
            int(part) for part in symbol.find("./layer/Option/Option[@name='color']").get("value").split(",")[:3]
        ).hex()
        for symbol in symbols
    ]
    assert [f"#{colour}" for colour in colours] == [style.fill for style in STYLES.values()]
    categories = root.findall("./renderer-v2/categories/category")
    assert [category.get("value") for category in categories] == list(STYLES)
    assert [len(symbol.findall("./layer")) - 1 for symbol in symbols] == [2, 1, 0, 0, 0]


def test_the_legend_explains_every_status():
    assert [label for label, _ in legend_lines()] == [
        "Confirmed hazard", "Suspected hazard", "Cancelled", "Reduced", "Cleared",
    ]  # fmt: skip
    assert all(meaning.endswith(".") for _, meaning in legend_lines())
