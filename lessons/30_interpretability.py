# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- take units out of a network and say what that shows, and what it does not;
- compute maps of where a score comes from, and derive one whose shares add up;
- put an explanation to a test that it can fail.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.attributions import integrated_gradients
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import InsideExplorer
from nnlearn.lessons import interpretability as lesson
from nnlearn.lessons.interpretability import recorded, spread
from nnlearn.metrics import rank_correlation
from nnlearn.plots import DIVERGING, figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

A clinic asks you to sign off a network. It reads 97 of 100 unseen pictures from the clinic's scanner, which prints a
small white square on most pictures of one ward. Would you sign?

Keep your answer for the end. Digits stand in for the pictures, and the networks are the LeNet-5 of [lesson
16](16_lenet.ipynb). First a smaller question, about F6, its last hidden layer:
"""

# %%
quiz("30.predict")

# %% [markdown]
r"""
## Explore (8 min)

A network has answered; a map says where its score, the logit of a class, comes from. (Ink is drawn dark; in the data it
is white, 1, on black, 0.) **Next stop** leads you through the tour. At four of its stops:

1. Stop 1: the busiest unit for this 7 is away. Take away the next ones, too: when does the answer change?
2. Stop 3: drag the window over the digit. Where does the score fall?
3. Stops 5 and 6: ask about another class, then an untrained network. Which map changes least?
"""

# %%
InsideExplorer()

# %% [markdown]
r"""
## What you saw (3 min)

One unit of F6 is not missed. Here each of the 84 is taken away alone, and then many at once (mean ± standard deviation
of five networks, ten draws each):
"""

# %%
(x, y), (u, v) = lesson.digits()  # 5,000 to learn from, 1,000 unseen
model = lesson.network("trained")  # the one of lesson 16
h = lesson.activity(model, "F6", u)  # (1000, 84): what F6 hands on
alone, dead = lesson.drops(model, "F6", h, v), (h == 0).all(axis=0)
print(f"all units {lesson.accuracy_without(model, 'F6', h, v, []):.3f}")
print(f"one away: at most {alone.max():.3f} lost;", end=" ")
print(f"{(alone > 0).sum()} of 84 cost anything, {dead.sum()} are dead")
rows = np.array([row["right"] for row in recorded("together")])  # (5, 5)
for share, right in zip(lesson.AWAY, rows.T, strict=True):
    print(f"{share:4.0%} away, drawn at random: {spread(right, 3)}")
predicted("30.predict")

# %% [markdown]
r"""
Is each unit useless, then? The dead ones are ([lesson 03](03_activation_functions.ipynb)). But with nine in ten away
most of the accuracy is gone. The others do the same work, so one alone is not missed: **redundancy**.

## Take a unit away (11 min)

This was an ablation ([lesson 21](21_attention.ipynb)): *what would the network have answered if this unit had handed on
something else?* Such a **counterfactual** is complete only when you say what else. 0? A unit that always hands on about
3 has never been 0, and the next layer has never seen that. Its mean over the *training* digits? Then only what it says
of this digit is gone.

**Your turn.** [Exercise 30.1: Take a unit
away](../exercises/30_interpretability_exercises.ipynb#30.1-Take-a-unit-away).

"*There is a unit for the seven*", one often reads. Some units do answer mostly to one class. With *top* the mean
activity in a unit's favourite class and *rest* that in the others, its **selectivity** is

$$(\text{top} - \text{rest}) / (\text{top} + \text{rest})$$

(Morcos and others 2018). Without *the* unit for a class that class should be lost, and the most selective units should
cost most. To compare two orders, replace numbers by their ranks, equal ones by the mean of their ranks, and correlate:
**rank correlation**, 1 for the same order, −1 for the opposite one.

The table has what the costliest unit of a layer costs, in points of 100: of all answers, set to 0 or to its mean, and
of the class that suffers most, set to 0. Then, for each network, the rank correlation of selectivity and cost. (A unit
of C1 or C3 is a map.)
"""

# %%
print("layer  units    set to 0  set to mean  of one class   rank correlations")
for layer in ("C1", "C3", "C5", "F6"):
    rows = recorded("ablation", layer=layer)
    print(f"{layer:5} {len(rows[0]['zero']):6}", end="")
    for part in ("zero", "mean", "class"):
        lost = [100 * np.max(row[part]) for row in rows]
        print(f"{spread(lost, 1):>13}", end="")
    print("  ", *(f"{row['correlation']:5.2f}" for row in rows))

# %% [markdown]
r"""
Of six maps one may cost a tenth of all answers, and nearly half of a class. Of F6's 84 units none costs one answer in a
hundred, and a class loses at most a few: no unit is *the* seven. From C3 on the correlation is weak, with either sign:
selectivity hardly tells what is needed. (In C1 it is positive each time, but six maps are few.)

Now your own network, trained for a second. Which map costs most, and which digits?
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(1)  # any number
yours = nn.LeNet5(form="today").to(nn.device())
adam = nn.Adam(yours.parameters(), lr=0.004)
_ = nn.fit(yours, nn.CrossEntropyLoss(), adam, x, y, epochs=2, batch_size=32)
yours = lesson.copied(yours, nn)  # to NumPy, if it is not there yet
h = lesson.activity(yours, "C3", u)
lost = lesson.drops(yours, "C3", h, v)
unit = lost.argmax()
right = lesson.scores_without(yours, "C3", h, unit).argmax(axis=1) == v
print(f"map {unit} of C3 costs {lost[unit]:.3f}. Share still read:")
print(*(f"{k}: {right[v == k].mean():.2f}" for k in range(10)))

# %% [markdown]
r"""
## Climb a score (10 min)

Which picture would the network like best? Change the picture, not the weights: backpropagation ([lesson
09](09_backpropagation.ipynb)) that begins at the scores with the one-hot vector of class k, and continues below the
first layer, gives $\partial s_k/\partial x_i$, the slope of the score in each pixel.

Why not the probability? By the softmax, $\partial p_k/\partial x = p_k\, (\partial s_k/\partial x - \sum_j p_j\,
\partial s_j/\partial x)$. Where the network is sure, $p_k$ is near 1 and the bracket near 0. The explorer's seven:
"""

# %%
seven = u[247:248]  # (1, 1, 32, 32)
slopes = np.array([lesson.slope(model, seven, k) for k in range(10)])
p = lesson.softmax(lesson.scores(model, seven)[0])
of_p = p[7] * (slopes[7] - np.tensordot(p, slopes, 1))
print(f"1 - p                    {1 - p[7]:.0e}")
print(f"slope of the score       {np.linalg.norm(slopes[7]):.2f}")
print(f"slope of the probability {np.linalg.norm(of_p):.0e}")

# %% [markdown]
r"""
On the way up the size of the slope changes severalfold. Divide by its root mean square, and each step moves the picture
equally far:

$$x \leftarrow x + \eta\; g / \sqrt{\text{mean}(g^2)}, \qquad g = \partial s_k / \partial x,$$

cut off at black and white. This is **activation maximisation** (Erhan and others 2009); Mordvintsev and others (2015)
called the pictures dreams.

**Your turn.** [Exercise 30.2: One step of a
dream](../exercises/30_interpretability_exercises.ipynb#30.2-One-step-of-a-dream).

Ten dreams from faint noise, 150 steps; in the lower row each step also shifts the picture to and fro, blurs it and
fades it a little:
"""

# %% tags=["hide-input"]
dreams = [lesson.dream(model, np.arange(10), smooth) for smooth in (False, True)]
fig, ax = figure(height=1.4)
images(ax, 1 - np.concatenate(dreams), columns=10, limits=(0, 1))
show(
    fig,
    alt="two rows of ten dreams, 0 to 9; the upper ones are speckled, the lower ones "
    "are made of smooth strokes",
    caption="What the network likes best, as 0 to 9, ink drawn dark. Shifts and blur "
    "turn specks into strokes.",
)

# %% [markdown]
r"""
Are they digits? The network's own answer was climbed, so it cannot be the judge. Ask the four *others* whether they
agree, and whether the nearest training digit is of that class:
"""

# %%
print("        its own p    others agree   nearest digit")
for smooth in (False, True):
    rows = recorded("dreaming", smooth=smooth)
    print("smooth " if smooth else "plain  ", end="")
    for part in ("own", "others", "nearest"):
        print(f" {spread([row[part] for row in rows]):14}", end="")
    print()

# %% [markdown]
r"""
Large networks, trained on photographs, dream noise unless smoothed (Olah and others 2017). Here the others read nearly
nine in ten even of the plain dreams, and more of the smooth ones. But part of what you see there is the blur's taste.

## Where the score comes from (14 min)

Which pixels of a real seven speak for it? The slope $\partial s_7/\partial x_i$ as a picture is a **saliency map**
(Simonyan and others 2014). But it says what a *small change* would do. Take $s(x) = \min(x, 1)$ at x = 2: the slope is
0, and yet x is all the reason there is for s = 1.

What adds up? Walk from black to the picture, $ax$ with a from 0 to 1. By the fundamental theorem and the chain rule,

$$s(x) - s(0) = \int_0^1 \frac{d\, s(ax)}{da}\, da = \sum_i \underbrace{x_i \int_0^1 \frac{\partial s}{\partial
x_i}(ax)\, da}_{\text{share of pixel } i}$$

These shares are **integrated gradients** (Sundararajan and others 2017); that they add up is **completeness**. A mean
of slopes at midpoints replaces the integral. Here is that one variable, then the gap left for digits, relative to s(x)
− s(0): the median of a hundred, averaged over five networks.
"""

# %%
two = np.array([[2.0]])
print("share of x = 2:", integrated_gradients(lambda x: 1.0 * (x < 1), two)[0, 0])
for points in (1, 4, 8, 16, 32):
    gaps = [row["gap"] for row in recorded("completeness", points=points)]
    print(f"{points:3} points: gap {np.mean(gaps):.1%}")

# %% [markdown]
r"""
**Your turn.** [Exercise 30.3: Shares that add
up](../exercises/30_interpretability_exercises.ipynb#30.3-Shares-that-add-up).

Black is a choice: it means "nothing", so black pixels get no share, by definition.

And without any slope? Cover a part of the picture with a black window: by how much does the score fall? This is
**occlusion** (Zeiler and Fergus 2014). Each pixel gets the mean over the windows that cover it. A 5 × 5 window that
moves by one costs $28 \cdot 28 = 784$ forward passes; here it moves by two.

**Your turn.** [Exercise 30.4: Cover and look](../exercises/30_interpretability_exercises.ipynb#30.4-Cover-and-look).

If the score is linear, $s = \sum_i w_i x_i + b$, then slope times input, the share $x_i \int w_i\, da$ and what
covering pixel i alone takes away are all $w_i x_i$: three ways, one map. They part only where the network bends. A
fifth way is **guided backpropagation** (Springenberg and others 2015): on the way back each ReLU also stops what is
negative. That is not derived from anything, but the pictures are clean.
"""

# %% tags=["hide-input"]
maps = [lesson.map_of(name, model, seven, 7)[0, 0] for name in lesson.NAMES]
fig, ax = figure(height=1.8)
scaled = [one / abs(one).max() for one in maps]
names = [name.removesuffix(" gradients") for name in lesson.NAMES]
titles = [f"{n}\n± {abs(m).max():.2g}" for n, m in zip(names, maps, strict=True)]
images(ax, [*scaled], columns=5, titles=titles, limits=(-1, 1), cmap=DIVERGING)
bar = fig.colorbar(ax.images[0], ax=ax, label="share of largest", shrink=0.6)
bar.outline.set_visible(False)
show(
    fig,
    alt="five maps of one seven, orange where a pixel speaks for the seven, blue where "
    "it speaks against it; the slope is speckled, the others follow the strokes",
    caption="Orange speaks for the seven, blue against it. Each map has its own scale, "
    "the number in its title.",
)

# %% [markdown]
r"""
Which is right? Take them at their word: blacken the 51 pixels (5 %) that a map ranks first. What share of a hundred
answers stays? A good map leaves few. *Random ink* and *brightest* ask no network; absolute values are often used.
"""

# %%
rows = recorded("deletion")
print("answers that stay           with signs  absolute values")
for name in ("random ink", "brightest", *lesson.NAMES):
    print(f"{name:24}", end="")
    for part in (name, name + ", absolute"):
        if part in rows[0]:
            print(f"{spread([row[part] for row in rows]):>14}", end="  ")
    print()

# %% [markdown]
r"""
With signs, three maps find what the answer rests on; absolute values mix it with what speaks against it. But the test
takes sides: deleting is what occlusion does, the slope also ranks blank paper, where nothing can be deleted, and
pictures with holes are like nothing the network has seen.

## Do the maps depend on the network? (9 min)

A map that explains what a network has learned must change if it has learned nothing. So draw it for an *untrained*
network, too: a **sanity check** (Adebayo and others 2018). And for *another class*. Compare by rank correlation, but
try that measure first, on six pixels, four of them black. Then 60 digits and five networks, first the whole picture by
absolute values, then the ink alone with signs:
"""

# %%
one, other = np.array([0, 0, 0, 0, 1, 2]), np.array([0, 0, 0, 0, 2, 1])
print(f"six pixels: {rank_correlation(one, other):.2f}", end=", ")
print(f"the two with ink: {rank_correlation(one[4:], other[4:]):.2f}\n")
print("                          untrained           another class   another training")
print("                    whole, abs.  ink, sign       ink, sign          ink, sign")
for name in lesson.NAMES:
    rows = recorded("sanity", map=name)
    parts = ("untrained, whole", "untrained", "class", "another")
    found = [spread([row[part] for row in rows]) for part in parts]
    print(f"{name:21}", " ".join(f"{one:>13}" for one in found))

# %% [markdown]
r"""
By the first column three maps hardly notice whether a network has learned anything. But it is the measure that fails:
black pixels agree with each other. On ink, with signs, four maps have nothing in common with an untrained network's,
and reverse much of their order for another class. (Two trained networks agree in part.) Guided backpropagation draws
nearly the same for any class: it hardly depends on the last layers (Sixt and others 2020). The cleanest picture
explains the digit, not the answer.

## Glass boxes (8 min)

"*A linear model explains itself*": its coefficients say what counts. [Lesson 13](13_ml_versus_dl.ipynb) saw those of
logistic regression on 30 measurements of tumours change sign; here they are again, in 30 bootstrap draws of the
patients, with the reason. C is the inverse strength of its L2 penalty. The columns: accuracy on patients not drawn;
signs that differ in more than 3 fits (in lesson 13, in at least 5 of 100); measurements that won a fit, with the
largest coefficient; mean coefficients whose sign contradicts their measurement's own correlation with the class.
"""

# %%
print("    C  accuracy  unsteady signs  winners  against own correlation")
for row in recorded("linear"):
    print(f"{row['C']:5} {row['right']:9.3f} {row['unsteady']:9} of 30", end=" ")
    print(f"{row['first']:8} {row['against']:18} of 30")

# %% [markdown]
r"""
With hardly a penalty half of the signs do not hold, and ten measurements take turns at being the most important. Why?
Radius, perimeter and area say nearly the same: they are **collinear**. Let $x_2 = x_1$ plus a little noise; then

$$w_1 x_1 + w_2 x_2 \approx (w_1 + w_2)\, x_1.$$

The data fix the sum, and $w_1 - w_2$ has only the noise to go by: a valley as in [lesson
06](06_gradient_descent.ipynb), steep across and nearly flat along. A penalty settles what the data leave open. And a
coefficient says what a measurement adds *to the others*, which may well be negative. A glass box shows its weights;
what they mean has to be tested.

**Your turn.** [Exercise 30.5: Does the sign
hold?](../exercises/30_interpretability_exercises.ipynb#30.5-Does-the-sign-hold?).

## On a GPU (2 min)

Autograd gives the slope without a loss. Add the scores up: none depends on another row's picture, so each row has its
own slope.
"""

# %%
from nnlearn.torch import device

print("a network there:", device())

# %% tags=["nbval-ignore-output"]
place = device()
import torch

import nnlearn.torch as other_side

there = other_side.LeNet5(form="today").to(place)
there.load_state_dict({k: torch.tensor(w) for k, w in model.state_dict().items()})
pictures = torch.tensor(u[:100], device=place, requires_grad=True)
(g,) = torch.autograd.grad(there(pictures)[:, 7].sum(), pictures)
gap = abs(g.cpu().numpy() - lesson.slope(model, u[:100], 7)).max()
print(f"largest difference from ours {gap:.0e}, slopes up to {abs(g).max():.1f}")

# %% [markdown]
r"""
## Where it breaks (6 min)

Back to the clinic. Five networks learned from a scanner that stamps nine in ten *sevens* with 4 × 4 white pixels in a
corner, five more from one whose stamp is faint. So for once you know a wrong reason that they may have.
"""

# %%
words = {
    "scanner": "unseen pictures of the scanner",
    "with": "sevens with the stamp",
    "without": "sevens without it",
    "others": "others with it, read as a 7",
}
for ink in (1.0, lesson.FAINT):
    print(f"stamp of brightness {ink}, five networks")
    for part, name in words.items():
        found = (row[part] for row in recorded("stamps", ink=ink))
        print(f"  {name:31}", *(f"{one:6.2f}" for one in found))

# %% [markdown]
r"""
The accuracy hides this, because the unseen pictures are stamped, too. Yet the white stamp has become a reason, beside
the strokes, and the faint one has in two networks, the first and the last. A right answer for a wrong reason is named
after a horse, **Clever Hans**, which seemed to count and watched its questioner (Lapuschkin and others 2019).

In what share of the stamped sevens does a map's largest value lie in the stamp? (*Chance*: any pixel with ink.
*Innocent* networks never learned from stamps.)
"""

# %%
print("                               white stamp                  faint stamp")
for name in ("chance", *lesson.NAMES):
    print(f"{name:21}", end="")
    for ink in (1.0, lesson.FAINT):
        found = [row[name] for row in recorded("stamps", ink=ink)]
        print("  ", *(f"{one:4.2f}" for one in found), end="")
    print()
rows = recorded("stamps")
alarms = [row[f"{name}, innocent"] for name in lesson.NAMES for row in rows]
print("innocent networks, any map:", max(alarms))

# %% [markdown]
r"""
Every map finds a white stamp, and innocent networks raise no alarm. A faint one is found by the two maps that lost the
deletion test, even where it hardly matters; the three that won mostly miss it, even in the first network, where it
does. None is wrong: the slope says that a little *more* ink there would count most, the three that the faint ink that
*is* there counts less than the strokes. *Each map answers a question of its own*, and a map without a stamp does not
prove that there is none. Would you sign? Not on the accuracy, and not on one map. Ask for sevens from another scanner.

An explanation is a claim. Before you look, write down what would refute it: the same map for another class or an
untrained network, the same score without the stamp.

**Your turn.** The open one: [Exercise 30.6: Would you
sign?](../exercises/30_interpretability_exercises.ipynb#30.6-Would-you-sign?).

## Recall (1 min)
"""

# %%
quiz("30.recall")

# %% [markdown]
r"""
## Summary (1 min)

- An ablation is a counterfactual: say what stands in for the unit. One is seldom missed, since others do the same.
- A dream climbs a score. Let another network judge it.
- A slope is not yet a reason; integrated gradients add up, and occlusion needs no slope.
- A map that stays the same when class or network changes explains the picture. Test the measure first.
- Accuracy on the same scanner says nothing about the reason, and a linear model's signs may not hold.

### New terms

- **redundancy**: several units do the same, so that none is missed alone.
- **counterfactual**: a question of what would have been, had one thing been different.
- **selectivity**: how much more a unit answers to its favourite class than to the others.
- **rank correlation**: the correlation of the ranks of two lists of numbers.
- **activation maximisation**: climbing a score, or what a unit gives, by changing the input; a dream.
- **saliency map**: the slope of a score in each pixel, as a picture.
- **guided backpropagation**: backpropagation in which a ReLU lets only positive slopes back.
- **integrated gradients**: slopes averaged on the way from black to the picture, times the pixel.
- **completeness**: shares that add up to the difference of the scores.
- **occlusion**: covering a part and seeing by how much the score falls.
- **sanity check**: whether an explanation changes as what it explains does.
- **Clever Hans**: right answers for a wrong reason.
- **collinear**: columns of which one is nearly a sum of multiples of the others.

### Sources

- Erhan and others (2009), "Visualizing higher-layer features of a deep network".
- Zeiler, Fergus (2014), ["Visualizing and understanding convolutional networks"](https://arxiv.org/abs/1311.2901).
- Simonyan, Vedaldi, Zisserman (2014), ["Deep inside convolutional networks"](https://arxiv.org/abs/1312.6034).
- Springenberg and others (2015), ["Striving for simplicity: the all convolutional
  net"](https://arxiv.org/abs/1412.6806).
- Mordvintsev, Olah, Tyka (2015), ["Inceptionism: going deeper into neural
  networks"](https://research.google/blog/inceptionism-going-deeper-into-neural-networks/).
- Olah, Mordvintsev, Schubert (2017), ["Feature visualization"](https://doi.org/10.23915/distill.00007).
- Sundararajan, Taly, Yan (2017), ["Axiomatic attribution for deep networks"](https://arxiv.org/abs/1703.01365).
- Morcos and others (2018), ["On the importance of single directions for
  generalization"](https://arxiv.org/abs/1803.06959).
- Adebayo and others (2018), ["Sanity checks for saliency maps"](https://arxiv.org/abs/1810.03292).
- Lapuschkin and others (2019), ["Unmasking Clever Hans predictors and assessing what machines really
  learn"](https://doi.org/10.1038/s41467-019-08987-4).
- Sixt, Granz, Landgraf (2020), ["When explanations lie: why many modified BP attributions
  fail"](https://arxiv.org/abs/1912.09818).
"""
