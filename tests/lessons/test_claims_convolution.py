"""The numbers that lesson 15 prints stay where its text says they are, whatever the processor."""

import re
from pathlib import Path

import numpy as np
import pytest

from nnlearn.lessons.convolution import moved_digits

PAGE = (Path(__file__).resolve().parents[2] / "lessons" / "15_convolution.py").read_text(encoding="utf-8")
RUNNABLE = re.sub(r"^(quiz|predicted|ConvolutionExplorer|FeatureMapExplorer)\(.*\n", "", PAGE, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def printed():
    """Return the names and the printed lines of the whole page."""
    lines: list[str] = []
    names = {"print": lambda *words, **_: lines.append(" ".join(map(str, words)))}
    exec(RUNNABLE, names)
    return names, "\n".join(lines)


def numbers(pattern, text):
    """Return the numbers in what the pattern's one group matches."""
    return [float(one) for one in re.findall(r"-?\d+\.?\d*", re.search(pattern, text, re.DOTALL)[1])]


def test_the_colours_of_the_maps_are_those_of_their_labels(printed):
    names, _ = printed
    red, yellow = names["colour_maps"]
    photo = names["photos"][0]
    assert yellow[:20, :20].max() < -0.05  # the sky on the left is blue, and below 0
    assert photo[2, :20, :20].min() > photo[:2, :20, :20].mean(axis=0).max()
    assert red[22, 52] > 0.15  # orange tiles
    assert yellow[22, 52] > 0.15


def test_each_row_of_the_matrix_holds_the_nine_weights(printed):
    names, _ = printed
    for row in names["dense"]:
        assert row[row != 0].tolist() == list(range(1, 10))


def test_the_columns_times_the_kernels_are_the_librarys_maps(printed):
    _, text = printed
    assert "largest difference to the library: 0.0000" in text
    assert numbers(r"columns \(27, 16432\): (.*?) times", text)[0] < 9


def test_the_turned_kernel_gives_the_gradient_of_the_pixels(printed):
    names, text = printed
    for found, measured in names["slopes"].values():
        assert np.abs(found - measured).max() < 1e-7
    assert "backward, g_x [0. 1. 2. 3. 0. 0.]" in text
    assert "gradient check: passed" in text
    untouched = np.pad(names["g_z"], 2)
    straight = (names["windows"](untouched, (3, 3)) * names["w"]).sum(axis=(2, 3))
    assert np.abs(straight - names["slopes"]["x"][1]).max() > 1  # without the turn it is not


def test_learned_kernels_read_more_than_random_ones_in_every_run(printed):
    names, _ = printed
    learned, random = names["shares"]["learned"], names["shares"]["random"]
    assert len(learned) == len(random) == 5
    assert min(learned) > 0.93
    assert all(one > other + 0.01 for one, other in zip(learned, random, strict=True))
    assert min(random) > 0.86
    assert abs(np.mean(learned) - 0.95) < 0.01
    assert abs(np.mean(random) - 0.91) < 0.015


def test_the_kernels_look_as_the_text_says(printed):
    names, _ = printed
    learned = names["learned"]
    below, across, upright = learned[2].sum(axis=1), learned[0].sum(axis=1), learned[5].sum(axis=0)
    assert max(below[:3]) < -0.5
    assert min(below[3:]) > 1
    for bar in (across, upright):
        assert max(bar[0], bar[4]) < -0.5
        assert min(bar[1:3]) > 0.5


def test_a_shift_is_kept_for_whole_steps_only(printed):
    _, text = printed
    moved = {
        (name, shift): numbers(rf"{name} +picture moved by {shift}: (.*?)%", text)[0]
        for name in ("convolution", "stride 2", "pooling")
        for shift in (1, 2)
    }
    assert [moved["convolution", 1]] + [moved[name, 2] for name in ("convolution", "stride 2", "pooling")] == [100] * 4
    assert moved["stride 2", 1] < 5
    assert moved["pooling", 1] < 40


def test_a_digit_that_moves_is_lost_in_every_run(printed):
    _, text = printed
    found = {
        name: numbers(rf"{name} +accuracy (.*?)(?:\n|$)", text)
        for name in ("where they were", "one pixel on", "two pixels on", "turned by 90 degrees")
    }
    _, low, _ = found["where they were"]
    assert low >= 0.96
    assert abs(found["one pixel on"][0] - 2 / 3) < 0.08  # a third is lost
    assert abs(found["two pixels on"][0] - 1 / 3) < 0.08
    assert found["two pixels on"][2] < found["one pixel on"][1]
    assert found["turned by 90 degrees"][2] < 0.2


def test_the_receptive_fields_are_those_of_the_rule(printed):
    _, text = printed
    squares = re.findall(r"pixels noticed: +(\d+), in a square of (\d+) × (\d+)", text)
    assert squares == [("9", "3", "3"), ("16", "4", "4"), ("64", "8", "8"), ("9", "5", "5"), ("1", "1", "1")]


@pytest.mark.slow
def test_the_target_of_the_open_exercise_leaves_a_margin_over_five_seeds():
    import nnlearn.numpy as nn

    def train(x, labels):
        layers = nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(16), nn.Flatten()
        net = nn.Sequential(*layers, nn.Linear(32, 10))
        nn.fit(net, nn.CrossEntropyLoss(), nn.Adam(net.parameters(), lr=0.01), x, labels, epochs=8, batch_size=32)
        return lambda x: nn.predict(net, x).argmax(axis=1)

    for seed in range(5):
        nn.manual_seed(seed)
        assert moved_digits.measure(train)[0] >= 0.9


def test_an_answer_that_cuts_out_the_middle_is_told_so():
    images = moved_digits.moved(np.random.default_rng(0).uniform(size=(20, 8, 8)), [(0, 3)] * 20)
    assert "only at the middle" in moved_digits._middle_only(lambda x: x[:, 0, 4:12, 4:12].argmax(axis=2)[:, 0], images)
    assert moved_digits._middle_only(lambda x: x.reshape(len(x), -1).argmax(axis=1), images) == ""
