"""A deep belief network so small that its likelihood and the bound are exact: 64-12-64; and its rivals."""

import nnlearn.numpy as nn
from nnlearn import boltzmann
from nnlearn.lessons.deep_belief_networks.parts import binary

CELLS, MORE = 12, 16  # hidden cells of the lower machine, and of a larger rival
EPOCHS, RATE, CHAINS = 100, 0.2, 100  # of each machine; the rate is the first one's; persistent chains
KINDS = ("upside down", "random", "trained on", "16 cells")


def first_machine(seed=0, cells=CELLS, side=nn):
    """Return a network 64-12-64 of which the lower machine has learned black and white digits, and the upper nothing.

    Examples
    --------
    >>> first_machine().sizes
    [64, 12, 64]
    """
    side.manual_seed(seed)
    dbn = side.DBN([64, cells, 64], std=0.05).double()
    dbn.pretrain(binary().x, layer=0, epochs=EPOCHS, lr=RATE, chains=CHAINS)
    return dbn


def measured(kind, seed, rate, held="x_test"):
    """Train in two parts of 100 epochs, and return exact means of log p over digits, in nats.

    Parameters
    ----------
    kind : {"upside down", "random", "trained on", "16 cells"}
        What learns in the second part: another machine on top, from one of two starts; the one machine itself; or a
        machine with 16 hidden cells in both parts.
    seed : int
    rate : float
        Learning rate at the start of the second part.
    held : {"x_test", "x_aside"}
        On which digits to measure.

    Returns
    -------
    dict of str to float
        "one": the machine after the first part; "before" and "after" the second part; with two machines also the
        "bound" after it.
    """
    x, v = binary().x, getattr(binary(), held)
    dbn = first_machine(seed, MORE if kind == "16 cells" else CELLS)
    found = {"one": boltzmann.log_p(dbn.layers[0], v).mean()}
    if kind in ("trained on", "16 cells"):
        dbn.pretrain(x, layer=0, epochs=EPOCHS, lr=rate, chains=CHAINS)
        found |= {"before": found["one"], "after": boltzmann.log_p(dbn.layers[0], v).mean()}
    else:
        if kind == "upside down":
            dbn.upside_down(1)
        found["before"] = boltzmann.deep_log_p(dbn, v).mean()
        dbn.pretrain(x, layer=1, epochs=EPOCHS, lr=rate, chains=CHAINS)
        found |= {"after": boltzmann.deep_log_p(dbn, v).mean(), "bound": boltzmann.deep_bound(dbn, v).mean()}
    return {name: round(float(value), 4) for name, value in found.items()}
