"""Train what the text of lesson 28 compares, and record it in trainings.json.

Run by hand, some parts or all; together they take about six minutes on one core:

    python -m nnlearn.lessons.reinforcement_learning.record tables climbing
    python -m nnlearn.lessons.reinforcement_learning.record

Each part goes into the file when it is done, with the processor time it took.
"""

import json
import sys
import time
from pathlib import Path

from nnlearn.files import write_atomically
from nnlearn.lessons.reinforcement_learning.climbing import reinforce
from nnlearn.lessons.reinforcement_learning.deep_q import deep_q
from nnlearn.lessons.reinforcement_learning.poles import guess
from nnlearn.worlds import SARSA, QLearning, policy_value, quay

RECORD = Path(__file__).with_name("trainings.json")
FIVE, TEN, MANY = range(5), range(10), range(200)
KINDS = {
    "+1 a step, squared": {},
    "+1 a step, clipped": {"clipped": True},
    "-1 at a fall, clipped": {"clipped": True, "fall": True},
}
CRUTCHES = {"all": {}, "no target network": {"target": False}, "neither": {"target": False, "replay": False}}
OTHERS = {"rate 1e-4": {"rate": 1e-4}, "gamma 0.95": {"gamma": 0.95}}


def deep():
    """How long deep Q-learning holds the pole with and without its two parts, for two rewards and two slopes."""
    for kind, how in KINDS.items():
        for crutches, without in CRUTCHES.items():
            for seed in FIVE:
                yield {"kind": kind, "crutches": crutches, "seed": seed} | deep_q(seed, **how, **without)


def blown():
    """The same with a clipped slope and without a target network, at another rate and another discount."""
    for kind, other in OTHERS.items():
        for seed in FIVE:
            yield {"kind": kind, "seed": seed} | deep_q(seed, clipped=True, target=False, **other)


def climbing():
    """How long REINFORCE holds the pole, with four baselines and two learning rates."""
    for rate in (0.03, 0.01):
        for baseline in ("none", "mean", "standardised", "step"):
            for seed in TEN:
                held = reinforce(seed, baseline, rate=rate)
                row = {"rate": rate, "baseline": baseline, "seed": seed, "steps": int(held.sum())}
                yield row | {"held": [round(float(part.mean()), 1) for part in held.reshape(-1, 50)]}


def guessing():
    """How many random rules are drawn until one holds the pole in five episodes, and how many steps that takes."""
    for seed in MANY:
        drawn, steps = guess(seed)
        yield {"seed": seed, "drawn": drawn, "steps": steps}


def tables():
    """What Q-learning and SARSA earn on the quay while they learn, and the value of what they have learned."""
    for slip, ways in ((0.0, {"Q-learning": QLearning, "SARSA": SARSA}), (0.02, {"Q-learning": QLearning})):
        for name, way in ways.items():
            for epsilon in (0.0, 0.1, 0.3):
                for rate in (None, 0.05, 0.3) if slip else (None,):
                    for seed in TEN:
                        world = quay(slip)
                        learner = way(world, gamma=0.95, epsilon=epsilon, rate=rate, seed=seed).run(20_000)
                        value = policy_value(world.P, world.R, 0.95, learner.q.argmax(axis=1))[world.start]
                        untried = int((learner.visits[~world.terminal] == 0).sum())
                        found = {"value": round(float(value), 3), "paid": round(float(learner.rewards.mean()), 4)}
                        row = {"slip": slip, "way": name, "epsilon": epsilon, "rate": rate, "seed": seed}
                        yield row | found | {"untried": untried}


def rounded(row):
    """Return a row with its numbers short enough to ship."""
    held, q = row.get("held"), row.get("q")
    return row | ({"held": [round(one, 1) for one in held], "q": [float(f"{one:.3g}") for one in q]} if q else {})


def written(record):
    """Return the record as text, a line for each training."""
    lines = [f' "seconds": {json.dumps(record["seconds"])}']
    for name, rows in record.items():
        if name != "seconds":
            lines.append(f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(*parts):
    every = {one.__name__: one for one in (deep, blown, climbing, guessing, tables)}
    for name in parts or every:
        old = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"seconds": {}}
        began = time.process_time()
        old[name] = [rounded(row) for row in every[name]()]
        old["seconds"][name] = round(time.process_time() - began)
        write_atomically(RECORD, written(old))


if __name__ == "__main__":
    main(*sys.argv[1:])
