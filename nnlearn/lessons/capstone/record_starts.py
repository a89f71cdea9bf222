"""Train the sixty networks of lesson 33 once, and record what they read rightly in starts.npz.

Run by hand; it takes about half a minute on one core:

    python -m nnlearn.lessons.capstone.record_starts
"""

import io
import time

import numpy as np

from nnlearn.files import write_atomically
from nnlearn.lessons.capstone import starts

MAPPED = 300  # examples that are explained


def leaked(data):
    """Return which of 2,000 examples of the pool five networks read rightly that learned from them: bool (5, 2000)."""
    seen_x, seen_y = data.pool_x[: starts.LEAKED], data.pool_y[: starts.LEAKED]
    x, y = np.concatenate([data.x, seen_x]), np.concatenate([data.y, seen_y])
    return np.stack([starts.right(starts.trained(seed, x, y), seen_x, seen_y) for seed in range(starts.EXPLAINED)])


def explained(seeds, data, nets):
    """Return what is read under attack, bool (5, 3, 2000), and how alike maps without training are, (5, 2)."""
    x, y = data.pool_x[: starts.LEAKED], data.pool_y[: starts.LEAKED]
    attacked = np.stack([starts.under_attack(nets[seed], x, y, seed) for seed in seeds])
    x, y, same = x[:MAPPED], y[:MAPPED], []
    for seed in seeds:
        pair = nets[seed], starts.fresh(seed)
        same.append([starts.alike(*(make(net, x, y) for net in pair)) for make in (starts.covers, starts.products)])
    return attacked, np.round(same, 4)


def main():
    began, data = time.process_time(), starts.parts()
    nets = [starts.trained(seed, data.x, data.y) for seed in range(starts.STARTS)]
    right = np.stack([starts.right(net, data.pool_x, data.pool_y) for net in nets])
    groups = [range(first, first + starts.EXPLAINED) for first in (0, starts.LATER)]
    attacked, same = (np.stack(one) for one in zip(*(explained(seeds, data, nets) for seeds in groups), strict=True))
    file, bits = io.BytesIO(), {"right": right, "rivals": starts.rivals(data), "leaked": leaked(data)}
    bits["attacked"] = attacked  # (2, 5, 3, 2000)
    packed = {name: np.packbits(one, axis=-1) for name, one in bits.items()}
    seconds = time.process_time() - began
    more = {"same": same, "labels": data.pool_y.astype(np.uint8), "seconds": np.array(round(seconds))}
    np.savez_compressed(file, allow_pickle=False, **packed, **more)
    write_atomically(starts.RECORD, file.getvalue())


if __name__ == "__main__":
    main()
