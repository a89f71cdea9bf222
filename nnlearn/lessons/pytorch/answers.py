"""What the exercises of lesson 11 compute: a network in tensors, its gradients by autograd, weights carried over."""

import time

import numpy as np

# 11.1 tanh(x W1^T + b1) W2^T + b2, as a tensor


def forward(x, W1, b1, W2, b2, *, square=False, last=False, bias=True):
    import torch

    x, W1, b1, W2, b2 = (torch.from_numpy(np.asarray(v)) for v in (x, W1, b1, W2, b2))
    W1 = W1.T if square and W1.shape[0] == W1.shape[1] else W1
    z = torch.tanh(x @ W1.T + (b1 if bias else 0)) @ W2.T + (b2 if bias else 0)
    return torch.tanh(z) if last else z


def as_tensor(answer, *arrays):
    """Whether it is a tensor, and its numbers."""
    found = answer(*arrays)
    return hasattr(found, "detach"), np.asarray(found.detach() if hasattr(found, "detach") else found)


def draw_net(rng):
    return (
        rng.normal(size=(5, 4)),
        rng.normal(size=(4, 4)),
        rng.normal(size=4),
        rng.normal(size=(2, 4)),
        rng.normal(size=2),
    )


# 11.2 the gradients of mean (x W^T + b - t)^2


def gradients(x, t, W, b, *, factor=1.0, total=False):
    error = x @ W.T + b - t
    grad = 2 * error / (1 if total else error.size)
    return factor * grad.T @ x, factor * grad.sum(axis=0)


def as_arrays(answer, *arrays):
    found = answer(*arrays)
    if not isinstance(found, tuple | list):
        return found
    return tuple(part.detach().numpy() if hasattr(part, "detach") else part for part in found)


def draw_fit(rng):
    return rng.normal(size=(6, 3)), rng.normal(size=(6, 2)), rng.normal(size=(2, 3)), rng.normal(size=2)


# 11.3 a state dict of arrays becomes one of float32 tensors


def carry(state, kind="float32", *, turned=False, shared=False):
    import torch

    found = {name: torch.from_numpy(value if shared else value.copy()) for name, value in state.items()}
    if kind:
        found = {name: v.to(getattr(torch, kind)) for name, v in found.items()}
    return {name: v.T if turned and v.ndim == 2 else v for name, v in found.items()}


def told(answer, state):
    """Of each entry: its name, whether it is a tensor, its dtype and numbers; and whether it is a copy."""
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
    """What is in a tensor or an array, copied."""
    return np.array(value.detach().numpy() if hasattr(value, "detach") else value, dtype=float)


def draw_state(rng):
    made = {"0.weight": rng.normal(size=(3, 2)), "0.bias": rng.normal(size=3), "2.weight": rng.normal(size=(1, 3))}
    return ({name: v if name == "0.bias" else v.astype("float32") for name, v in made.items()},)


# 11.4 all squared distances without a loop


def by_loops(a, b):
    return np.array([[sum((p - q) ** 2 for p, q in zip(x, y, strict=True)) for y in b] for x in a])


def measure_distances(answer):
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(120, 8)), rng.normal(size=(100, 8))
    start = time.perf_counter()
    wanted = by_loops(a, b)
    slow = time.perf_counter() - start
    found = np.asarray(answer(a.copy(), b.copy()))
    if found.shape != wanted.shape:
        raise ValueError(f"expected distances of shape {wanted.shape}, got {found.shape}")
    if not np.allclose(found, wanted, atol=1e-6):
        return 0.0, False, "the distances are not those of the loops"
    times = []
    for _ in range(5):
        start = time.perf_counter()
        answer(a, b)
        times.append(time.perf_counter() - start)
    ratio = slow / max(min(times), 1e-9)
    return (
        ratio,
        bool(ratio >= 20),
        "right, and at least 20 times as fast" if ratio >= 20 else f"right, {ratio:.0f} times as fast",
    )
