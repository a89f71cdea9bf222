"""Train what the lesson's own project ships, and write down every try: `python -m nnlearn.lessons.capstone.train`."""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.capstone import project
from nnlearn.report import state_hash

FOLDER = Path(__file__).parent
SEEDS = range(5)
PAIRS = {  # who is sealed: on whom settings are chosen
    ("theo", "yweweler"): "nicolas",
    ("george", "jackson"): "yweweler",
    ("lucas", "nicolas"): "jackson",
}


def share(said, part):
    """Return the share of a part that was heard right."""
    return round(float((said == part.y).mean()), 4)


def search(learn, choose):
    """Return every try as a dict: what, setting, seed, and the share that it hears right of the part to choose on."""
    tries = []
    for setting in project.SETTINGS["support vectors"]:
        rival = project.support_vectors(learn.x, learn.y, **setting)
        value = share(rival.predict(project.flat(choose.x)), choose)
        digits = state_hash({"vectors": rival.support_vectors_, "weights": rival.dual_coef_}, digits=12)
        tries.append({"what": "support vectors", "setting": setting, "seed": None, "value": value, "weights": digits})
    for setting in project.SETTINGS["network"]:
        net = project.network(learn.x, learn.y, 0, **setting)
        said = nn.predict(net, choose.x).argmax(axis=1)
        digits = state_hash(net, digits=12)
        tries.append(
            {"what": "network", "setting": setting, "seed": 0, "value": share(said, choose), "weights": digits}
        )
    return tries


def chosen(tries, what):
    """Return the setting with the best value, the first of equals."""
    return max((one for one in tries if one["what"] == what), key=lambda one: one["value"])["setting"]


def measured(test, choose):
    """Return a contest for a pair of sealed speakers, and the five networks."""
    learn, choice, sealed = project.parts(test, choose)
    tries, all_of_it = search(learn, choice), project.together(learn, choice)
    rival = project.support_vectors(all_of_it.x, all_of_it.y, **chosen(tries, "support vectors"))
    nets = [project.network(all_of_it.x, all_of_it.y, seed, **chosen(tries, "network")) for seed in SEEDS]
    shares = [share(nn.predict(net, sealed.x).argmax(axis=1), sealed) for net in nets]
    row = {"test": test, "choose": choose, "tries": tries, "networks": shares}
    return row | {"support vectors": share(rival.predict(project.flat(sealed.x)), sealed)}, nets


def main():
    rows, began = [], time.process_time()
    for test, choose in PAIRS.items():
        row, nets = measured(test, choose)
        rows.append(row)
        if len(rows) == 1:
            save(nets, FOLDER / "networks.npz")
    found = {"seconds": round(time.process_time() - began), "pairs": rows}
    (FOLDER / "tries.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def save(nets, path):
    """Write the weights of all networks into one file."""
    states = [(seed, net.state_dict()) for seed, net in enumerate(nets)]
    arrays: dict[str, Any] = {
        f"{seed}.{name}": np.asarray(value, order="C") for seed, state in states for name, value in state.items()
    }
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main()
