"""Exercise 28.6: a cart-pole whose numbers and pushes mean something else in each world, so it must be learned."""

from dataclasses import dataclass

import numpy as np

from nnlearn.checks.compare import named
from nnlearn.worlds import CartPole

SEEDS, OTHERS = range(3), range(3, 6)
BUDGET, LONG, EPISODES = 20_000, 500, 20  # steps to learn from, steps of an episode, episodes of the proof
TARGET = 0.95  # share of the episodes of all three worlds


class Disguised:
    """A cart-pole of which nobody says what its numbers mean, nor which push goes where; it counts its steps.

    The four numbers come in another order, some with another sign, and the two pushes may have changed places.
    Rewards and ends are those of the cart-pole: 1 a step, a fall beyond 12 degrees or 2.4 m, a cut after 500 steps.

    Parameters
    ----------
    seed : int
    budget : int or None
        The most steps.
    """

    actions = 0, 1

    def __init__(self, seed, budget=BUDGET):
        rng = np.random.default_rng([seed, 28])
        self._order, self._signs, self._swap = rng.permutation(4), rng.choice([-1.0, 1.0], 4), bool(rng.integers(2))
        self._world, self._start, self._budget = CartPole(max_episode_steps=LONG), seed, budget
        self.steps, self.longest, self._length = 0, 0, 0

    def reset(self):
        """Begin an episode, and return its first state (4,)."""
        state, _ = self._world.reset(seed=self._start) if self._start is not None else self._world.reset()
        self._start, self._length = None, 0
        return self._shown(state)

    def step(self, push):
        """Push, 0 or 1, and return the state (4,), the reward, whether the pole fell, and whether time is up."""
        if self._budget is not None and self.steps >= self._budget:
            raise ValueError(
                f"The world was asked for more than {self._budget:,} steps: that many are allowed. The longest episode "
                f"so far had {self.longest}. Stop in time: `world.steps` says how many are used."
            )
        push = pushed("world.step got", push)
        self.steps += 1
        state, reward, fell, cut, _ = self._world.step(1 - push if self._swap else push)
        self._length += 1
        self.longest = max(self.longest, self._length)
        return self._shown(state), reward, fell, cut

    def _shown(self, state):
        return (self._signs * state)[self._order]


@dataclass(frozen=True)
class Learned:
    """What came of one world: steps taken to learn, the lengths of the episodes of the proof, the longest on the way.

    Parameters
    ----------
    steps : int
    lengths : ndarray of shape (20,), int64
    longest : int
    """

    steps: int
    lengths: np.ndarray
    longest: int


def learned(learn, seed):
    """Let `learn` learn in one world, and its policy prove itself in episodes that begin elsewhere.

    Raises
    ------
    TypeError, ValueError
        If it returns no policy, or the policy no push. The sentence says so.
    """
    world = Disguised(seed)
    policy = learn(world, np.random.default_rng(seed))
    if isinstance(policy, type) or not callable(policy):
        raise TypeError(f"learn returned {named(policy)}. Expected a function policy(state) that returns 0 or 1.")
    proof, lengths = Disguised(seed, None), []
    proof._start = 1000 + seed  # the same disguise, other first states
    for _ in range(EPISODES):
        lengths.append(held(proof, policy))
    return Learned(world.steps, np.array(lengths), world.longest)


def pushed(where, push):
    """Return a push as an int; what equals 0 or 1 is one, True and 1.0 too."""
    if np.ndim(push) or push not in (0, 1):
        plain = push.item() if isinstance(push, np.generic) else push
        raise ValueError(f"{where} {named(plain)}. Expected 0 or 1, one push.")
    return int(push)


def held(world, policy):
    """Return how many steps a policy holds the pole in one episode."""
    state, length, over = world.reset(), 0, False
    while not over:
        state, _, fell, cut = world.step(pushed("policy returned", policy(state.copy())))
        length, over = length + 1, fell or cut
    return length


def measure(learn):
    """Let `learn` learn in three worlds, and return the share of the episodes that were held."""
    if isinstance(learn, type) or not callable(learn):
        raise TypeError(f"Expected the function learn itself, without brackets after its name, got {named(learn)}.")
    found = [learned(learn, seed) for seed in SEEDS]
    share = float(np.mean([(one.lengths == LONG).mean() for one in found]))
    worlds = ", ".join(f"{(one.lengths == LONG).sum()} of {EPISODES} ({one.steps:,} steps to learn)" for one in found)
    sentence = f"Episodes that held for {LONG} steps, world by world: {worlds}."
    if share >= TARGET:
        others = [learned(learn, seed) for seed in OTHERS]
        also = ", ".join(str((one.lengths == LONG).sum()) for one in others)
        return share, True, f"{sentence} In three other worlds: {also}."
    return share, False, sentence, advice(found)


def advice(found):
    """Say what is missing, as far as it can be measured.

    Parameters
    ----------
    found : list of Learned

    Returns
    -------
    str
    """
    said = []
    idle = sum(one.steps == 0 for one in found)
    if idle:
        said.append(
            f"In {idle} of {len(found)} worlds learn took no step: a policy made without one cannot know the world's "
            "order and signs."
        )
    lucky = [one for one in found if one.longest == LONG and (one.lengths < LONG).any()]
    if lucky:
        worst = min(int(one.lengths.min()) for one in lucky)
        said.append(
            f"On the way an episode held for {LONG} steps, but the policy that was returned fell after {worst}. One "
            "good episode may be luck: let it hold in several, and return the policy that did."
        )
    most = max(one.steps for one in found)
    if not said and most < BUDGET / 2:
        said.append(f"At most {most:,} steps were taken to learn, and {BUDGET:,} are allowed.")
    if not said:
        longest = min(one.longest for one in found)
        said.append(
            f"In one world no episode held for more than {longest} steps. Episodes that fall early cost few steps: try "
            "many different rules rather than one for long."
        )
    return " ".join(said)
