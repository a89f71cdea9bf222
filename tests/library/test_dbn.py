"""The deep belief network: layer-wise training, dreams, the start upside down, and its exact numbers."""

import itertools

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import boltzmann, datasets
from nnlearn.shared import pretraining

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
BARS = datasets.bars(size=3).x.reshape(-1, 9)
CLASSES = np.arange(len(BARS)) % 2


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def wild(nn, sizes, seed=0, labels=0):
    """Return a network with large weights and biases."""
    rng, dbn = np.random.default_rng(seed), nn.DBN(sizes, labels=labels).double()
    state = {name: 1.5 * rng.normal(size=tuple(value.shape)) for name, value in dbn.state_dict().items()}
    dbn.load_state_dict({name: nn.tensor(values, dtype="float64") for name, values in state.items()})
    return dbn


def values(nn, module):
    return {name: np.array(nn.to_numpy(value)) for name, value in module.named_parameters()}


def moved(nn, dbn, before):
    """Return the layers whose weights are not those of before."""
    return {int(name.split(".")[1]) for name, now in values(nn, dbn).items() if (now != before[name]).any()}


@pytest.mark.parametrize("dtype", ["double", "float"])
def test_equal_seeds_give_equal_numbers_on_both_sides(dtype):
    found = []
    for nn in SIDES.values():
        nn.manual_seed(3)
        dbn = getattr(nn.DBN([9, 6, 5], labels=2, std=0.1), dtype)()
        histories = dbn.pretrain(BARS, CLASSES, epochs=3, batch_size=4, lr=0.05, chains=5, k=2)
        dreams = dbn.dream(30, 5, labels=np.arange(30) % 2), dbn.dream(30, 5), dbn.down(np.ones((4, 5)), draws=False)
        found.append([*values(nn, dbn).values(), *dreams, *dbn.up(BARS, draws=True), *(h.loss for h in histories)])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9 if dtype == "double" else 1e-3, atol=1e-5)


def test_dreams_follow_the_model(nn):
    """Of 20,000 dreams, the share of each of the 8 pictures is its exact probability."""
    dbn = wild(nn, [3, 2, 3])
    v = dbn.dream(20000, 40, rng=np.random.default_rng(0))
    exact = np.exp(boltzmann.deep_log_p(dbn, boltzmann.states(3)))
    np.testing.assert_allclose(np.bincount(v.astype(int) @ [1, 2, 4], minlength=8) / len(v), exact, atol=0.015)
    means = dbn.dream(20000, 40, draws=False, rng=np.random.default_rng(0))
    assert ((means > 0) & (means < 1)).all()
    np.testing.assert_allclose(means.mean(axis=0), exact @ boltzmann.states(3), atol=0.015)


@pytest.mark.parametrize("label", [0, 1])
def test_dreams_of_a_class_follow_the_model_of_that_class(nn, label):
    dbn = wild(nn, [3, 2, 3], labels=2)
    low, top = dbn.layers
    weight = np.array([[2.0, 0, 0], [0, 2, 0], [3, -3, 0], [-3, 3, 0]])  # each class wakes a cell of its own
    rest = {"visible_bias": np.array([-1.0, -1, 0, 0]), "hidden_bias": np.zeros(3)}
    top.load_state_dict({name: nn.tensor(each, dtype="float64") for name, each in {"weight": weight, **rest}.items()})
    cells = np.hstack([boltzmann.states(2), np.tile(np.eye(2)[label], (4, 1))])
    p = np.exp(boltzmann.log_p(top, cells))
    exact = p / p.sum() @ low.visible(boltzmann.states(2))
    v = dbn.dream(20000, 40, labels=np.full(20000, label), rng=np.random.default_rng(0))
    np.testing.assert_allclose(v.mean(axis=0), exact, atol=0.015)


def test_a_dream_begins_at_the_cells_that_are_given(nn):
    dbn = wild(nn, [9, 4, 3])
    start = dbn.up(BARS, draws=True, rng=np.random.default_rng(0))[-2]
    rng = np.random.default_rng(1)
    h = (rng.random((len(BARS), 3)) < dbn.layers[1].hidden(start)).astype(float)
    expected = dbn.down(h, rng=rng)
    np.testing.assert_array_equal(dbn.dream(start, 1, rng=np.random.default_rng(1)), expected)


def test_draws_on_the_way_up_follow_the_probabilities_and_go_on(nn):
    dbn = wild(nn, [9, 4, 3])
    low, high = dbn.up(np.repeat(BARS, 2000, axis=0), draws=True, rng=np.random.default_rng(0))
    assert {*low.ravel(), *high.ravel()} == {0, 1}
    p = dbn.layers[0].hidden(BARS)
    np.testing.assert_array_equal(dbn.up(BARS)[0], p)
    np.testing.assert_allclose(low.reshape(len(BARS), 2000, 4).mean(axis=1), p, atol=0.06)
    np.testing.assert_allclose(high.mean(axis=0), dbn.layers[1].hidden(low).mean(axis=0), atol=0.02)


def test_the_way_down_draws_all_but_the_probabilities_of_the_pixels(nn):
    dbn, h = wild(nn, [9, 4, 3]), np.tile(boltzmann.states(3), (9, 1))
    middle = (np.random.default_rng(2).random((72, 4)) < dbn.layers[1].visible(h)).astype(float)
    np.testing.assert_array_equal(dbn.down(h, draws=False, rng=np.random.default_rng(2)), dbn.layers[0].visible(middle))


def test_the_top_upside_down_changes_nothing_and_the_bound_is_exact(nn):
    dbn = wild(nn, [9, 4, 9])
    before = boltzmann.log_p(dbn.layers[0], BARS)
    assert np.abs(boltzmann.deep_log_p(dbn, BARS) - before).max() > 0.1
    assert dbn.upside_down(1) is dbn
    np.testing.assert_allclose(boltzmann.deep_log_p(dbn, BARS), before, rtol=1e-12)
    np.testing.assert_allclose(boltzmann.deep_bound(dbn, BARS), before, rtol=1e-12)


def test_a_second_layer_that_starts_upside_down_makes_the_model_better():
    nn, many = nnlearn.numpy, np.repeat(BARS, 20, axis=0)
    nn.manual_seed(0)
    dbn = nn.DBN([9, 4, 9], std=0.05).double()
    (first,) = dbn.pretrain(many, layer=0, epochs=40, lr=0.2, chains=100)
    rbm = boltzmann.log_p(dbn.layers[0], BARS).mean()
    assert rbm > -5.8  # without learning, log(1 / 512) = -6.24
    assert first.loss[-1] < first.loss[0]
    dbn.upside_down(1).pretrain(many, layer=1, epochs=40, lr=0.1, chains=100)
    log_p, bound = boltzmann.deep_log_p(dbn, BARS).mean(), boltzmann.deep_bound(dbn, BARS).mean()
    assert rbm < bound < log_p


def test_only_the_layer_that_is_named_learns(nn):
    dbn = nn.DBN([9, 4, 9, 4], labels=2)
    for layer in (0, 1):  # without labels, which stand at the top
        before = values(nn, dbn)
        assert len(dbn.pretrain(BARS, layer=layer, epochs=2)) == 1
        assert moved(nn, dbn, before) == {layer}
    before = values(nn, dbn)
    dbn.pretrain(BARS, CLASSES, layer=2, epochs=1)
    assert moved(nn, dbn, before) == {2}
    histories = dbn.pretrain(BARS, CLASSES, epochs=3)
    assert [len(history.loss) for history in histories] == [3, 3, 3]


def test_a_fresh_layer_begins_with_the_means_of_what_it_sees_and_another_where_it_is(nn):
    dbn = wild(nn, [9, 4, 3])
    dbn.layers[1].load_state_dict({name: 0 * each for name, each in dbn.layers[1].state_dict().items()})
    dbn.pretrain(BARS, epochs=1, lr=1e-12)
    p = 1 / (1 + np.exp(-nn.to_numpy(dbn.layers[1].visible_bias)))
    np.testing.assert_allclose(p, dbn.layers[0].hidden(BARS).mean(axis=0).clip(0.01, 0.99), rtol=1e-6)
    before = values(nn, dbn)
    dbn.pretrain(BARS, epochs=1, lr=1e-12)
    for name, now in values(nn, dbn).items():
        np.testing.assert_allclose(now, before[name], atol=1e-9)


def test_grey_pixels_are_drawn_again_in_every_epoch_and_k_sweeps_are_taken(nn, monkeypatch):
    seen, step = [], nn.RBM.cd_step

    def watched(self, optimizer, v, k, **more):
        seen.append((v, k))
        return step(self, optimizer, v, k, **more)

    monkeypatch.setattr(nn.RBM, "cd_step", watched)
    nn.DBN([9, 2]).pretrain(np.full((50, 9), 0.5), epochs=2, batch_size=50, k=3)
    assert all(set(v.ravel()) == {0, 1} and k == 3 for v, k in seen)
    assert (seen[0][0] != seen[1][0]).mean() > 0.3


def test_label_cells_that_nobody_knows_share_one(nn):
    dbn = wild(nn, [9, 4, 3], labels=5)
    cells = np.hstack([dbn.layers[0].hidden(BARS), np.full((len(BARS), 5), 0.2)])
    np.testing.assert_allclose(dbn.up(BARS)[1], dbn.layers[1].hidden(cells), rtol=1e-12)


@pytest.mark.parametrize("labels", [0, 3])
def test_the_network_that_is_unrolled_is_the_way_up_and_learns_on_its_own(nn, labels):
    nn.manual_seed(0)
    dbn = wild(nn, [9, 8, 6], labels=labels)
    mlp, before = dbn.to_mlp(2), values(nn, dbn)
    assert isinstance(mlp, nn.MLP)
    np.testing.assert_allclose(nn.predict(mlp[:-1], BARS), dbn.up(BARS)[-1], rtol=1e-12)
    last = nn.to_numpy(mlp[-1].weight)
    assert 0.003 < last.std() < 0.03
    assert not nn.to_numpy(mlp[-1].bias).any()
    assert not nn.to_numpy(dbn.to_mlp(2, std=0)[-1].weight).any()
    x, y = BARS, (BARS.reshape(-1, 3, 3).std(axis=2).sum(axis=1) > 0).astype(int)
    history = nn.fit(mlp, nn.CrossEntropyLoss(), nn.Adam(mlp.parameters(), lr=0.05), x, y, epochs=60, batch_size=7)
    assert history.loss[-1] < 0.3 * history.loss[0]
    assert not moved(nn, dbn, before)
    assert {str(p.dtype).removeprefix("torch.") for p in nn.DBN([9, 4]).to_mlp(2).parameters()} == {"float32"}


def test_a_training_that_diverges_is_reported(nn):
    with pytest.raises(ValueError, match=r"DBN\.pretrain expected finite weights, got others in epoch 1 of 3: .*lr"):
        nn.DBN([9, 4]).pretrain(np.repeat(BARS, 20, axis=0), epochs=3, lr=1e30, weight_decay=1e30)
    with pytest.raises(ValueError, match=r"DBN\.pretrain expected finite weights"):  # the last step of all
        nn.DBN([9, 4]).pretrain(BARS, epochs=1, lr=1e30, weight_decay=1e30)


@pytest.mark.parametrize("lr", [0.1, 1e30])
def test_a_bar_shows_all_steps_and_is_closed(nn, monkeypatch, lr):
    seen = []

    class Bar:
        def __init__(self, delay):
            seen.append(delay)

        def __call__(self, run):
            seen.append((run.epoch, run.epochs, run.steps_per_epoch, run.end_of_epoch))

        def close(self):
            seen.append("closed")

    monkeypatch.setattr(pretraining, "ProgressBar", Bar)
    v = BARS[:6]
    if lr == 0.1:
        nn.DBN([9, 4, 2]).pretrain(v, epochs=2, batch_size=4)
        expected = [(epoch, 4, 2, end) for epoch in (1, 2, 3, 4) for end in (False, True)]
        assert seen == [2, *expected, "closed"]
    else:
        with pytest.raises(ValueError, match="diverged"):
            nn.DBN([9, 4, 2]).pretrain(v, epochs=9, batch_size=1, lr=lr, weight_decay=lr)
        assert seen[-1] == "closed"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", [1e-30, 36.8, 88.8, 710.0, 1e4, 1e30])
def test_extreme_weights_give_neither_nan_nor_a_warning(nn, size, dtype):
    dbn = wild(nn, [9, 4, 3])
    dbn = dbn.float() if dtype == "float32" else dbn
    rng = np.random.default_rng(0)
    state = {name: size * rng.choice([-1.0, 1.0], tuple(p.shape)) for name, p in dbn.state_dict().items()}
    dbn.load_state_dict({name: nn.tensor(each, dtype=dtype) for name, each in state.items()})
    for found in (*dbn.up(BARS), dbn.dream(5, 3), dbn.dream(5, 3, draws=False), nn.predict(dbn.to_mlp(2), BARS)):
        assert np.isfinite(found).all()
    assert np.isfinite(boltzmann.deep_log_p(dbn, BARS)).all()
    assert (boltzmann.deep_bound(dbn, BARS) <= boltzmann.deep_log_p(dbn, BARS) + 1e-9 * max(1, size)).all()


def test_a_network_goes_on_through_files(nn, tmp_path):
    dbn = wild(nn, [9, 4, 3])
    nn.save(dbn, tmp_path / "dbn.safetensors")
    other = nn.DBN([9, 4, 3]).double()
    other.load_state_dict(nn.load(tmp_path / "dbn.safetensors"))
    for ours, theirs in zip(other.up(BARS), dbn.up(BARS), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def bernoulli(x, p):
    return np.prod(np.where(x, p, 1 - p))


@pytest.mark.parametrize("sizes", [[3, 2], [3, 2, 3], [2, 3, 2, 3]])
def test_exact_numbers_are_those_of_a_sum_over_all_states(nn, sizes):
    dbn = wild(nn, sizes)
    v, machines = boltzmann.states(sizes[0]), [[*map(nn.to_numpy, rbm.parameters())] for rbm in dbn.layers]
    w, b, c = machines[-1]
    pairs = itertools.product(boltzmann.states(sizes[-2]), boltzmann.states(sizes[-1]))
    joint = [(tuple(x), np.exp(x @ w @ h + b @ x + c @ h)) for x, h in pairs]
    z = sum(p for _, p in joint)
    p = {tuple(x): sum(each for y, each in joint if y == tuple(x)) / z for x in boltzmann.states(sizes[-2])}
    parts = {}
    for rbm, size in zip(list(dbn.layers)[-2::-1], sizes[-3::-1], strict=True):
        seen = boltzmann.states(size)
        parts = {tuple(x): {h: q * bernoulli(x, rbm.visible(np.array([h]))[0]) for h, q in p.items()} for x in seen}
        p = {x: sum(each.values()) for x, each in parts.items()}
    exact = np.log([p[tuple(x)] for x in v])
    np.testing.assert_allclose(boltzmann.deep_log_p(dbn, v), exact, rtol=1e-10)
    arrays = [tuple(machine) for machine in machines]
    np.testing.assert_array_equal(boltzmann.deep_log_p(arrays, v), boltzmann.deep_log_p(dbn, v))
    for x, bound, log_p in zip(v, boltzmann.deep_bound(dbn, v), exact, strict=True):
        q = {h: bernoulli(np.array(h), dbn.layers[0].hidden(x[None])[0]) for h in parts.get(tuple(x), {})}
        divergence = sum(each * np.log(each / parts[tuple(x)][h] * p[tuple(x)]) for h, each in q.items())
        assert bound == pytest.approx(log_p - divergence, rel=1e-9)


def test_blocks_of_pictures_and_of_states_change_nothing():
    dbn, v = wild(nnlearn.numpy, [5, 13, 3]), boltzmann.states(5)
    many = np.tile(v, (9, 1))  # more than 256 pictures; 13 cells have more than 4,096 states
    for function in (boltzmann.deep_log_p, boltzmann.deep_bound):
        np.testing.assert_allclose(function(dbn, many), np.tile(function(dbn, v), 9), rtol=1e-12)
    assert np.exp(boltzmann.deep_log_p(dbn, v)).sum() == pytest.approx(1)


def machine(visible, hidden):
    return np.zeros((visible, hidden)), np.zeros(visible), np.zeros(hidden)


V = np.eye(3)
GOOD = [machine(3, 2), machine(2, 4)]
REFUSED = {
    "dbn": [None, "dbn", 3, [], machine(3, 2), [machine(3, 2), machine(3, 2)], [machine(3, 21), machine(21, 2)],
            [machine(3, 2), machine(2, 4)[:2]], nnlearn.numpy.DBN([3, 2, 4], labels=2), [machine(21, 22)]],
    "v": [None, V[:, :2], V[0], 2 * V, V[:0], np.nan * V],
}  # fmt: skip


@pytest.mark.parametrize("function", ["deep_log_p", "deep_bound"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(function, name):
    for bad in REFUSED[name]:
        with pytest.raises(
            (TypeError, ValueError), match=rf"^{function} expected .*\b{name if name == 'v' else '(dbn|rbm)'}\b.*got"
        ):
            getattr(boltzmann, function)(**{"dbn": GOOD, "v": V, name: bad})
