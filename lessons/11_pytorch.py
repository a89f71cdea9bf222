# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write a network, its data loader, its training loop and its evaluation in PyTorch, and say which NumPy lines each
  part replaces;
- read PyTorch's commonest error messages, and look for the mistakes that raise none;
- move weights between NumPy and PyTorch, and say from what size on a GPU pays off, and why.
"""

# %%
import numpy as np
import torch
from torch import nn

# %%
import nnlearn.numpy as ours

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import CrossoverExplorer
from nnlearn.metrics import accuracy
from nnlearn.plots import computation_graph, curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

You have written everything that trains a network: layers, losses, backward, optimizers, first weights. Programs that
translate, chat or read X-rays are made of the same parts, taken from a library such as PyTorch. What does it do that
you have not done? And when is a GPU worth it?
"""

# %%
quiz("11.predict")

# %% [markdown]
r"""
## Explore (5 min)

One matrix product, (batch, n) times (n, n), in four ways: three loops in Python, NumPy, PyTorch on the CPU, PyTorch on
a GPU. The first three lines were measured, on one thread of the machine that the picture names; **Measure here** times
the same products on yours, within seconds. The dashed line is a GPU by a model with round numbers: what a call costs,
how many products and how many bytes it manages per second. The diamond is the crossing, from which the GPU is faster
than NumPy; the bars say what takes the time at the chosen width.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 4: a **batch** of one row, at the largest width. What does the GPU spend its time on? Then predict where the
   diamond will be with 4,096 rows (stop 5), or drag it there.
2. Stop 6: a product split into **ten calls**. From what width on does the GPU win now?
3. Stop 7: **Measure here**. Is your machine's crossing left or right of the stored one?
"""

# %%
CrossoverExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

The GPU's line is flat for a long way: below a certain size all it costs is the call, some thirty microseconds, in which
NumPy, on the stored machine, finishes four products of width 64. With ten calls the GPU pays its thirty microseconds
ten times; NumPy, too, pays ten times, but less than two microseconds each. The work stays the same, so the GPU wins
only from a width of about 500 on, not 150. At the far right it is dozens of times as fast as one thread of NumPy. A
larger batch helps: many examples share one reading of the weights. With a batch of one even the GPU mostly moves
numbers from memory, and computes little.

## Tensors (5 min)

A **tensor** is PyTorch's array. Most lines look as they do in NumPy:

| NumPy | PyTorch |
|---|---|
| `np.zeros((2, 3))` | `torch.zeros(2, 3)` |
| `a @ b.T`, `a[:, None]`, `a.reshape(-1, 8)` | the same |
| `a.sum(axis=0, keepdims=True)` | `a.sum(dim=0, keepdim=True)` |
| `a.transpose(0, 2, 1)` | `a.permute(0, 2, 1)` |
| `a.astype("float32")` | `a.to(torch.float32)` or `a.float()` |
| `a.copy()` | `a.clone()` |
| `float(a.max())` | `a.max().item()` |
| has no such thing | `a.to("cuda")`: to a GPU and compute there |

A tensor has a shape and a dtype, and two more things: a **device**, the place where its numbers are stored and
computed, and a memory of where it came from.
"""

# %%
a, b = np.arange(6.0).reshape(2, 3), torch.arange(6.0).reshape(2, 3)
sides = {
    "sum": (a.sum(axis=0), b.sum(dim=0)),
    "product": ((a @ a.T).tolist(), (b @ b.T).tolist()),
    "dtype": (a.dtype, b.dtype),
}
for name, (left, right) in sides.items():
    print(f"{name:8} {left!s:28} {right}")
shared, copied = torch.from_numpy(a), torch.tensor(a)
a[0, 0] = 100.0
print("100 written into the array; from_numpy has", shared[0, 0].item(), end=", ")
print("torch.tensor has", copied[0, 0].item())

# %% [markdown]
r"""
NumPy makes float64 by itself, PyTorch float32. And `from_numpy` shares its memory with the array, which is fast and
sometimes a surprise.

## Errors that everybody meets (5 min)

Nearly all first errors are about a dtype, a shape or a device. Here they are, caught. The last one needs a second
device: `meta`, which knows shapes and no numbers, stands in for a GPU.
"""

# %% tags=["nbval-ignore-output"]
layer, criterion = nn.Linear(64, 10), nn.CrossEntropyLoss()
x, y = torch.rand(32, 64), torch.randint(10, (32,))


def attempt(what, x, y):
    try:
        print(f"{what}:\n    loss {criterion(layer(x), y).item():.1f}")
    except RuntimeError as error:
        print(f"{what}:\n    {error}")


attempt("as it should be", x, y)
attempt("dtype of the pictures", x.double(), y)
attempt("dtype of the labels", x, y.float())
attempt("shape", x.reshape(32, 8, 8), y)
attempt("device", x.to("meta"), y)

# %% [markdown]
r"""
Read them as "these two should be equal, and are not". `Double` is float64, `Float` is float32, `Long` is int64, the
dtype of labels. `mat1` is the input and `mat2` the transposed weight matrix: 32 pictures of 8 rows came in as 256 rows
of 8 pixels, and the layer wants 64. On a GPU the last message speaks of `cuda:0` and `cpu`.

**Your turn.** [Exercise 11.1: four messages](../exercises/11_pytorch_exercises.ipynb#11.1-Four-messages).

## The lines that go away (8 min)

The network of lesson 09, 64-32-10, side by side. Left, what you wrote; right, what is left of it.

| | NumPy, by hand | PyTorch |
|---|---|---|
| hidden | `h = np.tanh(x @ W1.T + b1)` | `h = torch.tanh(x @ W1.T + b1)` |
| logits | `z = h @ W2.T + b2` | `z = h @ W2.T + b2` |
| loss | `p = softmax(z)`, `L = -log(p[right]).mean()` | `L = cross_entropy(z, y)` |
| start | `g = (p - y) / N` | `L.backward()` |
| last layer | `g.T @ h`, `g.sum(axis=0)` | is in `W2.grad`, `b2.grad` |
| back | `g = (g @ W2) * (1 - h**2)` | |
| first layer | `g.T @ x`, `g.sum(axis=0)` | is in `W1.grad`, `b1.grad` |

Run both. First yours:
"""

# %%
digits = datasets.digits()
seen, (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
images, labels = seen
rng = np.random.default_rng(0)
W1, b1 = rng.normal(size=(32, 64)) / 8, np.zeros(32)
W2, b2 = rng.normal(size=(10, 32)) / 6, np.zeros(10)
x, y = images[:32].astype("float64"), np.eye(10)[labels[:32]]

h = np.tanh(x @ W1.T + b1)
z = h @ W2.T + b2
p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
g = (p - y) / 32
by_hand = {"W2": g.T @ h, "b2": g.sum(axis=0)}
g = (g @ W2) * (1 - h**2)
by_hand |= {"W1": g.T @ x, "b1": g.sum(axis=0)}

# %% [markdown]
r"""
Now PyTorch's. `requires_grad_()` says whose gradients are wanted.
"""

# %%
arrays = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
w = {name: torch.from_numpy(value).requires_grad_() for name, value in arrays.items()}

h = torch.tanh(torch.from_numpy(x) @ w["W1"].T + w["b1"])
z = h @ w["W2"].T + w["b2"]
L = nn.functional.cross_entropy(z, torch.from_numpy(labels[:32]))
L.backward()
for name, g in by_hand.items():
    equal = int((np.abs(w[name].grad.numpy() - g) < 1e-12).sum())
    print(f"dL/d{name}: closer than 1e-12 in {equal:,} of {g.size:,} entries", end="")
    print(f"; the largest is {np.abs(g).max():.3f}")

# %% [markdown]
r"""
**Autograd** has found the backward pass by itself. While the forward lines ran, each operation left a note of what it
was made of: the computation graph of lesson 08, with arrays in its boxes. It can be read from the loss:
"""

# %%
from nnlearn.lessons.pytorch import recorded

boxes, edges = recorded(L, w)
fig, ax = figure(width=8.4, height=2.2)
computation_graph(ax, boxes, edges, values=False, gradients=False)
show(
    fig,
    alt="the graph of the loss, from left to right: W1 is transposed, multiplied, "
    "b1 added, then tanh; W2 is transposed and multiplied in, b2 added; log p; L",
    caption=f"What autograd recorded: {len(boxes)} boxes for three lines of forward "
    "pass. Backward follows the arrows against their direction, from L to the four "
    "parameters.",
)

# %% [markdown]
r"""
The labels say what each box does. PyTorch's own names are `Mm` for `@`, `Permute` for the transpose, `NllLoss` for the
mean of $-\log p$ of the right classes, and `AccumulateGrad` for the boxes of the parameters: what arrives there is
*added* to the tensor's `grad`. The input x has no box, since nobody asked for its gradient.

`backward()` walks this graph once, in topological order, and frees the numbers kept in it, so a second walk raises a
RuntimeError (lesson 08). The next batch records a new graph. That takes time in each step, and memory until
`backward()` has used it.

## A Module of your own (6 min)

In PyTorch every layer and every network is an **nn.Module**. Yours is a class with two methods: `__init__` makes the
layers, `forward` uses them.
"""


# %%
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(64, 32)
        self.out = nn.Linear(32, 10)

    def forward(self, x):  # (N, 64) -> (N, 10)
        return self.out(torch.tanh(self.hidden(x)))


torch.manual_seed(0)
net = Net()
for name, parameter in net.named_parameters():
    print(f"{name:14} {tuple(parameter.shape)!s:9} {parameter.numel():5,}")
print(f"together       {sum(parameter.numel() for parameter in net.parameters()):15,}")
print("two digits in, logits out:", tuple(net(torch.from_numpy(images[:2])).shape))

# %% [markdown]
r"""
`super().__init__()` prepares the place where layers are noted. After it, each layer stored in an attribute of `self` is
noted under that name, and `net.parameters()` finds the weights of all. You call `net(x)`, and PyTorch calls `forward`.
There is no `backward` to write.

**Your turn.** [Exercise 11.2: a Module](../exercises/11_pytorch_exercises.ipynb#11.2-A-Module).

## Batches (4 min)

Two objects bring the data. A **Dataset** says how many examples there are and gives the i-th; `TensorDataset` makes one
from tensors. A **DataLoader** shuffles it in each epoch and cuts it into batches.
"""

# %%
from torch.utils.data import DataLoader, TensorDataset

data = TensorDataset(torch.from_numpy(images), torch.from_numpy(labels))
loader = DataLoader(data, batch_size=32, shuffle=True)
sizes = [len(batch_labels) for _, batch_labels in loader]
print(f"{len(data):,} digits in {len(loader)} batches; the last one has {sizes[-1]}")
for epoch in (1, 2):
    first_pictures, first_labels = next(iter(loader))
    shape, some = tuple(first_pictures.shape), first_labels[:8].tolist()
    print(f"epoch {epoch} begins with pictures {shape}, labels {some} ...")

# %% [markdown]
r"""
Pictures and labels stay together. The last batch is smaller: a mean of batch means would give its four digits too much
weight.

**Your turn.** [Exercise 11.3: a data set](../exercises/11_pytorch_exercises.ipynb#11.3-A-data-set).

## The training loop (8 min)

`nn.fit` of earlier lessons was a loop; PyTorch leaves it to you. For each batch: clear the old gradients, run
forward, compute the loss, go backward, update. The **optimizer** is an object that got the parameters when it was made;
its method `zero_grad` clears their gradients, and `step` changes them. It never sees the loss: all it uses is what
`backward` left in `grad`.

**Your turn.** Write it before you see it: [Exercise 11.4: the loop](../exercises/11_pytorch_exercises.ipynb#11.4-The-loop).

Solved it? Then compare:
"""


# %% tags=["nbval-ignore-output"]
@torch.no_grad()  # nothing is recorded in this function
def share_read(net):
    z = net(torch.from_numpy(unseen))
    return accuracy(z.numpy(), unseen_labels)


optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(1, 11):
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
    if epoch in (1, 2, 5, 10):
        print(f"epoch {epoch:2}: loss {total / len(data):.2f}", end=", ")
        print(f"unseen digits read {share_read(net):.2f}")

# %% [markdown]
r"""
Is it as good as our NumPy side? The same layers, batches, epochs and learning rate, five starts each:
"""


# %% tags=["nbval-ignore-output"]
def usual(net, optimizer, x, y):
    optimizer.zero_grad()
    criterion(net(x), y).backward()
    optimizer.step()


def trained(start, step=usual, loader=loader, late=False):
    torch.manual_seed(start)
    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    if late:  # the optimizer is made already
        net.out = nn.Linear(32, 10)
    for _ in range(10):
        for x, y in loader:
            step(net, optimizer, x, y)
    return net


def trained_by_numpy(start):
    ours.manual_seed(start)
    net = ours.Sequential(ours.Linear(64, 32), ours.Tanh(), ours.Linear(32, 10))
    sgd = ours.SGD(net.parameters(), lr=0.1)
    loss = ours.CrossEntropyLoss()
    _ = ours.fit(net, loss, sgd, images, labels, epochs=10, batch_size=32)
    return net


numpy_nets = [trained_by_numpy(start) for start in range(5)]
torch_nets = [trained(start) for start in range(5)]
read = {
    "NumPy": [accuracy(ours.predict(net, unseen), unseen_labels) for net in numpy_nets],
    "PyTorch": [share_read(net) for net in torch_nets],
}
for name, shares in read.items():
    print(f"{name:8} {np.mean(shares):.3f} read", end=" ")
    print(f"({min(shares):.3f} to {max(shares):.3f})")

# %% [markdown]
r"""
Equal within the spread of the starts, as it should be: the same formulas from other random weights.

## Two modes (5 min)

Some layers must compute one thing while they train and another when they answer. **Dropout** sets each number to 0 with
a given probability, so that no unit can rely on any single other one. It divides the rest by the share that is kept, so
that the sum stays the same on average; an answer should use them all. Batch normalisation (lesson 10) uses the mean and
variance of the batch in training, and afterwards the averages it has collected of both. `model.train()` and
`model.eval()` switch all such layers of a model.
"""

# %% tags=["nbval-ignore-output"]
torch.manual_seed(0)
dropout, ones = nn.Dropout(0.5), torch.ones(8)
print("training:  ", dropout(ones).tolist())
print("once more: ", dropout(ones).tolist())
print("evaluation:", dropout.eval()(ones).tolist())

hidden = nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.5)
model = nn.Sequential(*hidden, nn.Linear(32, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(12):
    for x, y in loader:
        usual(model, optimizer, x, y)
x, y = torch.from_numpy(unseen), torch.from_numpy(unseen_labels)
in_order = torch.sort(y, stable=True).indices
print("\nunseen digits read, in batches of 50")
for training in (False, True):  # in training mode a pass changes those averages
    model.train(training)
    print("training mode:  " if training else "evaluation mode:", end=" ")
    for name, order in (("mixed", torch.arange(len(y))), ("sorted by digit", in_order)):
        right = 0
        for rows in order.split(50):
            right += (model(x[rows]).argmax(dim=1) == y[rows]).sum().item()
        print(f"{name} {right / len(y):.2f}", end="   ")
    print()

# %% [markdown]
r"""
In training mode the same network reads fewer digits, since half of its hidden units are missing each time. And when a
batch holds little but one digit, subtracting its mean takes away what these pictures have in common. In evaluation mode
neither luck nor company matters. `torch.no_grad()` is another switch: it changes no number, and stops the recording.

**Your turn.** [Exercise 11.5: evaluate](../exercises/11_pytorch_exercises.ipynb#11.5-Evaluate). Then all of it together, and the
one part that is still a black box: [Exercise 11.6: with an optimizer of your
own](../exercises/11_pytorch_exercises.ipynb#11.6-All-of-it,-with-an-optimizer-of-your-own).

## Weights change sides (3 min)

A trained network *is* its numbers: weights, biases and what batch normalisation has collected. A **state dict** holds
them under their names, in shapes (out, in) on both sides. Here they go both ways through a file; only the names need a
translation.
"""

# %%
import tempfile
from pathlib import Path

import nnlearn.torch as mirror

there = Net()
back = ours.Sequential(ours.Linear(64, 32), ours.Tanh(), ours.Linear(32, 10))
names = dict(zip(there.state_dict(), back.state_dict(), strict=True))
print("names:", names)
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "digits.safetensors"
    ours.save(numpy_nets[0].state_dict(), file)  # NumPy writes, PyTorch reads
    state = mirror.load(file)
    there.load_state_dict({name: state[names[name]] for name in names})
    state = torch_nets[0].state_dict()
    mirror.save({names[name]: state[name] for name in names}, file)  # and the other way
    back.load_state_dict(ours.load(file))

pairs = {"NumPy to PyTorch": (there, numpy_nets[0])}
pairs["PyTorch to NumPy"] = torch_nets[0], back
for way, (torch_net, numpy_net) in pairs.items():
    z = torch_net(torch.from_numpy(unseen)).detach().numpy()
    equal = int((np.abs(z - ours.predict(numpy_net, unseen)) < 1e-4).sum())
    print(f"{way}: {equal:,} of {z.size:,} logits closer than 0.0001")

# %% [markdown]
r"""
PyTorch's own pair is `torch.save(net.state_dict(), file)` and `net.load_state_dict(torch.load(file))`. To continue
training, save the optimizer's state dict as well; our `save_checkpoint` and `load_checkpoint` do both at once, on
both sides. The format used here, safetensors, holds numbers and no code, so you may open a stranger's file.

## How exact? (5 min)

PyTorch computes in float32, some seven digits, unless told otherwise; NumPy in float64, some sixteen. For training,
seven are plenty: a mini-batch gradient is a rough estimate anyway. For a central difference, which subtracts two nearly
equal numbers, they are not.
"""

# %%
for kind in (torch.float32, torch.float64):
    v, eps = torch.tensor(0.7, dtype=kind), 1e-5
    slope = ((v + eps) ** 2 - (v - eps) ** 2).item() / (2 * eps)
    print(f"{kind!s:14} measured slope of v^2 at 0.7: {slope:.3f} (right: 1.400)")
large = torch.tensor(16_777_216.0)
print(f"float32: {large.item():.0f} + 1 = {(large + 1).item():.0f}")
for kind in (torch.float16, torch.bfloat16):
    large, third = torch.tensor([7e4, 1 / 3]).to(kind).tolist()
    print(f"{kind!s:14} 70,000 becomes {large:6.0f}, a third {third:.4f}")

# %% [markdown]
r"""
Large networks are trained with half as many bits. float16 has a small range, so small gradients become 0; bfloat16 has
float32's range and two to three digits. Micikevicius and others (2018) keep a float32 copy of the weights for the
updates. Lesson 31 covers it.

## On a GPU (8 min)

Two things change: `net.to(device)` once, before the optimizer is made, and `x.to(device)`, `y.to(device)` for each
batch.

### Measured here

The explorer's button did it for you; here is how, for a batch of 32. The stored picture was measured on two cores of a
server without a GPU; run the cells, and it is your machine's.
"""

# %% tags=["nbval-ignore-output"]
from nnlearn.lessons.pytorch import seconds  # the shortest of many calls
from nnlearn.torch import device  # "cuda" if there is a GPU

print("PyTorch would compute on:", device())


def loops(a, columns):
    pairs = [[zip(row, column, strict=True) for column in columns] for row in a]
    return [[sum(p * q for p, q in pair) for pair in row] for row in pairs]


def seconds_of_torch(a, b, place):
    a, b = torch.from_numpy(a).to(place), torch.from_numpy(b).to(place)
    if place == "cpu":
        return seconds(lambda: a @ b)
    return seconds(lambda: (a @ b)[0, 0].item())  # .item() waits until a GPU is done


def seconds_of_each(n):
    a, b = (rng.normal(size=(rows, n)).astype("float32") for rows in (32, n))
    rows, columns = a.tolist(), b.T.tolist()
    by_loops = seconds(lambda: loops(rows, columns)) if n <= 64 else np.nan
    found = {"Python loops": by_loops, "NumPy": seconds(lambda: a @ b)}
    for place in sorted({"cpu", device()}):
        found[f"PyTorch, {place}"] = seconds_of_torch(a, b, place)
    return found


# %% tags=["nbval-ignore-output"]
widths = 2 ** np.arange(2, 11)
found = [seconds_of_each(n) for n in widths]
times = {name: np.array([one[name] for one in found]) for name in found[0]}
fig, ax = figure(height=3.0)
curve(ax, times, x=widths, xlabel="width n of the layer", ylabel="seconds", log=False)
ax.set(xscale="log", yscale="log")
slow = times["Python loops"][4] / times["NumPy"][4]
flat = times["NumPy"][2] / times["NumPy"][0]
last = times["PyTorch, cpu"][-1] / times["NumPy"][-1]
show(
    fig,
    alt="time of a product of 32 rows against the width, on logarithmic scales: the "
    "loops rise far above all others; NumPy and PyTorch begin flat, rise later and "
    "end together",
    caption=f"At width 64 the loops take {round(slow, -2):,.0f} times as long as NumPy."
    f" From 4 to 16 the work grows 16-fold, NumPy's time {flat:.1f}-fold: that is the "
    f"call. At width 1024 PyTorch's time on the CPU is {last:.1f} times NumPy's.",
)

# %% [markdown]
r"""
The loops are out of the race: Python spends its time looking up what to do, not doing it. For the product itself NumPy
and PyTorch call the same kind of library, so for large ones they meet. At the left you see the cost of a call, and
PyTorch's is higher: it asks each time for device, dtype and whether autograd wants a note. Now one training step of the
network in the question at the beginning:
"""


# %% tags=["nbval-ignore-output"]
def layers(side):
    first, second = side.Linear(2, 16), side.Linear(16, 16)
    return first, side.Tanh(), second, side.Tanh(), side.Linear(16, 1)


points = np.ones((200, 2), dtype="float32")
net_a, net_b = ours.Sequential(*layers(ours)), nn.Sequential(*layers(nn)).to(device())
sgd_a = ours.SGD(net_a.parameters(), lr=0.0)
sgd_b = torch.optim.SGD(net_b.parameters(), lr=0.0)
points_b = torch.from_numpy(points).to(device())


def step_a():
    sgd_a.zero_grad()
    ours.backprop(net_a, ours.MSELoss(), points, points[:, :1])
    sgd_a.step()


def step_b():
    sgd_b.zero_grad()
    loss = nn.functional.mse_loss(net_b(points_b), points_b[:, :1])
    loss.backward()
    sgd_b.step()
    return loss.item()  # waits until a GPU is done


ratio = seconds(step_b) / seconds(step_a)
print(f"one step of 2-16-16-1 on 200 points: PyTorch on {device()} takes", end=" ")
print(f"{ratio:.0f} times as long as NumPy")

# %% [markdown]
r"""
A GPU has thousands of small units that do the same thing at the same time, and there is a price for giving them their
orders: the **launch cost**. Three rules follow:

- give it a lot at once: large batches, wide layers;
- keep data there: moving it over often costs more than computing with it;
- ask rarely: each `.item()` waits until everything before it is done.

Training costs about three products per weight and example: one forward, two backward (lesson 09). How far does that go?
Llama 2 with 7 billion weights saw 2 trillion pieces of words, and took 184,320 hours of GPUs (Touvron and others 2023,
table 2).
"""

# %%
weights = sum(parameter.numel() for parameter in net.parameters())
products = 3 * weights * len(images) * 10
print(f"our training: {weights:,} weights, {products:.0e} products", end=", ")
print(f"{16 * weights / 1024:.0f} kB if Adam had trained it", end=" ")
print("(weight, gradient, two moments)")
products, hours = 3 * 7e9 * 2e12, 184_320
pace = products / (hours * 3600)
print(f"Llama 2: 7 billion weights, {products:.0e} products, {16 * 7} GB")
print(f"one GPU at {pace:.0e} products a second: {hours / 24 / 365:.0f} years")

# %% [markdown]
r"""
One GPU would need 21 years, so such work is spread over many.
"""

# %%
predicted("11.predict")

# %% [markdown]
r"""
## Where it breaks (5 min)

The worst mistakes raise no error: "neural net training fails silently" (Karpathy 2019). Four of them, in the loop
above, five starts each:
"""


# %% tags=["nbval-ignore-output"]
def without_zero_grad(net, optimizer, x, y):
    criterion(net(x), y).backward()
    optimizer.step()


def softmax_first(net, optimizer, x, y):
    optimizer.zero_grad()
    criterion(net(x).softmax(dim=1), y).backward()  # the loss applies a softmax itself
    optimizer.step()


mixed = torch.from_numpy(images)[torch.randperm(len(images))]  # the labels are not
mixed_up = TensorDataset(mixed, torch.from_numpy(labels))
mismatched = DataLoader(mixed_up, batch_size=32, shuffle=True)
cases = {
    "optimizer made before the last layer": {"late": True},
    "softmax before CrossEntropyLoss": {"step": softmax_first},
    "zero_grad forgotten": {"step": without_zero_grad},
    "x shuffled without y": {"loader": mismatched},
}
right = {"as it should be": read["PyTorch"]}
for name, settings in cases.items():
    right[name] = [share_read(trained(start, **settings)) for start in range(5)]
for name, shares in right.items():
    print(f"{name:37} {np.mean(shares):.2f} read", end=" ")
    print(f"({min(shares):.2f} to {max(shares):.2f})")

# %% [markdown]
r"""
Only the last one looks broken: one digit in ten. The others could pass for networks that need more epochs. An optimizer
holds the parameters that it got when it was made, so a layer that comes later is never trained: make the model, move
it, and only then make the optimizer. With a softmax before `CrossEntropyLoss`, which applies its own, softmax is taken
twice. The first squeezes the logits into 0 to 1, so even a perfect answer, a 1 and nine zeros, has the loss
log(1 + 9 exp(-1)) = 1.46. A missing `zero_grad` is momentum without friction (lesson 09).

What helps, from the same recipe: look at the data that goes in; compare the first loss with $\log 10 = 2.3$, that of
knowing nothing; train on one batch alone until its loss is nearly 0. If that fails, it is not the epochs.

With this, Part II is done. Lesson 12 asks whether what networks have learned is any good; [lesson
15](15_convolution.ipynb) gives them eyes.

## Recall (2 min)
"""

# %%
quiz("11.recall")

# %% [markdown]
r"""
## Summary (2 min)

- A tensor is an array with a device and a memory. Dtype, shape and device must fit; the messages say which does not.
- Autograd records the graph while you compute, and `backward()` finds what our backward finds.
- A Module holds layers, a DataLoader brings batches; the loop clears, goes forward and backward, and steps.
- `eval()` changes what dropout and batch normalisation compute; `no_grad()` stops the recording.
- A GPU pays off for large products. For small ones the call costs more than the work.

### New terms

- **tensor**: PyTorch's array.
- **device**: where a tensor is stored and computed, the CPU or a GPU.
- **autograd**: gradients from the graph that the forward pass records.
- **nn.Module**: PyTorch's class for layers and networks; it finds and names their parameters.
- **Dataset**: an object that says how many examples there are, and gives the i-th.
- **DataLoader**: PyTorch's shuffled batches of a Dataset.
- **dropout**: leaving units out at random while training.
- **state dict**: the parameters and collected statistics of a model, each under its name; an optimizer has one, too.
- **launch cost**: the time that a call takes before anything is computed.

### Sources

- Paszke and others (2019), ["PyTorch: an imperative style, high-performance deep learning
  library"](https://arxiv.org/abs/1912.01703).
- Karpathy (2019), ["A recipe for training neural networks"](https://karpathy.github.io/2019/04/25/recipe/).
- Srivastava and others (2014), "Dropout: a simple way to prevent neural networks from overfitting", Journal of Machine
  Learning Research 15.
- Micikevicius and others (2018), ["Mixed precision training"](https://arxiv.org/abs/1710.03740).
- Touvron and others (2023), ["Llama 2: open foundation and fine-tuned chat
  models"](https://arxiv.org/abs/2307.09288), table 2: what it cost.
- Williams, Waterman, Patterson (2009), ["Roofline"](https://doi.org/10.1145/1498765.1498785): computing against moving.
"""
