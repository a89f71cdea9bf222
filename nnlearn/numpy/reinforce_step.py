"""One step of REINFORCE: what turned out well becomes more probable."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.backprop import check_model, to_model
from nnlearn.numpy.functional import log_softmax
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import accumulate
from nnlearn.numpy.optimizers import Optimizer
from nnlearn.shared.outputs import check_output
from nnlearn.shared.reinforcement import check_actions, check_optimizer, check_rows


@ignore_overflow
def reinforce_step(model, optimizer, states, actions, advantages):
    """Make actions more probable in proportion to how much better than usual they turned out.

    `L = -1/N sum_n A_n log p(a_n | s_n)`, with p the softmax of the model's outputs

    It is the cross-entropy of the actions taken, each row weighted by its advantage A. Its slope, over all steps of
    enough episodes, is that of the mean return, downhill for the optimizer.

    Parameters
    ----------
    model : Module
        Takes states (N, ...), returns a score for each action, (N, actions), without a softmax at its end.
    optimizer : Optimizer
        Over the model's parameters.
    states : ndarray of shape (N, ...)
        The states of whole episodes, one after the other.
    actions : ndarray of shape (N,), whole numbers
        What was done there, drawn from p by this very model.
    advantages : ndarray of shape (N,)
        What followed, minus a baseline: `worlds.advantages` computes them. They count as given.

    Returns
    -------
    float
        L before the step. It says nothing about how good the policy is: look at the returns.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, shapes do not fit, or a score is not finite.

    Notes
    -----
    Gradient at the outputs: A_n / N (p - one-hot of a_n) in row n.

    d/dtheta of a mean return, sum of p R, is the mean of R d log p / dtheta: the log trick. So the slope needs no model
    of the world, and it is right on average for any baseline that does not depend on the action.

    References
    ----------
    Williams (1992), "Simple statistical gradient-following algorithms for connectionist reinforcement learning".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(1, 2)
    >>> model.weight.data, model.bias.data = [[0.0], [0.0]], [0.0, 0.0]
    >>> sgd = nn.SGD(model.parameters(), lr=1.0)
    >>> loss = reinforce_step(model, sgd, np.ones((2, 1)), np.array([0, 1]), np.array([3.0, -1.0]))
    >>> round(loss, 3), model.bias.data.tolist()  # action 0 was good, action 1 was bad
    (0.693, [1.0, -1.0])
    """
    check_model("reinforce_step", model)
    check_optimizer("reinforce_step", optimizer, Optimizer, model)
    x = to_model("reinforce_step", "states", model, states)
    check_rows("reinforce_step", "advantages", advantages, len(x))
    optimizer.zero_grad()
    z = check_output("reinforce_step", model(x))
    check_actions("reinforce_step", actions, z)
    log_p = log_softmax(arguments.finite("reinforce_step", "the model's scores", z), dim=1)
    weight, rows = arguments.cast("reinforce_step", "advantages", advantages, z.dtype) / len(z), np.arange(len(z))
    loss = -(weight * log_p[rows, actions]).sum()
    slope = np.exp(log_p)
    slope[rows, actions] -= 1  # p - one-hot
    accumulate(model, slope * weight[:, None])  # dL/dz = A / N (p - one-hot)
    optimizer.step()
    return float(loss)
