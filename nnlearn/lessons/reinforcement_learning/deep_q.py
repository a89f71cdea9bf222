"""Deep Q-learning on the cart-pole, with the parts that can be taken away one by one."""

import numpy as np

import nnlearn.numpy as numpy_side
from nnlearn.lessons.reinforcement_learning.poles import LONG, SCALE, greedy, lengths, scores
from nnlearn.worlds import CartPole, Replay

STEPS, EVERY, BATCH, WARM, RATE, GAMMA, TAU = 12_000, 1000, 64, 500, 5e-4, 0.99, 0.005


def deep_q(
    seed, *, replay=True, target=True, clipped=False, fall=False, rate=RATE, gamma=GAMMA, steps=STEPS, side=numpy_side
):
    """Train a network 4-64-64-2 for so many steps of the world, and look at it every 1,000.

    Parameters
    ----------
    seed : int
    replay : bool
        Whether batches are drawn from all steps so far; else they are the last 64.
    target : bool
        Whether targets come from a slowly moving average of the network; else from the network itself.
    clipped : bool
        Whether the slope of a row is cut off at -1 and 1 (Huber's loss), or is that of the squared error.
    fall : bool
        Whether the reward is -1 at a fall and else 0; if not, it is 1 a step.
    rate, gamma : float
        The learning rate, which falls to 0, and the discount.
    steps : int
    side : module

    Returns
    -------
    dict
        "held": mean steps of five greedy episodes at each look; "q": mean of the largest output over 256 steps kept.
    """
    rng = np.random.default_rng(seed)
    side.manual_seed(seed)
    net = side.MLP([4, 64, 64, 2])
    slow = side.AveragedModel(net, multi_avg_fn=side.get_ema_multi_avg_fn(1 - TAU)) if target else net
    adam = side.Adam(net.parameters(), lr=rate)
    criterion = side.HuberLoss() if clipped else side.MSELoss()
    world, kept = CartPole(max_episode_steps=LONG, sutton_barto_reward=fall), Replay(steps)
    state, _ = world.reset(seed=rng)
    looks: dict = {"held": [], "q": []}
    for t in range(steps):
        random = rng.random() < max(0.05, 1 - t / (0.3 * steps))
        action = int(rng.integers(2)) if random else int(scores(net)(state).argmax())
        after, reward, fell, cut, _ = world.step(action)
        kept.add(state * SCALE, action, reward, after * SCALE, fell)
        state = world.reset()[0] if fell or cut else after
        adam.param_groups[0]["lr"] = rate * (1 - t / steps) + 1e-6
        if t >= WARM:
            batch = kept.sample(BATCH, rng=rng) if replay else kept.last(BATCH)
            side.dqn_step(net, slow, criterion, adam, batch, gamma=gamma)
            if target:
                slow.update_parameters(net)
        if (t + 1) % EVERY == 0:
            looks["held"].append(float(lengths(greedy(net), 5, 99).mean()))
            some = kept.sample(256, rng=rng).states
            looks["q"].append(float(side.predict(net, some).max(axis=1).mean()))
    return looks
