# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- read PyTorch code line by line, and name the NumPy line behind each;
- move data, weights and whole training runs from NumPy to PyTorch and back;
- say from what size on a GPU pays off, and what decides it.
"""

# %%
import time

import numpy as np
import torch

# %%
import nnlearn.numpy as numpy_side
import nnlearn.torch as torch_side

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import CrossoverExplorer
from nnlearn.metrics import accuracy

# %% [markdown]
r"""
## Predict (2 min)

You have written everything that trains a network: layers, losses, backward, optimizers, first weights. The world uses
PyTorch. What does it do that you have not done, and what is the GPU for?
"""

# %%
quiz("11.predict")

# %% [markdown]
r"""
## Explore (10 min)

One matrix product, (batch, n) times (n, n), in four ways: three loops in Python, NumPy, PyTorch on the CPU, PyTorch on
a GPU. The lines are a model with round numbers for one kind of machine: what a call costs, how many products it
computes per second, how many bytes it moves per second. The ring marks the fastest at the chosen width.

Three things to try, and what to look for:

1. Set the **batch** to 1 (power 0), then to 4096 (power 12). From what width on is the GPU the fastest?
2. Back at batch 32, give a product **ten calls**. From what width on does the GPU win now?
3. With batch 1 go to the largest width. What does the sentence say the GPU spends its time on?
"""

# %%
CrossoverExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

The GPU's line is flat for a long way: below a certain size all it costs is the call, some thirty microseconds, in which
NumPy has finished dozens of small products. Ten calls cost ten times as much, and the GPU wins only from width 1024 on,
not 256. At the far right it is dozens of times as fast as NumPy. Where the lines cross depends on the batch: work for
many examples shares one reading of the weights. With a batch of one even the GPU mostly moves numbers from memory, and
computes little.

## Tensors (8 min)

A **tensor** is PyTorch's array. It has a shape and a dtype like NumPy's, and two more things: a **device**, the place
where its numbers are stored and computed, and a memory of where it came from.

**Your turn.** You know enough for the first one:
[Exercise 11.1: a network in tensors](../exercises/11_pytorch_exercises.ipynb#11.1-A-network-in-tensors).
"""

# %%
digits = datasets.digits()
(x, y), (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
device = torch_side.device()  # a GPU if there is one, else the CPU
a, b = np.arange(6.0).reshape(2, 3), torch.arange(6.0).reshape(2, 3)
print("same sums:", a.sum(axis=0).tolist() == b.sum(dim=0).tolist(), " same product:", np.allclose(a @ a.T, b @ b.T))
print("NumPy makes", a.dtype, "by itself, PyTorch", b.dtype)
shared = torch.from_numpy(a)
a[0, 0] = 100.0
print("from_numpy shares memory:", shared[0, 0].item() == 100.0)

# %% [markdown]
r"""
## By hand (9 min)

Here is the network of lesson 09, forward and backward written out, once in NumPy and once in tensors. Read both side by
side: the formulas are the same, letter by letter.
"""

# %%
rng = np.random.default_rng(0)
W1, b1 = rng.normal(size=(32, 64)) / 8, np.zeros(32)
W2, b2 = rng.normal(size=(10, 32)) / 6, np.zeros(10)
batch, labels = x[:32].astype(float), y[:32]


def by_hand(lib, x, onehot, W1, b1, W2, b2):
    h = lib.tanh(x @ W1.T + b1)
    e = lib.exp(h @ W2.T + b2)
    grad = (e / e.sum(1)[:, None] - onehot) / len(x)
    back = (grad @ W2) * (1 - h**2)
    return back.T @ x, back.sum(0), grad.T @ h, grad.sum(0)


arrays = (batch, np.eye(10)[labels], W1, b1, W2, b2)
ours = by_hand(np, *arrays)
theirs = by_hand(torch, *(torch.from_numpy(v) for v in arrays))
print("the same gradients:", all(np.allclose(u, v.numpy()) for u, v in zip(ours, theirs, strict=True)))

# %% [markdown]
r"""
## The lines that go away (9 min)

Now drop the backward lines. **Autograd** keeps, with each tensor, what made it; from the loss it walks back along that
graph, which is lesson 08 with arrays in the boxes.
"""

# %%
tensors = [torch.from_numpy(v).requires_grad_() for v in (W1, b1, W2, b2)]
inputs, targets = torch.from_numpy(batch), torch.from_numpy(labels).long()
scores = torch.tanh(inputs @ tensors[0].T + tensors[1]) @ tensors[2].T + tensors[3]
loss = torch.nn.functional.cross_entropy(scores, targets)
loss.backward()
print("autograd finds the same:", all(np.allclose(u, v.grad) for u, v in zip(ours, tensors, strict=True)))
box, boxes = loss.grad_fn, []
while box:
    boxes.append(type(box).__name__.rstrip("0123456789").removesuffix("Backward"))
    box = next((before for before, _ in box.next_functions if before), None)
print("the way back:", " ".join(boxes))
try:
    loss.backward()
except RuntimeError:
    print("a second walk back: refused, the graph is gone")

# %% [markdown]
r"""
Three lines of formulas have become one word. The boxes are the operations of the forward line, last one first; each
knows its own derivative. It costs something: the graph is built again in every step, which takes time, and what it
needs is kept until `backward` is done, which takes memory.

**Your turn.** [Exercise 11.2: gradients for free](../exercises/11_pytorch_exercises.ipynb#11.2-Gradients-for-free).

## The same lines (9 min)

Layers and optimizers have the same names on both sides. The whole training below is one function; it gets the library
as an argument.
"""


# %%
def train(lib):
    lib.manual_seed(0)
    net = lib.Sequential(lib.Linear(64, 32), lib.Tanh(), lib.Linear(32, 10)).to(lib.device())
    optimizer = lib.Adam(net.parameters(), lr=0.01)
    _ = lib.fit(net, lib.CrossEntropyLoss(), optimizer, x, y, epochs=10, batch_size=32)
    return net, accuracy(lib.predict(net, unseen), unseen_labels)


(numpy_net, first), (torch_net, second) = train(numpy_side), train(torch_side)
print("both above 95 % of unseen digits:", first > 0.95, second > 0.95)

# %% [markdown]
r"""
On both sides, `fit` is the loop that you know. One line differs: `model.backward(criterion.backward())` there,
`loss.backward()` here. This is how the world writes it, with nothing of ours: `torch.nn` has the layers, `torch.optim`
the update rules.

"""

# %%
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.Tanh(), torch.nn.Linear(32, 10)).to(device)
optimizer, criterion = torch.optim.Adam(net.parameters(), lr=0.01), torch.nn.CrossEntropyLoss()
inputs, targets = torch.from_numpy(x).to(device), torch.from_numpy(y).to(device)
for _ in range(10):
    for rows in torch.randperm(len(x)).split(32):
        optimizer.zero_grad()
        loss = criterion(net(inputs[rows]), targets[rows])
        loss.backward()
        optimizer.step()
with torch.no_grad():  # no graph where no gradient is wanted
    third = accuracy(net(torch.from_numpy(unseen).to(device)).cpu().numpy(), unseen_labels)
print("above 95 % of unseen digits:", third > 0.95)
print("a Module:", isinstance(net, torch.nn.Module), [name for name, _ in net.named_parameters()])

# %% [markdown]
r"""
Every layer and every network is an **nn.Module**: an object that finds its parameters by itself, names them, and moves
them to a device together. Yours is a class with two methods; the parameters are found in its attributes.

```python
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = torch.nn.Linear(64, 32), torch.nn.Linear(32, 10)

    def forward(self, x):
        return self.out(torch.tanh(self.hidden(x)))
```

### Weights change sides

A network *is* its weights. Save them on one side, load them on the other: the same names, the same shapes, (out, in).
"""

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "digits.safetensors"
    numpy_side.save(numpy_net.state_dict(), file)  # written by NumPy ...
    twin = torch_side.Sequential(torch_side.Linear(64, 32), torch_side.Tanh(), torch_side.Linear(32, 10)).to(device)
    twin.load_state_dict(torch_side.load(file))  # ... read by PyTorch
    torch_side.save(torch_net.state_dict(), file)
    back = numpy_side.Sequential(numpy_side.Linear(64, 32), numpy_side.Tanh(), numpy_side.Linear(32, 10))
    back.load_state_dict(numpy_side.load(file))
away = abs(numpy_side.predict(numpy_net, unseen) - torch_side.predict(twin, unseen)).max()
home = abs(torch_side.predict(torch_net, unseen) - numpy_side.predict(back, unseen)).max()
print("the same scores, there:", bool(away < 1e-4), " and back:", bool(home < 1e-4))

# %% [markdown]
r"""
**Your turn.** [Exercise 11.3: carry weights over](../exercises/11_pytorch_exercises.ipynb#11.3-Carry-weights-over).

## How exact? (6 min)

PyTorch computes in float32, seven digits, unless told otherwise; NumPy in float64, sixteen. For training seven are
plenty. For a gradient check they are not, because a central difference subtracts two numbers that are nearly equal.
"""

# %%
third = torch.tensor(1.0) / 3
print(f"a third in float32 is off by {abs(float(third) - 1 / 3):.0e}, in float64 by at most {2**-54:.0e}")
for kind in (torch.float32, torch.float64):
    v, h = torch.tensor(0.7, dtype=kind), 1e-5
    off = abs(((v + h) ** 2 - (v - h) ** 2).item() / (2 * h) - 2 * v.item())
    print(f"{kind}: the slope of a square, measured, is right to 1e-6: {off < 1e-6}")
large = torch.tensor(16_777_216.0)
print("float32: 16777216 + 1 is still 16777216:", bool(large + 1 == large))
half = torch.tensor(70_000.0).to(torch.float16)
print("float16 cannot hold 70,000: it becomes", half.item())

# %% [markdown]
r"""
Many GPUs compute with half of float32's bits at two to eight times the speed (Micikevicius and others 2018, section 1).
That is worth it for large networks, with some care; lesson 31 covers it.

## On a GPU (12 min)

### Measured here

The explorer's lines were a model. Here are the real ones, from the machine you are sitting at, for a batch of 32, and
one step of the small network that you were asked about at the beginning.
"""


# %%
def loops(a, b):
    return [[sum(p * q for p, q in zip(row, column, strict=True)) for column in zip(*b, strict=True)] for row in a]


def seconds(work, least=0.02):
    work()  # the first run of anything is slow
    best, end = np.inf, time.perf_counter() + least
    while time.perf_counter() < end:
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best  # the run that was disturbed least


def step(lib):
    units = (lib.Linear(2, 16), lib.Tanh(), lib.Linear(16, 16), lib.Tanh(), lib.Linear(16, 1))
    net = lib.Sequential(*units).to(lib.device())
    optimizer, points = lib.SGD(net.parameters(), lr=0.0), np.ones((200, 2), dtype="f4")
    return lambda: (optimizer.zero_grad(), lib.backprop(net, lib.MSELoss(), points, points[:, :1]), optimizer.step())


print("PyTorch computes on", device)  # as nnlearn.torch.device() chose it at the top of this lesson

# %% tags=["machine"]
for n in (4, 16, 64, 256, 1024):
    a, b = rng.normal(size=(32, n)).astype("f4"), rng.normal(size=(n, n)).astype("f4")
    ta, tb = torch.from_numpy(a), torch.from_numpy(b)
    row = [f"NumPy {1e6 * seconds(lambda a=a, b=b: a @ b):9.1f} us"]
    row.append(f"PyTorch, CPU {1e6 * seconds(lambda ta=ta, tb=tb: ta @ tb):9.1f} us")
    if n <= 64:
        la, lb = a.tolist(), b.tolist()
        row.append(f"loops {1e6 * seconds(lambda la=la, lb=lb: loops(la, lb)):11.1f} us")
    if device == "cuda":
        ga, gb = ta.cuda(), tb.cuda()
        row.append(f"GPU {1e6 * seconds(lambda ga=ga, gb=gb: (ga @ gb).sum().item()):9.1f} us")
    print(f"width {n:5}: " + ", ".join(row))
for name, lib in (("NumPy", numpy_side), (f"PyTorch on {device}", torch_side)):
    print(f"one step of 2-16-16-1 on 200 points, {name}: {1e6 * seconds(step(lib)):.0f} us")
if device != "cuda":
    print("No GPU here. With one, there would be a last column, flat at some tens of microseconds for a long way.")

# %% [markdown]
r"""
Compare with the explorer. The loops are out of the race from the start: Python spends its time looking up what to do,
not doing it. NumPy and PyTorch call the same kind of library for the product itself; PyTorch's calls cost a little
more, as each first asks for device, dtype and whether autograd wants a note. A GPU has thousands of small units that do
the same thing at the same time, and the price of telling them so: the **launch cost**. Three rules follow:

- give it a lot at once: large batches, wide layers;
- keep data there: moving it over often costs more than computing with it;
- ask rarely: each `.item()` waits until everything before it is done.

**Your turn.** The open one, about the loops:
[Exercise 11.4: without a loop](../exercises/11_pytorch_exercises.ipynb#11.4-Without-a-loop).

### What training costs

Each example passes each weight once on the way forward and twice on the way back, for $dW$ and for $dX$. So training
costs about 3 · weights · examples · epochs products. Count ours, and then a large one: Llama 2 with 7 billion weights
saw 2 trillion pieces of words, once, and took 184,320 hours of GPUs (Touvron and others 2023, table 2).
"""

# %%
weights = sum(v.numel() for v in torch_net.parameters())
ours, llama = 3 * weights * len(x) * 10, 3 * 7e9 * 2e12
print(f"ours: {weights} weights, {ours:.0e} products, {1e3 * ours / 4e10:.1f} ms at the explorer's 4e10 a second")
years, pace = 184_320 / 24 / 365, llama / (184_320 * 3600)
print(f"Llama 2: {llama:.0e} products, {years:.0f} years of one GPU at {pace:.0e} a second")
print(f"memory for weight, gradient and Adam's two means: ours {16 * weights / 1024:.0f} kB, Llama 2 {16 * 7} GB")

# %% tags=["machine"]
start = time.perf_counter()
_ = train(numpy_side)
print(f"ours took {time.perf_counter() - start:.2f} s here")

# %% [markdown]
r"""
Our training takes far longer than its products: with layers this small nearly all of it is calls. The large one is
nearly all products, and so it is spread over many GPUs.

## Where it breaks (4 min)

Three mistakes that everybody makes with PyTorch once. None of them says a word.
"""

# %%
w = torch.ones(3, requires_grad=True)
for _ in range(2):
    (w * 2).sum().backward()  # zero_grad forgotten
print("gradient after two steps without zero_grad:", w.grad.tolist())
w.grad = None
((w * 2).sum() + (w * 3).detach().sum()).backward()  # the second path to w is cut
print("with one path cut by detach:", w.grad.tolist(), "where 5 would be right")
losses = [(w * k).sum() for k in range(3)]  # kept for a plot, each with its whole graph
print("losses that keep their graphs in memory:", sum(one.grad_fn is not None for one in losses), "of 3; take .item()")

# %% [markdown]
r"""
Gradients add up, as they did in lesson 08; a path that is cut is cut in silence; and a list of losses keeps every graph
alive until the memory is full.

With this, Part II is done. You know what trains networks, from a single slope to a GPU. Lesson 12 asks whether what
they learned is any good; lesson 15 gives them eyes.

## Recall (2 min)
"""

# %%
quiz("11.recall")

# %% [markdown]
r"""
## Summary (2 min)

- A tensor is an array with a device and a memory; the lines are NumPy's.
- Autograd builds the graph while you compute and walks it back: `loss.backward()` finds what our backward finds.
- Weights are names and arrays; both sides read each other's files.
- float32 is enough to train, not to check gradients.
- A GPU pays off for large products: for small ones the call costs more than the work; with a batch of one, memory does.
- Training costs three products for each weight and example.

### New terms

- **tensor**: PyTorch's array.
- **device**: where a tensor is stored and computed, the CPU or a GPU.
- **autograd**: gradients from the graph that the forward pass records.
- **nn.Module**: PyTorch's class for layers and networks; it finds and names their parameters.
- **launch cost**: the time that a call takes before anything is computed.

### Sources

- Paszke and others (2019), "PyTorch: an imperative style, high-performance deep learning library".
- Paszke and others (2017), "Automatic differentiation in PyTorch".
- Touvron and others (2023), "Llama 2: open foundation and fine-tuned chat models", table 2: what it cost.
- Micikevicius and others (2018), "Mixed precision training": fewer bits.
- Williams, Waterman, Patterson (2009), "Roofline": computing against moving.
- Goldberg (1991), "What every computer scientist should know about floating-point arithmetic".
"""
