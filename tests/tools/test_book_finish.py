"""What is done to the pages of the site: definitions, buttons, texts for the search, pictures and sizes."""

import io

import book
import book_finish
import book_open
import book_pictures
import book_search
import book_terms
import book_weight
import pytest
from bs4 import BeautifulSoup
from PIL import Image

TERMS = [book_terms.Term("epoch", "one pass", 2), book_terms.Term("score", "a sum", 2), book_terms.Term("ReLU", "a", 3)]
PAGE = """<html><head></head><body><article><section id="top"><h1>An epoch</h1>
<section id="one"><h2>One epoch</h2><p>Epochs pass, each <em>epoch</em> alike; <code>epoch</code>, <a>epoch</a>.</p>
<section id="deeper"><h3>Deeper</h3><p>An epoch of ReLU, not of relu.</p></section></section>
<section id="two"><h2>Two</h2>
<p>The second epoch, <span class="math">\\(epoch\\)</span>.</p><pre>epoch</pre></section>
<section id="new-terms"><h2>New terms</h2><ul><li><strong>epoch</strong>: one pass</li></ul></section>
</section></article></body></html>"""


def soup(text=PAGE):
    return BeautifulSoup(text, "html.parser")


def test_every_entry_of_the_glossary_is_read_with_its_lesson():
    source = (book.ROOT / "notebooks" / "glossary.ipynb").read_text(encoding="utf-8")
    found = book_terms.terms(book.ROOT / "notebooks" / "glossary.ipynb")
    assert len(found) == source.count('"- **') > 400
    assert len({one.anchor for one in found}) == len(found)
    assert set(book_terms.ORDINARY.split()) <= {one.name for one in found}, "only terms of the glossary are listed"


def test_a_lesson_knows_the_terms_so_far_and_ordinary_words_in_their_lesson_alone():
    assert [one.name for one in book_terms.known(TERMS, 2)] == ["epoch", "score"]
    assert [one.name for one in book_terms.known(TERMS, 3)] == ["epoch", "ReLU"]


def test_the_first_of_a_term_in_each_section_gets_its_definition_and_nothing_else_does():
    page = soup()
    book_terms.mark(page, TERMS, "glossary.html")
    links = page.select("a.nnlearn-term")
    assert [(link.get_text(), link.find_parent("section")["id"]) for link in links] == [
        ("Epochs", "one"),
        ("ReLU", "deeper"),
        ("epoch", "two"),
    ]
    assert links[0]["href"] == "glossary.html#term-epoch"
    assert links[0]["data-definition"] == "one pass"
    assert page.get_text() == soup().get_text(), "no word is lost"


def test_an_entry_has_the_anchor_that_the_links_lead_to():
    page = soup()
    book_terms.anchor(page, TERMS)
    assert page.find(id="term-epoch").get_text() == "epoch: one pass"


def test_texts_for_the_search_hold_each_section_without_code():
    found = book_search.texts(soup())
    assert set(found) == {"top", "one", "deeper", "two", "new-terms"}
    assert found["two"] == "Two The second epoch, epoch."


@pytest.mark.parametrize(
    ("urls", "address"), [("", ""), ('[project.urls]\nRepository = "https://x.org/a/"', "https://x.org/a")]
)
def test_the_address_of_the_repository_is_read_where_it_is_filled_in(tmp_path, urls, address):
    (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "a"\n{urls}\n')
    assert book_open.repository(tmp_path) == address


def test_services_have_a_button_only_where_an_address_is_filled_in():
    page = soup()
    book_open.buttons(page, "notebooks/01_neuron.ipynb", "")
    (link,) = page.select(".nnlearn-open a")
    assert (link["href"], link["download"]) == ("01_neuron.ipynb", "01_neuron.ipynb")
    page = soup()
    book_open.buttons(page, "notebooks/01_neuron.ipynb", "https://github.com/some/course")
    assert [link.get_text() for link in page.select(".nnlearn-open a")] == ["JupyterLab", "Colab", "Binder"]


def drawing(size=64):
    file = io.BytesIO()
    image = Image.new("RGB", (size, size), "white")
    image.putpixel((3, 5), (200, 10, 20))
    image.save(file, "png", compress_level=0)
    return file.getvalue()


def test_a_picture_becomes_smaller_and_shows_the_same(tmp_path):
    data, ending = book_pictures.smaller(drawing())
    assert ending == ".webp"
    assert len(data) < len(drawing())
    assert Image.open(io.BytesIO(data)).convert("RGB").tobytes() == Image.open(io.BytesIO(drawing())).tobytes()
    album = book_pictures.Album(tmp_path, "../pictures")
    assert album.keep(drawing()) == album.keep(drawing())
    assert len(list(tmp_path.iterdir())) == 1


def test_a_page_weighs_what_it_shows_and_a_site_above_the_bars_is_named(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    (tmp_path / "a.webp").write_bytes(b"x" * 500)
    (tmp_path / "b.webp").write_bytes(b"x" * 70)
    text = '<img src="../a.webp"><a href="../a.webp"></a><script>[{"src": "../b.webp"}]</script>'
    (tmp_path / "pages" / "one.html").write_text(text)
    assert book_weight.pages(tmp_path) == {"pages/one.html": 570 + len(text)}
    assert book_weight.too_heavy(tmp_path) == []
    monkeypatch.setattr(book_weight, "PAGE", 400)
    monkeypatch.setattr(book_weight, "SITE", 600)
    page, site = book_weight.too_heavy(tmp_path)
    assert "pages/one.html" in page
    assert "the site" in site
    (tmp_path / "b.webp").unlink()
    with pytest.raises(FileNotFoundError):
        book_weight.pages(tmp_path)


def test_scripts_are_short():
    for path in book_finish.WEB.glob("*.js"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 150
