"""The recurrent explorer: its network is the library's, its gradients are slopes, and steps are chosen by hand."""

import importlib

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.explorers import RecurrentExplorer
from nnlearn.gradcheck import gradcheck, numerical_gradient
from nnlearn.lessons.recurrent_networks import network as net
from nnlearn.lessons.recurrent_networks.forecasting import forecaster
from nnlearn.lessons.recurrent_networks.letters import CELL, COLUMNS, LEFT, PITCH, TOP, middle
from nnlearn.lessons.recurrent_networks.machine import BAR, PLOT, unit_middle
from nnlearn.lessons.recurrent_networks.state import OWN
from nnlearn.lessons.recurrent_networks.train import EPOCHS, SAMPLED, SPEAKER, plain_text
from nnlearn.lessons.recurrent_networks.watch import TextWatch
from nnlearn.plots.numbers import fixed, short, significant

SETTINGS = [("trained", 1.0, True), ("random", 1.5, True), ("random", 0.5, False)]


@pytest.fixture
def recurrent():
    made = RecurrentExplorer()
    yield made
    made.close()


def loss(weights, text, t, tanh):
    return -np.log(net.read(weights, text[: t + 1], tanh).chances[t][net.LETTERS.index(text[t])])


@pytest.mark.parametrize(("kind", "radius", "tanh"), SETTINGS)
def test_the_gradient_is_the_slope_of_the_loss(kind, radius, tanh):
    weights, text, t = net.weights_of(kind, radius), net.TEXTS[0], 9
    found = net.back(weights, net.read(weights, text, tanh), text, t, tanh)
    U, W, b, V, c = weights

    def from_state(h, first):  # the loss, with the state after `first` letters given by hand
        for letter in text[first:t]:
            z = U[:, net.LETTERS.index(letter)] + W @ h + b
            h = np.tanh(z) if tanh else z
        scores = V @ h + c
        return float(np.log(np.exp(scores).sum()) - scores[net.LETTERS.index(text[t])])

    states = net.read(weights, text, tanh).states
    for back in (0, 1, 4):
        slope = numerical_gradient(lambda h, k=t - back: from_state(h, k), states[t - back].copy())
        assert np.linalg.norm(slope) == pytest.approx(found.sizes[back], rel=1e-5)


@pytest.mark.parametrize(("kind", "radius", "tanh"), SETTINGS)
def test_what_truncation_loses_is_measured_against_the_whole_gradient(kind, radius, tanh):
    weights, text, t = net.weights_of(kind, radius), net.TEXTS[1], 8
    found = net.back(weights, net.read(weights, text, tanh), text, t, tanh)
    U, W, b, V, c = weights
    whole = numerical_gradient(lambda W: loss((U, W, b, V, c), text, t, tanh), W.copy())
    states = net.read(weights, text, tanh).states
    d = V.T @ (net.read(weights, text, tanh).chances[t] - np.eye(len(net.LETTERS))[net.LETTERS.index(text[t])])
    last = np.outer(d * (1 - states[t] ** 2 if tanh else 1), states[t - 1])  # one step back, as truncation leaves it
    assert found.shares[0] == pytest.approx(np.linalg.norm(last - whole) / np.linalg.norm(whole), rel=1e-4)
    assert found.shares[-1] == pytest.approx(0, abs=1e-12)


def test_it_reads_as_the_librarys_rnn():
    U, W, b, _, _ = weights = net.weights_of("trained", 1.0)
    layer = nn.RNN(len(net.LETTERS), net.UNITS).double()
    layer.load_state_dict({"weight_ih_l0": U, "weight_hh_l0": W, "bias_ih_l0": b, "bias_hh_l0": np.zeros(net.UNITS)})
    x = np.eye(len(net.LETTERS))[[net.LETTERS.index(letter) for letter in net.TEXTS[0][:-1]]]
    output, _ = layer(x[:, None])
    np.testing.assert_allclose(net.read(weights, net.TEXTS[0]).states[1:], output[:, 0], atol=1e-12)


def test_the_trained_network_has_learned_and_the_random_one_has_not():
    text = plain_text()[-2000:]
    losses = {}
    for kind in net.NETWORKS:
        chances = net.read(net.weights_of(kind, 1.0), text).chances
        right = [net.LETTERS.index(letter) for letter in text]
        losses[kind] = -np.log(chances[np.arange(len(text)), right]).mean()
    assert losses["trained"] < 2.2 < 3.2 < losses["random"]


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.5])
def test_the_slider_scales_the_spectral_radius_of_random_weights_from_one(scale):
    assert net.radius_of(net.weights_of("random", scale)[1]) == pytest.approx(scale)
    assert net.radius_of(net.weights_of("random", scale, seed=3)[1]) == pytest.approx(scale)


def test_the_trained_network_is_shown_as_training_left_it(recurrent):
    U, W, b, V, c = net.weights_of("trained")
    for found, stored in zip((U, W, b, V, c), net.trained(), strict=True):
        np.testing.assert_array_equal(found, stored)
    assert net.radius_of(W) > 2
    recurrent.set(network="trained", scale=1.0)
    assert f"spectral radius {net.radius_of(W):.2f}" in recurrent.canvas.alt
    recurrent.set(scale=0.5)
    assert f"spectral radius {net.radius_of(W) / 2:.2f}" in recurrent.canvas.alt


def test_without_tanh_a_small_radius_lets_it_vanish_and_a_large_one_explode():
    sizes = {}
    for radius in (0.5, 1.5):
        weights = net.weights_of("random", radius)
        found = net.back(weights, net.read(weights, net.TEXTS[0], False), net.TEXTS[0], 40, False)
        sizes[radius] = found.sizes[30] / found.sizes[0]
    assert sizes[0.5] < 1e-7
    assert sizes[1.5] > 1e4


def event(axes, place, kind="down"):
    return {"type": kind, "axes": axes, "x": float(place[0]), "y": float(place[1])}


def test_a_press_on_a_letter_goes_to_its_step_and_keys_move(recurrent):
    recurrent.on_pointer(event("text", middle(11)))
    assert recurrent.at == 12
    assert f'"{net.TEXTS[0][:12]}"' in recurrent.canvas.alt
    recurrent.on_pointer(event("text", (3.5, 0.95)))  # between the rows
    assert recurrent.at == 12
    for key in ("ArrowRight", "ArrowDown", "c"):
        recurrent.on_key(key)
    assert (recurrent.at, recurrent.state.unit, recurrent.state.tint) == (13, 3, "surprise")
    for key in ("-", "-", "+"):
        recurrent.on_key(key)
    assert (recurrent.state.cut, recurrent.state.tint) == (12, "gradient")
    for _ in range(60):
        for key in ("ArrowUp", "-", "ArrowLeft"):
            recurrent.on_key(key)
    assert (recurrent.state.cut, recurrent.state.unit, recurrent.at) == (1, 1, 0)


def test_a_press_on_a_unit_colours_the_text_by_it(recurrent):
    recurrent.set(tint="surprise")
    recurrent.on_pointer(event("lower", unit_middle(19)))
    assert (recurrent.state.tint, recurrent.state.unit) == ("unit", 20)
    np.testing.assert_array_equal(recurrent.view.values, recurrent.view.run.states[1:31, 19])


def test_a_press_on_the_curve_goes_back_as_many_steps(recurrent):
    recurrent.set(tint="gradient")
    left, top, width, height = PLOT
    recurrent.on_pointer(event("lower", (left + width * 5.5 / 44, top + height / 2)))
    assert recurrent.at == 25


def strongest(picture, index):
    """Return the colour in the corner of a letter's cell."""
    row, column = divmod(index, COLUMNS)
    return picture.pixels()[TOP + row * PITCH + 6, LEFT + column * CELL + 6, :3].astype(int)


def test_the_colour_of_a_letter_is_the_value_of_the_unit(recurrent):
    recurrent.set(unit=20)
    values, pixels = recurrent.view.values, [strongest(recurrent.picture, k) for k in range(30)]
    for value, (red, _, blue) in zip(values, pixels, strict=True):
        if abs(value) > 0.2:
            assert (red > blue) == (value > 0)
    assert (strongest(recurrent.picture, 35) == 255).all(), "not yet read"


def test_the_same_text_shows_surprise_and_the_gradient(recurrent):
    recurrent.set(tint="surprise")
    view = recurrent.view
    least, most = np.argsort(view.surprises[:30])[[0, -1]]
    assert strongest(recurrent.picture, most)[2] < strongest(recurrent.picture, least)[2] - 60
    chances = view.run.chances
    assert view.surprises[4] == pytest.approx(-np.log(chances[4][net.LETTERS.index(net.TEXTS[0][4])]))
    recurrent.set(tint="gradient")
    assert strongest(recurrent.picture, 28)[2] < strongest(recurrent.picture, 15)[2] - 60
    assert "cut off" in recurrent.canvas.alt
    recurrent.set(cut=4)
    assert recurrent.state.tint == "gradient"
    assert len(set(strongest(recurrent.picture, 25))) == 1, "grey: the gradient does not get there"
    assert len(set(strongest(recurrent.picture, 26))) == 3


def test_what_lies_under_the_pointer_is_named(recurrent):
    recurrent.set(cut=4, position=20, tint="unit", unit=6)
    view, text = recurrent.view, net.TEXTS[0]

    def said(axes, place):
        return recurrent.on_hover(event(axes, place, "hover")).split("\n")

    value, chances = fixed(view.run.states[11][5]), view.run.chances[10]
    right = chances[net.LETTERS.index(text[10])]
    assert said("text", middle(10)) == [
        f"step 11: {text[10]}, unit 6 after it: {value}",
        f"expected: {net.LETTERS[chances.argmax()]} with {fixed(chances.max())}",
        f"its own probability: {significant(right, 2)}, surprise {fixed(-np.log(right))}",
        "click to go to this step",
    ]
    assert "not yet read" in said("text", middle(20))[0]
    assert said("text", (3.5, 0.95)) == said("lower", (5, 5)) == [""]
    assert said("lower", unit_middle(8))[0] == f"unit 9: {fixed(view.run.states[20][8])}"
    chances = view.run.chances[20]
    place = BAR[0], BAR[1] + 1.5 * BAR[2]
    assert said("lower", place)[-1] == f"probability {significant(np.sort(chances)[-2])}"
    recurrent.set(tint="gradient")
    share = short(view.back.sizes[4] / view.back.sizes[0])
    assert said("text", middle(15))[1:3] == [
        "4 steps back, cut off by truncation",
        f"gradient: {share} times as large as here",
    ]
    assert len(said("text", middle(15))) <= 4
    assert "cut off" not in said("text", middle(16))[1]
    left, top, width, _ = PLOT
    assert said("lower", (left + width * 4.5 / 44, top))[:2] == said("text", middle(15))[1:3]


def test_truncation_says_what_it_loses(recurrent):
    recurrent.set(position=5, cut=5)
    assert "nothing of dL/dW is cut off" in recurrent.canvas.alt
    recurrent.set(cut=2)
    assert f"loses {short(100 * recurrent.view.back.shares[1])} % of dL/dW" in recurrent.canvas.alt
    recurrent.set(position=0)
    assert "every unit is zero" in recurrent.canvas.alt


def test_a_text_of_the_readers_own_is_read_as_it_is_typed(recurrent):
    recurrent.typed.value = "Zoë's 2 cats"
    assert (recurrent.state.text, recurrent.view.text, recurrent.at) == (OWN, "zo s cats", 8)
    assert recurrent.typed.value == "Zoë's 2 cats", "what is typed stays as it is"
    assert recurrent.controls["position"].max == 8
    for typed in ("", "?", "x" * 100):
        recurrent.typed.value = typed
        assert recurrent.panel.fault.value == ""
        assert 2 <= len(recurrent.view.text) <= len(net.TEXTS[0])
    recurrent.reset()
    assert recurrent.typed.value == recurrent.state.own == recurrent.start.own
    assert recurrent.view.text == net.TEXTS[0]


def test_a_unit_without_tanh_has_a_scale_of_its_own(recurrent):
    recurrent.set(network="random", scale=1.5, tanh=False, position=43)
    limit = np.abs(recurrent.view.values).max()
    assert limit > 1
    assert recurrent.letters.bars[0]._high.get_text() == f"+{significant(limit)}"


def test_the_long_training_is_stored_whole():
    stored = net.long_training()
    assert len(stored["training"]) == len(stored["validation"]) == EPOCHS
    assert stored["validation"][0] > stored["validation"][9] > min(stored["validation"])
    assert list(stored["samples"]) == [str(epoch) for epoch in SAMPLED]
    assert all(text.startswith(SPEAKER) and len(text) == len(SPEAKER) + 300 for text in stored["samples"].values())


def test_the_watch_sees_every_step_and_speaks_on_the_way():
    text = "abc" * 40
    nn.manual_seed(0)
    model = nn.CharRNN(text, hidden_size=16, cell="RNN")
    watch = TextWatch(model, "a", length=8, temperature=0.1, every=10)
    before = watch.canvas.frame
    codes = model.encode(text)
    x, y = codes[:-1].reshape(7, 17), codes[1:].reshape(7, 17)
    optimizer = nn.Adam(model.parameters(), lr=0.03)
    history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=40, batch_size=7, callbacks=[watch])
    assert watch.losses == history.steps
    assert [step for step, _ in watch.samples] == [0, 10, 20, 30, 40]
    assert watch.samples[-1][1] == "abcabcabc" != watch.samples[0][1]
    assert watch.canvas.frame != before
    assert "abcabcabc" in watch.canvas.alt
    data, metadata = watch._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == watch.canvas.alt
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=5, batch_size=7, callbacks=[watch])
    assert [bool(line.get_text()) for line in watch.lines] == [True] + [False] * 4  # the cell, run again


@pytest.mark.parametrize("side", ["numpy", "torch"])
def test_the_forecaster_learns_on_both_sides(side):
    nn = importlib.import_module(f"nnlearn.{side}")
    x, y = datasets.windows(datasets.waves(200, noise=0.0).y, 30, step=10)
    nn.manual_seed(0)
    model = forecaster(nn, 8)
    history = nn.fit(model, nn.MSELoss(), nn.Adam(model.parameters(), lr=0.02), x, y, epochs=40, batch_size=8)
    assert history.loss[-1] < 0.1 * history.loss[0]


def test_the_forecasters_gradient_is_right():
    nn.manual_seed(0)
    x = np.random.default_rng(0).normal(size=(2, 5, 1))
    assert gradcheck(forecaster(nn, 3).double(), nn.MSELoss(), x, -x)
