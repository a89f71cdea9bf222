"""A page opened by a link, or opened again: the state in the link, and the stored picture."""

import jupyterlab_driver as lab
import nbformat
import pytest
from browser_parts import canvas, notebook_of, says, value

from nnlearn.lessons.playground.link import to_text
from nnlearn.lessons.playground.state import State

pytestmark = pytest.mark.browser

REOPENED = """
from nnlearn.explorers import PerceptronExplorer
perceptron = PerceptronExplorer(data="AND", shuffle=False)
perceptron
---
from nnlearn.checks import quiz
quiz("02.recall")
---
print("changed")
---
...
"""


def test_a_link_carries_the_playground_s_state(opened):
    state = to_text(State(data="moons", layers=(3,)))
    notebook = opened(f"notebooks/playground.ipynb#{state}")
    notebook.run_all()
    picture = canvas(notebook, 0)
    says(picture, "Network with 2, 3, 1 units on moons")
    notebook.page.get_by_role("tab", name="Save").click()
    link = notebook.page.get_by_role("button", name="Copy link")
    assert link.get_attribute("data-state") == state
    notebook.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link.click()
    notebook.page.get_by_role("button", name="Copied").wait_for()
    assert notebook.page.evaluate("() => navigator.clipboard.readText()").endswith(f"playground.ipynb#{state}")
    other = to_text(State(data="spiral", layers=(5,)))
    for _ in range(2):  # the same link once more, after something else was chosen
        notebook.page.evaluate("hash => { location.hash = '' ; location.hash = hash }", other)
        says(picture, "Network with 2, 5, 1 units on spiral")
        notebook.page.get_by_role("button", name="data: circle").click()
        says(picture, "Network with 2, 5, 1 units on circle")
    assert notebook.errors == []
    notebook.close()


def test_a_link_works_while_its_notebook_is_open_in_another_tab(opened):
    first = opened("notebooks/playground.ipynb")
    first.run_all()
    says(canvas(first, 0), "Network with 2, 4, 2, 1 units on circle")
    first.save()
    second = first.page.context.new_page()
    second.goto(f"{first.page.url}#{to_text(State(data='moons', layers=(3,)))}")  # its kernel is the same
    picture = second.locator(".nnlearn-picture").first
    picture.wait_for(timeout=lab.patience(60_000))
    says(picture, "Network with 2, 3, 1 units on moons")
    second.close()
    first.close()


def test_a_notebook_that_is_opened_again_is_alive_or_shows_its_pictures(opened, course):
    place = course / "reopened.ipynb"
    nbformat.write(notebook_of(REOPENED), place)
    notebook = opened("reopened.ipynb")
    notebook.run_all()
    picture, quiz = notebook.page.locator(".nnlearn-picture"), notebook.cell(1).locator(".jp-OutputArea-output")
    picture.wait_for()
    notebook.save()
    notebook.reload()  # its kernel is still running
    picture.wait_for()
    notebook.page.locator(".nnlearn-explorer").get_by_role("button", name="Next mistake").click()
    says(canvas(notebook, 0), "after step 1 of")
    assert value(notebook, "perceptron.at > 0")

    stored = place.read_bytes()
    for command in ("restart", "shutdown"):
        notebook.kernel(command)
        notebook.reload()
        still = notebook.cell(0).locator("img")
        still.wait_for()
        assert still.evaluate("img => img.naturalWidth") > 0
        assert notebook.cell(0).get_by_text("Run this cell (Shift+Enter) to move it.").is_visible()
        assert "not found" not in notebook.page.locator(".jp-Notebook").inner_text()
        assert quiz.first.is_visible()
        assert place.read_bytes() == stored  # what is shown is not what is saved
    assert notebook.errors == []
    notebook.page.close()


@pytest.mark.parametrize("name", ["notebooks/02_perceptron.ipynb", "exercises/02_perceptron_exercises.ipynb"])
def test_a_notebook_just_opened_is_saved_and_ends_with_its_last_cell(opened, name):
    notebook = opened(name)
    page = notebook.page
    page.set_viewport_size({"width": 1280, "height": 900})
    lab.pause(page, 1)
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.context.model.dirty") is False
    below = page.evaluate(
        """() => { const outer = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer');
            outer.scrollTop = outer.scrollHeight;
            const last = [...document.querySelectorAll('.jp-Notebook .jp-Cell')].pop();
            return outer.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom; }"""
    )
    assert 0 <= below < 100
    notebook.close()


def test_the_first_page_leads_to_the_first_lesson(opened):
    notebook = opened("notebooks/00_start.ipynb")
    notebook.page.get_by_role("link", name="Begin with lesson 01 A neuron").click()
    notebook.page.wait_for_function("() => window.jupyterapp.shell.currentWidget?.title.label === '01_neuron.ipynb'")
    assert notebook.errors == []
    notebook.close()
