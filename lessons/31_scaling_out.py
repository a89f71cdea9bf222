# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- train one network on several processes, by hand and with PyTorch's DDP, and show that it is the same network;
- say what one more worker, a larger batch or half the bits will save, and when nothing;
- start such a training on many machines.
"""

# %%
import time

import numpy as np
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from nnlearn.checks import predicted, quiz
from nnlearn.explorers import RingExplorer
from nnlearn.lessons import scaling_out as lesson
from nnlearn.lessons.scaling_out import recorded, spread
from nnlearn.parallel import Workers

# %% [markdown]
r"""
## Predict (2 min)

Your training takes 20 hours, and the deadline is in 2. You may rent as many machines as you like. How many do you rent?
And how do you know that together they train the network that you meant?
"""

# %%
quiz("31.predict")

# %% [markdown]
r"""
## Explore (8 min)

Each worker has computed a gradient for its own part of the batch, and all need the sum. **Next stop** leads you through
six stops. At three of them:

1. Stop 3: who holds what after three rounds?
2. Stop 4: count what one worker has sent. Which worker was the bottleneck?
3. Stop 6: a small network. Find the best number of workers.
"""

# %%
RingExplorer()

# %% [markdown]
r"""
## What you saw (3 min)

Let one worker need the time 1 for a step, a share s of it for work that cannot be divided: reading, starting, printing.
This **serial share** stays; the rest is divided by the number w of workers. With $t(w) = s + (1 - s)/w$ the speed-up is

$$\frac{1}{s + (1 - s)/w} < \frac{1}{s}$$

however large w is: **Amdahl's law** (1967). With s = 5 %, and messages that cost nothing, 19 workers meet the deadline:
"""

# %%
print("workers  speed-up  20 hours become   busiest sends: ring   all to one")
for w in (1, 2, 4, 8, 19, 64, 1000):
    up = 1 / lesson.seconds(w, 1.0, 0, serial=0.05, latency=0)
    print(f"{w:7} {up:9.1f} {20 / up:14.2f} h {2 * (w - 1) / w:17.3f} {w - 1:11}")
predicted("31.predict")

# %% [markdown]
r"""
The last two columns count gradients. In a ring nobody sends two.

## A mean may be taken in parts (7 min)

The gradient of a batch is the mean of its N examples' gradients $g_n$. Let worker r have a **shard** of $n_r$ examples,
with the mean gradient $G_r$. A size times a mean is a sum, so

$$g = \frac1N \sum_n g_n = \frac1N \sum_r \sum_{n \text{ of } r} g_n = \sum_r \frac{n_r}{N}\, G_r$$

If all w shards have the same size, $n_r / N = 1/w$, and g is the plain mean of the $G_r$. If not, it is not.

**Your turn.** [Exercise 31.1: One mean from
many](../exercises/31_scaling_out_exercises.ipynb#31.1-One-mean-from-many).

A network 64-64-10, 64 digits in float64: how far is the plain mean of two shards' gradients from that of the whole
batch? (*Relative*: divided by the length of the right one.)
"""

# %%
x, y = lesson.digits()  # (1797, 64), (1797,)
model, _ = lesson.network()


def gradient(rows):
    model.zero_grad()
    nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
    return np.concatenate([p.grad.numpy().ravel() for p in model.parameters()])


whole = gradient(slice(0, 64))
for first in (32, 56):
    mean = (gradient(slice(0, first)) + gradient(slice(first, 64))) / 2
    away = lesson.shown(lesson.distance(mean, whole))
    print(f"{first} + {64 - first} digits: relative distance {away}")

# %% [markdown]
r"""
That is **data parallelism**: every worker holds the whole network and computes on a shard of each batch. Weights need
not be sent: if all begin alike and take the same steps with the same gradients, they stay alike, and so do their
optimizers' momenta.

## Several processes (9 min)

`Workers(2)` starts two processes on this machine, each with a Python and a PyTorch of its own. A **process** sees
nothing of another one's memory. It knows its **rank**, 0 or 1, and the **world size**, 2, and it calls **collectives**:
functions in which all ranks must take part. **all-reduce** replaces everybody's tensor by the sum, **broadcast** by
that of one rank, and a barrier waits for all. Here *gloo* carries the messages.
"""

# %%
workers = Workers(2)  # a second or two each: they load PyTorch


def greet(rank):
    number = torch.tensor(10.0**rank)
    dist.all_reduce(number)
    before = torch.rand(3)  # drawn without a seed: different on each rank
    after = before.clone()
    dist.broadcast(after, 0)
    return number.item(), before, after


(total, *mine), (_, *other) = workers.run(greet)
before, after = ((a == b).sum().item() for a, b in zip(mine, other, strict=True))
print(f"sum of 1 and 10, on both ranks: {total:.0f}")
print(f"equal numbers before the broadcast: {before} of 3, afterwards: {after} of 3")

# %% [markdown]
r"""
**Your turn.** [Exercise 31.2: Two processes](../exercises/31_scaling_out_exercises.ipynb#31.2-Two-processes).

A training by hand: all draw the same batches of 64, and each takes every second digit. The step is that of lesson 11
plus a loop that averages the gradients.
"""


# %%
def step(model, optimizer, x, y):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), y).backward()
    for parameter in model.parameters():
        dist.all_reduce(parameter.grad)
        parameter.grad /= dist.get_world_size()
    optimizer.step()


def by_hand(rank, x, y):
    model, optimizer = lesson.network()  # one seed, so one start
    for rows in lesson.shards(rank):
        step(model, optimizer, x[rows], y[rows])
    return lesson.weights(model)


# %%
def with_ddp(rank, x, y):
    model, optimizer = lesson.network()
    ranks = DistributedDataParallel(model)  # broadcasts the start
    for rows in lesson.shards(rank):
        optimizer.zero_grad()
        nn.functional.cross_entropy(ranks(x[rows]), y[rows]).backward()  # averages
        optimizer.step()
    return lesson.weights(model)


one = lesson.alone(x, y)
for train in (by_hand, with_ddp):
    for rank, found in enumerate(workers.run(train, x, y)):
        away = lesson.shown(lesson.distance(found, one))
        print(f"{train.__name__:9} rank {rank}: distance to one process {away}")

# %% [markdown]
r"""
Fifty steps with momentum, and the weights differ from those of one process at most in the last digits of float64, since
sums were taken in another order. **DistributedDataParallel**, DDP, does the same, and sends the first gradients while
the backward pass still computes the next ones.

## Four ways to get it wrong (5 min)

None raises an error. Does the loss still fall? After 50 steps, on all digits:
"""

# %%
ways = {
    "summed": "gradients added, not averaged",
    "same shard": "both ranks compute the first half",
    "uneven, plain mean": "shards of 56 and 8, plain mean",
    "other starts": "each rank has a seed of its own",
    "uneven, weighted": "shards of 56 and 8, each with its share (right)",
}
print("loss   distance to one process")
start = nn.functional.cross_entropy(model(x), y).item()
print(f"{start:.2f}   {'':12} before the first step")
for how, words in ways.items():
    found = workers.run(lesson.train, how, x, y)
    away = lesson.shown(max(lesson.distance(w, one) for w, _ in found))
    print(f"{found[0][1]:.2f}   {away:12} {words}")

# %% [markdown]
r"""
It does, every time; added gradients even look better, since adding doubles the rate. So a falling loss proves nothing.
Compare the weights with those of one process, on a few steps in float64.

## Round the ring (8 min)

How is the sum made? Let the gradient have M numbers. If all send theirs to rank 0, it receives (w − 1) M numbers, adds,
and sends as many, while the others wait. In a ring each vector is cut into w pieces, and everybody sends to the right
only. Piece k begins at rank k; each rank adds its own part and passes the sum on. After w − 1 rounds every rank holds
one finished piece: **reduce-scatter**. In w − 1 more rounds the finished pieces travel on: **all-gather**. Each rank has
sent

$$2(w - 1)\, \frac{M}{w} = 2\,\frac{w - 1}{w}\, M < 2M$$

numbers, and every link was busy all the time (Patarasuk and Yuan 2009).

**Your turn.** [Exercise 31.3: Round the ring](../exercises/31_scaling_out_exercises.ipynb#31.3-Round-the-ring).

Four processes, a million numbers each, and only messages to the neighbour (`dist.isend` and `dist.recv`):
"""

# %%
with Workers(4) as four:
    results = four.run(lesson.ring, 1_000_000)
for rank, (sent, first, other) in enumerate(results):
    print(
        f"rank {rank}: sent {sent / 1e6:.2f} M, {first:.0f} away from rank 0,", end=" "
    )
    print(f"at most {np.ceil(other * 1e6):.0f}e-6 from gloo's own sum")

# %% [markdown]
r"""
All ranks hold the same bits; otherwise they would drift apart. PyTorch adds in another order and gets other last
digits, harmlessly.

## What does it buy? (6 min)

A message costs a **latency** a before its first byte and then b seconds for each byte: 1/b is the **bandwidth**. A step
that takes one worker c seconds takes w workers

$$t(w) = \frac{c}{w} + 2(w - 1)\, a + 2\,\frac{w - 1}{w}\, 4M\, b$$

without a serial share, and 4 bytes a number. $t'(w) = -(c - 8Mb)/w^2 + 2a = 0$ gives the best number,
$\sqrt{(c - 8Mb)/2a}$; if c is below 8Mb, one worker is best. With a = 50 µs and b = 1 ns:
"""

# %%
print("  numbers  one worker   speed-up with 2, 4, 8, 16, 64    best   formula")
for numbers, work in ((5_000, 1e-3), (62_000, 8e-3), (10_000_000, 0.5)):
    times = lesson.seconds(np.array((2, 4, 8, 16, 64)), work, numbers)
    best = lesson.fewest_seconds(200, work, numbers)
    ups = " ".join(f"{up:5.2f}" for up in work / times)
    print(f"{numbers:9,} {1e3 * work:8.0f} ms   {ups} {best:9}", end="")
    print(f" {np.sqrt((work - 8e-9 * numbers) / 2 / 50e-6):9.0f}")

# %% [markdown]
r"""
For a small network many workers are slower than one. A large one ends up paying for its bytes, nearly $8Mb$ seconds.
And your machine? The serial share is what Amdahl's law makes of the measured speed-up; above 1, two are slower than
one.
"""

# %% tags=["machine"]
print("256 pictures a step, two hidden layers of that many units:")
print("units   one worker   two together     in messages   speed-up  serial share")
for width in (64, 1024):
    alone, both, messages = workers.run(lesson.clocked, width)[0]
    up = alone / both
    print(f"{width:6} {1e3 * alone:8.2f} ms {1e3 * both:11.2f} ms", end=" ")
    print(f"{1e3 * messages:12.2f} ms {up:10.2f} {2 / up - 1:13.2f}")

# %% [markdown]
r"""
## Larger batches (6 min)

More workers with the same batch is **strong scaling**. Or let each compute as much as before (*weak scaling*), so that
the batch grows with w. Then t hardly grows, but are fewer steps needed? Steps of SGD to a loss below 0.15 on unseen
digits, with the best of six rates from 0.2 to 1.5 for each size (recorded, five seeds, mean ± standard deviation):
"""

# %%
print("batch  rate   steps          examples")
for batch in (4, 8, 16, 32, 64, 128, 256, 512):
    found = {}
    for rate in (0.2, 0.3, 0.5, 0.7, 1.0, 1.5):
        steps = [row["steps"] for row in recorded("batches", batch=batch, rate=rate)]
        found[rate] = [np.inf if one is None else one for one in steps]
    best = min(found, key=lambda rate: np.mean(found[rate]))
    examples = batch * np.mean(found[best])
    print(f"{batch:5} {best:5}   {spread(found[best], 0):12} {examples:10,.0f}")

# %% [markdown]
r"""
Up to 16 digits, four times the batch takes about a third of the steps. From 64 on a larger batch saves hardly a step
and only costs examples. A mean of N examples' gradients scatters $\sqrt N$ times less than one of them. Once that is
below the gradient itself, more examples hardly change the direction: the **critical batch size** (McCandlish and others
2018). The best rate grows with the batch at first, then no more: the linear scaling rule of [lesson
07](07_optimizers.ipynb) (Goyal and others 2017, up to 8,192 pictures) is a rule for a range.

## Save up gradients (4 min)

No second machine, and a batch that does not fit into memory? Take the mean in time, not in space: compute
**micro-batches** one after another, let `backward` add up, and step once. This is **gradient accumulation**.

**Your turn.** [Exercise 31.4: Save up
gradients](../exercises/31_scaling_out_exercises.ipynb#31.4-Save-up-gradients).

Eight parts of eight digits, 100 steps, against batches of 64. What if nobody divides by 8?
"""

# %%
for name in ("SGD", "Adam"):
    batch = lesson.accumulated(name, divided=None)
    for divided in (True, False):
        found = lesson.accumulated(name, divided=divided)
        away = lesson.shown(lesson.distance(found, batch))
        print(f"{name:4} {'divided' if divided else 'not divided':12} distance {away}")

# %% [markdown]
r"""
Adam divides by the size of the gradient anyway, so it hides the mistake.

## Half the bits (7 min)

Half the bits are half the memory and half the bytes to send. A float has a sign, an exponent and a fraction; with m
bits of fraction, neighbours just above 1 are $2^{-m}$ apart. Float16 has few exponents: small numbers become 0 in it,
and gradients are small. The cure is **loss scaling**. The slope of S L is S times the slope of L, so multiply the loss
by S before the backward pass, and divide the gradient afterwards, in float32. Its rival bfloat16 has the exponents of
float32, but only 7 bits of fraction. *Lost* is the share of slopes, computed in float32 and not 0, that become 0 when
rounded: a network 64-64-64-10 after 60 epochs of Adam (recorded, five seeds):
"""

# %%
rows = recorded("slopes", epoch=60)
print("           exponent  fraction  smallest  largest  1 + 1/512 is   lost slopes")
for name, exponent in (("float32", 8), ("float16", 5), ("bfloat16", 8)):
    dtype = getattr(torch, name)
    info, near = torch.finfo(dtype), torch.tensor(1 + 1 / 512).to(dtype).item()
    least = info.smallest_normal * info.eps
    lost = spread([row[name] for row in rows], 3) if name in rows[0] else "-"
    print(f"{name:9} {exponent:9} {info.bits - 1 - exponent:9} {least:9.0e}", end=" ")
    print(f"{info.max:8.0e} {near:13.6f} {lost:>14}")
scaled = spread([row["scaled"] for row in rows], 3)
print(f"float16, with the loss times 1,024: {scaled:>40}")

# %% [markdown]
r"""
**Your turn.** [Exercise 31.5: Scale the loss](../exercises/31_scaling_out_exercises.ipynb#31.5-Scale-the-loss).

Updates get lost, too: a step smaller than half the distance to the next float is rounded away. So **mixed precision**
computes in few bits but keeps **master weights** in float32, which take the steps. After 15 epochs (recorded, five
seeds):
"""

# %%
print("rate  weights                    loss in training   unseen digits read")
for rate in (0.1, 0.01):
    for kind, master in (
        ("float32", True),
        ("float16", False),
        ("bfloat16", True),
        ("bfloat16", False),
    ):
        rows = recorded("floats", rate=rate, kind=kind, master=master)
        loss, read = (spread([row[k] for row in rows], 3) for k in ("loss", "accuracy"))
        name = kind + (" + float32 master" if master and kind != "float32" else "")
        print(f"{rate:4}  {name:26} {loss:>15} {read:>19}")

# %% [markdown]
r"""
With a rate of 0.1 hardly anything is lost. With 0.01 bfloat16 alone learns far less, silently. Float16 keeps up here,
with neither master weights nor a scaled loss: its fraction is longer, and few of its slopes are lost.

## On many machines (3 min)

Nothing above knows where the other ranks are. `torchrun` starts one process for each GPU, and tells it rank, world size
and where to meet:

```
torchrun --standalone --nproc-per-node 2 train.py
torchrun --nnodes 4 --nproc-per-node 8 --rdzv-backend c10d --rdzv-endpoint host:29500 train.py
```

The first line runs here, the second on each of four machines with eight GPUs. On GPUs "nccl" takes the place of "gloo".
And if the network does not fit into one worker? **FSDP**, *fully sharded data parallel*, keeps of each layer's weights,
gradients and momenta only a w-th on each rank: all-gather before the layer is used, reduce-scatter after its gradient,
the two halves of the ring. Two lines more:
"""

# %%
script = """
import torch
import torch.distributed as dist
from torch.distributed.fsdp import fully_shard
from nnlearn.lessons import scaling_out as lesson
dist.init_process_group("gloo")  # rank and world size come from torchrun
rank, (x, y), (model, _) = dist.get_rank(), lesson.digits(), lesson.network()
for part in (*model, model):  # each layer by itself, then what is left
    fully_shard(part, mesh=dist.init_device_mesh("cpu", (dist.get_world_size(),)))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
for rows in lesson.shards(rank):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
    optimizer.step()
held = sum(p.to_local().numel() for p in model.parameters())
whole = torch.cat([p.full_tensor().ravel() for p in model.parameters()])
away = lesson.distance(whole.detach().numpy(), lesson.alone(x, y))
if rank == 0:
    print(held, "of", len(whole), "weights; distance to one:", lesson.shown(away))
dist.destroy_process_group()
"""
print(lesson.torchrun(script, 2), end="")

# %% [markdown]
r"""
## On a GPU (2 min)

Mixed precision is one line there, `torch.autocast`: weights stay in float32 and are rounded for each product. It pays
only where the hardware computes in bfloat16.
"""

# %% tags=["machine"]
from nnlearn.torch import device

wide = nn.Sequential(nn.Linear(1024, 1024), nn.ReLU(), nn.Linear(1024, 1024))
wide, batch = wide.to(device()), torch.rand(256, 1024, device=device())
for name, on in (("float32", False), ("bfloat16", True)):
    for _ in range(2):  # the first time warms up
        began = time.perf_counter()
        for _ in range(5):
            with torch.autocast(device(), dtype=torch.bfloat16, enabled=on):
                mean = wide(batch).float().square().mean()
            mean.backward()
        mean.item()
    print(f"{name:8} {200 * (time.perf_counter() - began):.1f} ms a step on {device()}")

# %% [markdown]
r"""
## Where it breaks (3 min)

A mean over examples may be taken in parts, but not everything in a training is one. Batch normalisation (lesson 10)
divides by the spread of *its* batch, which is now a shard; and PyTorch's `DistributedSampler`, which deals out the
examples, repeats some until all ranks have equally many:
"""

# %%
found = workers.run(lesson.train, "norm", x, y)[0][0]
away = lesson.distance(found, lesson.alone(x, y, norm=True))
print(f"with batch normalisation: distance to one process {away:.2f}")
given, moved, renewed = lesson.padded(1797, 4)
print(f"1797 digits, 4 ranks: {given} given out; second epoch:", end=" ")
print(f"{moved} of rank 0's {given // 4} differ, {renewed} after set_epoch(1)")
workers.close()

# %% [markdown]
r"""
`SyncBatchNorm` takes means and spreads over all ranks, on GPUs. The repeated digits count twice in an accuracy, and
without `set_epoch` each epoch has the same order.

**Your turn.** The open one: [Exercise 31.6: How many
workers?](../exercises/31_scaling_out_exercises.ipynb#31.6-How-many-workers?).

## Recall (1 min)
"""

# %%
quiz("31.recall")

# %% [markdown]
r"""
## Summary (1 min)

- The gradient of a batch is the mean of its shards' gradients, each with its share of the examples.
- Four mistakes leave a falling loss: compare weights with one process.
- In a ring each worker sends less than two gradients, however many there are.
- Speed-up is limited by the serial share, by messages, and by the critical batch size.
- Float16 may lose small slopes: scale the loss. Bfloat16 loses small steps: keep master weights. Both need hardware.

### New terms

- **serial share**: the part of the work that cannot be divided among workers.
- **Amdahl's law**: with a serial share s the speed-up stays below 1/s.
- **shard**: the part of the data, or of the weights, that one worker has.
- **data parallelism**: every worker has the whole network and a shard of each batch.
- **process**: a running program with memory of its own.
- **rank**: the number of a process in its group, from 0.
- **world size**: how many processes there are.
- **collective**: a function in which all ranks take part.
- **all-reduce**: everybody gets the sum of what all have.
- **broadcast**: everybody gets what one rank has.
- **DistributedDataParallel**: PyTorch's data parallelism; DDP.
- **reduce-scatter**: each rank gets one piece of the sum.
- **all-gather**: each rank gets the pieces of all.
- **latency**: the time until a message's first byte arrives.
- **bandwidth**: bytes a second.
- **strong scaling**: more workers for the same work.
- **critical batch size**: the size from which a larger batch saves hardly any steps.
- **micro-batch**: a part of a batch that fits into memory.
- **gradient accumulation**: one step from the gradients of several micro-batches.
- **loss scaling**: multiplying the loss so that slopes do not underflow.
- **mixed precision**: computing in few bits, keeping in many what needs them.
- **master weights**: weights in float32 that take the steps.
- **FSDP**: data parallelism with only a shard of weights, gradients and momenta on each rank.

### Sources

- Amdahl (1967), ["Validity of the single processor approach to achieving large scale computing
  capabilities"](https://doi.org/10.1145/1465482.1465560).
- Patarasuk, Yuan (2009), ["Bandwidth optimal all-reduce algorithms for clusters of
  workstations"](https://doi.org/10.1016/j.jpdc.2008.09.002).
- Goyal and others (2017), ["Accurate, large minibatch SGD: training ImageNet in 1
  hour"](https://arxiv.org/abs/1706.02677).
- McCandlish and others (2018), ["An empirical model of large-batch training"](https://arxiv.org/abs/1812.06162).
- Micikevicius and others (2018), ["Mixed precision training"](https://arxiv.org/abs/1710.03740).
- Kalamkar and others (2019), ["A study of BFLOAT16 for deep learning training"](https://arxiv.org/abs/1905.12322).
- Li and others (2020), ["PyTorch distributed: experiences on accelerating data parallel
  training"](https://arxiv.org/abs/2006.15704).
- Zhao and others (2023), ["PyTorch FSDP: experiences on scaling fully sharded data
  parallel"](https://arxiv.org/abs/2304.11277).
"""
