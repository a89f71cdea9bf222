"""What lesson 18 says in words about memory, gradients through time, clipping and forecasts, checked over starts."""

import importlib

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.recurrent_networks import answers
from nnlearn.lessons.recurrent_networks import network as net
from nnlearn.lessons.recurrent_networks.forecasting import forecaster
from nnlearn.lessons.recurrent_networks.memory import ask

SEEDS = range(5)
START, YEARS = 221, 30  # row of the year 1921; years that the forecaster reads


@pytest.fixture(scope="module")
def trained():
    return net.weights_of("trained")


@pytest.fixture(scope="module")
def reached(trained):
    return net.reach(trained, net.pieces())


def plays():
    data = datasets.shakespeare()
    codes = data.encode(data.text)
    cut = len(codes) * 9 // 10
    return data, datasets.windows(codes[:cut], 40, step=40), datasets.windows(codes[cut:], 40, step=40)


def network(seed):
    nn.manual_seed(seed)
    return nn.CharRNN("abcd.?", hidden_size=32, cell="RNN", embedding_size=8)


# The explorer's network.


def test_it_is_sure_inside_a_word_and_guesses_after_a_space(trained):
    inside, after = [], []
    for piece in net.pieces():
        surest = net.read(trained, piece).chances.max(axis=1)
        for k in range(1, len(piece)):
            (after if piece[k - 1] == " " else inside).append(surest[k])
    assert np.mean(inside) > 2 * np.mean(after)


def test_the_radius_is_far_above_1_and_the_gradient_vanishes_all_the_same(trained, reached):
    sizes, _ = reached
    assert 3.35 < net.radius_of(trained[1]) < 3.45
    assert 3e-7 < np.median(sizes[:, 10]) < 5e-6  # about a millionth
    assert 5e-4 < np.quantile(sizes[:, 10], 0.9) < 3e-3  # in one loss of ten, a thousandth
    slopes = np.concatenate([1 - net.read(trained, piece).states[1:] ** 2 for piece in net.pieces()])
    assert (slopes < 0.1).mean() > 0.5  # most units are saturated


def test_the_gradient_of_a_random_network_without_tanh_is_a_power_of_the_radius():
    W, rng = net.weights_of("random")[1], np.random.default_rng(0)
    for rho in (0.5, 1.0, 1.5):
        g = rng.normal(size=(20, net.UNITS))
        first = np.linalg.norm(g, axis=1)
        for _ in range(20):
            g = g @ (rho * W)
        share = np.median(np.linalg.norm(g, axis=1) / first)
        assert 0.2 < share / rho**20 < 5


def test_a_trained_network_forgets_its_first_letter_and_most_random_ones_do_not(trained):
    def apart(weights):
        one, other = (net.read(weights, text).states for text in (net.TEXTS[0], "s" + net.TEXTS[0][1:]))
        return np.linalg.norm(one - other, axis=1)

    assert apart(trained)[20] < 1e-9
    grown = [apart(net.weights_of("random", 1.5, seed)) for seed in range(20)]
    assert sum(a[20] > a[1] for a in grown) > 10


def test_truncation_costs_little_where_the_gradient_has_vanished_and_much_where_it_reaches_far(reached):
    _, missing = reached
    _, of_random = net.reach(net.weights_of("random"), net.pieces(60))
    assert missing[:, 9].mean() < 0.01
    assert of_random[:, 9].mean() > 0.3


def test_a_carried_state_makes_the_second_piece_exact(trained):
    whole = net.read(trained, net.TEXTS[0])
    carried = net.read(trained, net.TEXTS[0][22:], start=whole.states[22])
    np.testing.assert_allclose(carried.chances, whole.chances[22:], atol=1e-12)


# The language model.


@pytest.mark.parametrize("side", ["numpy", "torch"])
def test_three_epochs_beat_the_trigram_table(side):
    lib = importlib.import_module(f"nnlearn.{side}")
    data, (x, y), (unseen, unseen_next) = plays()
    counts = np.full((len(data.characters),) * 3, 0.01)
    np.add.at(counts, (x[:, :-1], x[:, 1:], y[:, 1:]), 1)
    counts /= counts.sum(axis=-1, keepdims=True)
    trigram = -np.log(counts[unseen[:, :-1], unseen[:, 1:], unseen_next[:, 1:]]).mean()
    lib.manual_seed(0)
    model = lib.CharRNN(data.characters, hidden_size=64, cell="RNN", embedding_size=24)
    adam, criterion = lib.Adam(model.parameters(), lr=0.01), lib.CrossEntropyLoss()
    history = lib.fit(model, criterion, adam, x, y, epochs=3, batch_size=32, validation=(unseen, unseen_next))
    assert history.validation[-1] < trigram - 0.03
    assert net.radius_of(lib.to_numpy(model.recurrent.weight_hh_l0)) > 2


def test_the_long_training_overfits():
    stored = net.long_training()
    best = int(np.argmin(stored["validation"]))
    assert 5 < best + 1 < len(stored["validation"])
    assert stored["training"][-1] < stored["training"][best] - 0.05
    assert stored["validation"][-1] > stored["validation"][best] + 0.01


# Clipping.


def unit(w, b, T=15):
    h = [0 * w]
    for _ in range(T):
        h.append(np.tanh(w * h[-1] + b))
    return h


def descend(w, b, rate, limit, target=0.7):
    for _ in range(300):
        h = unit(w, b)
        g, g_w, g_b = 2 * (h[-1] - target), 0, 0
        for t in range(len(h) - 1, 0, -1):
            g_z = g * (1 - h[t] ** 2)
            g_w, g_b, g = g_w + g_z * h[t - 1], g_b + g_z, g_z * w
        shorten = np.minimum(1, limit / np.maximum(np.hypot(g_w, g_b), 1e-12))
        w, b = w - rate * shorten * g_w, b - rate * shorten * g_b
    return (unit(w, b)[-1] - target) ** 2 < 0.01, np.abs(w) + np.abs(b) > 5


@pytest.mark.parametrize("rate", [0.02, 0.05, 0.1, 0.2, 0.5])
def test_on_the_cliff_clipping_saves_the_starts_that_would_be_thrown_off(rate):
    starts = np.random.default_rng(1).uniform([0.5, -0.3], [2.0, 0.3], size=(500, 2)).T
    arrived, thrown = descend(*starts, rate, np.inf)
    clipped, _ = descend(*starts, rate, 1.0)
    assert arrived.mean() < 0.9
    assert thrown.mean() > 0.1
    assert clipped.mean() > 0.95


def test_clipping_widens_the_range_of_rates_but_does_not_make_the_best_run_better():
    data, (x, y), _ = plays()

    def run(rate, limit, seed):
        nn.manual_seed(seed)
        model = nn.CharRNN(data.characters, 32, cell="RNN")
        sgd, losses = nn.SGD(model.parameters(), lr=rate), []
        for k in range(150):
            sgd.zero_grad()
            losses.append(nn.backprop(model, nn.CrossEntropyLoss(), x[8 * k : 8 * k + 8], y[8 * k : 8 * k + 8]))
            nn.clip_grad_norm_(model.parameters(), limit)
            sgd.step()
        return np.mean(losses[-30:]), max(losses)

    free = {rate: np.array([run(rate, np.inf, seed) for seed in SEEDS]) for rate in (2.0, 4.0, 8.0)}
    clipped = {rate: np.array([run(rate, 0.25, seed) for seed in SEEDS]) for rate in (4.0, 8.0)}
    assert free[2.0][:, 1].max() < 5 < free[4.0][:, 1].max()  # begins to explode at 4
    assert free[8.0][:, 0].min() > 4  # lost at 8
    assert all(losses.max() < 5 for losses in clipped.values())
    best = min(losses[:, 0].mean() for losses in clipped.values())
    assert abs(best - free[2.0][:, 0].mean()) < 0.1


# Forecasts.


def train_forecaster(seed, end):
    series = datasets.sunspot_numbers().y / 100
    nn.manual_seed(seed)
    model = forecaster(nn)
    adam = nn.Adam(model.parameters(), lr=0.003)
    nn.fit(model, nn.MSELoss(), adam, *datasets.windows(series[:end], YEARS), epochs=20, batch_size=16)
    return model


def errors(end, stop):
    """Return the errors, in sunspots, of naive forecast, autoregression and five networks on the years end to stop."""
    series = datasets.sunspot_numbers().y[:, 0] / 100
    truth = series[end:stop]
    rows = np.array([[*series[t - 10 : t], 1] for t in range(10, stop)])
    found = np.linalg.lstsq(rows[: end - 10], series[10:end], rcond=None)[0]
    x = np.array([series[t - YEARS : t] for t in range(end, stop)], np.float32)[:, :, None]
    guesses = [series[end - 1 : stop - 1], rows[end - 10 :] @ found]
    guesses += [nn.predict(train_forecaster(seed, end), x)[:, -1, 0] for seed in SEEDS]
    return [100 * float(np.sqrt(((guess - truth) ** 2).mean())) for guess in guesses]


def test_both_beat_the_naive_forecast_and_the_linear_model_wins_from_every_start():
    naive, linear, *networks = errors(START, 309)
    assert max(networks) < 0.75 * naive
    assert linear < min(networks)


def test_on_the_years_of_the_tuning_the_order_was_the_other_way_round():
    naive, linear, *networks = errors(181, START)
    assert max(networks) < linear < naive


def test_after_one_cycle_more_years_do_not_help_and_looking_ahead_gets_worse():
    series = datasets.sunspot_numbers().y / 100
    x, _ = datasets.windows(series[START - YEARS :], YEARS)
    truth = series[START:, 0]

    def error(guess):
        return float(np.sqrt(((guess - truth[: len(guess)]) ** 2).mean()))

    models = [train_forecaster(seed, START) for seed in SEEDS]
    known = {k: np.mean([error(nn.predict(m, x[:, -k:])[:, -1, 0]) for m in models]) for k in (1, 3, 6, 9, 11, 30)}
    assert known[3] < 0.8 * known[1]  # the first years help
    assert known[6] == pytest.approx(known[3], rel=0.06)  # then it hardly changes
    assert 0.8 < known[9] / known[6] < 0.97  # falls a little
    assert 0.8 < known[11] / known[3] < 1  # the gain is small
    assert known[30] == pytest.approx(known[11], rel=0.02)  # then there is none
    told = x[:69]
    for _ in range(5):
        told = np.concatenate([told, nn.predict(models[0], told[:, -YEARS:])[:, -1:]], axis=1)
    far = np.sqrt(((told[:, -1, 0] - truth[4:73]) ** 2).mean())
    assert far > 2 * error(nn.predict(models[0], x[:69])[:, -1, 0])


# Memory.


def test_five_dots_are_bridged_from_every_start():
    for seed in SEEDS:
        model = network(seed)
        x, y = ask(model, 5)
        nn.fit(model, nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.005), x, y, epochs=400, batch_size=4)
        assert answers.probability(nn, model, 5) > 0.8


@pytest.mark.parametrize("lr", [0.001, 0.005, 0.03])
def test_twenty_dots_are_not_bridged_at_any_rate(lr):
    model = network(0)
    x, y = ask(model, 20)
    nn.fit(model, nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=lr), x, y, epochs=400, batch_size=4)
    assert answers.probability(nn, model, 20) < 0.35


def curriculum(nn, model):
    adam = nn.Adam(model.parameters(), lr=0.001)
    for dots in range(1, answers.DOTS + 1):
        x, y = ask(model, dots)
        for _ in range(40):
            nn.fit(model, nn.CrossEntropyLoss(), adam, x, y, epochs=10, batch_size=4)
            if answers.probability(nn, model, dots) > 0.9:
                break
    return model


def test_the_target_of_the_open_exercise_leaves_a_margin_over_five_seeds():
    for seed in SEEDS:
        share, passed, *_ = answers.measure_memory(curriculum, seeds=(seed,))
        assert share > 0.8  # the target is 0.7
        assert passed


def test_the_lessons_own_training_does_not_reach_the_target():
    def plain(nn, model):
        x, y = ask(model, answers.DOTS)
        nn.fit(model, nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.003), x, y, epochs=2000, batch_size=4)
        return model

    share, passed, words, advice = answers.measure_memory(plain)
    assert not passed
    assert share < 0.5
    assert "The last network knows it over no number of dots." in words
    assert "the gradient vanishes" in advice
    with pytest.raises(TypeError, match="return the model it was given"):
        answers.measure_memory(lambda nn, model: None)
