"""One step of a deep Q-network: the update of a Q-table, with a network in the table's place."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.backprop import check_loss, check_model, to_model
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import accumulate
from nnlearn.numpy.no_grad import no_grad
from nnlearn.numpy.optimizers import Optimizer
from nnlearn.shared.outputs import check_output
from nnlearn.shared.reinforcement import check_actions, check_optimizer, check_same_width, check_transitions


@ignore_overflow
def dqn_step(model, slow, criterion, optimizer, batch, *, gamma=0.99, double=False):
    """Move the values of the actions that were taken towards what was paid and the best that may follow.

    `L = criterion(Q(s, a), y)`, with `y = r + gamma max over b of Q_slow(s', b)`; `y = r` where an episode terminated

    The targets y count as given: no slope flows through them, and none to the actions that were not taken.

    Parameters
    ----------
    model : Module
        Q: takes states (N, ...), returns a value for each action, (N, actions).
    slow : Module
        The target network: an earlier or averaged copy of the model, or the model itself, for none.
    criterion : Loss
        Of regression: `nn.MSELoss()`; `nn.HuberLoss()` cuts the slope of each row off at -1/N and 1/N.
    optimizer : Optimizer
        Over the model's parameters.
    batch : Transitions, or five arrays (states, actions, rewards, next_states, terminated)
        Of N rows: numbers (N, ...), whole numbers (N,), numbers (N,), numbers (N, ...), booleans (N,). `Replay.sample`
        draws one.
    gamma : float, 0 to 1
        The discount.
    double : bool
        Whether the model chooses the action b whose value `slow` gives, which is right more often than the largest of
        its own noisy values: `y = r + gamma Q_slow(s', argmax over b of Q(s', b))`.

    Returns
    -------
    float
        The loss before the step.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, shapes do not fit, or a value is not finite.

    Notes
    -----
    Gradient at the outputs, with MSELoss: 2/N (Q(s, a) - y) for the action a that was taken in a row, and 0 for the
    others. It is the slope of no function, since y moves with the weights too.

    The slow network follows by `slow.load_state_dict(model.state_dict())` every few hundred steps, or after each one,
    with `slow = nn.AveragedModel(model, multi_avg_fn=nn.get_ema_multi_avg_fn(0.995))`, by
    `slow.update_parameters(model)`.

    References
    ----------
    Mnih et al. (2015), "Human-level control through deep reinforcement learning". van Hasselt, Guez,
    Silver (2016), "Deep reinforcement learning with double Q-learning".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(1, 2)
    >>> model.weight.data, model.bias.data = [[1.0], [2.0]], [0.0, 0.0]
    >>> ones = np.ones((1, 1), np.float32)
    >>> batch = ones, np.array([0]), np.array([1.0]), ones, np.array([False])
    >>> loss = dqn_step(model, model, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.1), batch, gamma=0.5)
    >>> loss, model.bias.data.round(2).tolist()  # y = 1 + 0.5 * 2, and Q(s, 0) was 1
    (1.0, [0.20000000298023224, 0.0])
    """
    check_model("dqn_step", model), check_model("dqn_step", slow)
    check_loss("dqn_step", model, criterion)
    check_optimizer("dqn_step", optimizer, Optimizer, model)
    gamma = arguments.number("dqn_step", "gamma", gamma, low=0, high=1)
    double = arguments.flag("dqn_step", "double", double)
    states, actions, rewards, next_states, terminated = check_transitions("dqn_step", batch)
    x, following = to_model("dqn_step", "states", model, states), to_model("dqn_step", "next_states", slow, next_states)
    rows = np.arange(len(x))
    with no_grad():
        ahead = check_output("dqn_step", slow(following))
        best = ahead.max(axis=1) if not double else ahead[rows, model(following).argmax(axis=1)]
    optimizer.zero_grad()
    q = check_output("dqn_step", model(x))
    check_actions("dqn_step", actions, q)
    check_same_width("dqn_step", q, ahead)
    target = (rewards + gamma * ~terminated * best).astype(q.dtype)  # y = r + gamma max Q_slow, or r at an end
    loss = criterion(q[rows, actions], target)
    slope = np.zeros_like(q)
    slope[rows, actions] = criterion.backward()  # dL/dQ is 0 for the actions that were not taken
    accumulate(model, slope)
    optimizer.step()
    return float(loss)
