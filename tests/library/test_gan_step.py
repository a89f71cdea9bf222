"""The game of generator and discriminator: equal on both sides, each turn moves its own player, and it can be won."""

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.shared.gan_step import LOSSES

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def players(nn, images=False, dtype="float64", start=None):
    """Return both players with equal weights on both sides, and their optimizers."""
    if images:
        both = nn.ImageGenerator(3, 8, 1, 2), nn.ImageDiscriminator(8, 1, 2)
    else:
        both = nn.PointGenerator(3, 2, [8]), nn.PointDiscriminator(2, [8, 8])
    for seed, model in enumerate(both):
        model = model.double() if dtype == "float64" else model
        generator = np.random.default_rng(seed)
        weights = {
            key: nn.tensor(generator.normal(size=tuple(p.shape)) * 0.4, dtype=dtype)
            for key, p in model.named_parameters()
        }
        model.load_state_dict(weights)
    return (*both, *(nn.Adam(model.parameters(), lr=1e-2) for model in both))


def real(images=False, count=16):
    return np.random.default_rng(9).normal(size=(count, 1, 8, 8) if images else (count, 2))


def state(nn, model):
    return [nn.to_numpy(p) for p in model.parameters()]


@pytest.mark.parametrize("images", [False, True])
@pytest.mark.parametrize("loss", LOSSES)
def test_both_sides_play_the_same_game(loss, images):
    curves, ends = [], []
    for nn in SIDES.values():
        g, d, *optimizers = players(nn, images)
        rng = np.random.default_rng(3)
        losses = [nn.gan_step(g, d, *optimizers, real(images), loss=loss, clip=0.2, rng=rng) for _ in range(12)]
        curves.append(losses)
        ends.append([*state(nn, g), *state(nn, d)])
    np.testing.assert_allclose(*curves, rtol=1e-9)
    for ours, theirs in zip(*ends, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-11)
    assert len({tuple(each) for each in curves[0]}) == 12


def test_manual_seed_draws_the_same_noise_on_both_sides():
    found = []
    for nn in SIDES.values():
        nn.manual_seed(4)
        g, d, *optimizers = players(nn)
        found.append([nn.gan_step(g, d, *optimizers, real()) for _ in range(3)])
    np.testing.assert_allclose(*found, rtol=1e-9)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_turn_moves_its_own_player(loss, nn):
    g, d, *optimizers = players(nn)
    before = state(nn, g), state(nn, d)
    judged, drawn = nn.gan_step(
        g, d, *optimizers, real(), loss=loss, turns="discriminator", rng=np.random.default_rng(0)
    )
    assert drawn is None
    assert isinstance(judged, float)
    assert all((a == b).all() for a, b in zip(before[0], state(nn, g), strict=True))
    moved = state(nn, d)
    assert all((a != b).any() for a, b in zip(before[1], moved, strict=True))
    judged, drawn = nn.gan_step(g, d, *optimizers, real(), loss=loss, turns="generator", rng=np.random.default_rng(0))
    assert judged is None
    assert isinstance(drawn, float)
    assert all((a == b).all() for a, b in zip(moved, state(nn, d), strict=True))
    assert all((a != b).any() for a, b in zip(before[0], state(nn, g), strict=True))


def test_the_discriminators_turn_leaves_the_generators_gradients(nn):
    g, d, *optimizers = players(nn)
    nn.gan_step(g, d, *optimizers, real(), turns="generator")
    before = [nn.to_numpy(p.grad) for p in g.parameters()]
    nn.gan_step(g, d, *optimizers, real(), turns="discriminator")
    assert all((a == nn.to_numpy(p.grad)).all() for a, p in zip(before, g.parameters(), strict=True))


@pytest.mark.parametrize("loss", LOSSES)
def test_both_turns_are_one_after_the_other(loss, nn):
    """What the generator's turn leaves in the discriminator's gradients is harmless."""
    ends = []
    for turns in (("both",), ("discriminator", "generator")):
        g, d, *optimizers = players(nn)
        rng = np.random.default_rng(0)
        for _ in range(3):
            for turn in turns:
                nn.gan_step(g, d, *optimizers, real(), loss=loss, clip=0.3, turns=turn, rng=rng)
        ends.append([*state(nn, g), *state(nn, d)])
    assert all((a == b).all() for a, b in zip(*ends, strict=True))


def test_a_critics_weights_are_clipped(nn):
    g, d, *optimizers = players(nn)
    nn.gan_step(g, d, *optimizers, real(), loss="wasserstein", clip=0.05)
    largest = max(np.abs(values).max() for values in state(nn, d))
    assert largest == pytest.approx(0.05)
    g, d, *optimizers = players(nn)
    nn.gan_step(g, d, *optimizers, real(), clip=0.05)
    assert max(np.abs(values).max() for values in state(nn, d)) > 0.1


def test_a_sure_discriminator_starves_the_minimax_generator():
    """Goodfellow et al., section 3: log(1 - D(G(z))) saturates, -log D(G(z)) does not."""
    nn, slopes = nnlearn.numpy, {}
    for loss in ("minimax", "non-saturating"):
        g, d, *optimizers = players(nn)
        d[-1].bias.data -= 20  # D(G(z)) is almost 0
        nn.gan_step(g, d, *optimizers, real(), loss=loss, turns="generator", rng=np.random.default_rng(0))
        slopes[loss] = np.abs(g[0].weight.grad).max()
    assert slopes["non-saturating"] > 1e6 * slopes["minimax"]


def test_scores_of_any_size(nn):
    for loss in LOSSES:
        for shift in (1e4, -1e4, 1e30):
            g, d, *optimizers = players(nn, dtype="float32")
            with torch.no_grad():
                d[-1].bias.data += shift
            losses = nn.gan_step(g, d, *optimizers, real().astype(np.float32), loss=loss)
            assert np.isfinite(losses).all()
            assert all(np.isfinite(values).all() for values in [*state(nn, g), *state(nn, d)])


def test_scores_that_are_none_are_refused(nn):
    g, d, *optimizers = players(nn)
    with torch.no_grad():
        d[-1].bias.data += np.nan
    for loss in LOSSES:
        with pytest.raises(ValueError, match=r"expected the discriminator's scores to be finite, got nan"):
            nn.gan_step(g, d, *optimizers, real(), loss=loss)
    wide = nn.PointGenerator(2, 2).double()
    with pytest.raises(ValueError, match=r"expected discriminator to give scores of shape \(batch, 1\), got \(16, 2\)"):
        nn.gan_step(g, wide, optimizers[0], nn.Adam(wide.parameters()), real())
    with pytest.raises(ValueError, match=r"expected generator_optimizer to hold the generator's parameters"):
        nn.gan_step(g, d, *optimizers[::-1], real())


def test_single_precision_stays(nn):
    g, d, *optimizers = players(nn, dtype="float32")
    seen = []
    for model in (g, d):
        model.register_forward_hook(lambda model, inputs, output: seen.append(str(output.dtype)[-7:]))
    nn.gan_step(g, d, *optimizers, real())
    assert seen == ["float32"] * 5
    assert all(values.dtype == np.float32 for values in [*state(nn, g), *state(nn, d)])


@pytest.mark.parametrize("loss", ["non-saturating", "wasserstein"])
def test_the_generator_learns_where_the_points_are(loss):
    nn = nnlearn.numpy
    nn.manual_seed(1)
    rng = np.random.default_rng(1)
    g, d = nn.PointGenerator(2, 2, [16]), nn.PointDiscriminator(2, [16])
    make = nn.RMSprop if loss == "wasserstein" else nn.Adam
    optimizers = [make(model.parameters(), lr=5e-3) for model in (g, d)]
    noise, centre, means = rng.standard_normal((256, 2)).astype(np.float32), np.array([2.0, -1.0]), []
    for _ in range(400):
        batch = (centre + 0.3 * rng.standard_normal((32, 2))).astype(np.float32)
        means.append(nn.predict(g, noise).mean(axis=0))
        nn.gan_step(g, d, *optimizers, batch, loss=loss, clip=0.1, rng=rng)
    # the two circle each other, so their average position counts
    assert np.linalg.norm(np.mean(means[200:], axis=0) - centre) < np.linalg.norm(means[0] - centre) / 3


def test_real_and_generated_go_through_dense_layers_at_once_and_through_others_apart():
    """Both ways give the same step; a layer that looks at the whole batch must see the two apart."""
    nn = nnlearn.numpy

    class Own(nn.Linear):
        """A dense layer of the learner's, which could look at the whole batch."""

    def sizes_seen(layer, last=None):
        nn.manual_seed(0)
        G = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 3)).double()
        D = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), layer(4, 1) if layer else nn.Linear(4, 1), *(last or ())).double()
        players = nn.SGD(G.parameters(), lr=0.1), nn.SGD(D.parameters(), lr=0.1)
        seen, forward = [], D[0].forward
        D[0].forward = lambda x: (seen.append(len(x)), forward(x))[1]
        real = np.random.default_rng(1).normal(size=(6, 3))
        losses = nn.gan_step(G, D, *players, real, turns="discriminator", rng=np.random.default_rng(2))
        return seen, losses[0], D.state_dict()

    (together, loss, state), (apart, loss_apart, state_apart) = sizes_seen(None), sizes_seen(Own)
    assert together == [12]
    assert apart == [6, 6]
    assert loss == pytest.approx(loss_apart, rel=1e-12)
    for name, values in state.items():
        np.testing.assert_allclose(values, state_apart[name], rtol=1e-12)
    assert sizes_seen(None, [nn.BatchNorm1d(1)])[0] == [6, 6]


def test_a_hook_on_the_discriminator_sees_real_and_generated_apart():
    nn, seen = nnlearn.numpy, []
    G, D = nn.PointGenerator(), nn.PointDiscriminator()
    handle = D[0].register_forward_hook(lambda layer, inputs, output: seen.append(len(output)))
    players = nn.Adam(G.parameters()), nn.Adam(D.parameters())
    nn.gan_step(G, D, *players, np.ones((5, 2), np.float32), turns="discriminator")
    handle.remove()
    nn.gan_step(G, D, *players, np.ones((5, 2), np.float32), turns="discriminator")
    assert seen == [5, 5]


def test_a_backward_of_ones_own_is_used_by_both_players():
    nn, seen = nnlearn.numpy, []

    class Watched(nn.Sequential):
        def backward(self, grad):
            seen.append(len(grad))
            return super().backward(grad)

    G, D = Watched(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2)), Watched(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    players = nn.SGD(G.parameters(), lr=0.1), nn.SGD(D.parameters(), lr=0.1)
    nn.gan_step(G, D, *players, np.ones((5, 2), np.float32))
    assert seen == [5, 5, 5, 5]  # D for real, D for generated, then D and G in the generator's turn


def test_the_last_bias_of_a_critic_never_moves():
    """Its gradient is -1 + 1 = 0; Adam would make a step of full size out of the rounding of another sum."""
    nn = nnlearn.numpy
    G, D = nn.PointGenerator(), nn.PointDiscriminator()
    players = nn.Adam(G.parameters()), nn.Adam(D.parameters())
    bias = D[-1].bias.data
    bias[...] = 0.005
    real = np.random.default_rng(0).normal(size=(7, 2)).astype(np.float32)
    for _ in range(5):
        nn.gan_step(G, D, *players, real, loss="wasserstein", turns="discriminator")
    assert bias == np.float32(0.005)
