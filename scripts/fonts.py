"""Make the fonts of printed maps anew from those of the web application; needs fonttools and brotli."""

from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont  # type: ignore[import-not-found]  # installed only to make fonts
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-not-found]  # as above

ROOM: Final = Path(__file__).resolve().parents[1] / "src" / "landrelease"
FAMILIES: Final = {
    "noto-sans-latin": "Noto Sans",
    "noto-sans-latin-ext": "Noto Sans Latin Ext",
    "noto-sans-cyrillic": "Noto Sans Cyrillic",
    "noto-sans-cyrillic-ext": "Noto Sans Cyrillic Ext",
    "noto-sans-arabic-arabic": "Noto Sans Arabic",
}
WEIGHTS: Final = {400: "Regular", 700: "Bold"}
_TYPOGRAPHIC: Final = (16, 17, 21, 22, 25)
_WINDOWS_ENGLISH: Final = (3, 1, 0x409)


def make(name: str, family: str, weight: int, word: str) -> None:
    """
    Write one font: static, uncompressed, with a family name of its own.

    Parameters
    ----------
    name
        Beginning of the name of its file among the assets of the web application.
    family
        Name of the family that it gets.
    weight
        Weight, from 100 to 900.
    word
        What the weight is called.
    """
    (source,) = (ROOM / "web" / "assets").glob(f"{name}-wght-normal.*.woff2")
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font = instantiateVariableFont(font, {"wght": weight})
    names = font["name"]
    for number in _TYPOGRAPHIC:
        names.removeNames(nameID=number)
    said = {1: family, 2: word, 3: f"{family} {word}", 4: f"{family} {word}", 6: f"{family}-{word}".replace(" ", "")}
    for number, text in said.items():
        names.setName(text, number, *_WINDOWS_ENGLISH)
    font["OS/2"].usWeightClass = weight
    font.save(ROOM / "publish" / "fonts" / f"{name}-{weight}.ttf")


if __name__ == "__main__":
    for one, called in FAMILIES.items():
        for heavy, style in WEIGHTS.items():
            make(one, called, heavy, style)
