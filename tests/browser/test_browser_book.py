"""The static site, where one is built: pages, formulas and search, without network."""

import book
import jupyterlab_driver as lab
import pytest

SITE = book.ROOT / "dist" / "site"
pytestmark = pytest.mark.browser


@pytest.mark.skipif(not (SITE / "index.html").exists(), reason="no site is built here: make site")
def test_the_built_site_shows_lessons_and_finds_words_without_network():
    with lab.chromium(offline=True) as context:
        page, faults = context.new_page(), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", lambda request: faults.append(request.url))
        for name in ("notebooks/02_perceptron", "exercises/02_perceptron", "notebooks/glossary"):
            page.goto((SITE / f"{name}.html").as_uri())
            if page.locator("script[src*=mathjax]").count():  # a page without formulas does not load it
                page.wait_for_function("() => window.MathJax?.startup?.promise")
                page.evaluate("() => MathJax.startup.promise")
            assert page.evaluate("() => [...document.images].every(image => image.naturalWidth && image.alt)")
        assert faults == []
        page.goto((SITE / "search.html").as_uri() + "?q=perceptron")
        page.wait_for_selector("#search-results li")
