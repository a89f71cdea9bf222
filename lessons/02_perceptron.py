# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- say what a perceptron computes, and draw its line from its weights;
- write its learning rule, and say how many mistakes it can make at most;
- recognise data that no line separates, and still get a good line from it.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import PerceptronExplorer
from nnlearn.lessons.perceptron import margin, mistake_bound
from nnlearn.plots import around, curve, decision, figure, line, scatter, show

# %% [markdown]
r"""
## Predict (2 min)

Answer before you go on. A guess that turns out wrong is one you remember; the answer comes with what you will see.
"""

# %%
quiz("02.predict")

# %% [markdown]
r"""
## Explore (8 min)

Each point below is a flower: a **setosa** or a **versicolor**, measured by the length and width of a petal. A
**perceptron** looks at one flower at a time and guesses which of the two it is. Whenever the guess is wrong, it changes
its line a little.

Three things to try, and what to look for:

1. Press **Next mistake** a few times. Watch the arrow $w$ on the line. In which direction does it turn, towards the
   point or away from it? Does that depend on the point's class?
2. Drag one setosa deep in among the versicolor and press **Next mistake** again. What becomes of the bound on the
   right?
3. Choose the data **XOR** and let it run. Does it ever come to rest?
"""

# %%
PerceptronExplorer(position=6)

# %% [markdown]
r"""
## What you saw (2 min)

The line moves only after a mistake. Then the arrow, which is perpendicular to the line, turns towards the point if its
class is the one that the arrow points to, and away from it if it is the other. One mistake often does not settle the
matter: the same point can be wrong again in the next round.

On the two kinds of iris the line comes to rest after a handful of mistakes, far fewer than the dashed bound allows.
Once a point lies deep in the other class, no line is right for all points, the bound is gone, and the perceptron never
stops. The rest of this lesson explains why.
"""

# %% [markdown]
r"""
## A line that decides (10 min)

Take the flowers from the explorer: two numbers each, and a label, 0 for setosa and 1 for versicolor.
"""

# %%
iris = datasets.iris()
keep = iris.y < 2
flowers, species = iris.x[keep][:, 2:], iris.y[keep]  # (100, 2) and (100,)
print(flowers.shape, species.shape, iris.features[2:])

# %% [markdown]
r"""
A perceptron has one weight for each input and one more number, the bias. It multiplies each input by its
weight, adds everything up, and looks only at the sign of the result, the **score**:

$$s = w \cdot x + b \qquad \text{guess} = \begin{cases} 1 & \text{if } s \ge 0 \\ 0 & \text{otherwise} \end{cases}$$

It is the artificial neuron of [lesson 01](01_neuron.ipynb) with a step applied to its sum, the dot product $w \cdot x$
plus $b$. Here it is for one flower, with weights made up on the spot.
"""

# %%
weight, bias = np.array([0.5, 1.0]), -3.2
flower = flowers[60]  # (2,)
products = weight * flower  # (2,) elementwise: not yet a dot product
score = products.sum() + bias  # one number
print(f"flower {flower}, products {products}, score {score:.2f}, guess {int(score >= 0)}")

# %% [markdown]
r"""
**Your turn.** Do the same for all flowers in two lines:
[Exercise 02.1: guess for many points at once](../exercises/02_perceptron.ipynb#02.1-Guess-for-many-points-at-once).

Where is the score exactly zero? All points with $w \cdot x + b = 0$ form a straight line, the **decision line**. Walk
along it in any direction $d$ and the score stays zero, so $w \cdot d = 0$: the weights are perpendicular to the line
and point to the side of class 1. The bias moves the line without turning it. Without a bias every decision line would
have to pass through the origin.
"""

# %%
fig, ax = figure()
extent = around(flowers)
decision(ax, lambda points: points @ weight + bias, extent)
scatter(ax, flowers, species, classes=iris.classes[:2], features=iris.features[2:])
line(ax, weight, bias)
right = int(((flowers @ weight + bias >= 0) == species).sum())
show(
    fig,
    alt=f"100 flowers by petal length and width; the line 0.5 x1 + x2 = 3.2 has {right} of them on the right side",
    caption=f"Weights made up on the spot put {right} of 100 flowers on the right side; the other {100 - right} are "
    "versicolor on the wrong one.",
)

# %% [markdown]
r"""
### Logic by hand

With inputs 0 and 1 a perceptron can be a logic gate. Read its bias as a threshold: with weights 1 and 1, class 1 begins
where the sum of the inputs reaches $-b$. AND needs both inputs, so the threshold lies between 1 and 2; OR needs one, so
it lies between 0 and 1; NOT flips its single input with a negative weight.
"""

# %%
corners = datasets.gates("and").x  # the four inputs (0,0) (0,1) (1,0) (1,1)
for name, w, b in (("and", [1, 1], -1.5), ("or", [1, 1], -0.5)):
    gate = nn.Perceptron(2)
    gate.weight.data, gate.bias.data = nn.tensor([w], dtype="float32"), nn.tensor([b], dtype="float32")
    print(name.upper(), gate.predict(corners), "right:", bool((gate.predict(corners) == datasets.gates(name).y).all()))

# %% [markdown]
r"""
McCulloch and Pitts drew such units in 1943, with weights fixed by hand. Fifteen years later Rosenblatt let them learn.

## Learning from one mistake (10 min)

The guess $g$ and the label $t$, the **target**, are both 0 or 1, so the error $e = t - g$ is one of three numbers:

- $e = 0$: the guess is right. Change nothing.
- $e = 1$: the point is of class 1, but its score is too low.
- $e = -1$: the point is of class 0, but its score is too high.

Rosenblatt's **learning rule** adds the input itself to the weights, with the sign of the error. The **learning rate**
$\eta > 0$ says how much of it:

$$w \leftarrow w + \eta\, e\, x \qquad b \leftarrow b + \eta\, e$$

Why should this help? Put the new weights into the score of the same point. The old score stays, and something is added
that always has the sign of $e$, since a square is never negative:

$$s' = (w + \eta e x) \cdot x + (b + \eta e) = s + \eta\, e\, (\|x\|^2 + 1)$$
"""

# %%
point, error = flowers[60], 1 - 0  # the versicolor from above, guessed to be a setosa
new_weight, new_bias = weight + error * point, bias + error
before, after = weight @ point + bias, new_weight @ point + new_bias
print(f"score {before:.2f} -> {after:.2f}; the formula says {before + error * (point @ point + 1):.2f}")

# %% [markdown]
r"""
The score moved the right way by $\|x\|^2 + 1$. That is a fixed step, and nothing says it is large enough: a score that
was further off than that is still wrong afterwards. Does it happen? Take the sepals of the same flowers, which are
harder to tell apart, and ask about each point again, right after its mistake.
"""

# %%
sepals = iris.x[keep][:, :2]
learner, again = nn.Perceptron(2), []
for visit in learner.steps(sepals, species, epochs=20, shuffle=True, seed=0):
    if visit.mistake:
        again.append(learner.predict(sepals[[visit.index]])[0] != visit.target)
print("mistakes:", len(again), " still wrong directly after learning from them:", sum(again))

# %% [markdown]
r"""
So this is the answer to the question at the beginning: *learning from a mistake is not the same as correcting it*.

**Your turn.** Write the rule yourself:
[Exercise 02.2: learn from one mistake](../exercises/02_perceptron.ipynb#02.2-Learn-from-one-mistake).

Now let the library's perceptron go through the flowers until an **epoch**, one pass over all the data, goes by
without a mistake.
"""

# %%
model = nn.Perceptron(2)
mistakes = model.fit(flowers, species, shuffle=True, seed=4)
print("mistakes in each epoch:", mistakes)
print("weights", nn.to_numpy(model.weight).round(1), "bias", nn.to_numpy(model.bias))
print("all right:", bool((model.predict(flowers) == species).all()))

# %% [markdown]
r"""
The learning rate was 1, the default. Starting from zero it does not matter: with a rate of 0.01 all weights, biases and
scores are a hundredth as large, every sign is the same, and so is every guess.
"""

# %%
slow = nn.Perceptron(2, lr=0.01)
print("same mistakes:", slow.fit(flowers, species, shuffle=True, seed=4) == mistakes)

# %% [markdown]
r"""
With three species there are three rows of weights, one for each class, and the guess is the class with the highest
score. After a mistake the row of the right class moves towards the point, and the row that wrongly won moves away from
it. Nothing else is new.
"""

# %%
three = nn.Perceptron(4, classes=3, pocket=True)
_ = three.fit(iris.x, iris.y, shuffle=True, seed=0)
accuracy = (three.predict(iris.x) == iris.y).mean()
print("weights", tuple(three.weight.shape), "more than 9 in 10 right:", bool(accuracy > 0.9))

# %% [markdown]
r"""
## How many mistakes can it make? (8 min)

Whether the rule ever comes to rest is not obvious: learning from one point can spoil another. Yet there is a proof, and
it is short. Treat the bias as one more weight, on an input that is always 1, and write $\tilde x = (x, 1)$ and
$\tilde w = (w, b)$. Two numbers describe the data:

- $R$, the length of the longest $\tilde x$;
- $\gamma$, the **margin**: how far the best line through the origin of that larger space stays away from all points.

If such a line exists, call its weights $u$, of length 1. Then each mistake, with $\eta = 1$,

1. moves $\tilde w$ at least $\gamma$ in the direction of $u$, so after $k$ mistakes $\tilde w \cdot u \ge k \gamma$;
2. increases $\|\tilde w\|^2$ by at most $R^2$, because the mistaken score had the wrong sign, so
   $\|\tilde w\|^2 \le k R^2$.

No vector is shorter than its shadow on $u$, and so $k\gamma \le \|\tilde w\| \le \sqrt{k}\, R$. Divide by
$\sqrt k\, \gamma$ and square:

$$k \le \left(\frac{R}{\gamma}\right)^2$$

This is the **perceptron convergence theorem** (Novikoff 1962). It holds for any order of the points and any number of
inputs. Check the bound, and both inequalities, on the flowers.
"""

# %%
R2 = ((flowers**2).sum(axis=1) + 1).max()  # the largest squared length of (x, 1)
gamma = margin(flowers, species)
lengths, k = [], 0
for visit in nn.Perceptron(2).steps(flowers, species, epochs=10, shuffle=True, seed=4):
    k += visit.mistake
    length = np.sqrt((visit.weight**2).sum() + visit.bias[0] ** 2)
    lengths.append(k * gamma <= length + 1e-6 and length <= np.sqrt(k * R2) + 1e-6)
print(f"R^2 = {R2:.1f}, margin = {gamma:.2f}, at most {mistake_bound(flowers, species):.0f} mistakes; made: {k}")
print("k gamma <= |w| <= sqrt(k) R at every visit:", all(lengths))

# %% [markdown]
r"""
The bound is for the worst case, and petals are an easy one. For the sepals a line exists too, but it has hardly any
room.
"""

# %%
hard = nn.Perceptron(2)
history = hard.fit(sepals, species, epochs=1000, shuffle=True, seed=0)
print(f"margin {margin(sepals, species):.3f}, at most {mistake_bound(sepals, species):.0f} mistakes")
print(f"made {sum(history)} in {len(history)} epochs; the first ten: {history[:10]}")

# %% [markdown]
r"""
Look at the counts: they rise and fall. "*The error must fall after every epoch, or you have done something wrong*" is a
common belief, and it is false. The theorem promises an end, not a straight path to it.

## On a GPU (5 min)

The same class exists on PyTorch, under the same name. Weights move between the two by their names in the state dict.
"""

# %%
import nnlearn.torch as other

twin = other.Perceptron(2).to(other.device())
same = twin.fit(flowers, species, shuffle=True, seed=4) == mistakes
difference = (
    np.abs(other.to_numpy(twin.weight) - nn.to_numpy(model.weight)).max() / np.abs(nn.to_numpy(model.weight)).max()
)
print("same mistakes:", same)
print("largest relative difference of the weights below 1e-6:", bool(difference < 1e-6))

# %% tags=["machine"]
import time

for name, perceptron in (("NumPy", nn.Perceptron(2)), ("PyTorch", other.Perceptron(2).to(other.device()))):
    start = time.perf_counter()
    perceptron.fit(sepals, species, epochs=50, shuffle=True, seed=0)
    print(f"{name:8} {time.perf_counter() - start:.2f} s")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
You will see no gain here, and on a GPU most likely a loss. A GPU is fast because it does thousands of things at once,
but each visit of a perceptron has to wait for the weights of the one before. From lesson 04 on you will compute whole
batches, and there it pays off.

## Where it breaks (9 min)

The theorem begins with "if such a line exists". For the logical *exclusive or*, XOR, it does not. The output is 1 for
(0,1) and (1,0), and 0 for (0,0) and (1,1). A line would need

$$b < 0, \qquad w_2 + b \ge 0, \qquad w_1 + b \ge 0, \qquad w_1 + w_2 + b < 0.$$

Add the two in the middle: $w_1 + w_2 + 2b \ge 0$. Add the other two: $w_1 + w_2 + 2b < 0$. Both cannot be true.
"""

# %%
xor = datasets.gates("xor")
never = nn.Perceptron(2).fit(xor.x, xor.y, epochs=1000)
print(f"XOR: {len(never)} epochs, mistakes in the last five: {never[-5:]}")

# %% [markdown]
r"""
**Your turn.** Show it without algebra, by search:
[Exercise 02.3: no line computes XOR](../exercises/02_perceptron.ipynb#02.3-No-line-computes-XOR).

Real data are seldom as neat as AND or as hopeless as XOR. Versicolor and virginica overlap, so no line is right for all
of them, but many are right for most. The perceptron cannot rest on any of them: each outlier drags the line away again,
and what you get depends on when you stop. Compare the line after the last epoch with the best one along the way.
"""

# %%
keep = iris.y > 0
petals, kind = iris.x[keep][:, 2:], iris.y[keep] - 1
wrong = []
wanderer = nn.Perceptron(2)
for visit in wanderer.steps(petals, kind, epochs=10, shuffle=True, seed=5):
    if visit.mistake:
        wrong.append(int((wanderer.predict(petals) != kind).sum()))
best_so_far = np.minimum.accumulate(wrong)

# %%
fig, ax = figure()
curve(ax, {"now": wrong, "best so far": best_so_far}, xlabel="mistake number", ylabel="flowers on the wrong side")
show(
    fig,
    alt=f"after {len(wrong)} mistakes {wrong[-1]} of 100 flowers are wrong; the best line had {best_so_far[-1]} wrong",
    caption=f"The number on the wrong side jumps between {min(wrong)} and {max(wrong)} of 100 and never settles. "
    f"Stopping after {len(wrong)} mistakes leaves {wrong[-1]} wrong; an earlier line had only {best_so_far[-1]}.",
)

# %% [markdown]
r"""
The cure is old and plain: keep the best weights you have met in your pocket (Gallant 1990, the **pocket rule**). The
perceptron keeps wandering, but you come home with its best moment.
"""

# %%
for pocket in (False, True):
    p = nn.Perceptron(2, pocket=pocket)
    _ = p.fit(petals, kind, epochs=10, shuffle=True, seed=5)
    print("pocket" if pocket else "last  ", int((p.predict(petals) != kind).sum()), "of 100 wrong")

# %% [markdown]
r"""
**Your turn.** [Exercise 02.4: the pocket rule](../exercises/02_perceptron.ipynb#02.4-The-pocket-rule), and then the
open one, which looks ahead:
[Exercise 02.5: a third input](../exercises/02_perceptron.ipynb#02.5-A-third-input).

In 1969 Minsky and Papert showed how much a single layer cannot do; XOR is the smallest example. The way out is to
compute new inputs from the old ones. In Exercise 02.5 you invent such an input by hand. A network with a hidden layer
finds it by itself.

## Recall (4 min)
"""

# %%
quiz("02.recall")

# %% [markdown]
r"""
## Summary (2 min)

- A perceptron adds up weighted inputs and a bias, and decides by the sign of the sum.
- Its weights are perpendicular to the decision line; the bias moves the line.
- After a mistake it adds or subtracts the input: the score of that point moves the right way, not always far enough.
- If some line separates the data it makes at most $(R/\gamma)^2$ mistakes, in any order; if none does, it never rests.
- XOR has no such line. The pocket rule saves the best line; new inputs save the day.

### New terms

- **perceptron**: a unit that guesses 1 where the weighted sum of its inputs plus a bias is not negative, and 0
  elsewhere.
- **score**: the weighted sum plus the bias, before any decision.
- **decision line**: the points whose score is zero; on one side the guess is 1, on the other 0.
- **target**: the right answer for an example.
- **learning rule**: how weights change after an example.
- **learning rate**: the factor that says how much of a change is made.
- **epoch**: one pass over all the training data.
- **margin**: how far the best separating line stays away from all points.
- **perceptron convergence theorem**: on separable data the perceptron makes a bounded number of mistakes.
- **pocket rule**: keep the weights with the fewest errors seen so far.

### Sources

- McCulloch, Pitts (1943), "A logical calculus of the ideas immanent in nervous activity": units with fixed thresholds.
- Rosenblatt (1958), "The perceptron: a probabilistic model for information storage and organization in the brain".
- Novikoff (1962), "On convergence proofs for perceptrons": the bound.
- Minsky, Papert (1969), "Perceptrons": what a single layer cannot compute.
- Gallant (1990), "Perceptron-based learning algorithms": the pocket rule.
- Fisher (1936), "The use of multiple measurements in taxonomic problems": the iris data.
"""
