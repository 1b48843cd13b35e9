"""The style of the land layer as QGIS writes it (QML): colours by status, words for columns and values, read only.

Only what differs from QGIS's own defaults is written. The properties stand as ``Option`` maps, which QGIS 3.20 and
later read; a test opens the file with QGIS itself.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from landrelease.publish.columns import COLUMNS, Column
from landrelease.publish.style import STYLES, Style
from landrelease.records.text import tr

DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_MAP_TIP: Final = '<b>[% "status" %]</b> [% "since" %]<br/>[% round("area_m2") %] m²<br/><small>[% "record" %]</small>'
_SHORT_TIP: Final = '<b>[% "status" %]</b>'
_PREVIEW: Final = '"status" || \' \' || "since" || \' \' || "id"'


def qml(columns: Sequence[Column] = COLUMNS, styles: Sequence[Style] = tuple(STYLES.values())) -> str:
    """
    Write the style of the land layer.

    Parameters
    ----------
    columns
        Columns of the layer.
    styles
        How each status looks.

    Returns
    -------
    str
        A QML document, for `layer_styles` or a file of its own.

    Examples
    --------
    >>> qml().count("<category ")
    5
    """
    root = ET.Element("qgis", version="3.22.0", styleCategories="AllStyleCategories", readOnly="1", labelsEnabled="0")
    _add_renderer(root, styles)
    _add_fields(root, columns, styles)
    whole = any(column.name == "record" for column in columns)
    ET.SubElement(root, "previewExpression").text = _PREVIEW if whole else '"status"'
    ET.SubElement(root, "mapTip").text = _MAP_TIP if whole else _SHORT_TIP
    ET.indent(root, " ")
    return DOCTYPE + ET.tostring(root, encoding="unicode")


def _add_renderer(root: ET.Element, styles: Sequence[Style]) -> None:
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr="status", symbollevels="0")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, style in enumerate(styles):
        label = tr(style.label)
        ET.SubElement(categories, "category", value=style.code, label=label, symbol=str(number), render="true")
        add_fill(symbols, str(number), style)


def add_fill(symbols: ET.Element, name: str, style: Style) -> None:
    """
    Add the symbol of a status.

    Parameters
    ----------
    symbols
        Where it is added.
    name
        Its name there.
    style
        The look of the status.
    """
    symbol = ET.SubElement(symbols, "symbol", type="fill", name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    ground = {"color": style.fill, "outline_color": style.line, "outline_width": "0.2", "style": "solid"}
    add_layer(symbol, "SimpleFill", ground | {"outline_style": "solid", "joinstyle": "round"})
    for place, angle in enumerate(style.angles, start=1):
        hatch = add_layer(symbol, "LinePatternFill", {"angle": str(angle), "distance": "1.6", "distance_unit": "MM"})
        line = ET.SubElement(hatch, "symbol", type="line", name=f"@{name}@{place}", alpha="0.75")
        add_layer(line, "SimpleLine", {"line_color": style.hatch, "line_width": "0.26", "line_style": "solid"})


def add_layer(symbol: ET.Element, kind: str, properties: dict[str, str]) -> ET.Element:
    """
    Add one layer to a symbol.

    Parameters
    ----------
    symbol
        Where it is added.
    kind
        QGIS's name of the kind of layer.
    properties
        What it is drawn with; colours as ``#rrggbb``.

    Returns
    -------
    xml.etree.ElementTree.Element
        The layer.
    """
    layer = ET.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    options = ET.SubElement(layer, "Option", type="Map")
    for name, value in properties.items():
        written = _rgba(value) if value.startswith("#") else value
        ET.SubElement(options, "Option", name=name, value=written, type="QString")
    return layer


def _rgba(colour: str) -> str:
    """Write ``#rrggbb`` as QGIS does: four numbers."""
    return ",".join(str(number) for number in (*bytes.fromhex(colour[1:]), 255))


def _add_fields(root: ET.Element, columns: Sequence[Column], styles: Sequence[Style]) -> None:
    configured = ET.SubElement(root, "fieldConfiguration")
    aliases = ET.SubElement(root, "aliases")
    editable = ET.SubElement(root, "editable")
    for place, column in enumerate(columns, start=1):
        field = ET.SubElement(configured, "field", name=column.name, configurationFlags="None")
        ET.SubElement(aliases, "alias", index=str(place), field=column.name, name=tr(column.alias))
        ET.SubElement(editable, "field", name=column.name, editable="0")
        if column.name == "status":
            _add_words(field, styles)


def _add_words(field: ET.Element, styles: Sequence[Style]) -> None:
    """Show words in place of codes in QGIS's table of attributes."""
    config = ET.SubElement(ET.SubElement(field, "editWidget", type="ValueMap"), "config")
    pairs = ET.SubElement(ET.SubElement(config, "Option", type="Map"), "Option", type="List", name="map")
    for style in styles:
        pair = ET.SubElement(pairs, "Option", type="Map")
        ET.SubElement(pair, "Option", name=tr(style.label), value=style.code, type="QString")
