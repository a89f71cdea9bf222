"""What JupyterLab is sent in place of a stored output: pictures with their words, and what wakes a still."""

import copy
import html
import re
from pathlib import Path

import nbformat
import pytest

from nnlearn.app.shown_outputs import BAND, WAKES, WIDGET, shown

ROOT = Path(__file__).resolve().parents[2]
VIEW = {WIDGET: {"model_id": "7"}}
PNG = {"image/png": ["iV\n", "BO"], "text/plain": ['3 < 4 & "so"']}


def output(data, **metadata):
    return {"output_type": "display_data", "data": dict(data), "metadata": metadata}


@pytest.mark.parametrize("data", [{**PNG, **VIEW}, PNG], ids=["saved by a learner", "as the course comes"])
def test_a_still_says_what_wakes_it_and_keeps_its_words(data):
    still, band = shown(
        output(data, **{WAKES: "move it", "image/png": {"width": 640, "height": 400, "alt": "a"}}), False
    )
    words = html.escape('3 < 4 & "so"')
    image = f'<img alt="{words}" width="640" height="400" src="data:image/png;base64,iVBO">'
    assert still["data"] == {"text/plain": PNG["text/plain"], "text/html": image}
    assert still["metadata"] == {WAKES: "move it"}
    assert band["data"]["text/plain"] == "Run this cell (Shift+Enter) to move it."
    assert band["data"]["text/plain"] in band["data"]["text/html"]


def test_a_quiz_says_what_opens_it():
    still, band = shown(output({"text/html": "<p>1</p>", "text/plain": "1", **VIEW}, **{WAKES: "answer"}), False)
    assert set(still["data"]) == {"text/html", "text/plain"}
    assert band["data"]["text/plain"].endswith("to answer.")


def test_a_saved_band_is_made_again_and_never_doubled():
    first = shown(output(PNG, **{WAKES: "move it"}), False)
    again = [one for part in copy.deepcopy(first) for one in shown(part, False)]
    assert first[1]["metadata"] == {BAND: True}
    assert again == first


def test_what_a_kernel_knows_stays_alive_and_other_outputs_stay():
    alive = output({**PNG, **VIEW}, **{WAKES: "move it"})
    assert shown(copy.deepcopy(alive), True) == [alive]
    for data in (VIEW, {}, {"text/plain": "3"}, {"text/html": "<p>", "text/plain": "p"}):
        assert shown(output(data), False) == [output(data)]
    stream = {"output_type": "stream", "name": "stdout", "text": "3"}
    assert shown(dict(stream), False) == [stream]


def test_a_plain_picture_gets_its_words_with_or_without_a_kernel():
    for lives in (True, False):
        (picture,) = shown(output(PNG), lives)
        assert "image/png" not in picture["data"]
        assert 'alt="3 &lt; 4' in picture["data"]["text/html"]


@pytest.mark.parametrize("page", sorted((ROOT / "notebooks").glob("[0-9][1-9]_*.ipynb")), ids=lambda page: page.stem)
def test_every_explorer_and_quiz_that_the_course_comes_with_says_what_wakes_it(page):
    for cell in (one for one in nbformat.read(page, 4).cells if one.cell_type == "code"):
        calls = re.findall(r"^(?:\w+Explorer|quiz)\(|\w+Watch\(", cell.source, re.MULTILINE)
        sent = [one.get("data", {}) for output in cell.outputs for one in shown(output, False)]
        words = [data.get("text/plain", "") for data in sent]
        wakes = [text for text in words if text.startswith("Run this cell")]
        assert len(wakes) == len(calls), cell.source
