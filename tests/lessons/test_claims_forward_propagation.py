"""What lesson 04 says in words about hinges, regions, bumps, tents and the wine network."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import nnlearn.torch as other
from nnlearn import datasets
from nnlearn.checks import check
from nnlearn.lessons.forward_propagation import answers, by_hand
from nnlearn.lessons.forward_propagation.xor_advice import xor_advice

PAGE = (Path(__file__).resolve().parents[2] / "lessons" / "04_forward_propagation.py").read_text(encoding="utf-8")
RUNNABLE = re.sub(r"^(quiz|predicted|ForwardExplorer)\(.*\n", "", PAGE, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def printed():
    """Return the names and the printed lines of the whole page."""
    lines: list[str] = []
    names = {"print": lambda *words, end="\n", **_: lines.append(" ".join(map(str, words)) + end)}
    exec(RUNNABLE, names)
    return names, "".join(lines)


def numbers(pattern, text):
    """Return the numbers in what the pattern's one group matches."""
    return [float(one) for one in re.findall(r"-?\d+\.?\d*", re.search(pattern, text, re.DOTALL)[1])]


def test_one_product_with_the_transpose_is_the_two_loops(printed):
    names, _ = printed
    X, W = np.array([[2.0, 1.0], [0.0, 1.0], [1.0, -1.0], [-1.0, 0.5]]), names["W"]
    np.testing.assert_allclose(X @ W.T + [0.25, -1.0, 0.0], names["Z"])


def test_rows_do_not_meet_and_nothing_is_remembered(printed):
    names, _ = printed
    nn, model, x = names["nn"], names["model"], names["x"]
    first = nn.predict(model, x)
    order = np.random.default_rng(0).permutation(len(x))
    np.testing.assert_allclose(nn.predict(model, x[order]), first[order], rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(nn.predict(model, x), first)


def test_the_wines_are_named_rightly_after_training_and_proline_would_drown_the_hue(printed):
    _, text = printed
    before, after = numbers("wines named correctly: (.*?) after", text)
    assert before < 0.35
    assert after >= 0.99
    wine = datasets.wine()
    mean = dict(zip(wine.features, wine.x.mean(axis=0), strict=True))
    assert mean["proline"] == pytest.approx(750, abs=10)
    assert mean["hue"] == pytest.approx(1, abs=0.1)


def test_slopes_between_joints_are_the_sums_of_the_units_that_are_on(printed):
    _, text = printed
    for stated, measured in re.findall(r"slope (\S+), measured (\S+)", text):
        assert stated == measured
    pieces = answers.relu(np.linspace(0, 1, 2001)[:, None] * [4, 2, -4] + [-1, -1, 3]) @ [0.75, -2.0, 0.5]
    bends = np.abs(np.diff(pieces, 2)) > 1e-9
    assert bends.sum() == 3
    assert len(re.findall("units .* on, slope", text)) == 4


def test_the_regions_have_room_and_the_boundary_is_straight_in_each(printed):
    names, text = printed
    nn, bent, region = names["nn"], names["bent"], names["region"].ravel()
    assert np.bincount(region).min() >= 40, "a sliver that another processor may miss"
    assert numbers("(\\S+) regions in the picture", text) == [len(names["found"])] == [11]
    assert numbers("(\\S+) of the points right", text)[0] >= 0.99
    places = names["grid"](names["extent"], 200).astype(float)
    scores = nn.predict(bent, places.astype("f4"))[:, 0]
    for k in range(len(names["found"])):  # in each region the score is a plane
        inside = region == k
        design = np.column_stack([places[inside], np.ones(inside.sum())])
        plane, *_ = np.linalg.lstsq(design, scores[inside], rcond=None)
        assert np.abs(design @ plane - scores[inside]).max() < 1e-3
    weight, bias = (nn.to_numpy(part).astype(float) for part in (bent[0].weight, bent[0].bias))
    left, right, bottom, top = names["extent"]
    crossings = [np.linalg.solve(weight[list(p)], -bias[list(p)]) for p in itertools.combinations(range(5), 2)]
    inside = [x for x, y in crossings if left < x < right and bottom < y < top]
    assert len(names["found"]) == 1 + 5 + len(inside)  # each line and each crossing adds a region


@pytest.mark.parametrize("lines", range(1, 7))
def test_lines_cut_the_plane_into_as_many_regions_as_the_formula_says(lines):
    angles = np.pi * (np.arange(lines) + 0.3) / lines
    normals = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    side = np.linspace(-60, 60, 2401)
    places = np.stack(np.meshgrid(side, side), axis=-1)
    distances = np.array([0.3, 1.9, -2.4, 3.7, 0.9, -1.3])[:lines]
    on = places @ normals.T + distances > 0
    patterns = np.unique(on.reshape(-1, lines) @ 2 ** np.arange(lines))
    assert len(patterns) == 1 + lines * (lines + 1) // 2


def moons_from(nn, seed, units, activation):
    moons = datasets.moons(200, noise=0.1, seed=0)
    labels = moons.y[:, None].astype("float32")
    nn.manual_seed(seed)
    net = nn.Sequential(nn.Linear(2, units), activation(), nn.Linear(units, 1))
    loss, optimizer = nn.BCEWithLogitsLoss(), nn.Adam(net.parameters(), lr=0.05)
    nn.fit(net, loss, optimizer, moons.x, labels, epochs=150, batch_size=50)
    return ((nn.predict(net, moons.x) > 0) == labels).mean()


def test_three_of_eight_starts_of_five_relus_and_all_of_four_tanhs_separate_the_moons(printed):
    nn = printed[0]["nn"]
    shares = np.array([moons_from(nn, seed, 5, nn.ReLU) for seed in range(8)])
    assert (shares >= 0.99).sum() == 3
    assert np.abs(shares[shares < 0.99] - 0.89).max() < 0.02
    assert min(moons_from(nn, seed, 4, nn.Tanh) for seed in range(8)) >= 0.99


def test_twice_the_units_of_bumps_are_half_the_error(printed):
    _, text = printed
    errors = np.array([float(error) for error in re.findall(r"hidden units, largest error (\S+)", text)])
    assert len(errors) == 5
    assert ((errors[:-1] / errors[1:] > 1.8) & (errors[:-1] / errors[1:] < 2.2)).all()


def test_each_tent_doubles_the_pieces(printed):
    _, text = printed
    found = [int(pieces) for pieces in re.findall(r"units: +(\d+) pieces", text)]
    assert found == [2, 4, 8, 16, 32, 64]


def test_the_two_sides_agree_to_the_last_digits_and_159_products_are_a_wine(printed):
    names, _ = printed
    assert names["difference"] < 1e-5
    assert sum(p.size for p in map(names["nn"].to_numpy, names["model"].parameters()) if p.ndim == 2) == 159
    assert isinstance(names["twin"], other.Sequential)


def test_the_untrained_hesitate_and_the_trained_one_is_sure_of_a_wine_that_cannot_exist(printed):
    names, text = printed
    rows = re.findall(r"untrained, the first wine: \[(.*?)\]", text)
    assert max(float(one) for row in rows for one in row.split()) < 0.6
    real, impossible = (float(one) for one in re.findall(r"trained, \w+ \w+ wine: class_0 with (\S+)", text))
    assert min(real, impossible) > 0.99
    assert abs(real - impossible) < 0.005
    nn, model = names["nn"], names["model"]
    assert (np.abs(nn.predict(model[:2], names["impossible"])) > 0.999).sum() == 7  # saturated


def test_the_open_exercise_leaves_a_margin_and_equal_bumps_miss_it():
    assert by_hand.measure_error(BUMPS)[0] == pytest.approx(0.38, abs=0.01)
    for units, gentleness, most in ((20, 4, 0.04), (12, 4, 0.06), (20, 200, 0.1)):
        assert by_hand.measure_error(equal_climbs(units, gentleness))[0] < most


def equal_climbs(units, gentleness):
    fine = np.linspace(0, 1, 10_001)
    climbed = np.cumsum(np.abs(np.diff(answers.target(fine), prepend=0)))
    places = np.interp((np.arange(units) + 0.5) / units * climbed[-1], climbed, fine)
    levels = answers.target(np.interp(np.arange(units + 1) / units * climbed[-1], climbed, fine))
    slopes = gentleness / np.gradient(places)
    hidden = slopes[:, None], -slopes * places, answers.sigmoid
    return [hidden, (np.diff(levels)[None], levels[:1], answers.identity)]


def changed(net, **numbers):
    """Return a network with some of weight, bias, heights and level changed by functions."""
    (weight, bias, inner), (heights, level, outer) = net
    named = {"weight": weight, "bias": bias, "heights": heights, "level": level}
    weight, bias, heights, level = (numbers.get(name, lambda value: value)(value) for name, value in named.items())
    return [(weight, bias, inner), (heights, level, outer)]


def evenly(units):
    """Return a staircase with steps at equal distances."""
    places, weight = (np.arange(units) + 0.5) / units, np.full((units, 1), 60.0)
    climbs = np.diff(answers.target(np.arange(units + 1) / units))
    return [(weight, -60 * places, answers.sigmoid), (climbs[None], np.zeros(1), answers.identity)]


def equal_bumps():
    edges = np.linspace(0, 1, 11)
    heights, w = answers.target((edges[:-1] + edges[1:]) / 2), np.full((20, 1), 200.0)
    hidden = w, -w[:, 0] * np.concatenate([edges[:-1], edges[1:]]), answers.sigmoid
    return [hidden, (np.array([[*heights, *-heights]]), np.zeros(1), answers.identity)]


BUMPS = equal_bumps()
GOOD, EVENLY = equal_climbs(20, 4), evenly(20)
ADVICE = {  # what is found in a network for the curve: the network
    "upside down": changed(GOOD, heights=np.negative, level=np.negative),
    "2 times as high": changed(GOOD, heights=lambda w: 2 * w, level=lambda b: 2 * b),
    "about 0.5 too high": changed(GOOD, level=lambda b: b + 0.5),
    "with its sign flipped": changed(GOOD, bias=np.negative),
    "multiplied by its weight": changed(GOOD, bias=lambda b: b / GOOD[0][0][:, 0]),
    "no unit looks at x": changed(GOOD, weight=np.zeros_like),
    "8 of your steps go the wrong way": changed(GOOD, heights=lambda w: np.random.default_rng(0).permuted(w, axis=1)),
    "Your step at x = 0.72 goes the wrong way": changed(GOOD, heights=lambda w: w * (1 - 2 * (np.arange(20) == 10))),
    "your one step there, at 0.72, by +0.00": changed(GOOD, heights=lambda w: w * (np.arange(20) != 10)),
    "the next step to the left": changed(EVENLY, heights=lambda w: np.roll(w, 1)),
    "half a gap further to the right": changed(EVENLY, bias=lambda b: b + 60 * 0.02),
    "the second half of your output weights": changed(BUMPS, heights=lambda w: np.tile(w[:, :10], 2)),
    "Taken alternately": changed(BUMPS, bias=lambda b: b.reshape(2, 10).T.ravel()),
    "10 of yours stand outside": changed(EVENLY, bias=lambda b: b - 30),
    "the heights of the curve": changed(GOOD, heights=lambda w: np.cumsum(w, axis=1)),
    "It is close enough": equal_climbs(24, 4),
    "Begin with the number of units": changed(equal_climbs(40, 4), heights=lambda w: 0.9 * w),
    "None of your units makes its step": changed(GOOD, weight=lambda w: w / 200, bias=lambda b: b / 50),
    "blur into each other": changed(equal_climbs(14, 100), weight=lambda w: w / 600, bias=lambda b: b / 600),
    "You use 4 of 20 units": equal_climbs(4, 4),
    "too sharp": equal_climbs(12, 400),
    "too gentle": changed(GOOD, weight=lambda w: w / 8, bias=lambda b: b / 8),
}


@pytest.mark.parametrize("words", ADVICE)
def test_a_network_that_misses_the_curve_is_probed(words):
    _, passed, _, advice = by_hand.measure_error(ADVICE[words])
    assert not passed
    assert words in advice


def test_every_wrong_network_for_xor_is_told_its_layer():
    rng = np.random.default_rng(0)
    shapes = [part.shape for layer in answers.XOR for part in layer[:2]]
    for _ in range(500):
        a, b, c, d = (rng.integers(-2, 3, shape) / 2 for shape in shapes)
        net = [(a, b, answers.step), (c, d, answers.step)]
        right = [by_hand.answer_at(net, corner[0]) for corner in answers.CORNERS] == [0, 1, 1, 0]
        advice = xor_advice(net)
        assert right or advice
        # a hidden layer that is called good can be finished: some output layer gives XOR
        hidden = answers.step(np.array([corner[0][0] for corner in answers.CORNERS]) @ a.T + b)
        finished = any(
            (answers.step(hidden @ (v, w) + z) == [0, 1, 1, 0]).all()
            for v, w, z in itertools.product((-1, 0, 1), (-1, 0, 1), np.arange(-2, 2.5, 0.5))
        )
        assert ("hidden layer is good" in advice) == (finished and ("Transposed" not in advice))


def test_the_check_of_a_network_looks_at_the_layer_first(capsys, monkeypatch):
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")
    names = {"np": np}
    exec(
        "def dense(x, weight, bias, activation):\n    return activation(x @ weight.T)\n"
        "def forward(x, layers):\n    for layer in layers:\n        x = dense(x, *layer)\n    return x\n",
        names,
    )
    assert not check("04.2", names["forward"])
    assert "your `dense` of 04.1" in capsys.readouterr().out
