"""A quiz's form and the button for hints in a real JupyterLab: click, keyboard, both themes, opened again."""

import jupyterlab_driver as lab
import nbformat
import pytest
from browser_parts import notebook_of, value

from nnlearn.checks import registry

pytestmark = pytest.mark.browser

CHECKS = """
import os
os.environ["NNLEARN_PROGRESS"] = "progress_of_checks.json"
from nnlearn.checks import check, hint, quiz
from nnlearn.checks.progress_record import record
---
quiz("02.recall")
---
quiz("02.predict")
---
def guess(weight, bias, x):
    return (x @ weight + bias > 0).astype(int)
check("02.1", guess)
---
check("02.2", ...)
---
...
"""
RECALL = next(one for one in registry.quizzes("02") if one.id == "02.recall")
FOCUS = "() => document.activeElement.value ?? document.activeElement.textContent"
CONTRAST = """element => {
    const paint = document.createElement("canvas").getContext("2d");
    const rgba = colour => {
        paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data]; };
    const light = colour => rgba(colour).slice(0, 3).map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k], 0);
    const background = one => !one || rgba(getComputedStyle(one).backgroundColor)[3] === 255
        ? one : background(one.parentElement);
    const found = [];
    for (const one of element.querySelectorAll("*")) {
        if (![...one.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
        const pair = [getComputedStyle(one).color, getComputedStyle(background(one)).backgroundColor].map(light);
        found.push([(Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05), one.textContent]);
    }
    return found; }"""


@pytest.fixture(scope="module")
def checks(opened, course):
    """Give the page after all its cells have run."""
    nbformat.write(notebook_of(CHECKS), course / "checks.ipynb")
    notebook = opened("checks.ipynb")
    notebook.run_all()
    assert notebook.failures() == []
    yield notebook
    assert notebook.errors == []
    notebook.close()


def form_in(notebook, cell):
    """Return the quiz form of a cell, once it is there."""
    form = notebook.cell(cell).locator(".nnlearn-quiz")
    form.wait_for()
    return form


def test_a_quiz_is_answered_by_keyboard_alone(checks):
    form, press = form_in(checks, 1), checks.page.keyboard.press
    fields, heading = form.locator("fieldset"), form.locator(".nnlearn-heading")
    assert heading.get_attribute("role") == "status"
    fields.first.locator("input").first.focus()
    letters = [one.answer for one in RECALL.questions]
    wrong = "a" if letters[0] != "a" else "b"
    for letter in [wrong, *letters[1:]]:
        press("Space")
        for _ in range("abcdefgh".index(letter)):
            press("ArrowDown")
        press("Tab")
    assert checks.page.evaluate("() => document.activeElement.type") == "submit"
    press("Enter")
    form.get_by_text("02.recall, 2 of 3 right: not yet.").wait_for()
    assert checks.page.evaluate("() => document.activeElement.type") == "submit"  # the focus stays where it was
    for field, question, letter in zip(fields.all(), RECALL.questions, [wrong, *letters[1:]], strict=True):
        reply = field.locator(".nnlearn-reply")
        assert reply.get_attribute("role") == "status"
        assert field.get_attribute("aria-describedby") == reply.get_attribute("id")
        option, why = question.options[question.letters.index(letter)]
        mark = "\u2713 Right" if letter == question.answer else "\u2717 Not right"
        assert reply.inner_text().split() == f"{mark} {letter}) {option} {why}".split()
    right = RECALL.questions[0].options[RECALL.questions[0].letters.index(letters[0])]
    assert right[1] not in form.inner_text()

    fields.first.locator(f'input[value="{letters[0]}"]').focus()
    press("Space")
    press("Enter")
    form.get_by_text("02.recall, 3 of 3 right: passed.").wait_for()
    assert checks.page.evaluate("() => document.activeElement.value") == letters[0]
    assert form.get_attribute("data-status") == "passed"


def test_a_hint_comes_by_click_and_by_key_and_is_counted(checks):
    box = checks.cell(3).locator(".nnlearn-box")
    box.wait_for()
    exercise = registry.find("exercises", "02.1")
    assert "exactly on the line" in box.inner_text()
    assert 'hint("02.1")' not in box.inner_text()  # the button stands in its place
    button, hints = box.locator("button"), box.locator("[aria-live]")
    assert button.get_attribute("aria-describedby") == hints.get_attribute("id")
    button.click()
    box.get_by_text("Hint 1 of 3.").wait_for()
    assert hints.inner_text().split()[4:] == exercise.hints[0].replace("`", "").split()
    for words in ("Hint 2 of 3.", "Hint 3 of 3.", "The solution is in solutions/02_perceptron_solutions.ipynb"):
        checks.page.keyboard.press("Enter")
        box.get_by_text(words).wait_for()
        assert checks.page.evaluate("() => document.activeElement.type") == "button"
    assert button.inner_text() == "No more hints"
    assert button.get_attribute("aria-disabled") == "true"
    cells = checks.page.locator(".jp-Notebook .jp-Cell").count()
    for key in ("Enter", "b"):  # which do nothing any more; on its own, JupyterLab takes b for "insert a cell"
        checks.page.keyboard.press(key)
    lab.pause(checks.page, 0.3)
    assert checks.page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert value(checks, "record().read()['02.1']['hints']") == 3
    assert hints.locator("> div").count() == 4


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_every_text_can_be_read_in_both_themes(checks, theme):
    checks.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.pause(checks.page, 0.5)
    texts = 0
    for shown in (form_in(checks, 1), checks.cell(3).locator(".nnlearn-box"), checks.cell(4).locator(".nnlearn-box")):
        for contrast, text in shown.evaluate(CONTRAST):
            assert contrast >= 4.5, text
            texts += 1
    assert texts > 20


def test_a_page_that_is_loaded_again_shows_choices_replies_and_hints(checks):
    checks.save()
    checks.reload()
    form = form_in(checks, 1)
    letters = [one.answer for one in RECALL.questions]
    assert form.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == letters
    assert form.get_by_text("3 of 3 right").is_visible()
    assert form.locator(".nnlearn-reply", has_text="Right").count() == 3
    box = checks.cell(3).locator(".nnlearn-box")
    box.wait_for()
    assert box.get_by_text("Hint 3 of 3.").is_visible()


def test_a_prediction_keeps_its_choice_in_a_new_kernel(checks):
    form = form_in(checks, 2)
    form.get_by_label("b)").check()
    form.get_by_role("button", name="Answer").click()
    form.get_by_text("02.predict is noted").wait_for()
    assert "Noted" in form.locator(".nnlearn-reply").inner_text()
    checks.kernel("restart")
    checks.page.wait_for_function(lab.READY)
    checks.run_all()
    form = form_in(checks, 2)
    assert form.get_by_label("b)").is_checked()
    assert "The answer is in the section" in form.locator(".nnlearn-reply").inner_text()
    assert form_in(checks, 1).locator("input:checked").count() == 0  # what is judged is asked again


def test_hints_of_earlier_checks_are_kept_and_an_earlier_box_stands_still(checks):
    """The kernel has been restarted; the file knows that three hints of 02.1 were seen."""
    box = checks.cell(3).locator(".nnlearn-box")
    box.wait_for()
    assert box.locator("button").inner_text() == "Where is the solution?"
    box.get_by_text("Hints you have seen: 3").click()
    assert box.get_by_text("Hint 2 of 3.").is_visible()
    assert checks.rewrite(5, "check('02.1', guess)").startswith("\u2717 02.1")
    still = checks.cell(3).locator(".jp-OutputArea")
    lab.wait_for(lambda: 'hint("02.1") gives a hint' in still.inner_text(), 5, "the earlier box is gone")
    assert checks.cell(3).locator(".nnlearn-box").count() == 0
    assert checks.cell(5).locator(".nnlearn-box button").count() == 1
    assert "passed" in checks.rewrite(5, "check('02.1', registry_answer)".replace("registry_answer", RIGHT))
    assert value(checks, "len(__import__('nnlearn.checks.forms').checks.forms._shown)") == 3


RIGHT = "lambda weight, bias, x: (x @ weight + bias >= 0).astype(int)"


def test_without_its_kernel_the_page_shows_text_in_place_of_forms(checks):
    checks.save()
    checks.kernel("shutdown")
    checks.reload()
    assert "not found" not in checks.page.locator(".jp-Notebook").inner_text()
    assert 'hint("02.2") gets you started.' in checks.cell(4).locator(".jp-OutputArea").inner_text()
    assert "How does its decision boundary run?" in checks.cell(1).locator(".jp-OutputArea").inner_text()
