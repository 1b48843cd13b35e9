"""Forms as papers: the pages hold every figure, lead to its records, and tell nobody what is not for them."""

import msgspec
import pypdf
import pytest

from landrelease.desk.errors import BadRequestError
from landrelease.publish.formpaper import write_form_pdf
from landrelease.publish.treaty import form_of


def words(path):
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


def test_a_paper_holds_every_figure_and_leads_from_each_to_the_records_that_it_is_added_up_from(formed, tmp_path):
    form = form_of(formed, "apmbc-article-7", 2023)._replace(despite="the army's report is late")
    path = tmp_path / "form.pdf"
    write_form_pdf(form, path)
    text, reader = words(path), pypdf.PdfReader(path)
    assert all(spot.entry.shown in text for spot in form.figures())
    figures = [spot for spot in form.figures() if spot.entry.parts]
    assert all(part.record in text for spot in figures for part in spot.entry.parts)
    places = reader.named_destinations
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert len(links) >= len(figures) + sum(len(spot.entry.parts) for spot in figures)
    assert all(str(link["/Dest"]) in places for link in links if isinstance(link.get("/Dest"), str))
    assert "F2, Total, Cancelled, m²" in text
    assert "For the audience authority; valid for 2023-12-31." in text
    assert "Published in spite of errors: the army's report is late" in text
    assert reader.metadata.title == form.title
    write_form_pdf(form, tmp_path / "again.pdf")
    assert path.read_bytes() == (tmp_path / "again.pdf").read_bytes()


def test_a_paper_for_partners_names_no_record_no_hazard_and_no_place_of_few(formed, tmp_path):
    path = tmp_path / "form.pdf"
    write_form_pdf(form_of(formed, "apmbc-article-7", 2023, audience="partner"), path)
    text = words(path)
    assert "Records behind the figures" not in text
    assert not any(name[:12] in text for name, _ in formed.records())
    assert not any(f"H-{n}" in text for n in range(10))
    assert "East" not in text


def test_a_language_whose_letters_no_paper_has_is_refused(formed, tmp_path):
    form = form_of(formed, "apmbc-article-7", 2023)
    arabic = form._replace(meta=msgspec.structs.replace(form.meta, language="ar"))
    with pytest.raises(BadRequestError, match="cannot be set in the language ar"):
        write_form_pdf(arabic, tmp_path / "form.pdf")
    assert not (tmp_path / "form.pdf").exists()
