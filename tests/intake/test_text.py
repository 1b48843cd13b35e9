"""Text tables in every usual writing, and damaged ones refused."""

import pytest

from landrelease.intake import run, text
from landrelease.intake.fault import IntakeError

LINES = 'id;status;stated_m2;name\nH-1;suspected;12,5;Glavatičevo\nH-2;confirmed;7;"a;b""c""\nd"\n'


@pytest.mark.parametrize("divider", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_divider_and_encoding_are_found_out(written, divider, encoding):
    lines = LINES.replace(",", "·").replace(";", divider).replace("·", "." if divider == "," else ",")
    grid = text.read(written(lines.encode(encoding)))
    assert grid.names == ["id", "status", "stated_m2", "name"]
    assert grid.columns[0] == ["H-1", "H-2"]
    assert grid.columns[3] == ["Glavatičevo", f'a{divider}b"c"\nd']
    assert grid.notes == ()


def test_line_ends_do_not_matter(written):
    assert text.read(written(LINES.replace("\n", "\r\n"))).columns[0] == ["H-1", "H-2"]


def test_an_encoding_that_had_to_be_guessed_is_reported(written):
    grid = text.read(written("id;name\nH-1;Goražde\n".encode("cp1250")))
    assert [(note.code, note.params) for note in grid.notes] == [("encoding-guessed", {"value": "cp1252"})]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp1253", "cp1256", "gbk"])
def test_another_script_is_not_taken_for_western_european(written, encoding):
    words = {"cp1253": "Χωράφι", "cp1256": "الحقل", "gbk": "田野地区"}
    path = written(f"id;name\nH-1;{words.get(encoding, 'Поле')}\n".encode(encoding))
    with pytest.raises(IntakeError) as caught:
        text.read(path)
    assert caught.value.code == "file-unreadable"
    assert text.read(path, encoding=encoding).columns[1] == [words.get(encoding, "Поле")]


def test_a_given_encoding_is_used(written):
    grid = text.read(written("id;name\nH-1;Goražde\n".encode("cp1250")), encoding="cp1250")
    assert grid.columns[1] == ["Goražde"]
    assert grid.notes == ()


def test_an_encoding_that_is_none_is_refused(written):
    with pytest.raises(IntakeError) as caught:
        text.read(written("id\nH-1\n"), encoding="klingon")
    assert caught.value.code == "file-unreadable"


def test_wkt_divides_no_cells_where_it_is_quoted(written):
    grid = text.read(
        written('WKT,id\n"POLYGON ((0 0,1 0,1 1,0 0))",H-1\n"POLYGON ((0 0,1 0,1 1,0 0),(0 0,1 0,1 1,0 0))",H-2\n')
    )
    assert grid.columns[1] == ["H-1", "H-2"]


@pytest.mark.parametrize(
    ("lines", "detail"),
    [
        ('id,name\nH-1,"open\nH-2,b\n', "the quotation mark of line 2 is never closed"),
        ("id,status,date\nH-1,suspected,2024\nH-2,susp", "the last line has 2 of 3 cells and no line end"),
    ],
)
def test_a_file_that_breaks_off_is_refused(written, lines, detail):
    with pytest.raises(IntakeError) as caught:
        text.read(written(lines))
    assert caught.value.code == "file-truncated"
    assert caught.value.params["detail"] == detail


def test_a_quotation_mark_inside_a_cell_is_refused_with_its_line(written):
    with pytest.raises(IntakeError) as caught:
        text.read(written('id,name\nH-1,"a"b\n'))
    assert (caught.value.code, caught.value.params["detail"][:6]) == ("file-unreadable", "line 2")


def test_a_cell_longer_than_the_default_of_the_csv_module_is_read(written):
    assert len(text.read(written(f"id,name\nH-1,{'x' * 500_000}\n")).columns[1][0]) == 500_000


def test_a_row_without_an_end_is_refused_with_its_place(written, monkeypatch):
    monkeypatch.setattr(run.refuse_endless, "__defaults__", (2 * run.MEGABYTE,))
    with pytest.raises(IntakeError) as caught:
        text.read(written("id,name\nH-1,a\nH-2," + "x" * (3 * run.MEGABYTE)))
    assert caught.value.code == "line-too-long"
    assert caught.value.params == {"place": "line 3, byte 15", "limit_mb": 2}
