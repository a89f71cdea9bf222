"""One step of a deep Q-network and one of REINFORCE: equal on both sides, and right where the truth is known."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import worlds

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def weights(nn, model):
    return np.concatenate([nn.to_numpy(p).ravel() for p in model.parameters()])


def set_weights(nn, model, dtype="float64", scale=0.5):
    """Give a model the same weights on both sides."""
    rng = np.random.default_rng(2)
    shapes = {name: tuple(p.shape) for name, p in model.named_parameters()}
    model = model.double() if dtype == "float64" else model
    model.load_state_dict({name: nn.tensor(scale * rng.normal(size=s), dtype=dtype) for name, s in shapes.items()})
    return model


def act(nn, model, state):
    return int(nn.predict(model, state[None])[0].argmax())


def trained(nn, slow, criterion, double=False, steps=150):
    """Train a Q-network on the pole, from equal weights and seeds, and return its losses and weights."""
    model = set_weights(nn, nn.MLP([4, 8, 2]))
    if slow == "soft":
        target = nn.AveragedModel(model, multi_avg_fn=nn.get_ema_multi_avg_fn(0.9))
        target.update_parameters(model)
    else:
        target = model if slow is None else set_weights(nn, nn.MLP([4, 8, 2]))
    world, replay, losses = worlds.CartPole(), worlds.Replay(100), []
    adam, rng = nn.Adam(model.parameters(), lr=0.01), np.random.default_rng(0)
    state, _ = world.reset(seed=0)
    for t in range(steps):
        action = int(rng.integers(2)) if rng.random() < 0.3 else act(nn, model, state)
        following, reward, terminated, truncated, _ = world.step(action)
        replay.add(state, action, reward, following, terminated)
        state = world.reset()[0] if terminated or truncated else following
        if t >= 20:
            batch = replay.sample(16, rng=rng)
            losses.append(nn.dqn_step(model, target, criterion(nn), adam, batch, gamma=0.9, double=double))
            if slow == "soft":
                target.update_parameters(model)
            elif slow == "hard" and t % 30 == 0:
                target.load_state_dict(model.state_dict())
    return losses, weights(nn, model)


@pytest.mark.parametrize(("slow", "criterion", "double"), [
    (None, lambda nn: nn.MSELoss(), False),
    ("hard", lambda nn: nn.HuberLoss(), True),
    ("soft", lambda nn: nn.SmoothL1Loss(beta=0.5), False),
])  # fmt: skip
def test_both_sides_train_the_same_q_network(slow, criterion, double):
    ours, theirs = (trained(nn, slow, criterion, double) for nn in SIDES.values())
    np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-7)
    np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-6, atol=1e-9)


def test_a_network_with_one_number_for_each_pair_learns_what_the_sweeps_find(nn):
    """A Linear of one-hot states is a table; from all pairs, noise and all, it comes to the exact values."""
    grid = worlds.Grid([".G", "S~"], slip=0.2, rewards={"G": 1, "~": -1})
    exact, count = worlds.value_iteration(grid.P, grid.R, 0.8), 4000
    rng = np.random.default_rng(0)
    s, a = rng.choice(np.flatnonzero(~grid.terminal), count), rng.integers(0, 4, count)
    t = np.array([rng.choice(4, p=grid.P[i, j]) for i, j in zip(s, a, strict=True)])
    eye = np.eye(4, dtype=np.float32)
    batch = worlds.Transitions(eye[s], a, grid.arrival[t], eye[t], grid.terminal[t])
    model = nn.Linear(4, 4, bias=False)
    sgd = nn.SGD(model.parameters(), lr=5.0)
    for _ in range(300):
        nn.dqn_step(model, model, nn.MSELoss(), sgd, batch, gamma=0.8)
    q = nn.to_numpy(model.weight).T
    assert np.abs(q - exact.q)[~grid.terminal].max() < 0.06


@pytest.mark.parametrize("renewed", [1, 50])
def test_two_states_and_one_weight_diverge_as_on_paper(nn, renewed):
    """Values theta and 2 theta, no reward: theta <- theta (1 + rate (2 gamma - 1)); a target network delays it."""
    model = nn.Linear(1, 1, bias=False).double()
    model.load_state_dict({"weight": nn.tensor([[1.0]], dtype="float64")})
    slow = nn.Linear(1, 1, bias=False).double()
    slow.load_state_dict(model.state_dict())
    sgd = nn.SGD(model.parameters(), lr=0.05)  # MSELoss has a slope of 2 e
    batch = np.array([[1.0]]), np.array([0]), np.array([0.0]), np.array([[2.0]]), np.array([False])
    theta = there = 1.0
    for step in range(100):
        if step % renewed == 0:
            slow.load_state_dict(model.state_dict())
            there = theta
        nn.dqn_step(model, slow, nn.MSELoss(), sgd, batch, gamma=0.9)
        theta += 0.1 * (0.9 * 2 * there - theta)
    assert weights(nn, model).item() == pytest.approx(theta, rel=1e-9)
    assert theta == pytest.approx(1.08**100 if renewed == 1 else 3.21, rel=1e-2)


def test_only_the_action_that_was_taken_gets_a_slope(nn):
    model, slow = (set_weights(nn, nn.Linear(2, 3)) for _ in range(2))
    batch = np.ones((5, 2)), np.full(5, 1), np.ones(5), np.ones((5, 2)), np.zeros(5, bool)
    nn.dqn_step(model, slow, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.1), batch)
    slope = nn.to_numpy(model.bias.grad)
    assert (slope[[0, 2]] == 0).all()
    assert slope[1] != 0
    np.testing.assert_array_equal(weights(nn, slow), weights(nn, set_weights(nn, nn.Linear(2, 3))))


def test_nothing_follows_where_an_episode_terminated_and_a_clipped_slope_is_clipped(nn):
    model = set_weights(nn, nn.Linear(1, 2), scale=0)
    slow = set_weights(nn, nn.Linear(1, 2), scale=1e6)
    batch = np.ones((2, 1)), np.array([0, 1]), np.array([3.0, -5.0]), np.ones((2, 1)), np.array([True, True])
    for criterion, slope in ((nn.MSELoss(), [-3.0, 5.0]), (nn.HuberLoss(), [-0.5, 0.5])):
        nn.dqn_step(model, slow, criterion, nn.SGD(model.parameters(), lr=0.0), batch)
        np.testing.assert_allclose(nn.to_numpy(model.bias.grad), slope)


def test_double_asks_the_model_which_and_the_slow_one_how_much(nn):
    model, slow = (set_weights(nn, nn.Linear(1, 2), scale=0) for _ in range(2))
    for each, bias in ((model, [1.0, 0.0]), (slow, [5.0, 7.0])):
        each.load_state_dict({**each.state_dict(), "bias": nn.tensor(bias, dtype="float64")})
    batch = np.ones((1, 1)), np.array([0]), np.zeros(1), np.ones((1, 1)), np.array([False])
    for double, y in ((False, 7.0), (True, 5.0)):
        loss = nn.dqn_step(model, slow, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.0), batch, gamma=1, double=double)
        assert loss == pytest.approx((y - 1) ** 2)


def test_a_step_leaves_the_batch_and_float32_as_they_are(nn):
    model = nn.MLP([2, 3, 2])
    batch = [np.ones((4, 2)), np.array([0, 1, 1, 0]), np.ones(4), np.zeros((4, 2)), np.array([False] * 4)]
    before = [each.copy() for each in batch]
    nn.dqn_step(model, model, nn.MSELoss(), nn.SGD(model.parameters()), batch)
    nn.reinforce_step(model, nn.SGD(model.parameters()), batch[0], batch[1], batch[2])
    assert all((a == b).all() for a, b in zip(batch, before, strict=True))
    assert {nn.to_numpy(p).dtype for p in model.parameters()} == {np.dtype(np.float32)}


def test_values_that_are_none_are_refused(nn):
    model = nn.Linear(1, 2)
    model.load_state_dict({"weight": nn.tensor([[np.inf], [0.0]]), "bias": nn.tensor([0.0, 0.0])})
    one, sgd = np.ones((1, 1)), nn.SGD(model.parameters())
    with pytest.raises(ValueError, match="to be finite, got"):
        nn.dqn_step(model, model, nn.MSELoss(), sgd, (one, np.array([0]), one[0], one, np.array([True])))
    with pytest.raises(ValueError, match="reinforce_step expected the model's scores to be finite, got inf"):
        nn.reinforce_step(model, sgd, one, np.array([0]), one[0])


# REINFORCE.

PLACES, HORIZON = 5, 12
EYE = np.eye(PLACES)


def table_policy(nn):
    """Return a policy with a score for each pair: a Linear of one-hot places, without a bias."""
    return set_weights(nn, nn.Linear(PLACES, 2, bias=False))


def probabilities(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def exact_gradient(world, scores, h=1e-5):
    """Return d(mean return)/d(scores), (places, actions), by differences of exact values."""

    def value(scores):
        return worlds.policy_value(world.P, world.R, 1.0, probabilities(scores), steps=HORIZON)[world.start]

    found = np.zeros_like(scores)
    for i in np.ndindex(*scores.shape):
        d = np.zeros_like(scores)
        d[i] = h
        found[i] = (value(scores + d) - value(scores - d)) / (2 * h)
    return found


def batch_of(world, scores, episodes, seed, baseline):
    """Play episodes by the policy, and return what a step of REINFORCE takes."""
    rng, chances = np.random.default_rng(seed), probabilities(scores)
    world.reset(seed=rng)
    played = [worlds.play(world, lambda s: int(rng.random() < chances[s, 1])) for _ in range(episodes)]
    states, actions = (np.concatenate([getattr(each, name) for each in played]) for name in ("states", "actions"))
    return EYE[states], actions, worlds.advantages([worlds.returns(each.rewards, 1.0) for each in played], baseline)


@pytest.mark.parametrize("baseline", ["none", "mean", "step"])
def test_the_slope_is_that_of_the_mean_return(baseline):
    """Over 3,000 episodes it comes within a few percent of the exact gradient, whichever baseline."""
    nn, world, episodes = nnlearn.numpy, worlds.corridor(PLACES, max_episode_steps=HORIZON), 3000
    model = table_policy(nn)
    scores = nn.to_numpy(model.weight).T
    states, actions, advantages = batch_of(world, scores, episodes, 3, baseline)
    nn.reinforce_step(model, nn.SGD(model.parameters(), lr=0.0), states, actions, advantages)
    found = -nn.to_numpy(model.weight.grad).T * len(states) / episodes  # the mean over steps, as a sum an episode
    exact = exact_gradient(world, scores)
    assert np.linalg.norm(found - exact) < 0.08 * np.linalg.norm(exact)


def test_a_baseline_cuts_the_noise():
    """Where each step pays, as on the pole, all returns are positive, and what they share is noise."""
    nn, world = nnlearn.numpy, worlds.corridor(PLACES, max_episode_steps=HORIZON, step=1.0)
    model, spread = table_policy(nn), {}
    sgd, scores = nn.SGD(model.parameters(), lr=0.0), nn.to_numpy(model.weight).T
    for baseline in ("none", "step"):
        slopes = []
        for seed in range(150):
            states, actions, advantages = batch_of(world, scores, 5, seed, baseline)
            nn.reinforce_step(model, sgd, states, actions, advantages)
            slopes.append(nn.to_numpy(model.weight.grad) * len(states))
        spread[baseline] = np.var(slopes, axis=0).sum()
    assert spread["step"] < 0.5 * spread["none"]


def test_it_learns_the_way_on_both_sides_alike():
    found = []
    for nn in SIDES.values():
        world, model = worlds.corridor(PLACES, max_episode_steps=HORIZON), table_policy(nn)
        adam, losses = nn.Adam(model.parameters(), lr=0.2), []
        for seed in range(25):
            given = batch_of(world, nn.to_numpy(model.weight).T, 5, seed, "step")
            losses.append(nn.reinforce_step(model, adam, *given))
        found.append((losses, nn.to_numpy(model.weight).T))
    np.testing.assert_allclose(found[0][0], found[1][0], rtol=1e-7, atol=1e-10)
    np.testing.assert_allclose(found[0][1], found[1][1], rtol=1e-6)
    assert (probabilities(found[0][1])[1:4, 1] > 0.8).all(), "to the right, from every place on the way"


def test_the_slope_is_cross_entropys_times_the_advantage(nn):
    model, other = (set_weights(nn, nn.Linear(3, 4)) for _ in range(2))
    rng = np.random.default_rng(0)
    x, a = rng.normal(size=(6, 3)), rng.integers(0, 4, 6)
    loss = nn.reinforce_step(model, nn.SGD(model.parameters(), lr=0.1), x, a, np.full(6, 2.5))
    assert loss == pytest.approx(2.5 * nn.backprop(other, nn.CrossEntropyLoss(), x, a))
    np.testing.assert_allclose(nn.to_numpy(model.weight.grad), 2.5 * nn.to_numpy(other.weight.grad), rtol=1e-12)


def test_scores_of_any_size(nn):
    model = nn.Linear(1, 2)
    model.load_state_dict({"weight": nn.tensor([[0.0], [0.0]]), "bias": nn.tensor([1e4, -1e4])})
    loss = nn.reinforce_step(model, nn.SGD(model.parameters(), lr=0.1), np.ones((1, 1)), np.array([1]), np.ones(1))
    assert loss == pytest.approx(2e4)
    np.testing.assert_allclose(nn.to_numpy(model.bias.grad), [1, -1])
