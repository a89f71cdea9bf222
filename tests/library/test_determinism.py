"""The same seed and threads give the same bits; more or fewer threads give the same numbers up to rounding."""

import ast
import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
SIDES = ("numpy", "torch")

TRAIN = """
import importlib, json, sys
import numpy as np

side, threads, seed, dtype = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
nn = importlib.import_module(f"nnlearn.{side}")
if side == "torch":
    import torch
    torch.set_num_threads(threads)

data = np.random.default_rng(7)
x = data.normal(size=(600, 96)).astype(dtype)
y = (x[:, :3] ** 2).sum(axis=1, keepdims=True).astype(dtype)
nn.manual_seed(seed)
model = nn.Sequential(nn.Linear(96, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, 128), nn.Tanh(), nn.Linear(128, 1))
model = model.double() if dtype == "float64" else model
history = nn.fit(model, nn.MSELoss(), nn.Adam(model.parameters(), lr=1e-3), x, y, epochs=3, batch_size=200)
result = {
    "weights": [nn.to_numpy(p).tobytes().hex() for p in model.parameters()],
    "predictions": nn.to_numpy(nn.predict(model, x)).tobytes().hex(),
    "losses": history.steps,
}
print(json.dumps(result))
"""


@functools.cache
def train(side, threads, seed, attempt, dtype="float32"):
    """Return what a separate process trained, to the bit."""
    number = {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, "-c", TRAIN, side, str(threads), str(seed), dtype]
    result = subprocess.run(command, env={**os.environ, **number}, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def numbers(hexes, dtype="float32"):
    return np.concatenate([np.frombuffer(bytes.fromhex(text), dtype) for text in hexes]).astype(float)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("side", SIDES)
def test_two_processes_train_the_same_bits(side, threads):
    """The seed decides initial weights, dropout, the order of batches and the sums in each product."""
    first, second = (train(side, threads, 0, attempt) for attempt in (0, 1))
    assert first == second
    assert np.isfinite(numbers(first["weights"])).all()
    assert first["losses"][-1] < first["losses"][0]


@pytest.mark.parametrize("side", SIDES)
def test_another_seed_trains_other_numbers(side):
    first, second = train(side, 1, 0, 0), train(side, 1, 1, 0)
    assert all(a != b for a, b in zip(first["weights"], second["weights"], strict=True))


@pytest.mark.parametrize("side", SIDES)
def test_one_and_two_threads_differ_by_rounding_alone(side):
    """Threads split sums differently.

    This is tested in float64, where rounding is 1e-16: Adam divides each gradient by its own size, so that a gradient
    that is only rounding in float32 can move its weight in either direction.
    """
    one, two = (train(side, threads, 0, 0, "float64") for threads in (1, 2))
    weights = [numbers(run["weights"], "float64") for run in (two, one)]
    np.testing.assert_allclose(*weights, rtol=0, atol=1e-12)
    np.testing.assert_allclose(two["losses"], one["losses"], rtol=1e-13)
    one, two = (train(side, threads, 0, 0) for threads in (1, 2))
    np.testing.assert_allclose(two["losses"], one["losses"], rtol=1e-6)  # what a lesson prints


def unstable(tree):
    """Yield the lines that call `argsort` so that the processor decides the order of equal numbers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("argsort", "argpartition"):
            kind = next((k.value for k in node.keywords if k.arg == "kind"), None)
            if getattr(kind, "value", None) != "stable":
                yield node.lineno


def test_unstable_finds_what_it_looks_for():
    assert list(unstable(ast.parse("np.argsort(x)\nx.argsort()\nnp.argsort(x, kind='stable')"))) == [1, 2]


@pytest.mark.parametrize("folder", ["nnlearn", "lessons"])
def test_equal_numbers_are_sorted_alike_on_every_processor(folder):
    """NumPy sorts with the instructions of the processor, and a printed lesson must not depend on them."""
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line in unstable(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert not found
