"""The numbers that lesson 26 prints stay where its text says they are, whatever the processor."""

import re
from pathlib import Path

import numpy as np
import pytest

PAGE = (Path(__file__).resolve().parents[2] / "lessons" / "26_gans.py").read_text(encoding="utf-8")
RUNNABLE = re.sub(r"^(quiz|GanExplorer)\(.*\n", "", PAGE, flags=re.MULTILINE)
END = RUNNABLE.index("# %% [markdown]", RUNNABLE.index('print(f"{name:15} too close'))


@pytest.fixture(scope="module")
def printed():
    """Return the names and the printed lines of the page up to the test for copies."""
    lines: list[str] = []
    names = {"print": lambda *words, **_: lines.append(" ".join(map(str, words)))}
    exec(RUNNABLE[:END], names)
    return names, "\n".join(lines)


def numbers(pattern, text):
    """Return the numbers in what the pattern's one group matches."""
    return [float(one) for one in re.findall(r"-?\d+\.?\d*(?:e[-+]\d+)?", re.search(pattern, text, re.DOTALL)[1])]


def test_discriminators_learn_what_the_text_says(printed):
    names, text = printed
    assert numbers("told apart: (.*?)%", text)[0] > 95
    assert numbers("off by (.*?) on average", text)[0] < 0.05
    assert names["places"][names["gap"].argmax()] > 2
    assert 45 < numbers("right about (.*?)%", text)[0] < 55


def test_slopes_agree_and_minimax_is_flat_where_points_are_found_out(printed):
    _, text = printed
    for name in ("minimax", "non-saturating"):
        assert numbers(f"{name} +slopes .*?relative error (.*?)\n", text)[0] < 1e-6
    assert min(numbers(r"five starts: \[(.*?)\]", text)) > 10
    assert np.median(numbers(r"SGD: .*?: \[(.*?)\]", text)) > 3
    assert np.median(numbers(r"Adam: .*?: \[(.*?)\]", text)) < 3


def test_a_critic_keeps_pulling(printed):
    _, text = printed
    change = {}
    for name in ("minimax", "wasserstein"):
        early, late = (numbers(f"{name} +three starts, after +{turns} turns: (.*?)\n", text) for turns in (100, 1000))
        change[name] = np.divide(late, early)
    assert len(change["minimax"]) == 3
    assert max(change["minimax"]) < 0.2
    assert min(change["wasserstein"]) > 0.5


def test_the_copying_test_convicts_copies_and_noise_and_the_drawings_are_no_copies(printed):
    _, text = printed
    assert numbers("classifier reads (.*?)%", text)[0] > 93
    outcome = {
        name: numbers(f"{name} +too close (.*?)(?:\n|$)", text)
        for name in ("new real digits", "training digits", "noise", "drawings")
    }
    assert max(outcome["new real digits"]) <= 12
    assert outcome["training digits"] == [100, 0]
    assert outcome["noise"] == [0, 100]
    close, far = outcome["drawings"]
    assert close <= 5
    assert far >= 30


def cell(first):
    """Return the code of the cell that has a line."""
    start = RUNNABLE.index(first)
    return RUNNABLE[start : RUNNABLE.index("# %%", start)]


def test_what_is_reached_shows_variety_and_not_sharpness(printed):
    names, _ = printed
    lines: list[str] = []
    lines_print = {"print": lambda *words, end="\n": lines.append(" ".join(map(str, words)) + end)}
    exec(cell("angle, blur = ").replace("rng.uniform", "np.random.default_rng(0).uniform", 1), names | lines_print)
    found = dict(re.findall(r"(\w[\w ]*?) +captured (\d, reached \d)", "".join(lines)))
    assert found == {
        "real points": "8, reached 8",
        "one cloud": "1, reached 1",
        "a ring": "0, reached 8",
        "a disc": "0, reached 8",
        "noise": "0, reached 0",
    }


def test_the_hasty_game_reaches_few_modes_early_and_the_balanced_one_all(printed):
    names, _ = printed
    for name, rates in (("balanced", (0.002, 0.006)), ("hasty", (0.006, 0.002))):
        reached = []
        for seed in range(2):
            game = names["start"](seed, *rates, betas=(0.5, 0.9))
            names["play"](game, 500, rng=np.random.default_rng(seed))
            made = names["nn"].predict(game[0], np.random.default_rng(2).standard_normal((1000, 2)).astype("f4"))
            reached.append(names["mode_coverage"](made, names["cloud"].modes, std=0.05, radius=8).captured)
        assert min(reached) == 8 if name == "balanced" else max(reached) <= 5


def test_more_turns_cure_the_collapse_with_either_loss(printed):
    names, _ = printed
    names["many"] = np.random.default_rng(2).standard_normal((500, 2)).astype("f4")
    exec(cell("plain, judge = "), names)
    cures = names["cures"]
    for name in ("discriminator", "critic"):
        assert min(cures[name, 5][8]) >= 6
        assert min(cures[name, 1][8]) <= 4
    assert np.mean(cures["discriminator", 5][3]) >= 3
    assert max(cures["critic", 5][3]) <= 3
