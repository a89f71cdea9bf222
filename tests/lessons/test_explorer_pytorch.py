"""The crossover explorer: small products are for NumPy, large ones for the GPU, and it names the larger share."""

import numpy as np
import pytest

from nnlearn.explorers import CrossoverExplorer
from nnlearn.lessons.pytorch.explorer import WIDTHS, cost


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
