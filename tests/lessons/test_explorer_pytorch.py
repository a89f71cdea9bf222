"""The crossover explorer: small products are for NumPy, large ones for the GPU, and it names the larger share."""

import numpy as np
import pytest

from nnlearn.explorers import CrossoverExplorer
from nnlearn.lessons.pytorch.explorer import WIDTHS, cost, readable


@pytest.fixture
def explorer():
    explorer = CrossoverExplorer()
    yield explorer
    explorer.close()


def test_small_is_numpy_and_large_is_the_gpu(explorer):
    assert explorer.view.fastest[1] == "NumPy"
    assert explorer.view.fastest[-1] == "PyTorch, GPU"


def test_a_loop_is_never_fastest_beyond_the_smallest(explorer):
    assert "Python loop" not in explorer.view.fastest[2:]


def test_dearer_calls_move_the_crossing_up(explorer):
    first = explorer.view.fastest.index("PyTorch, GPU")
    explorer.set(launch=10.0)
    assert explorer.view.fastest.index("PyTorch, GPU") > first


def test_a_larger_batch_moves_the_crossing_down(explorer):
    first = explorer.view.fastest.index("PyTorch, GPU")
    explorer.set(batch=12)
    assert explorer.view.fastest.index("PyTorch, GPU") < first


def test_time_grows_with_the_square_of_the_width_where_computing_counts(explorer):
    times = cost(explorer.state, "Python loop", WIDTHS)
    np.testing.assert_allclose(times[1:] / times[:-1], 4)


def test_keys_and_pointer_choose_the_width(explorer):
    explorer.on_key("ArrowRight")
    assert explorer.state.width == 7
    explorer.on_pointer({"axes": "times", "type": "down", "x": 1000.0, "y": 1.0})
    assert explorer.state.width == 10
    explorer.on_pointer({"axes": "times", "type": "down", "x": 0.0, "y": 1.0})
    assert explorer.state.width == 2


def test_the_pointer_is_told_the_fastest_way_and_the_line_under_it(explorer):
    times = explorer.view.times
    words = explorer.on_hover({"axes": "times", "x": 256.0, "y": times["Python loop"][6]}).split("\n")
    name = explorer.view.fastest[6]
    assert words[0] == f"width 256: {name} is the fastest, {readable(times[name][6])}"
    assert words[1:] == [f"Python loop: {readable(times['Python loop'][6])}", "click to choose this width"]


def test_a_click_on_the_page_chooses_the_width_under_it(explorer):
    """The page counts evenly between the ends of the axis, which is logarithmic."""
    left, _, across, _, low, high, *_ = explorer.canvas.axes["times"]
    pixel = left + across * np.log(64 / low) / np.log(high / low)
    x = low + (pixel - left) / across * (high - low)
    explorer.set(width=3)
    explorer.panel.answer({"type": "down", "axes": "times", "x": x, "y": 1.0})
    assert explorer.state.width == 6
