"""The static site, where one is built: it moves, answers, explains and finds words, without network or kernel."""

import axe
import book
import book_weight
import jupyterlab_driver as lab
import pytest

SITE = book.ROOT / "dist" / "site"
SOME = ["notebooks/00_start", "notebooks/02_perceptron", "exercises/02_perceptron_exercises", "notebooks/glossary"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (SITE / "index.html").exists(), reason="no site is built here: make site"),
]
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
LOADED = "() => document.querySelector('.nnlearn-pictures figure:not([hidden]) img').naturalWidth > 0"
IN_SIGHT = "() => document.querySelector('.nnlearn-pictures figure:not([hidden]) img').getAttribute('src')"


@pytest.fixture(scope="module")
def context():
    with lab.chromium(offline=True) as context:
        yield context


@pytest.fixture
def site(context):
    """Give a function that opens a page of the site; at the end nothing was missed and no script has thrown."""
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or faults.append(request.url))
    page.on("requestfailed", lambda request: faults.append(request.url))

    def open_page(name, query=""):
        page.goto((SITE / f"{name}.html").as_uri() + query)
        if page.locator("script[src*=mathjax]").count():  # a page without formulas does not load it
            page.wait_for_function("() => window.MathJax?.startup?.promise")
            page.evaluate("() => MathJax.startup.promise")
        return page

    yield open_page
    page.close()
    assert faults == []


def pages():
    return sorted(path.relative_to(SITE).with_suffix("").as_posix() for path in SITE.glob("*/*.html"))


def look(open_page, name):
    """Return what is wrong with a page: too wide at two widths, pictures that miss, what axe finds by day and night."""
    wrong, page = [], open_page(name)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if not page.evaluate(FITS):
            wrong.append(f"{name} is wider than {width} px")
    if not page.evaluate("() => [...document.images].every(one => one.alt && (one.naturalWidth || one.loading))"):
        wrong.append(f"{name}: a picture or its words are missing")
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        wrong += [f"{name}, {theme}: {one}" for one in axe.faults(page, [".bd-article-container"], [])]
    return wrong


@pytest.mark.parametrize("name", SOME)
def test_a_page_fits_and_can_be_read_by_everybody(site, name):
    assert look(site, name) == []


@pytest.mark.whole("test_a_page_fits_and_can_be_read_by_everybody")
def test_every_page_fits_and_can_be_read_by_everybody(site):
    assert [fault for name in pages() for fault in look(site, name)] == []


def test_no_page_and_not_the_whole_is_too_heavy():
    assert book_weight.too_heavy(SITE) == []


def test_a_tour_is_led_by_buttons_and_by_arrow_keys(site):
    page = site("notebooks/02_perceptron")
    opened, words = page.evaluate(IN_SIGHT), page.locator(".nnlearn-words")
    page.get_by_role("button", name="Next stop").first.click()
    first = words.inner_text()
    assert first.startswith("Nothing has been learned yet")
    assert words.get_attribute("aria-live") == "polite"
    assert page.evaluate(IN_SIGHT) != opened
    page.wait_for_function(LOADED)
    page.keyboard.press("ArrowRight")
    assert words.inner_text().startswith("The ringed setosa")
    page.keyboard.press("ArrowLeft")
    assert words.inner_text() == first
    assert page.locator(".nnlearn-bar span").inner_text() == "stop 1 of 7"
    assert page.locator(".nnlearn-pictures figure").locator("visible=true").count() == 1


def test_a_run_plays_to_its_end_and_follows_its_slider(site):
    page = site("notebooks/02_perceptron")
    page.clock.install()  # the pictures follow each other at once
    slider, place = page.get_by_role("slider").first, page.locator(".nnlearn-bar output").first
    slider.focus()
    page.keyboard.press("Home")
    assert place.inner_text() == "step 0 of 200"
    start = page.evaluate(IN_SIGHT)
    page.get_by_role("button", name="Play").first.click()
    page.clock.run_for(60_000)
    assert place.inner_text() == "step 200 of 200"
    assert page.evaluate(IN_SIGHT) != start
    assert page.get_by_role("button", name="Play").count() == 1, "it pauses at the end"


def test_a_run_goes_slowly_for_who_asks_for_less_motion(site):
    page = site("notebooks/02_perceptron")
    page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    page.get_by_role("slider").first.focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play").first.click()
    page.clock.run_for(900)
    assert page.locator(".nnlearn-bar output").first.inner_text() == "step 0 of 200"
    page.emulate_media(reduced_motion="no-preference")


def test_a_quiz_answers_and_a_prediction_comes_back(site):
    page = site("notebooks/02_perceptron")
    form, back = page.locator("[data-quiz='02.predict']").first, page.locator(".nnlearn-predicted")
    assert "You have not answered" in back.inner_text()
    form.get_by_label("Not always").check()
    form.get_by_role("button", name="Answer").click()
    assert "02.predict is noted" in form.inner_text()
    assert "That is so." in back.inner_text()
    form = page.locator("[data-quiz='02.recall']")
    for field in form.locator("fieldset").all():
        field.locator("input").first.check()
    form.get_by_role("button", name="Answer").click()
    assert "of 3 right" in form.locator(".nnlearn-heading").inner_text()
    assert all(one.inner_text() for one in form.locator(".nnlearn-reply").all())
    assert page.evaluate("() => Object.keys(localStorage).filter(key => key.includes('nnlearn'))") == []


def test_a_term_says_what_it_means_on_hover_and_focus_until_escape(site):
    page = site("notebooks/03_activation_functions")
    term, tip = page.locator(".nnlearn-term").first, page.get_by_role("tooltip")
    assert not tip.is_visible()
    term.focus()
    assert tip.inner_text() == term.get_attribute("data-definition")
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    term.hover()
    assert tip.is_visible()


def test_the_search_quotes_the_pages_that_it_finds(site):
    page = site("search", "?q=perceptron")
    page.wait_for_selector("#search-results li p.context")
    excerpts = page.locator("#search-results li p.context").all_inner_texts()
    assert any("perceptron" in one.lower() for one in excerpts)
    assert axe.faults(page, [".bd-article-container"], []) == []
