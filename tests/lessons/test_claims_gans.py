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
    _, text = printed
    assert numbers("told apart: (.*?)%", text)[0] > 95
    assert numbers("off by (.*?) on average", text)[0] < 0.05
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
        _, early, _, late = numbers(f"{name} +gradient (after.*?)(?:\n|$)", text)
        change[name] = late / early
    assert change["minimax"] < 0.1
    assert change["wasserstein"] > 0.5


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


def test_a_critic_spreads_over_the_modes_and_captures_few(printed):
    names, _ = printed
    start = RUNNABLE.index("usual = {")
    names["many"] = np.random.default_rng(2).standard_normal((500, 2)).astype("f4")
    exec(RUNNABLE[start : RUNNABLE.index("# %%", start)].replace("range(5)", "range(2)"), names)
    assert min(names["reached"][8]) >= 6
    assert max(names["reached"][3]) <= 3
