"""What is written and told about the example: three articles, people who were hurt, two sightings, a press statement.

All of it goes into the copy that publishes, so that the books of the example itself stay as its oracle knows them.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final

from landrelease.demo import cast
from landrelease.publish.redaction.rounding import HECTARE, OPEN, RELEASED, rounded

FOLDER: Final = "press"
STATEMENT: Final = f"{FOLDER}/statement.txt"
ARTICLES: Final = tuple(f"{FOLDER}/{name}.txt" for name in ("courier", "wire", "mail"))
PEOPLE: Final = f"{FOLDER}/people.csv"
SIGHTINGS: Final = f"{FOLDER}/sightings.csv"
PERSON: Final = "SYN-C-1"
AGAIN: Final = "SYN-C-2"
_COURIER: Final = f"""publisher: Marrow Courier ({cast.LABEL})
published: 2025-05-09
title: At the red stakes of Brenn

By Hanne Tov in Brenn

Four engineers were clearing mines near Brenn, in Hollin Province, when the Courier came to see them. "We have found \
12 mines," Captain Ruo Ade told the Courier.
"""
_WIRE: Final = f"""publisher: Far Wire ({cast.LABEL})
published: 2025-05-05
title: Army clears mines at Brenn

BRENN, May 5 (Far Wire) - Some 14 mines were cleared near Brenn in Hollin Province, the host defence ministry's \
newspaper, Red Banner, reported. The road to the mill will reportedly open in June.
"""
_MAIL: Final = (
    _WIRE.replace("Far Wire (SYN", "The Coast Mail (SYN")
    .replace("2025-05-05", "2025-05-06")
    .replace("title: Army clears mines at Brenn", "title: Mines cleared")
)
_PEOPLE: Final = f"""record,id,date,organisation,category,outcome,sex,age_group,civilian_status,remarks,lon,lat
casualty,{PERSON},2024-05-17,{cast.KESTREL},AP,injured,male,child,civilian,{cast.LABEL},-24.9513,40.0107
casualty,{AGAIN},2024-05-17,{cast.MERIDIAN},mine,injured,male,child,civilian,{cast.LABEL},-24.9521,40.0113
casualty,SYN-C-3,2023-09-02,{cast.KESTREL},ERW,killed,female,adult,civilian,{cast.LABEL},-24.9037,40.0519
"""
_SIGHTINGS: Final = f"""record,id,date,type,organisation,information_grade,information_judged_by,information_judged,\
accuracy_m,remarks,lon,lat
evidence,SYN-EV-1,2025-05-02,ordnance-seen,{cast.KESTREL},2,SYN-P-101,2025-05-03,30,{cast.LABEL},-24.8013,40.1207
evidence,SYN-EV-2,2025-05-02,verbal,{cast.KESTREL},3,SYN-P-101,2025-05-03,50,{cast.LABEL},-24.8017,40.1209
"""
_STATEMENT: Final = """{label}. In 2024 the programme cleared [{cleared} ha](ledger:cleared;year=2024) of land. At the \
end of that year [{suspected} ha](ledger:suspected;year=2024) were still suspected.

Land that is not named here may hold explosive ordnance.
"""
_FILES: Final = MappingProxyType(
    dict(zip((*ARTICLES, PEOPLE, SIGHTINGS), (_COURIER, _WIRE, _MAIL, _PEOPLE, _SIGHTINGS), strict=True))
)
_PUBLISHED_FORM: Final = "apmbc-article-7"


def write_press(folder: Path, cleared_m2: Decimal, suspected_m2: Decimal) -> list[Path]:
    """
    Write the articles, tables and the press statement.

    Parameters
    ----------
    folder
        Folder of the example; it must exist.
    cleared_m2, suspected_m2
        Land cleared in 2024, and suspected at its end, as the books will show; the statement tells whole hectares, as
        the public is told: cleared land rounded down, suspected land up.

    Returns
    -------
    list of Path
        What was written.
    """
    told = _STATEMENT.format(
        label=cast.LABEL, cleared=rounded(cleared_m2, RELEASED, HECTARE), suspected=rounded(suspected_m2, OPEN, HECTARE)
    )
    (folder / FOLDER).mkdir(exist_ok=True)
    paths = []
    for name, text in {**_FILES, STATEMENT: told}.items():
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8", newline="\n")
    return paths


def commands(register: str, clerk: str, reviewer: str) -> Iterator[tuple[str, str, list[str], str]]:
    """
    List the command lines of these chapters.

    Parameters
    ----------
    register
        The register that takes them in.
    clerk, reviewer
        Who proposes, and who decides.

    Yields
    ------
    tuple
        Chapter, title, words after ``landrelease`` and the reason of each; none ends with findings.
    """
    mine, both = ["--as", clerk], ["--as", clerk, "--accept-as", reviewer]
    yield from (
        ("evidence", title, words, why)
        for title, words, why in (
            ("What the papers say", ["evidence", "add", register, *ARTICLES, "--type", "news", *mine],
             "documents are leads: they make no hazard and no release"),
            ("On whom they rest", ["evidence", "origins", register],
             "three reports, two origins: copies and citations are not counted twice"),
            ("The same as a page", ["evidence", "origins", register, "-o", "press.html"],
             "agreed, contradicted and in one only, with every passage"),
            ("What was seen", ["import", register, SIGHTINGS, "--crs", cast.WGS84, *both],
             "evidence items carry two grades, each given by a person"),
            ("What that proposes", ["evidence", "propose", register],
             "the rules that applied, and the row that a person would import"),
            ("Who was hurt", ["import", register, PEOPLE, "--crs", cast.WGS84, *both],
             "casualties move no land; what names people is sealed"),
            ("May two of them be one?", ["duplicates", register, "casualty"],
             "a question with its reasons, to a person"),
            ("They are one", ["merge", register, f"{{record {PERSON}}}", f"{{record {AGAIN}}}", "--reason",
                              f"{cast.LABEL}: the same boy", *mine], "a record says so, and another takes it back"),
            ("Somebody else agrees", ["accept", register, f"{{proposed {PERSON}}}", "--as", reviewer],
             "who proposes does not decide alone"),
            ("Casualties by year", ["count", register, "casualty", "--by", "year"], "the boy counts once"),
        )
    )  # fmt: skip
    approved = ["--approved-by", reviewer, *mine]
    yield from (
        ("publication", title, words, why)
        for title, words, why in (
            ("A form of the treaty", ["form", register, _PUBLISHED_FORM, "--year", "2024", "-o", "article-7.xlsx"],
             "every figure leads to its records; the gate says what jumps"),
            ("Who does what where", ["form", register, "5w", "--year", "2024", "-o", "5w.hxl.csv"],
             "with hashtags, for those who coordinate"),
            ("Frozen as it is handed in", ["publish", register, _PUBLISHED_FORM, "--year", "2024", *approved,
                                           "-o", "article-7.json"], "figures, records, knowledge and who approved"),
            ("A press statement", ["publish", register, "--communique", STATEMENT, "--title",
                                   f"Work in 2024 ({cast.LABEL})", *approved, "-o", "press-statement.html"],
             "each figure is a link into the ledger, and is held against it"),
            ("Do the figures still hold?", ["publish", register, "--verify", "article-7.json"],
             "anybody who holds the records can tell"),
        )
    )  # fmt: skip
