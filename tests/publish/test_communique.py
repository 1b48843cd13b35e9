"""Press statements: figures that lead to the ledger and fit it, and corrections shown on what was said."""

import datetime as dt
import re
from decimal import Decimal

import numpy as np
import pytest
import shapely

from landrelease.checks.catalogue import render
from landrelease.desk.errors import BadRequestError, OwnRecordError, UnknownIdError
from landrelease.desk.opening import create
from landrelease.geometry.geojson import shape
from landrelease.publish.communique import communique_of, stale
from landrelease.publish.communiquepage import communique_html, correction_lines
from landrelease.publish.publishing import publish_statement
from landrelease.publish.redaction.stamp import stamp
from landrelease.publish.sentences import number_of, sentences_of
from landrelease.publish.treaty import form_of
from landrelease.publish.unsaid import refuse_telling
from landrelease.publish.view import meta_of
from landrelease.records.change import Withdrawal
from landrelease.records.codes import CONTAMINATION
from landrelease.records.context import AdminArea, Programme, Setting
from landrelease.records.finds import Ordnance
from landrelease.records.land import Hazard, Release

FIRST, LATER = "2024-02-01T00:00:00.000Z", "2024-08-01T00:00:00.000Z"


def square(west, width=0.01, south=44.0, height=0.01):
    return shape(np.array([shapely.box(west, south, west + width, south + height)], dtype=object), "EPSG:4326")[0]


@pytest.fixture
def register(tmp_path):
    """Six hazards, six clearances of 2023, forty mines; the programme publishes."""
    clock = lambda: dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # noqa: E731 - a clock that stands
    with create(tmp_path / "a.register", Programme(id="XY", plane=(18.0, 44.0)), acting="Ana", clock=clock) as made:
        put(
            made, FIRST, Setting(key="public.published", value=True), AdminArea(id="W", name="West", level=1,
            shape=square(17.9, 0.5, 43.9, 0.2)),
            *(Hazard(id=f"H-{n}", status="confirmed", date="2020-01-01", contamination=("AP",),
                     shape=square(18 + n / 50)) for n in range(6)),
            *(Release(id=f"R-{n}", status="cleared", method="manual-clearance", date="2023-06-01", depth_m=0.2,
                      scope=("AP",), shape=square(18 + n / 50, 0.004)) for n in range(6)),
            Ordnance(id="O-1", date="2023-07-01", category="AP", action="destroyed", quantity=40),
        )  # fmt: skip
        yield made


def put(register, recorded, *records):
    ids = register.append_all(records, recorded=recorded)
    register.accept(ids, author="Boris", recorded=recorded)
    return ids


def id_of(register, source):
    return next(name for name, record in register.records() if record.id == source)


def cleared(register):
    return register.statement(year=2023, klass="mines").rows[0]["movements"]["cleared_m2"]


def rounded(area_m2):
    """As the public is told of released land."""
    return int(area_m2 // 10_000 * 10_000)


def text_of(register, audience="public"):
    exact = cleared(register)
    hectares = round(exact / 10_000, 1) if audience == "authority" else rounded(exact) // 10_000
    return (
        f"In 2023 teams cleared [{hectares} hectares](ledger:cleared;year=2023;class=mines) of land and destroyed "
        f"[40](ledger:destroyed;year=2023;of=AP) anti-personnel mines. The work was announced on 3 May 2023.\n\n"
        f"The field near the river was handed back after [one report](record:{id_of(register, 'R-1')[:12]})."
    )


def test_sentences_are_divided_and_days_and_years_are_no_figures():
    text = "On 3 May 2024, under Article 5, work began. It took 7 weeks. [1,200 m²](ledger:cleared;year=2024) done!"
    assert [(one.text, [link.target for link in one.links], one.bare) for one in sentences_of(text)] == [
        ("On 3 May 2024, under Article 5, work began.", [], ()),
        ("It took 7 weeks.", [], ("7",)),
        ("1,200 m² done!", ["cleared;year=2024"], ()),
    ]


@pytest.mark.parametrize(
    ("label", "value", "half", "area"),
    [
        ("1,234 m²", "1234", "0.5", True), ("1.2 km²", "1200000", "50000", True), ("40", "40", "0", False),
        ("2.5 million square metres", "2500000", "50000", True), ("3 thousand", "3000", "500", False),
        ("some 3 hectares", "30000", "5000", True),
    ],
)  # fmt: skip
def test_a_printed_figure_says_how_exactly_it_is_printed(label, value, half, area):
    found = number_of(label)
    assert (found.value, found.half, found.area) == (Decimal(value), Decimal(half), area)


def test_a_statement_whose_figures_fit_is_published_with_their_records(register):
    made = publish_statement(register, "Work in 2023", text_of(register), approved_by=["Boris"])
    assert made.findings == ()
    said = made.statement.sentences
    assert [one.paragraph for one in said] == [0, 0, 1]
    assert sum(said[0].figures[0].records.values()) == cleared(register)
    assert set(said[2].figures[0].records) == {id_of(register, "R-1")}
    record = dict(register.records(["publication"]))[made.record]
    assert (record.type, record.audience, record.figures) == ("communique", "public", 3)
    assert communique_of(register.store.blob(record.file_sha256), "x") == made.statement
    assert stale(register, made.statement, "authority") == []


def test_what_is_known_ends_with_the_last_record_and_not_with_the_end_of_a_day(register):
    for audience in ("public", "authority"):
        asked, last = register.known_at("2025-01-01"), register.last_known()
        made = publish_statement(
            register, "Work", text_of(register, audience), audience=audience, known_at=asked
        ).statement
        assert made.known_at == last < asked
        assert "as known at 2025-01-01 00:00 UTC" in communique_html(
            made, [], meta_of(register, known_at=made.known_at), stamp(audience, meta_of(register))
        )


def test_what_differs_or_leads_nowhere_is_refused_with_its_reason(register):
    text = (
        "Teams cleared [9 hectares](ledger:cleared;year=2023;class=mines). They drove 300 km. "
        f"A field was lost [again](record:{id_of(register, 'R-1')[:12]})."
    )
    waiting = register.append(Release(id="R-9", status="cleared", date="2023-07-01"))
    text += f" Another was [found](record:{waiting[:12]})."
    made = publish_statement(register, "Work", text, approved_by=["Boris"])
    assert (made.record, made.statement) == ("", None)
    assert [one.code for one in made.findings] == [
        "figure-differs-from-ledger", "figure-without-link", "record-not-in-force",
    ]  # fmt: skip
    assert render(made.findings[0]).what == (
        f"The sentence “Teams cleared 9 hectares.” says 9 hectares; the ledger says {rounded(cleared(register)):,}."
    )
    told = publish_statement(register, "Work", text, approved_by=["Boris"], despite="known to all")
    assert told.record == ""
    alone = publish_statement(register, "Work", "They drove 300 km.", approved_by=["Boris"], despite="known to all")
    assert alone.statement.despite == "known to all"


@pytest.mark.parametrize(
    ("link", "match"),
    [
        ("[4](ledger:destroyd;year=2023)", "destroyd is nothing that the ledger tells"),
        ("[4](ledger:cleared;class=mines)", "say with year=…, or with from="),
        ("[4](ledger:cleared;year=2023;colour=red)", "colour says nothing about a figure"),
        ("[dozens](ledger:cleared;year=2023)", "has no figure"),
        ("[4](ledger:cleared;year=last)", "say with year=…, or with from="),
        ("[4](ledger:cleared;year=20230;from=2023;to=2023)", "say with year=…, or with from="),
        ("[4](https://example.org/)", "not to https:"),
    ],
)
def test_a_link_that_leads_nowhere_says_what_would(link, match, register):
    with pytest.raises(BadRequestError, match=match):
        publish_statement(register, "Work", f"They found {link} mines.")


def told_by(register, text):
    found = publish_statement(register, "Work", text, approved_by=["Boris"])
    return bool(found.record), [(one.code, one.params.get("told", one.params.get("figure"))) for one in found.findings]


def test_a_figure_in_words_is_a_figure_in_every_language(register):
    text = "Teams saw {} herons. Villagers saw [forty](ledger:destroyed;year=2023;of=AP) mines go."
    assert told_by(register, text.format("twenty-one")) == (False, [("figure-without-link", "twenty-one")])
    assert told_by(register, "Les équipes ont vu vingt et un hérons dans la vallée et sur la colline.") == (
        False, [("figure-without-link", "vingt et un")],
    )  # fmt: skip
    assert told_by(register, text.format("some")) == (True, [])


def test_a_figure_is_held_against_the_records_that_it_names(register):
    ids = [id_of(register, f"R-{n}")[:12] for n in range(3)]
    mines, whole = id_of(register, "O-1")[:12], cleared(register) / 6
    for label, names, expected in (
        ("three reports", ids, (True, [])),
        ("two reports", ids, (False, [("figure-differs-from-records", "3")])),
        ("40 mines", [mines], (True, [])),
        ("41 mines", [mines], (False, [("figure-differs-from-records", "1 / 40")])),
        ("two villages", ids[:1], (True, [("figure-not-comparable", "two villages")])),
        (f"{rounded(whole):,} m²", ids[:1], (True, [])),
        (f"{rounded(whole * 3) // 10_000} ha", ids, (True, [])),
        ("12 ha", [mines], (True, [("figure-not-comparable", "12 ha")])),
    ):
        assert told_by(register, f"It rests on [{label}](record:{','.join(names)}).") == expected, label
    saying, found = told_by(register, f"It was [9 ha](record:{ids[0]}).")
    assert (saying, [code for code, _ in found]) == (False, ["figure-differs-from-records"])


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("Teams cleared [{:.1f} hectares](ledger:cleared;year=2023).", True),
        ("Teams cleared {:.1f} hectares.", True),
        ("It was [{:.3f} ha](record:{id}).", True),
        ("Teams cleared some {:.0f} ha, 1.2 km² in all, and 40,000 m² of it by hand.", False),
    ],
)
def test_readers_without_positions_are_told_of_no_land_finer_than_the_unit(register, text, fine):
    said = text.format(cleared(register) / 10_000, id=id_of(register, "R-1")[:12])
    if fine:
        with pytest.raises(BadRequestError, match="of land more exactly than to 1 ha"):
            publish_statement(register, "Work", said, despite="known to all")
        with pytest.raises(BadRequestError, match="of land more exactly than to 1 ha"):
            publish_statement(register, said, "Work went on.", audience="partner")
    else:
        assert publish_statement(register, "Work", said, despite="known to all").record
    refuse_telling(register, said, "operator")


def test_a_figure_that_names_no_record_at_all_is_refused(register):
    with pytest.raises(UnknownIdError, match="no record's id begins with ''"):
        publish_statement(register, "Work", "They visited [two villages](record:).")


def test_the_public_is_not_told_of_few_and_nobody_approves_alone(register):
    put(register, LATER, Ordnance(id="O-2", date="2023-07-02", category="AV", action="destroyed", quantity=2))
    text = "Teams destroyed [2](ledger:destroyed;year=2023;of=AV) anti-vehicle mines."
    assert [one.code for one in publish_statement(register, "Work", text).findings] == ["figure-tells-too-much"]
    assert publish_statement(register, "Work", text, audience="authority").findings == ()
    with pytest.raises(OwnRecordError):
        publish_statement(register, "Work", text, audience="authority", approved_by=["Ana"])


def test_a_later_correction_is_shown_on_it_and_why(register):
    made = publish_statement(register, "Work in 2023", text_of(register), approved_by=["Boris"]).statement
    gone = id_of(register, "R-1")
    put(register, LATER, Withdrawal(withdraws=gone, reason="duplicate", evidence="one sheet"))
    found = stale(register, made, "authority")
    assert [(one.sentence.text[:9], one.figure.label) for one in found] == [
        ("In 2023 t", made.sentences[0].figures[0].label), ("The field", "one report"),
    ]  # fmt: skip
    assert [(why.record, why.how, why.kind, why.reason) for why in found[0].why] == [
        (gone, "went", "withdrawal", "duplicate")
    ]
    line = correction_lines(found, exact=True)[0]
    assert line.endswith(
        f"the ledger says {rounded(cleared(register)):,} now. went: {gone[:12]} (withdrawal: duplicate)"
    )
    public = correction_lines(found, exact=False)
    assert public[1] == (
        "“The field near the river was handed back after one report.” no longer holds: of 1 records behind "
        "“one report” 0 count. A report was withdrawn."
    )
    meta = meta_of(register, known_at=made.known_at)
    page = communique_html(made, found, meta, stamp("public", meta))
    assert "Corrections since" in page
    assert page.count("<s>") == 2
    assert gone[:12] not in page
    assert "it may hold explosive ordnance" in page


def test_a_statement_tells_no_number_that_the_form_for_the_same_readers_leaves_out(register):
    put(
        register, LATER, Ordnance(id="O-2", date="2023-07-02", category="AV", action="destroyed", quantity=2),
        Ordnance(id="O-3", date="2023-07-03", category="UXO", action="destroyed", quantity=9),
    )  # fmt: skip
    form = form_of(register, "apmbc-article-7", 2023, audience="partner")
    rows = next(one.rows for one in form.sections if one.code == "G2")
    hidden = {code for code, row in zip(CONTAMINATION, rows, strict=False) if row[-1].value is None}
    told = {"AP": 40, "AV": 2, "UXO": 9}
    refused = {
        code
        for code, number in told.items()
        if publish_statement(
            register, "x", f"They destroyed [{number}](ledger:destroyed;year=2023;of={code}).", audience="partner"
        ).findings
    }
    assert "AV" in hidden
    assert refused == hidden & told.keys()
    for more in (";year=2023;operator=op-1", ";from=2023-01-01;to=2023-06-30", ";year=2023;admin=W"):
        amount = f"{rounded(cleared(register))}"
        text = f"Teams cleared [{amount} m²](ledger:cleared{more})."
        codes = {one.code for one in publish_statement(register, "x", text, audience="partner").findings}
        assert codes <= {"figure-tells-too-much", "figure-differs-from-ledger"}
        assert bool(codes) == ("admin" not in more)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The land is safe now.", "safe: no text"),
        ("La zone est sans danger.", "sans danger: no text"),
        ("Write to ana@example.org.", "“ana@example.org” tells readers"),
        ("It lies at 44.2512, 18.4310.", "“44.2512, 18.4310” tells readers"),
        ("Ana told so.", "“Ana” tells readers"),
        ("It is not safe to go there.", None),
    ],
)
def test_a_statement_neither_calls_land_safe_nor_tells_the_public_who_and_where(register, text, word):
    if word is None:
        refuse_telling(register, text, "public")
        return
    with pytest.raises(BadRequestError, match=re.escape(word)):
        publish_statement(register, "Work", text, audience="public", despite="nobody counts here")


def test_why_a_form_leaves_in_spite_of_errors_tells_the_public_no_telephone_number(register):
    with pytest.raises(BadRequestError, match=r"tells readers of the audience public"):
        form_of(register, "landmine-monitor", 2023, audience="public", despite="ask at +387 61 123 456")
    assert form_of(register, "landmine-monitor", 2031, audience="authority", despite="ask at +387 61 123 456").despite
