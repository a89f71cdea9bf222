"""Legal calls of deep belief networks."""

import numpy as np
from rows.parity import array

from fuzzing.boltzmann import V, plainly
from fuzzing.calls import Call, Make, seeded
from fuzzing.methods import method
from fuzzing.rest import weights

RNG = Make(lambda nn: np.random.default_rng(0))


def settled(nn, labels=0):
    """Return a DBN with the same weights on both sides."""
    made, rng = nn.DBN([4, 3, 4], labels=labels), np.random.default_rng(7)
    shapes = {name: tuple(value.shape) for name, value in made.state_dict().items()}
    made.load_state_dict({name: array(nn, rng.normal(size=shape), "float32") for name, shape in shapes.items()})
    return made


def labelled(nn):
    return settled(nn, labels=2)


def make(nn, given):
    seeded(nn)
    return weights(nn.DBN(**given)), {}


def trained(nn, made):
    return weights(made)


CLASSES = Make(lambda nn: np.arange(len(V)) % 2)
DBNS = [
    Call("DBN", {"sizes": [4, 3, 2], "labels": 2, "std": 0.1}, make),
    method("DBN.pretrain", settled, None, trained, v=plainly(V), layer=1, epochs=1, batch_size=3, lr=0.1, momentum=0.5,
           weight_decay=0.01, k=1, chains=2, rng=RNG),
    method("DBN.pretrain", labelled, None, trained, v=plainly(V), y=CLASSES, epochs=1),
    method("DBN.up", settled, v=plainly(V), draws=False),
    method("DBN.up", settled, v=plainly(V), draws=True, rng=RNG),
    method("DBN.down", settled, h=plainly(V), draws=True, rng=RNG),
    method("DBN.dream", settled, start=2, sweeps=2, draws=True),
    method("DBN.dream", labelled, start=plainly(V[:, :3]), sweeps=2, labels=CLASSES, rng=RNG),
    method("DBN.upside_down", settled, None, trained, layer=1),
    method("DBN.to_mlp", settled, None, trained, classes=3, std=0.01),
]  # fmt: skip
