"""The entry checks of `dqn_step` and `reinforce_step`: their batches, and an optimizer over the model."""

import numpy as np

from nnlearn import arguments

FIELDS = ("states", "actions", "rewards", "next_states", "terminated")


def check_transitions(caller, batch):
    """Return the five arrays of a batch of steps, or raise; states are checked as they enter the model."""
    if not isinstance(batch, tuple | list) or len(batch) != len(FIELDS):
        raise TypeError(
            f"{caller} expected batch to be five arrays ({', '.join(FIELDS)}), got {arguments.describe(batch)}: "
            f"Replay.sample draws one"
        )
    states, actions, rewards, next_states, terminated = batch
    arguments.batch(caller, "states", states)
    if np.shape(arguments.batch(caller, "next_states", next_states)) != states.shape:
        raise ValueError(f"{caller} expected next_states of states' shape {states.shape}, got {next_states.shape}")
    check_rows(caller, "rewards", rewards, len(states))
    if not isinstance(terminated, np.ndarray) or terminated.dtype != bool or terminated.shape != (len(states),):
        raise (ValueError if isinstance(terminated, np.ndarray) else TypeError)(
            f"{caller} expected terminated to hold True or False for each of {len(states)} rows, got "
            f"{arguments.describe(terminated)}"
        )
    return states, actions, rewards, next_states, terminated


def check_rows(caller, name, values, count):
    """Return finite numbers, one a row, or raise."""
    if arguments.finite(caller, name, values).shape != (count,):
        raise ValueError(f"{caller} expected {name} of shape ({count},), one number per row, got {values.shape}")
    return values


def check_actions(caller, actions, output):
    """Raise unless there is one action for each row of what the model returned, below its width."""
    if output.ndim != 2:
        raise ValueError(
            f"{caller} expected the model to return a number for each action, (N, actions), got {tuple(output.shape)}"
        )
    count, width = output.shape
    arguments.labels(caller, "actions", actions, width)
    if len(actions) != count:
        raise ValueError(
            f"{caller} expected actions of shape ({count},), one for each row of states, got {actions.shape}"
        )


def check_same_width(caller, output, ahead):
    """Raise unless both networks have as many outputs."""
    if tuple(ahead.shape) != tuple(output.shape):
        raise ValueError(
            f"{caller} expected slow to return as many numbers as model, {tuple(output.shape)}, got "
            f"{tuple(ahead.shape)}"
        )


def check_optimizer(caller, optimizer, kind, model):
    """Raise unless this is an optimizer of the side over parameters of the model."""
    if not isinstance(optimizer, kind):
        raise TypeError(
            f"{caller} expected optimizer to be an optimizer such as nn.Adam, got {arguments.describe(optimizer)}"
        )
    first = optimizer.param_groups[0]["params"][0]
    if not any(p is first for p in model.parameters()):
        raise ValueError(f"{caller} expected optimizer to hold the model's parameters, got one over others")
