"""Threads, copies and forks: what else runs, or is copied, changes no number of a training."""

import copy
import os
import pickle
import subprocess
import sys
import threading

import numpy as np
import pytest

import nnlearn.numpy as nn

X = np.random.default_rng(0).normal(size=(32, 1, 8, 8)).astype(np.float32)
Y = np.random.default_rng(1).integers(0, 3, 32)
SERIES = np.random.default_rng(2).normal(size=(9, 32, 4)).astype(np.float32)


class Last(nn.Module):
    """A recurrent network's scores at its last step."""

    def __init__(self):
        self.memory, self.scores = nn.LSTM(4, 6), nn.Linear(6, 3)

    def forward(self, x):
        output, _ = self.memory(x.swapaxes(0, 1))
        return self.keep(self.scores(output[-1]), output.shape)

    def backward(self, grad):
        output_grad = np.zeros(self.kept(grad), np.float32)
        output_grad[-1] = self.scores.backward(grad)
        return self.memory.backward(output_grad)[0].swapaxes(0, 1)


def dense():
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 20), nn.Tanh(), nn.Linear(20, 3)), X


def images():
    layers = nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()
    return nn.Sequential(*layers, nn.Linear(64, 3)), X


def series():
    return Last(), np.ascontiguousarray(SERIES.swapaxes(0, 1))


KINDS = {"dense": dense, "images": images, "series": series}


class Training:
    """A model with loss, optimizer and schedule, which can take steps."""

    def __init__(self, kind, seed):
        nn.manual_seed(seed)
        self.model, self.x = KINDS[kind]()
        self.criterion, self.optimizer = nn.CrossEntropyLoss(), nn.Adam(self.model.parameters(), lr=0.01)
        self.schedule = nn.CosineAnnealingLR(self.optimizer, T_max=40)

    def run(self, steps):
        """Return the bits of the weights after more steps, the running statistics among them."""
        for _ in range(steps):
            self.optimizer.zero_grad()
            nn.backprop(self.model, self.criterion, self.x, Y)
            self.optimizer.step()
            self.schedule.step()
        return {name: values.tobytes() for name, values in self.model.state_dict().items()}


def at_once(*functions):
    """Run functions on threads of their own at the same time, and return their results."""
    results, start = [None] * len(functions), threading.Barrier(len(functions))

    def call(place):
        start.wait()
        results[place] = functions[place]()

    threads = [threading.Thread(target=call, args=[place]) for place in range(len(functions))]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # another thread's turn comes within a step, again and again
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    return results


@pytest.mark.parametrize("other", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_two_models_on_two_threads_give_the_bits_of_one_after_the_other(kind, other):
    expected = [Training(kind, 1).run(30), Training(other, 2).run(30)]
    trainings = Training(kind, 1), Training(other, 2)
    assert at_once(*(lambda each=each: each.run(30) for each in trainings)) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_predicting_with_one_model_changes_nothing_of_the_training_of_another(kind):
    """`predict` keeps nothing for a backward pass and ignores overflow: both are a thread's own."""
    still = Training(kind, 3)
    expected, prediction = Training(kind, 1).run(30), nn.predict(still.model, still.x)
    training = Training(kind, 1)
    trained, predictions = at_once(
        lambda: training.run(30), lambda: [nn.predict(still.model, still.x) for _ in range(30)]
    )
    assert trained == expected
    assert all((each == prediction).all() for each in predictions)


def test_a_landscape_beside_a_training_changes_nothing():
    model, flat = nn.Sequential(nn.Linear(64, 5), nn.ReLU(), nn.Linear(5, 3)), X.reshape(32, 64)
    measure = lambda: nn.landscape(model, nn.CrossEntropyLoss(), flat, Y, resolution=9).losses  # noqa: E731
    expected, losses = Training("images", 1).run(30), measure()
    training = Training("images", 1)
    trained, found = at_once(lambda: training.run(30), measure)
    assert trained == expected
    assert (found == losses).all()


# Copies: a copy continues as the original does, and neither moves the other.

COPIES = {"deepcopy": copy.deepcopy, "pickle": lambda each: pickle.loads(pickle.dumps(each))}


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_training_that_is_copied_in_the_middle_goes_on(kind, how):
    training = Training(kind, 1)
    middle = training.run(7)
    other = COPIES[how](training)
    expected = training.run(7)
    assert {name: values.tobytes() for name, values in other.model.state_dict().items()} == middle
    assert other.schedule.get_last_lr() != training.schedule.get_last_lr()
    assert other.run(7) == expected


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("name", ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad"])
def test_an_optimizer_that_is_copied_in_the_middle_goes_on(name, how):
    training = Training("dense", 1)
    settings = {"momentum": 0.9} if name == "SGD" else {}
    training.optimizer = getattr(nn, name)(training.model.parameters(), lr=0.01, weight_decay=0.1, **settings)
    training.schedule = nn.StepLR(training.optimizer, step_size=3)
    training.run(5)
    other = COPIES[how](training)
    assert other.run(5) == training.run(5)


GIVEN = {  # what a class cannot be made without
    **dict.fromkeys(("RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell", "Linear", "Embedding"), (3, 4)),
    "EmbeddingBag": (3, 4),
    **dict.fromkeys(("Conv2d", "ConvTranspose2d"), (1, 2, 3)),
    **dict.fromkeys(("MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "BatchNorm1d", "BatchNorm2d", "LayerNorm"), (2,)),
    **dict.fromkeys(("Softmax", "LogSoftmax"), (1,)),
    **dict.fromkeys(("MultiheadAttention", "TransformerDecoderLayer", "TransformerEncoderLayer"), (4, 2)),
    **dict.fromkeys(("PositionalEncoding", "LearnedPositionalEncoding"), (4, 6)),
    **dict.fromkeys(("GPT", "Seq2Seq"), (5, 6)),
    "MLP": ([2, 3, 1],), "Unflatten": (1, (2, 2)), "CharRNN": ("abc",), "Perceptron": (2,), "Upsample": (None, 2),
    "TreeRNN": (3, 2, 2), "RBM": (4, 3), "DBN": ([4, 3, 2],), "Hopfield": (np.array([[1, -1], [1, 1]]),), "VAE": (4, 2),
    "DiffusionMLP": (3, 4), "AveragedModel": (nn.Linear(2, 1),),
}  # fmt: skip
MODULES = [
    name for name in nn.__all__ if isinstance(getattr(nn, name), type) and issubclass(getattr(nn, name), nn.Module)
]


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("name", MODULES)
def test_every_module_can_be_copied(name, how):
    original = getattr(nn, name)(*GIVEN.get(name, ()))
    other, before = COPIES[how](original), original.state_dict()
    assert type(other) is type(original)
    assert repr(other) == repr(original)
    assert {key: values.tobytes() for key, values in other.state_dict().items()} == {
        key: values.tobytes() for key, values in before.items()
    }
    for parameter in other.parameters():
        parameter.data += 1
    for key, values in original.state_dict().items():
        np.testing.assert_array_equal(values, before[key])


FORK = """
import os, sys
import numpy as np
sys.path[:0] = {paths!r}
from test_threads import Training
import nnlearn.numpy as nn
import pickle

def in_child(function):
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            os.write(write, pickle.dumps(function()))
        finally:
            os._exit(0)
    os.close(write)
    with open(read, "rb") as pipe:
        found = pickle.loads(pipe.read())
    os.wait()
    return found

for kind in ("dense", "images", "series"):
    training = Training(kind, 1)
    training.run(5)
    found = in_child(lambda: training.run(5))
    assert found == training.run(5), kind

# Within a step: the fork happens inside of what ignores overflow, and under no_grad.
layer, forked = nn.Linear(2, 1), []
layer.register_forward_hook(lambda *_: forked.append(in_child(lambda: float(np.float32(3e38) * np.float32(10)))))
with nn.no_grad():
    layer(np.ones((1, 2), np.float32))
    nn.predict(layer, np.ones((1, 2), np.float32))
assert forked == [float("inf")] * 2, forked

# In the middle of `fit`, both go on with the same random numbers.
def train():
    nn.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 1))
    x = np.random.default_rng(0).normal(size=(20, 4)).astype(np.float32)
    return nn.fit(model, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.1), x, x[:, :1], epochs=3, batch_size=5).steps
nn.manual_seed(4)
np.testing.assert_array_equal(in_child(lambda: nn.Linear(3, 2).weight.data), nn.Linear(3, 2).weight.data)
assert in_child(train) == train()
print("the same")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_process_forked_in_the_middle_goes_on_with_the_same_numbers():
    paths = [path for path in sys.path if "tests" in path]
    code = FORK.format(paths=paths)
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.stdout == "the same\n", found.stderr
