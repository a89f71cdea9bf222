"""One step of REINFORCE: what turned out well becomes more probable."""

import torch

from nnlearn import arguments
from nnlearn.shared.outputs import check_output
from nnlearn.shared.reinforcement import check_actions, check_optimizer, check_rows
from nnlearn.torch.backprop import check_model, run, to_model


def reinforce_step(model, optimizer, states, actions, advantages):
    """Make actions more probable in proportion to how much better than usual they turned out.

    See `nnlearn.numpy.reinforce_step`. The data is moved to the model's device and dtype first.

    `L = -1/N sum_n A_n log p(a_n | s_n)`, with p the softmax of the model's outputs

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
        What followed, minus a baseline: `worlds.advantages` computes them.

    Returns
    -------
    float
        L before the step. It says nothing about how good the policy is: look at the returns.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, shapes do not fit, or a score is not finite.

    Examples
    --------
    >>> import numpy as np, nnlearn.torch as nn
    >>> model = nn.Linear(1, 2)
    >>> sgd = nn.SGD(model.parameters(), lr=1.0)
    >>> before = model.bias.detach().clone()
    >>> loss = reinforce_step(model, sgd, np.ones((2, 1)), np.array([0, 1]), np.array([3.0, -1.0]))
    >>> (model.bias - before)[0].item() > 0  # action 0 was good, action 1 was bad
    True
    """
    check_model("reinforce_step", model)
    check_optimizer("reinforce_step", optimizer, torch.optim.Optimizer, model)
    x = to_model("reinforce_step", "states", model, states)
    check_rows("reinforce_step", "advantages", advantages, len(x))
    optimizer.zero_grad()
    z = check_output("reinforce_step", run("reinforce_step", model, x), torch.Tensor)
    check_actions("reinforce_step", actions, z)
    arguments.finite("reinforce_step", "the model's scores", z, torch.Tensor)
    weight = torch.from_numpy(advantages.astype("float64")).to(z)
    arguments.fitting("reinforce_step", "advantages", advantages, weight)
    rows, taken = torch.arange(len(z), device=z.device), torch.from_numpy(actions.astype("int64")).to(z.device)
    log_p = torch.log_softmax(z, dim=1)[rows, taken]
    loss = -(weight * log_p).mean()  # L = -1/N sum A log p
    loss.backward()
    optimizer.step()
    return loss.item()
