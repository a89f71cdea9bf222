# %% [markdown]
r"""
<!-- header -->

Six exercises: the mean that makes several workers one, a training that runs on two real processes, the ring that
carries their gradients, the same mean on one machine, half precision, and an open one in which you rent machines. Replace the
dots, run the cell, and read what `check` says. Stuck? `hint("31.1")` gives three hints, one after the other.
"""

# %%
import numpy as np
import torch

from nnlearn.checks import check, hint
from nnlearn.lessons.scaling_out import distance_to_one_process, time_to_goal

# %% [markdown]
r"""
## 31.1 One mean from many

Several workers have computed the gradient of one batch, each for its own examples: `gradients[r]` is a list of arrays,
one for each parameter, the mean over the `sizes[r]` examples of worker r. Write `combine(gradients, sizes)`: return the
gradient of the mean over all examples, a list with one array for each parameter. A worker that got no example has a
mean of nothing, NaN, and counts for nothing.
"""


# %%
def combine(gradients, sizes):
    """Return the gradient of the whole batch, a list of arrays."""
    # SOLUTION combine


check("31.1", combine)

# %% tags=["exercise"]
# hint("31.1")

# %% [markdown] tags=["solution"]
r"""
A size times a mean is a sum, and sums may be added in any grouping. The plain mean of means is the same only if all
sizes are equal, and the last batch of an epoch hardly ever is.
"""

# %% [markdown]
r"""
## 31.2 Two processes

Now a training as every process of a group runs it. Write `train(dist, model, optimizer, x, y, draws)`. `dist` is
`torch.distributed`; you need four of its functions:

- `dist.get_rank()` and `dist.get_world_size()` say which worker this is, from 0 on, and of how many;
- `dist.broadcast(tensor, 0)` gives the tensor of worker 0 to all, in place;
- `dist.all_reduce(tensor)` replaces the tensor of each worker by the sum of all, in place.

Each worker has a `model` with a start of its own, an `optimizer` for it, all of the data, x (n, d) and y (n,), and the
same `draws`: one array of indices for each step. Begin with the weights of worker 0. For each draw every worker
computes about the same number of its examples, none of them twice, and all take the step that one process would take on
the whole draw, with the mean of its cross-entropy. A draw may have fewer examples than there are workers.
"""


# %%
def train(dist, model, optimizer, x, y, draws):
    """Train the model on all workers as one process would."""
    # SOLUTION train


passed = check("31.2", train)

# %% [markdown]
r"""
The check runs the workers one after the other, inside this process. Here they are two processes, with the digits, 50
steps of 63, in float64, beside one process that trains alone:
"""

# %% tags=["nbval-ignore-output"]
if passed:
    print(f"distance of the weights: {distance_to_one_process(train, 2):.0e}")

# %% tags=["exercise"]
# hint("31.2")

# %% [markdown] tags=["solution"]
r"""
The sum of the losses divided by the size of the whole draw: with that no share needs a weight, and an empty one gives
0.
"""

# %% [markdown]
r"""
## 31.3 Round the ring

w workers stand in a ring, and `vectors[r]` (M,) is what worker r has. All need the sum. Write `all_reduce(vectors,
ring)` and return a list of w arrays (M,), each the sum; you may change the vectors. Everything that one worker learns
of another goes through the ring:

- `ring.send(r, numbers)` sends an array from worker r to the next one, (r + 1) % w;
- `ring.receive(r)` returns what worker r was sent.

Cut each vector into w pieces, with `np.array_split`, which allows pieces of different lengths. In a round every worker
sends one piece, then every worker receives one. After w − 1 rounds each holds one piece of the finished sum, and after
w − 1 more each holds all. The check counts: 2(w − 1) messages for each worker.
"""


# %%
def all_reduce(vectors, ring):
    """Return w arrays, each the sum of all vectors."""
    # SOLUTION all_reduce


check("31.3", all_reduce)

# %% tags=["exercise"]
# hint("31.3")

# %% [markdown] tags=["solution"]
r"""
Each worker sends 2(w − 1) pieces of M/w numbers, less than 2M however many there are, and in each round all lines are
busy. Libraries like gloo and NCCL can do it this way, too.
"""

# %% [markdown]
r"""
## 31.4 Save up gradients

A single machine, and a batch that does not fit into its memory. `parts` is a list of pairs (x, y), the batch in parts
of different sizes. Write `accumulate(model, criterion, sgd, parts)`: take one step of the optimizer `sgd`, with the
gradient of the mean loss of the whole batch, and give the model one part at a time. Return that mean loss, before the
step. The model is one of `nnlearn.numpy`: `criterion(model(x), y)` gives the mean loss of a part,
`criterion.backward()` its slope at the outputs, and `model.backward(slope)` adds to the gradients of all parameters.
"""


# %%
def accumulate(model, criterion, sgd, parts):
    """Take one step with the gradient of all parts, and return their mean loss."""
    # SOLUTION accumulate


check("31.4", accumulate)

# %% tags=["exercise"]
# hint("31.4")

# %% [markdown] tags=["solution"]
r"""
Exercise 31.1 in time in place of space. In PyTorch the line is `(share * loss).backward()`.
"""

# %% [markdown]
r"""
## 31.5 Scale the loss

The weights `master` are float32, but the network computes in float16, and small slopes would become 0 there. So the
loss is multiplied by `scale` before the backward pass. Write `scaled_step(slope, master, scale, rate, calm)` for one
step:

- `slope(half, scale)` takes the weights as float16 and returns scale times the slope of the loss, in float16;
- if a number of it is infinite or NaN, the weights stay as they are and the scale is halved;
- otherwise `master` takes a step downhill of rate times the true slope, computed in float32;
- `calm` counts the steps in a row, before this one, in which nothing was infinite. The fourth of them doubles the scale
  and begins a new count.

Return the new `master`, `scale` and `calm`.
"""


# %%
def scaled_step(slope, master, scale, rate, calm):
    """Return the weights, the scale and the count of calm steps after one step."""
    # SOLUTION scaled_step


check("31.5", scaled_step)

# %% tags=["exercise"]
# hint("31.5")

# %% [markdown] tags=["solution"]
r"""
`torch.amp.GradScaler` does this, and doubles after 2,000 calm steps. A bfloat16 needs no scale, since its exponents are
those of float32; the float32 weights it needs as well.
"""

# %% [markdown]
r"""
## 31.6 How many workers?

An open one. You rent identical machines by the hour. Computing one digit takes 1 ms, a message 0.1 ms and 1 ns for each
byte, and a ring adds up the gradients. A network 64-64-10 is to reach a loss of 0.15 on digits it has not seen. Choose
how many workers, which batch and which learning rate of SGD: `time_to_goal(workers, batch, rate, seed)` trains, counts
the steps, and returns the seconds by the cost model (None if 1,500 steps are not enough). One worker needs about 2.5
seconds, with batches of 5 or 6 and a rate of 0.3 or 0.4.

The target: at most 1.25 seconds, as the mean over five seeds that the check chooses.
"""

# %%
print(f"one worker, batch 6, rate 0.4: {time_to_goal(1, 6, 0.4, seed=0):.2f} s")

# %%
# BEGIN SOLUTION: plan = ...  # (workers, batch, rate)
found = {}
for workers, batch, rate in ((4, 32, 1.0), (8, 32, 1.0), (16, 64, 1.0), (32, 64, 1.0)):
    times = [time_to_goal(workers, batch, rate, seed) for seed in range(3)]
    found[workers, batch, rate] = np.mean([np.inf if t is None else t for t in times])
    print(f"{workers:2} workers, batch {batch}: {found[workers, batch, rate]:.1f} s")
plan = min(found, key=found.get)
# END SOLUTION
check("31.6", plan)

# %% tags=["exercise"]
# hint("31.6")

# %% [markdown] tags=["solution"]
r"""
From 32 to 64 digits the steps become a third fewer, and each needs twice the computing, which more workers share;
beyond 128 hardly a step is saved, and the messages grow with every worker. Twice the machines has never been half the
time.
"""
