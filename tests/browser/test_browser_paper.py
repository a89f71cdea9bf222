"""Pages printed by Chromium: of a small site made here, and of the course where a site is built."""

import io

import jupyterlab_driver as lab
import paper
import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser
PAGE = """<html data-theme="dark"><head><script src="theme.js"></script></head><body><nav>the sidebar</nav>
<main><article>
<h1>02 A page<a class="headerlink" href="#">#</a></h1>
<p><a href="#far">further down</a> <a href="../notebooks/03_b.html">next</a></p>
<pre>{long}</pre>
<div class="player"><p>a bar</p><figure style="display: none"><img alt="one" src="{picture}"><figcaption>It turns.
</figcaption></figure><figure style="display: none"><img alt="two" src="{picture}"><figcaption>It rests.</figcaption>
</figure><button>Next</button></div>
<form><fieldset><legend>Which?</legend><label><input type="radio"><span>a) this</span></label></fieldset>
<button>Answer</button></form>
<div class="cell"><pre>predicted("02.predict")</pre>
<div class="output"><p>You have not answered 02.predict yet</p></div></div>
<details class="hide"><summary>Show</summary><div class="cell_input"><pre>hidden code</pre></div></details>
<details><summary>More</summary><p>an aside</p></details>
<table><tr>{cells}</tr></table>
<h2 id="far" style="break-before: page">Far</h2>
<p><a href="01.html">Previous: 01</a> · <a href="03.html">Next: 03</a></p></article></main></body></html>"""
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='900' height='300'/>"


@pytest.fixture
def page():
    with lab.chromium(offline=True) as context:
        yield paper.ready(context.new_page())


def write(folder):
    (folder / "theme.js").write_text("document.write('written by a script')")
    long = " ".join(["a_line_of_code"] * 30)
    (folder / "02_a.html").write_text(PAGE.format(long=long, picture=PICTURE, cells="<td>wide</td>" * 60))


def test_a_page_is_printed_whole_with_all_that_was_folded_or_could_be_chosen(page, tmp_path):
    write(tmp_path)
    title, pdf = paper.print_page(page, tmp_path, "02_a", first=41)
    assert title == "02 A page"
    first, second = PdfReader(io.BytesIO(pdf)).pages
    text, after = first.extract_text(), second.extract_text()
    for shown in ("Stop 1. It turns.", "Stop 2. It rests.", "Which?", "a) this", "an aside"):
        assert shown in " ".join(text.split())
    for gone in ("sidebar", "script", "Next", "Previous", "Answer", "answered", "hidden code", "a bar", "#"):
        assert gone not in text + after
    assert text.count("a_line_of_code") + text.count("a_line_of_\ncode") == 30
    assert text.count("wide") == 60
    assert ("41" in text, "42" in after) == (True, True)
    assert (text.count("02 A page"), after.count("02 A page")) == (1, 1), "a heading, and the line above the next page"
    assert next(iter(first["/Annots"])).get_object()["/Dest"] == "/02_a-far"


def test_what_does_not_fit_the_paper_is_an_error_that_names_it(page, tmp_path):
    write(tmp_path)
    path = tmp_path / "02_a.html"
    path.write_text(path.read_text().replace("<pre>", '<pre style="width: 900px">Here it is: ', 1))
    with pytest.raises(paper.PaperError, match=r"02_a: pre Here it is: .* is wider than the paper: change the lesson"):
        paper.print_page(page, tmp_path, "02_a", first=1)


@pytest.mark.skipif(not (paper.SITE / "index.html").exists(), reason="no site is built here: make site")
def test_a_lesson_of_the_course_is_printed_from_its_page(page):
    title, pdf = paper.print_page(page, paper.SITE, "notebooks/02_perceptron", first=100)
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = "\n".join(sheet.extract_text() for sheet in pages)
    assert title == "02 The perceptron"
    assert all(f"Stop {number}." in text for number in range(1, 8))
    assert "A perceptron gets a point wrong" in text
    assert "\\(" not in text, "a formula is not set"
    assert str(100 + len(pages) - 1) in pages[-1].extract_text()
    assert sum(len(sheet.images) for sheet in pages) > 8
