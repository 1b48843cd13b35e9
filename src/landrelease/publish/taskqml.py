"""How QGIS draws the layers of a task."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Final

from landrelease.publish import marks
from landrelease.publish.marks import SIGNS, Sign
from landrelease.publish.qml import DOCTYPE, add_fill, add_layer
from landrelease.publish.style import OPEN, STYLES
from landrelease.records.text import tr

_WIDTH: Final = {"outline_width": "0.6", "outline_style": "solid", "style": "no"}


def task_qml() -> str:
    """
    Write the style of the area of a task.

    Returns
    -------
    str
        A QML document.

    Examples
    --------
    >>> "singleSymbol" in task_qml()
    True
    """
    return _single("fill", "SimpleFill", {"outline_color": marks.TASK_LINE, **_WIDTH})


def turning_qml() -> str:
    """
    Write the style of turning points, with their numbers.

    Returns
    -------
    str
        A QML document.

    Examples
    --------
    >>> 'fieldName="number"' in turning_qml()
    True
    """
    return _single("marker", "SimpleMarker", {"name": "circle", "color": marks.TASK_LINE, "size": "2"}, "number")


def feature_qml() -> str:
    """
    Write the style of what lies on the map of a task: each kind has a symbol of the form that it is drawn in.

    Returns
    -------
    str
        A QML document.

    Examples
    --------
    >>> feature_qml().count("<category ") == len(SIGNS)
    True
    """
    root, symbols = _categories("type", ((kind, tr(marks.label(kind))) for kind in SIGNS))
    for number, sign in enumerate(SIGNS.values()):
        _add_sign(symbols, str(number), sign)
    _label(root, "name")
    return _written(root)


def hazard_qml() -> str:
    """
    Write the style of hazards.

    Returns
    -------
    str
        A QML document.

    Examples
    --------
    >>> hazard_qml().count("<category ")
    2
    """
    root, symbols = _categories("status", ((code, tr(STYLES[code].label)) for code in OPEN))
    for number, code in enumerate(OPEN):
        add_fill(symbols, str(number), STYLES[code])
    return _written(root)


def _single(form: str, kind: str, properties: dict[str, str], label: str = "") -> str:
    root = _root(label)
    renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol", symbollevels="0")
    symbols = ET.SubElement(renderer, "symbols")
    add_layer(_symbol(symbols, "0", form), kind, properties)
    if label:
        _label(root, label)
    return _written(root)


def _categories(attribute: str, rows: Iterable[tuple[str, str]]) -> tuple[ET.Element, ET.Element]:
    root = _root("name" if attribute == "type" else "")
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=attribute, symbollevels="0")
    categories = ET.SubElement(renderer, "categories")
    for number, (value, label) in enumerate(rows):
        ET.SubElement(categories, "category", value=value, label=label, symbol=str(number), render="true")
    return root, ET.SubElement(renderer, "symbols")


def _add_sign(symbols: ET.Element, name: str, sign: Sign) -> None:
    if sign.form == "point":
        add_layer(
            _symbol(symbols, name, "marker"), "SimpleMarker", {"name": "circle", "color": sign.colour, "size": "3"}
        )
    elif sign.form == "line":
        style = "dash" if sign.dash else "solid"
        add_layer(
            _symbol(symbols, name, "line"), "SimpleLine",
            {"line_color": sign.colour, "line_width": "0.6", "line_style": style},
        )  # fmt: skip
    else:
        colours = {"color": sign.colour, "outline_color": sign.colour, "style": "b_diagonal"}
        add_layer(_symbol(symbols, name, "fill"), "SimpleFill", colours | {"outline_width": "0.4"})


def _symbol(symbols: ET.Element, name: str, form: str) -> ET.Element:
    return ET.SubElement(symbols, "symbol", type=form, name=name, alpha="1", clip_to_extent="1", force_rhr="0")


def _root(label: str) -> ET.Element:
    return ET.Element(
        "qgis",
        version="3.22.0",
        styleCategories="AllStyleCategories",
        readOnly="1",
        labelsEnabled=str(int(bool(label))),
    )


def _label(root: ET.Element, field: str) -> None:
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    ET.SubElement(settings, "text-style", fieldName=field, fontSize="9", textColor="16,24,32,255", isExpression="0")


def _written(root: ET.Element) -> str:
    ET.indent(root, " ")
    return DOCTYPE + ET.tostring(root, encoding="unicode")
