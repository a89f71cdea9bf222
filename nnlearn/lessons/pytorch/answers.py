"""The right answers to the exercises of lesson 11, and the inputs they are tried on."""

import time

import numpy as np

# 11.1 tanh(x W1^T + b1) W2^T + b2, as a tensor


def forward(x, W1, b1, W2, b2):
    """Return the scores, a tensor."""
    import torch

    x, W1, b1, W2, b2 = (torch.from_numpy(array) for array in (x, W1, b1, W2, b2))
    return torch.tanh(x @ W1.T + b1) @ W2.T + b2


def as_tensor(answer, *arrays):
    """Return whether the result is a tensor, and its numbers."""
    found = answer(*arrays)
    return hasattr(found, "detach"), np.asarray(found.detach() if hasattr(found, "detach") else found)


def sample_net(rng):
    return (
        rng.normal(size=(5, 4)),
        rng.normal(size=(4, 4)),
        rng.normal(size=4),
        rng.normal(size=(2, 4)),
        rng.normal(size=2),
    )


# 11.2 the gradients of mean (x W^T + b - t)^2


def gradients(x, t, W, b):
    """Return dL/dW and dL/db, found by autograd."""
    import torch

    x, t = torch.from_numpy(x), torch.from_numpy(t)
    W, b = torch.from_numpy(W).requires_grad_(), torch.from_numpy(b).requires_grad_()
    ((x @ W.T + b - t) ** 2).mean().backward()
    return W.grad, b.grad


def as_arrays(answer, *arrays):
    """Return the results as arrays, which tensors and arrays are compared as."""
    found = answer(*arrays)
    if not isinstance(found, tuple | list):
        return found
    return tuple(part.detach().numpy() if hasattr(part, "detach") else part for part in found)


def sample_fit(rng):
    return rng.normal(size=(6, 3)), rng.normal(size=(6, 2)), rng.normal(size=(2, 3)), rng.normal(size=2)


# 11.3 a state dict of arrays becomes one of float32 tensors


def carry(state):
    """Return the same state as float32 tensors."""
    import torch

    return {name: torch.from_numpy(value.copy()).to(torch.float32) for name, value in state.items()}


def describe_state(answer, state):
    """Return name, type, dtype and numbers of each entry, and whether all are copies."""
    given = {name: value.copy() for name, value in state.items()}
    found = answer(given)
    if not isinstance(found, dict):
        raise TypeError(f"expected a dict, got {type(found).__name__}")
    parts = [
        (name, hasattr(found[name], "detach"), str(found[name].dtype).removeprefix("torch."), numbers(found[name]))
        for name in sorted(found)
    ]
    for value in given.values():
        value += 1.0
    return parts, all(
        np.array_equal(numbers(found[name]), part[3]) for name, part in zip(sorted(found), parts, strict=True)
    )


def numbers(value):
    """Return a copy of what is in a tensor or an array."""
    return np.array(value.detach().numpy() if hasattr(value, "detach") else value, dtype=float)


def sample_state(rng):
    made = {"0.weight": rng.normal(size=(3, 2)), "0.bias": rng.normal(size=3), "2.weight": rng.normal(size=(1, 3))}
    return ({name: v if name == "0.bias" else v.astype("float32") for name, v in made.items()},)


# 11.4 all squared distances without a loop


def by_loops(a, b):
    return np.array([[sum((p - q) ** 2 for p, q in zip(x, y, strict=True)) for y in b] for x in a])


def measure_distances(answer):
    """Measure how many times as fast as three loops the distances are computed."""
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(120, 8)), rng.normal(size=(100, 8))
    start = time.perf_counter()
    wanted = by_loops(a, b)
    slow = time.perf_counter() - start
    found = np.asarray(answer(a.copy(), b.copy()))
    if found.shape != wanted.shape:
        raise ValueError(f"expected distances of shape {wanted.shape}, got {found.shape}")
    if not np.allclose(found, wanted, atol=1e-6):
        return 0.0, False, "The distances are not those of the loops."
    times = []
    for _ in range(5):
        start = time.perf_counter()
        answer(a, b)
        times.append(time.perf_counter() - start)
    ratio = slow / max(min(times), 1e-9)
    fast = bool(ratio >= 20)
    return ratio, fast, f"Right, and {'at least 20' if fast else f'{ratio:.0f}'} times as fast."
