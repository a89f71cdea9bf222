"""One step of a deep Q-network: the update of a Q-table, with a network in the table's place."""

import torch

from nnlearn import arguments
from nnlearn.shared.outputs import check_output
from nnlearn.shared.reinforcement import check_actions, check_optimizer, check_same_width, check_transitions
from nnlearn.torch.backprop import check_loss, check_model, run, to_model


def dqn_step(model, slow, criterion, optimizer, batch, *, gamma=0.99, double=False):
    """Move the values of the actions that were taken towards what was paid and the best that may follow.

    See `nnlearn.numpy.dqn_step`. The batch is moved to the model's device and dtype first.

    `L = criterion(Q(s, a), y)`, with `y = r + gamma max over b of Q_slow(s', b)`; `y = r` where an episode terminated

    Parameters
    ----------
    model : Module
        Q: takes states (N, ...), returns a value for each action, (N, actions).
    slow : Module
        The target network: an earlier or averaged copy of the model, or the model itself, for none.
    criterion : a loss of this side
        Of regression: `nn.MSELoss()`; `nn.HuberLoss()` cuts the slope of each row off at -1/N and 1/N.
    optimizer : Optimizer
        Over the model's parameters.
    batch : Transitions, or five arrays (states, actions, rewards, next_states, terminated)
        Of N rows: numbers (N, ...), whole numbers (N,), numbers (N,), numbers (N, ...), booleans (N,).
    gamma : float, 0 to 1
        The discount.
    double : bool
        Whether the model chooses the action whose value `slow` gives.

    Returns
    -------
    float
        The loss before the step.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, shapes do not fit, or a value is not finite.

    Examples
    --------
    >>> import numpy as np, nnlearn.torch as nn
    >>> model = nn.Linear(1, 2)
    >>> ones = np.ones((1, 1), np.float32)
    >>> batch = ones, np.array([0]), np.array([1.0]), ones, np.array([True])
    >>> with torch.no_grad():
    ...     _ = model.weight.zero_(), model.bias.zero_()
    >>> dqn_step(model, model, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.1), batch)  # y = r = 1
    1.0
    """
    check_model("dqn_step", model), check_model("dqn_step", slow)
    check_loss("dqn_step", model, criterion)
    check_optimizer("dqn_step", optimizer, torch.optim.Optimizer, model)
    gamma = arguments.number("dqn_step", "gamma", gamma, low=0, high=1)
    double = arguments.flag("dqn_step", "double", double)
    states, actions, rewards, next_states, terminated = check_transitions("dqn_step", batch)
    x, following = to_model("dqn_step", "states", model, states), to_model("dqn_step", "next_states", slow, next_states)
    rows = torch.arange(len(x), device=x.device)
    with torch.no_grad():
        ahead = check_output("dqn_step", run("dqn_step", slow, following), torch.Tensor)
        best = ahead.amax(dim=1) if not double else ahead[rows, model(following).argmax(dim=1)]
    optimizer.zero_grad()
    q = check_output("dqn_step", run("dqn_step", model, x), torch.Tensor)
    check_actions("dqn_step", actions, q)
    check_same_width("dqn_step", q, ahead)
    r, going = (torch.from_numpy(each).to(q) for each in (rewards.astype("float64"), ~terminated))
    target = r + gamma * going * best  # y = r + gamma max Q_slow, or r at an end
    loss = criterion(q[rows, torch.from_numpy(actions.astype("int64")).to(q.device)], target)
    loss.backward()  # through the actions that were taken; the targets count as given
    optimizer.step()
    return loss.item()
