# %% [markdown]
r"""
<!-- header -->

In July 1958 the US Navy showed the press a machine that learned from its mistakes. The New York Times called it the
embryo of a computer that the Navy "expects will be able to walk, talk, see, write, reproduce itself and be conscious of
its existence". In this lesson you write the rule of its inventor, Frank Rosenblatt. After a second of learning your
machine will read six out of seven handwritten digits, and you will prove what it can never do.

Afterwards you can

- say what a perceptron computes, and draw its decision boundary from its weights;
- derive its learning rule, and say how many mistakes it can make at most;
- recognise data that no line separates, and still get a good line from them.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import PerceptronExplorer
from nnlearn.lessons.perceptron import margin, mistake_bound, plane_margin
from nnlearn.plots import around, curve, decision, figure, line, scatter, show

# %% [markdown]
r"""
## Predict (2 min)

Answer before you go on. The right answer comes with what you will see.
"""

# %%
quiz("02.predict")

# %% [markdown]
r"""
## Explore (8 min)

Each point below is a flower: a **setosa** or a **versicolor**, measured by the length and width of a petal. A
**perceptron** looks at one flower at a time and predicts which of the two it is. Whenever it is wrong, it changes its
line a little.

**Next stop** leads you through seven stops. Three things to try on the way, and what to look for:

1. Stop 2: press **Next mistake** a few times. Watch the arrow $w$ on the line. Does it turn towards the direction in
   which the point lies, seen from the origin (0, 0), or away from it? Does that depend on the point's class?
2. Stop 3: drag one setosa deep in among the versicolor and go to the end of the run. What happens to the bound on the
   right?
3. Stop 5: these are the sepals, at the end of the run. Switch **centre the columns** on: the run starts again. Go to its
   end. How many mistakes does it make now? Stop 6 has the answer.
"""

# %%
PerceptronExplorer(position=6)

# %% [markdown]
r"""
## What you saw (2 min)

The line moves only after a mistake. Then the arrow, which is perpendicular to the line, turns towards the direction in
which the point lies, seen from the origin, if its class is the one that the arrow points to, and away from that
direction if it is the other. One correction is often not enough: the same point can be wrong again in the next round.

On the petals of these two kinds of iris the line comes to rest after a handful of mistakes, far fewer than the dashed
bound allows. With a point deep in the other class, no line is right for all points, the bound is gone, and the
perceptron never stops. On the sepals it still errs after ten rounds, and makes eight mistakes in all once the columns
are centred. The rest of this lesson explains why.

## A line that decides (9 min)

Take the flowers from the explorer: two numbers each, and a label, 0 for setosa and 1 for versicolor: supervised
learning, as in lesson 01.
"""

# %%
iris = datasets.iris()
keep = iris.y < 2
flowers, species = iris.x[keep][:, 2:], iris.y[keep]  # (100, 2) and (100,)
print(flowers.shape, species.shape, iris.features[2:])

# %% [markdown]
r"""
A perceptron has one weight for each input and one more number, the bias. It computes the weighted sum $z$ of
[lesson 01](01_neuron.ipynb), here also called the **score**, and looks only at its sign. The result is its prediction
$p$:

$$z = w \cdot x + b \qquad p = \begin{cases} 1 & \text{if } z \ge 0 \\ 0 & \text{otherwise} \end{cases}$$

Here it is for one flower, with weights made up on the spot.
"""

# %%
weight, bias = np.array([0.5, 1.0]), -3.2
flower = flowers[60]  # (2,)
z = (weight * flower).sum() + bias  # one number
print(f"flower {flower}, score {z:.2f}, prediction {int(z >= 0)}, truth {species[60]}")

# %% [markdown]
r"""
**Your turn.** Do the same for all flowers in two lines:
[Exercise 02.1: predict for many points at once](../exercises/02_perceptron_exercises.ipynb#02.1-Predict-for-many-points-at-once).

Where is the score exactly zero? All points with $w \cdot x + b = 0$ form a straight line, the **decision boundary**.
With three inputs it is a plane, with more a *hyperplane*. Walk along it in a direction $r$ and the score stays zero,
so $w \cdot r = 0$: the weights are perpendicular to the boundary and point to the side of class 1. The bias moves the
boundary without turning it. Without a bias it would have to pass through the origin.
"""

# %%
fig, ax = figure()
extent = around(flowers)
decision(ax, lambda points: points @ weight + bias, extent)
scatter(ax, flowers, species, classes=iris.classes[:2], features=iris.features[2:])
ax.get_legend().set_loc("upper left")
ax.set_aspect("equal")  # one scale on both axes: a right angle looks like one
line(ax, weight, bias)
right = int(((flowers @ weight + bias >= 0) == species).sum())
show(
    fig,
    alt=f"flowers by petal length and width; the line has {right} of 100 right",
    caption=f"Made-up weights put {right} of 100 flowers on the right side. "
    "The direction of w is good: a larger bias would get the others right as well.",
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
    gate.weight.data = nn.tensor([w], dtype="float32")
    gate.bias.data = nn.tensor([b], dtype="float32")
    truth = datasets.gates(name).y
    print(f"{name.upper():3} predicts {gate.predict(corners)}, should be {truth}")

# %% [markdown]
r"""
McCulloch and Pitts built such gates in 1943, from neurons whose inputs all count the same or veto the rest. Fifteen years
later Rosenblatt gave each input a weight and let the machine find it.

## Learning from one mistake (9 min)

The prediction $p$ and the right answer, the **target** $y$, are both 0 or 1, so the **error** $e = p - y$ is one of
three numbers:

- $e = 0$: the prediction is right. Change nothing.
- $e = -1$: the point is of class 1, but its score is too low.
- $e = 1$: the point is of class 0, but its score is too high.

Rosenblatt's **learning rule** subtracts from the weights the input itself, multiplied by the error. The **learning
rate** $\eta > 0$ says how much of it:

$$w \leftarrow w - \eta\, e\, x \qquad b \leftarrow b - \eta\, e$$

(Many books take the error as $y - p$ and write a plus; the rule is the same.) Why should this help? Put the new weights
into the score of the same point. Something is added to the old score, and its sign is always opposite to the error,
since a square is never negative:

$$z' = (w - \eta e x) \cdot x + (b - \eta e) = z - \eta\, e\, (|x|^2 + 1)$$
"""

# %%
point, error = flowers[60], 0 - 1  # the versicolor from above, taken for a setosa
new_weight, new_bias = weight - error * point, bias - error
before, after = weight @ point + bias, new_weight @ point + new_bias
formula = before - error * (point @ point + 1)
print(f"score {before:.2f} -> {after:.2f}; the formula says {formula:.2f}")

# %% [markdown]
r"""
With $\eta = 1$ the score moved the right way by $|x|^2 + 1$. That is a fixed step, and nothing says it is large enough: a score that
was further off than that is still wrong afterwards. Does it happen? Take the sepals of the same flowers, which are
harder to tell apart, and ask about each point again, right after its mistake.
"""

# %%
sepals = iris.x[keep][:, :2]
learner, again = nn.Perceptron(2), []
for visit in learner.steps(sepals, species, epochs=20, shuffle=True, seed=0):
    if visit.mistake:
        again.append(learner.predict(sepals[[visit.index]])[0] != visit.target)
print(f"mistakes: {len(again)}, still wrong right after learning: {sum(again)}")

# %% [markdown]
r"""
So this is the answer to the question at the beginning: *learning from a mistake is not the same as correcting it*.

**Your turn.** Write the rule yourself:
[Exercise 02.2: learn from one mistake](../exercises/02_perceptron_exercises.ipynb#02.2-Learn-from-one-mistake).

Now let the library's perceptron go through the flowers until an **epoch**, one pass over all the data, goes by
without a mistake. Weights and bias start at zero. Do it at two learning rates.
"""

# %%
for lr in (1.0, 0.01):
    model = nn.Perceptron(2, lr=lr)
    mistakes = model.fit(flowers, species, shuffle=True, seed=1)
    wrong = int((model.predict(flowers) != species).sum())
    w, b = (nn.to_numpy(part).round(3) for part in (model.weight, model.bias))
    print(f"rate {lr}: mistakes {mistakes}, wrong {wrong}, weights {w[0]}, bias {b}")

# %% [markdown]
r"""
Starting from zero, the rate does not matter: with 0.01 all weights, biases and scores are a hundredth as large, every
sign is the same, and so is every prediction.
"""

# %%
predicted("02.predict")

# %% [markdown]
r"""
## Ten digits (6 min)

With ten classes there are ten rows of weights, and the prediction is the class with the highest score. After a mistake
the row of the right class gains the input, and the row that wrongly won loses it. Nothing else is new. So let it read
the 5,000 MNIST digits of [lesson 01](01_neuron.ipynb), their 28 × 28 pixels here turned into black (above 127) or
white. The test is on the same 1,000 others. Five runs visit the digits in five different orders.
"""

# %%
train, test = datasets.mnist_sample("train"), datasets.mnist_sample("test")
ink = (train.x.reshape(-1, 784) > 127).astype("float32")  # (5000, 784)
unseen = (test.x.reshape(-1, 784) > 127).astype("float32")  # (1000, 784)
shares = []
for seed in range(5):
    reader = nn.Perceptron(784, classes=10)
    made = reader.fit(ink, train.y, epochs=5, shuffle=True, seed=seed)
    shares.append((reader.predict(unseen) == test.y).mean())
    print(f"mistakes in each epoch {made}, unseen digits right {shares[-1]:.2f}")
print(f"mean {np.mean(shares):.2f}, guessing gives 0.10")

# %%
from nnlearn.plots import DIVERGING, images

fig, ax = figure(6.4, 2.9)
rows = nn.to_numpy(reader.weight).reshape(10, 28, 28)
limit = float(np.abs(rows).max())
images(ax, rows, titles="0123456789", limits=(-limit, limit), cmap=DIVERGING)
fig.colorbar(ax.images[0], ax=ax, label="weight").outline.set_visible(False)
show(
    fig,
    alt="Ten pictures of 28 by 28 weights, one for each digit, around zero",
    caption="What each row looks for: ink on an orange pixel speaks for the digit, ink "
    "on a blue one against it. Ink in the middle, for instance, speaks against a 0.",
)

# %% [markdown]
r"""
Each picture is a sum of digits that were missed minus a sum of digits that were wrongly claimed, and that is all the
machine has learned. It is enough to read about six digits out of seven.

## How many mistakes can it make? (13 min)

It is not obvious that the rule ever comes to rest: learning from one point can spoil another. Yet there is a proof, and
it is short. Treat the bias as one more weight, on an input that is always 1, and write $\tilde x = (x, 1)$ and
$\tilde w = (w, b)$, so that $z = \tilde w \cdot \tilde x$. Data are **linearly separable** if some boundary has all
points of class 1 on one side and all of class 0 on the other. Then there are weights $\tilde w^*$ of length 1 with
$\tilde w^* \cdot \tilde x > 0$ for class 1 and $\tilde w^* \cdot \tilde x < 0$ for class 0. Two numbers describe the
data:

- $R$, the length of the longest $\tilde x$;
- $\gamma$, the **margin**: the smallest $|\tilde w^* \cdot \tilde x|$ of all points, for the separating $\tilde w^*$
  that makes it largest.

Start from $\tilde w = 0$ and take $\eta = 1$. Each mistake replaces $\tilde w$ by $\tilde w - e \tilde x$.

1. *It moves towards* $\tilde w^*$. Since $-e$ is 1 for a missed 1 and $-1$ for a missed 0,
   $-e\, \tilde x \cdot \tilde w^*$ is positive, and at least $\gamma$. After $k$ mistakes,
   $\tilde w \cdot \tilde w^* \ge k \gamma$.
2. *It does not grow fast.* Multiply out:
   $|\tilde w - e \tilde x|^2 = |\tilde w|^2 - 2\, e\, \tilde w \cdot \tilde x + e^2 |\tilde x|^2.$
   The middle term holds the score $z = \tilde w \cdot \tilde x$. At a mistake with $e = 1$ it was not negative, at one
   with $e = -1$ it was negative, so $-2ez \le 0$. The last term is at most $R^2$. After $k$ mistakes,
   $|\tilde w|^2 \le k R^2$.

Since $\tilde w^*$ has length 1, $\tilde w \cdot \tilde w^*$ is $|\tilde w|$ times the cosine of the angle between them,
so it is at most $|\tilde w|$. Together, $k\gamma \le |\tilde w| \le \sqrt{k}\, R$. Divide by $\sqrt k\, \gamma$ and square:

$$k \le \left(\frac{R}{\gamma}\right)^2$$

This is the **perceptron convergence theorem** (Novikoff 1962): on linearly separable data, starting from zero, the
perceptron makes at most $(R/\gamma)^2$ mistakes, in any order of the points and with any number of inputs. Watch it on
the sepals, where there are many mistakes to count.
"""

# %%
R = np.sqrt(((sepals**2).sum(axis=1) + 1).max())  # the largest length of (x, 1)
gamma = margin(sepals, species)
lengths, per_epoch = [], np.zeros(1000, int)
for visit in nn.Perceptron(2).steps(sepals, species, epochs=1000, shuffle=True, seed=0):
    if visit.mistake:
        per_epoch[visit.epoch] += 1
        lengths.append(np.sqrt((visit.weight**2).sum() + visit.bias[0] ** 2))
k = np.arange(1, len(lengths) + 1)
slack = min((lengths - k * gamma).min(), (np.sqrt(k) * R - lengths).min())
bound = mistake_bound(sepals, species)  # (R / gamma)^2
print(f"R = {R:.2f}, margin = {gamma:.3f}, bound {bound:.0f}, made {len(k)}")
print(f"|(w, b)| stays at least {slack:.2f} away from both its limits")
print("mistakes in epochs 1 to 20:", per_epoch[:20])

# %% tags=["hide-input"]
fig, ax = figure(6.4, 2.8)
most, least = np.sqrt(k) * R, k * gamma
limits = {"at most √k R": most, "length of (w, b)": lengths, "at least k γ": least}
curve(ax, limits, x=k, xlabel="mistakes k", ylabel="length")
show(
    fig,
    alt="The length of (w, b) over the mistakes, between k gamma and sqrt(k) R",
    caption=f"After {len(k)} mistakes it rests, at length {lengths[-1]:.0f}. A line "
    "catches up with any square root in the end: here they would meet at k = "
    f"{bound:.0f}, which is the bound.",
)

# %% [markdown]
r"""
Look at the counts: they go up as well as down. These are mistakes made *while* learning, and the theorem promises that
they end, not that each epoch has fewer than the last.

*Starting from zero* is part of the theorem. From other weights the first inequality begins at
$\tilde w_0 \cdot \tilde w^*$ and the second at $|\tilde w_0|^2$. The mistakes still end, but the bound no longer holds:
"""

# %%
far = nn.Perceptron(2)
far.weight.data = nn.tensor([[1000.0, -3000.0]], dtype="float32")
count = sum(far.fit(flowers, species, epochs=2000, shuffle=True, seed=1))
bound = mistake_bound(flowers, species)
print(f"petals: bound {bound:.0f}; from (1000, -3000, 0) it made {count} mistakes")

# %% [markdown]
r"""
### The same flowers, another origin

The margin $\gamma$ is measured where the perceptron learns, in the space of $(x, 1)$, where the distance of a point from
the boundary is its score divided by $|(w, b)|$. In the picture you would measure the distance between a boundary and its nearest points in centimetres: the
score divided by $|w|$ alone, which is larger. The two differ most where the bias must be large, and it must be large
where the flowers lie far from the origin. So move the origin: **centring** subtracts from each column its mean.
"""

# %%
print("                     in the plane  of (x, 1)  bound  mistakes, five orders")
for name, x in (("petals", flowers), ("sepals", sepals)):
    for how, points in (("as measured", x), ("centred", x - x.mean(axis=0))):
        made = []
        for seed in range(5):
            learner = nn.Perceptron(2)
            counts = learner.fit(points, species, epochs=1000, shuffle=True, seed=seed)
            made.append(sum(counts))
        plane, lifted = plane_margin(points, species), margin(points, species)
        bound = mistake_bound(points, species)
        print(f"{name} {how:11} {plane:9.2f} cm {lifted:10.3f} {bound:8.0f}  {made}")

# %% [markdown]
r"""
In the plane nothing has changed: the same flowers, the same room. Yet the sepals now take four to twelve mistakes
instead of more than a thousand, for the price of two subtractions per flower.

## Where it breaks (6 min)

The theorem needs data that are linearly separable. For the logical *exclusive or*, XOR, they are not. The output is 1
for (0,1) and (1,0), and 0 for (0,0) and (1,1). A line would need

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
[Exercise 02.3: no line computes XOR](../exercises/02_perceptron_exercises.ipynb#02.3-No-line-computes-XOR).

Real data are seldom as neat as AND or as hopeless as XOR. The petals of versicolor and virginica overlap: no line is
right for all of them, but many are right for most. The perceptron never rests, and what you get depends on when you
stop. Watch it wander, with the columns as they were measured and centred.
"""

# %%
keep = iris.y > 0
petals, kind = iris.x[keep][:, 2:], iris.y[keep] - 1
wandering = {}
for name, x in (("as measured", petals), ("centred", petals - petals.mean(axis=0))):
    wanderer, wandering[name] = nn.Perceptron(2), []
    for visit in wanderer.steps(x, kind, epochs=10, shuffle=True, seed=0):
        if visit.mistake:
            wandering[name].append(int((wanderer.predict(x) != kind).sum()))
    within = (x[kind == 1] @ x[kind == 1].T + 1).mean()  # for another virginica
    across = (x[kind == 0] @ x[kind == 1].T + 1).mean()  # for a versicolor
    print(f"{name}: one missed virginica raises the scores, on average, of", end=" ")
    print(f"virginica by {within:.1f}, of versicolor by {across:.1f}")
raw, centred = (np.array(counts) for counts in wandering.values())

# %% tags=["hide-input"]
from nnlearn.plots import COLOURS

fig, axes = figure(6.4, 3.0, columns=2)
for ax, (name, counts) in zip(axes, wandering.items(), strict=True):
    best, place = np.minimum.accumulate(counts), np.arange(1, len(counts) + 1)
    ax.plot(place, counts, ".", color=COLOURS[0], markersize=4, label="now")
    ax.plot(place, best, color=COLOURS[1], label="best so far")
    ax.set(ylim=(0, 53), xlabel="mistake number")
    ax.set_title(name, size="medium")
axes[0].set_ylabel("flowers on the wrong side")
axes[1].legend(frameon=False, fontsize=9)
show(
    fig,
    alt="Flowers on the wrong side after each mistake, as measured and centred: "
    f"medians {np.median(raw):.0f} and {np.median(centred):.0f} of 100",
    caption=f"As measured, {int((raw == 50).sum())} of {len(raw)} mistakes leave 50 of "
    "100 wrong: every flower gets the same name. Centred, there are only "
    f"{len(centred)} mistakes, and half leave at most {np.median(centred):.0f} wrong.",
)

# %% [markdown]
r"""
Why does the left one jump so wildly? Learning from $x$ changes the score of another point $x'$ by
$-e\,(x \cdot x' + 1)$. Far from the origin $x \cdot x'$ is large and positive for *every* pair, so one mistake pushes
all flowers to the same side, while the bias, which could pull them back, moves in steps of 1. With the origin in the
middle, learning from a virginica raises the other virginica three times as much as the versicolor.

The overlap remains, so even the right one never rests. The cure is old and plain: keep the best weights you have met in
your pocket, the **pocket algorithm** (Gallant 1986). The perceptron keeps wandering, but you come home with its best
moment.
"""

# %%
for name, x in (("as measured", petals), ("centred", petals - petals.mean(axis=0))):
    for pocket in (False, True):
        wrong = []
        for seed in range(5):
            p = nn.Perceptron(2, pocket=pocket)
            _ = p.fit(x, kind, epochs=10, shuffle=True, seed=seed)
            wrong.append(int((p.predict(x) != kind).sum()))
        kept = "pocket" if pocket else "last line"
        print(f"{name:11} {kept:9} wrong of 100, in five orders: {wrong}")

# %% [markdown]
r"""
**Your turn.** [Exercise 02.4: the pocket algorithm](../exercises/02_perceptron_exercises.ipynb#02.4-The-pocket-algorithm), and
then the open one, which looks ahead:
[Exercise 02.5: a third input](../exercises/02_perceptron_exercises.ipynb#02.5-A-third-input).

Two ways lead on from here. Replace the step by a smooth curve and you get a neuron that can say how sure it is, and that
settles even where classes overlap: *logistic regression*, with the loss of lesson 05. And in 1969 Minsky and Papert
showed how much a single layer cannot do; XOR is the smallest example. The way out is to compute new inputs from the old
ones. In Exercise 02.5 you invent such an input by hand. A network with a hidden layer finds it by itself.

## Recall (3 min)
"""

# %%
quiz("02.recall")

# %% [markdown]
r"""
## Summary (2 min)

- A perceptron adds up weighted inputs and a bias, and decides by the sign of the sum.
- Its weights are perpendicular to the decision boundary; the bias moves the boundary.
- After a mistake it adds or subtracts the input: the score of that point moves the right way, not always far enough.
- On linearly separable data, from zero, it makes at most $(R/\gamma)^2$ mistakes. Here, centring the columns sharply
  lowered both the bound and the count.
- XOR is not linearly separable. The pocket algorithm saves the best line; new inputs save the day.

### New terms

- **perceptron**: a unit that predicts 1 where the weighted sum of its inputs plus a bias is not negative, and 0
  elsewhere.
- **score**: the weighted sum z, bias included, before any decision.
- **decision boundary**: the points whose score is zero; on one side the prediction is 1, on the other 0. For two inputs
  it is a line, for more a hyperplane.
- **linearly separable**: said of data for which some line or hyperplane has each of two classes on its own side.
- **target**: the right answer for an example.
- **learning rule**: how weights change after an example.
- **learning rate**: the factor that says how much of a change is made.
- **epoch**: one pass over all the training data.
- **margin**: the largest distance that a separating boundary can keep from all points, here in the space of (x, 1),
  where the perceptron learns; elsewhere often in the space of the inputs themselves.
- **perceptron convergence theorem**: on linearly separable data, starting from zero, the perceptron makes at most
  $(R/\gamma)^2$ mistakes.
- **centring**: subtracting from each column of the data its mean.
- **pocket algorithm**: keep the weights with the fewest wrong points seen so far.

### Sources

- McCulloch, Pitts (1943), "A logical calculus of the ideas immanent in nervous activity",
  [doi:10.1007/BF02478259](https://doi.org/10.1007/BF02478259): units with fixed thresholds, without weights to learn.
- Rosenblatt (1958), "The perceptron: a probabilistic model for information storage and organization in the brain",
  [doi:10.1037/h0042519](https://doi.org/10.1037/h0042519); (1962), "Principles of neurodynamics": the rule that
  corrects errors.
- "New Navy device learns by doing", The New York Times, 8 July 1958.
- Novikoff (1962), "On convergence proofs on perceptrons", Symposium on the Mathematical Theory of Automata: the bound.
- Minsky, Papert (1969), "Perceptrons": what a single layer cannot compute.
- Gallant (1986), "Optimal linear discriminants": the pocket algorithm; (1990), "Perceptron-based learning algorithms",
  [doi:10.1109/72.80230](https://doi.org/10.1109/72.80230): the version that counts over all points, used here.
- Fisher (1936), "The use of multiple measurements in taxonomic problems",
  [doi:10.1111/j.1469-1809.1936.tb02137.x](https://doi.org/10.1111/j.1469-1809.1936.tb02137.x): the iris data.
- LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition",
  [doi:10.1109/5.726791](https://doi.org/10.1109/5.726791): the digits.
"""
