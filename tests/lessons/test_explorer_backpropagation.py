"""The backpropagation explorer: right without a bug, and each bug shows the pattern its text describes."""

import numpy as np
import pytest

from nnlearn.explorers import BackpropExplorer
from nnlearn.lessons.backpropagation.explorer import STEPS, agreeing
from nnlearn.lessons.backpropagation.network import BUGS, fingerprint, run


def seen(bug, seed=0):
    explorer = BackpropExplorer(bug=bug, seed=seed)
    view = explorer.view
    explorer.close()
    return view


@pytest.mark.parametrize("seed", [0, 7, 20])
def test_without_a_bug_every_gradient_agrees(seed):
    good, count = agreeing(seen("none", seed))
    assert good == count == 73


@pytest.mark.parametrize("bug", [bug for bug in BUGS if bug != "none"])
def test_each_bug_is_seen(bug):
    good, count = agreeing(seen(bug))
    assert good < count


def test_the_patterns_are_those_the_words_tell():
    ratio = [a / b for a, b in zip(seen("1/N is missing").run.gradients[0], seen("none").run.gradients[0], strict=True)]
    np.testing.assert_allclose(np.concatenate([r.ravel() for r in ratio]), 12)
    assert all(np.allclose(part, 2) for pair in seen("the sign of the error").off for part in pair)
    for weight, bias in seen("the bias takes one example").off:
        assert weight.max() < 1e-6
        assert (bias > 1e-6).all()
    off = seen("W transposed on the way back").off
    assert max(part.max() for part in (*off[1], *off[2])) < 1e-6
    assert off[0][0].max() > 0.01
    off = seen("the slope at the wrong point").off
    assert max(part.max() for part in off[2]) < 1e-6
    assert min(off[0][0].max(), off[1][0].max()) > 1e-3
    assert all(np.allclose(part, 0.5) for pair in seen("gradients are not reset").off for part in pair)


def test_signals_come_before_errors_and_the_last_layer_before_the_first():
    explorer = BackpropExplorer()
    shown = []
    for step in range(len(STEPS) + 1):
        explorer.go(step)
        shown.append(
            ([image.get_visible() for image in explorer.strips], [image.get_visible() for image in explorer.errors])
        )
    assert shown[0] == ([False] * 4, [False] * 4)
    assert shown[4] == ([True] * 4, [False] * 4)
    assert shown[5][1] == [False, False, False, True]
    assert shown[8][1] == [True] * 4
    explorer.on_key("ArrowUp")
    assert explorer.state.example == 1
    explorer.close()


def test_each_bug_has_a_fingerprint_of_its_own_kind():
    found = {bug: list(fingerprint(*zip(*run(0, bug).gradients, strict=True)).values()) for bug in BUGS}
    assert set(found["none"]) == {"ok"}
    for bug, factor in (
        ("1/N is missing", "x 12"),
        ("the sign of the error", "x -1"),
        ("gradients are not reset", "x 2"),
    ):
        assert set(found[bug]) == {factor}
    assert found["W transposed on the way back"] == ["wrong", "wrong", "ok", "ok", "ok", "ok"]
    assert found["the slope at the wrong point"] == ["wrong", "wrong", "wrong", "wrong", "ok", "ok"]
    assert found["the bias takes one example"] == ["ok", "wrong"] * 3


def test_a_fingerprint_says_what_has_a_wrong_shape_or_is_missing():
    dW, db = (list(part) for part in zip(*run(0, "none").gradients, strict=True))
    dW[1] = 0
    assert fingerprint(dW, db)["dW2"] == "shape ()"
    with pytest.raises(ValueError, match="three dW and three db, got 2 and 3"):
        fingerprint(dW[:2], db)
