# %% [markdown]
r"""
<!-- header -->

Six exercises: data that a network accepts, a Module, a data set, the training loop, the evaluation, and at the end all
of it with an optimizer of your own. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("11.1")`
gives three hints, one after the other.
"""

# %%
import numpy as np
import torch

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 11.1 Four messages

Somebody has pictures, a NumPy array of shape (N, 8, 8) in float64, and class labels of shape (N,), in float64 as well
because they came from a table. The plan was

    criterion(model(torch.from_numpy(pictures)), torch.from_numpy(labels))

with `model = torch.nn.Linear(64, 10)` and cross-entropy. As one fault after the other is fixed, PyTorch says:

- mat1 and mat2 must have the same dtype, but got Double and Float
- mat1 and mat2 shapes cannot be multiplied (40x8 and 64x10)
- expected target dtype to be Long or Byte, but got Double
- Tensor on device meta is not on the expected device cpu!

Write `ready(pictures, labels, model)`: return both as tensors with which the line runs, whatever the model's device and
dtype are. Leave the model alone. Since few of us have a GPU, one model of the check is on the device `meta`, which
knows shapes and no numbers.
"""


# %%
def ready(pictures, labels, model):
    """Return pictures and labels as tensors that the model and cross-entropy accept."""
    # SOLUTION ready


check("11.1", ready)

# %% tags=["exercise"]
# hint("11.1")

# %% [markdown] tags=["solution"]
r"""
The model says where it is and what it computes in: ask one of its parameters. Then the same function works on the CPU,
on a GPU, in float32 and in float64.
"""

# %% [markdown]
r"""
## 11.2 A Module

Write a class `Net`, a `torch.nn.Module`. `Net([64, 32, 16, 10])` has one dense layer for each pair of neighbouring
sizes, here three, with a ReLU between them; it takes x of shape (N, 64) and returns logits of shape (N, 10). Any number
of layers must work. Keep them in `self.layers`, so that `parameters()` finds every weight and bias.
"""


# %%
class Net(torch.nn.Module):
    """Dense layers of these sizes, with a ReLU between them."""

    # BEGIN SOLUTION: def __init__(self, sizes): ...  # and forward
    def __init__(self, sizes):
        super().__init__()
        pairs = [(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]
        layers = [torch.nn.Linear(into, out) for into, out in pairs]
        self.layers = torch.nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)

    # END SOLUTION


check("11.2", Net)

# %% tags=["exercise"]
# hint("11.2")

# %% [markdown] tags=["solution"]
r"""
`ModuleList` is a list that a Module looks into. In a plain list the layers would compute just as well, and never be
trained.
"""

# %% [markdown]
r"""
## 11.3 A data set

For PyTorch a data set is an object with a length and with examples: `len(data)` calls its method `__len__`, and
`data[i]` calls `__getitem__`. Write a class `Digits`. `Digits(x, y)` gets pictures of shape (N, d), pixels from 0 to
16 in float64, such as 8.3, and labels of shape (N,) in int64. Example i is a pair: the picture of shape (d,) in float32
with pixels from 0 to 1, and its label, a plain int. The check lets a `DataLoader` shuffle it and cut it into batches.
"""


# %%
class Digits(torch.utils.data.Dataset):
    """Pictures with pixels from 0 to 16 and their labels, one at a time."""

    # SOLUTION Digits: def __init__(self, x, y): ...  # and the other methods


check("11.3", Digits)

# %% tags=["exercise"]
# hint("11.3")

# %% [markdown] tags=["solution"]
r"""
One example at a time may look slow, and for a small table it is. It pays off when the examples are files too many for
the memory: the loader asks for the few it needs, with several processes if you like.
"""

# %% [markdown]
r"""
## 11.4 The loop

Write `train_epoch(model, criterion, optimizer, loader)`. The loader yields batches (x, y) that suit the model; the last
one may be smaller. It need not be a `DataLoader`: a list of batches will do. For each batch clear the old gradients,
run forward, compute the loss, go backward, and let the optimizer change the weights. Return the mean loss over all
examples that the loader has yielded, as a plain Python number.
"""


# %%
def train_epoch(model, criterion, optimizer, loader):
    """Train for one pass over the loader; return the mean loss of its examples."""
    # SOLUTION train_epoch


check("11.4", train_epoch)

# %% tags=["exercise"]
# hint("11.4")

# %% [markdown] tags=["solution"]
r"""
Most training code in the world is these lines and what surrounds them. Clearing at the end of a round, after the step,
does the same.
"""

# %% [markdown]
r"""
## 11.5 Evaluate

Write `evaluate(model, loader)`: the share, of all examples that the loader yields, for which the largest logit is that
of the right class. Run the model in evaluation mode and record no graph. Leave the model in training mode, whatever
mode it came in, and let graphs be recorded again, so that the next epoch can begin.
"""


# %%
def evaluate(model, loader):
    """Return the share of right answers; leave the model in training mode."""
    # SOLUTION evaluate


check("11.5", evaluate)

# %% tags=["exercise"]
# hint("11.5")

# %% [markdown] tags=["solution"]
r"""
The mode and the graph are two different switches: `eval()` changes what some layers compute, `no_grad()` only whether
it is written down.
"""

# %% [markdown]
r"""
## 11.6 All of it, with an optimizer of your own

An open one. Write `train(x, y, seed)` for 1,348 digits, x of shape (1348, 64) in float64 with pixels from 0 to 16, and
return the trained model; it will be tested with pixels from 0 to 1. Use what you have written above. But no
`torch.optim`: write the optimizer, too, for instance momentum (lesson 07). It is an object with the two methods that
your loop calls, `step` and `zero_grad`. The target: 96 % of 449 unseen digits, on average over the seeds 0 to 2. The
solution reads between 97 and 99 %.
"""


# %% tags=["nbval-ignore-output"]
class Momentum:
    """Gradient descent with momentum, for the parameters of a model."""

    # BEGIN SOLUTION: def __init__(self, parameters, lr, mu): ...  # and the others
    def __init__(self, parameters, lr, mu=0.9):
        self.parameters, self.lr, self.mu = list(parameters), lr, mu
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities, strict=True):
            v *= self.mu
            v += p.grad
            p -= self.lr * v

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    # END SOLUTION


def train(x, y, seed):
    """Train a network on digits and return it."""
    # BEGIN SOLUTION
    torch.manual_seed(seed)
    model = Net([64, 32, 10])
    optimizer = Momentum(model.parameters(), lr=0.05)
    loader = torch.utils.data.DataLoader(Digits(x, y), batch_size=32, shuffle=True)
    for _ in range(15):
        train_epoch(model, torch.nn.CrossEntropyLoss(), optimizer, loader)
    return model
    # END SOLUTION


check("11.6", train)

# %% tags=["exercise"]
# hint("11.6")

# %% [markdown] tags=["solution"]
r"""
`p -= ...` changes the numbers inside the model's own tensor; `p = p - ...` would only give the name p to another one.
And the update does not belong in the graph, so it runs under `no_grad`. PyTorch's optimizers do the same.
"""
