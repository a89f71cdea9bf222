"""Sequences made to measure a memory, texts of brackets, and the signs of Python's library."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from nnlearn import datasets as data
from nnlearn.datasets.code_signs import CLOSING, END, OPENING, SIGNS


@pytest.mark.parametrize("distance", [0, 1, 20])
def test_a_symbol_then_noise_then_the_question(distance):
    task = data.recall_task(200, distance=distance, seed=3)
    assert task.x.shape == (200, distance + 2, 9)
    assert (task.x.sum(axis=2) == 1).all()
    codes = task.x.argmax(axis=2)
    np.testing.assert_array_equal(codes[:, 0], task.y)
    assert np.isin(codes[:, 1:-1], [4, 5, 6, 7]).all()
    assert (codes[:, -1] == 8).all()


def test_nothing_but_the_first_step_tells_the_symbol():
    task = data.recall_task(20_000, distance=2)
    for step in (1, 2):
        noise = task.x[:, step].argmax(axis=1)
        shares = [np.bincount(task.y[noise == kind], minlength=4) / (noise == kind).sum() for kind in range(4, 8)]
        np.testing.assert_allclose(shares, 0.25, atol=0.03)


def test_the_sum_of_one_marked_number_of_each_half():
    task = data.adding_task(500, length=7, seed=1)
    assert (task.x[:, :3, 1].sum(axis=1) == 1).all()
    assert (task.x[:, 3:, 1].sum(axis=1) == 1).all()
    np.testing.assert_allclose((task.x[..., 0] * task.x[..., 1]).sum(axis=1), task.y[:, 0], rtol=1e-6)
    assert (data.adding_task(20_000).y - 1).var() == pytest.approx(1 / 6, rel=0.03)


def test_words_of_several_lengths_end_where_they_do():
    words = data.counting_task([3, 1])
    assert words.x.shape == (2, 6, 2)
    assert words.x[0].argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1]
    assert words.x[1, 2:].sum() == 0
    assert words.y[:, :, 0].argmax(axis=1).tolist() == [5, 1]
    assert words.mask[:, :, 0].sum(axis=1).tolist() == [6, 2]


@pytest.mark.parametrize("wrong", [[], [0], [1.5], 3, "23", [2, True]])
def test_wrong_lengths_are_refused(wrong):
    with pytest.raises((TypeError, ValueError), match="counting_task expected"):
        data.counting_task(wrong)


@pytest.mark.parametrize("deepest", [1, 2, 6])
def test_brackets_close_what_was_opened_last(deepest):
    texts = data.brackets(50, length=80, deepest=deepest, seed=2)
    for codes, distance, depth in zip(texts.codes, texts.distance, texts.depth, strict=True):
        stack = []
        for t, code in enumerate(codes):
            if code in (0, 2):
                stack.append(t)
            elif code in (1, 3):
                opened = stack.pop()
                assert codes[opened] == code - 1
                assert distance[t] == t - opened
            assert (distance[t] > 0) == (code in (1, 3))
            assert depth[t] == len(stack) <= deepest
    assert (texts.depth == deepest).any()
    assert (texts.codes > 3).mean() == pytest.approx(0.5, abs=0.03)
    assert not np.array_equal(texts.codes, data.brackets(50, length=80, deepest=deepest, seed=3).codes)


@pytest.mark.parametrize(
    "call",
    [
        lambda: data.recall_task(3),
        lambda: data.recall_task(distance=-1),
        lambda: data.adding_task(length=1),
        lambda: data.adding_task(seed=-1),
        lambda: data.brackets(0),
        lambda: data.brackets(length=2.5),
        lambda: data.brackets(deepest=0),
        lambda: data.code_signs("all"),
    ],
)
def test_wrong_sizes_are_refused(call):
    with pytest.raises((TypeError, ValueError), match="expected"):
        call()


def test_statements_of_code_are_whole_and_their_brackets_match():
    assert len(data.code_signs().statements) == 29_418
    assert "29,418 statements" in data.code_signs().card
    partner = dict(zip(CLOSING, OPENING, strict=True))
    for part in ("train", "test"):
        for statement in data.code_signs(part).statements[:2000]:
            assert 4 <= len(statement) <= 60
            assert statement[-1] == END
            assert (statement[:-1] != END).all()
            stack = []
            for code in statement:
                if code in OPENING:
                    stack.append(code)
                elif code in CLOSING:
                    assert stack.pop() == partner[code]
            assert not stack


def test_the_script_reduces_code_to_signs():
    path = Path(__file__).parents[2] / "tools" / "code_signs.py"
    spec = importlib.util.spec_from_file_location("code_signs_tool", path)
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    (first, second) = tool.signs("f(x[1], 'a')  # a comment\nif y:\n    z = {}\n")[::2]
    assert " ".join(SIGNS[code] for code in first) == "name ( name [ number ] , text ) end of line"
    assert " ".join(SIGNS[code] for code in second) == "name operator { } end of line"
