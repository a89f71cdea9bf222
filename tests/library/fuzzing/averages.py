"""Legal calls of averaged weights."""

import numpy as np

from fuzzing.calls import ROWS, Call, Make
from fuzzing.methods import method
from fuzzing.rest import MAKERS, network, weights


def average(nn, given):
    made = nn.AveragedModel(**given)
    made.update_parameters(network(nn))
    return weights(made), {}


def ema(nn, given):
    mean = ROWS.copy()
    nn.get_ema_multi_avg_fn(**given)([mean], [2 * mean], 1)
    return mean, {}


AVERAGES = [
    Call("AveragedModel", {"model": Make(network)}, average, sides=("numpy",)),
    Call("get_ema_multi_avg_fn", {"decay": 0.5}, ema, sides=("numpy",)),
    method(
        "AveragedModel.update_parameters",
        lambda nn: nn.AveragedModel(MAKERS["layer"](nn)),
        None,
        lambda nn, made: [np.shape(made.module.weight.data), int(made.n_averaged)],
        model=Make(MAKERS["layer"]),
    ),
]
