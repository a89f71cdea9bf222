# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- find the change of a picture, within a budget, that misleads a network most, and set a tossed one of equal size beside
  it;
- tell a defence that holds from one that only blinds the attack;
- measure whether a score tells digits from what was never a digit.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import attacks
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import AttackExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons import adversarial_robustness as lesson
from nnlearn.lessons.adversarial_robustness import columns, measured, recorded, spread
from nnlearn.metrics import roc_auc_score
from nnlearn.plots import figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

A bank reads the amount on a cheque with a network, and somebody else prints the form. How much may they change each
pixel before a 1 is paid as a 7? How would you know before they do? And what does the reader say about a form with no
digit on it?
"""

# %%
quiz("29.predict")

# %% [markdown]
r"""
## Explore (8 min)

One digit, four readers, and two changes of the same size. **Next stop** leads you through the tour. At two of its
stops:

1. Stop 3: no pixel differs by more than it did at stop 2. What does the reader say now?
2. Stop 4: right is chosen, up is tossed. How far is it to the border, each way?
"""

# %%
AttackExplorer()

# %% [markdown]
r"""
## What you saw (3 min)

Five readers of each kind, each with its own start and its own unseen digits; paper is 0, full ink 1. The share that is
read correctly, mean ± standard deviation, when every pixel is changed by 0.2 (or less, where it meets bare paper or
full ink):
"""

# %%
print("reader             unchanged       tossed          chosen")
for name in ("linear", "MLP", "CNN"):
    print(f"{name:18}", end="")
    for how in ("unchanged", "tossed 0.2", "chosen 0.2"):
        print(f" {spread(measured(name, how)):15}", end="")
    print()
predicted("29.predict")

# %% [markdown]
r"""
No pixel changes by more in one picture than in the other; only the signs differ. What was made to be misread is an
**adversarial example** (Szegedy and others 2014). Is depth to blame, or the bends? Our linear reader has neither, and
is as weak; Goodfellow and others (2015) say why.

## Why the signs, and why all pixels? (11 min)

Take one linear score, $s = w \cdot x + b$. A change δ adds

$$w \cdot \delta = \sum_i w_i \delta_i \le \sum_i |w_i|\, |\delta_i| \le \varepsilon \sum_i |w_i| = \varepsilon\,
|w|_1$$

if no pixel may change by more than ε, the **attack budget**. Both ≤ become = for $\delta_i = \varepsilon\,
\mathrm{sign}(w_i)$: this is the worst change. Now toss the signs. The mean of $w \cdot \delta$ is 0. Its variance is
the mean of $\sum_i \sum_j w_i w_j \delta_i \delta_j$; for $i \ne j$ the mean of $\delta_i \delta_j$ is 0, and what is
left is $\varepsilon^2 \sum_i w_i^2$. So tossed signs typically change the score by $\varepsilon\, |w|_2$. The ratio
$|w|_1 / |w|_2$ is 1 if one weight does everything, and $\sqrt{d}$ if all d are equally large; for normally distributed
weights it is about $\sqrt{2d/\pi}$. What tells an 8 from a 3 in a linear reader of 64 pixels:
"""

# %%
x, y = lesson.held_out()  # (449, 1, 8, 8), from 0 to 1; (449,)
W, b = (nn.to_numpy(part) for part in lesson.reader("linear", nn).parameters())
w, c = W[8] - W[3], b[8] - b[3]  # (64,): s > 0 says 8

eps = 0.1
signs = np.random.default_rng(0).choice([-1, 1], size=(10_000, 64))
print(f"worst change of the score  {eps * np.sign(w) @ w:.2f}")
print(f"spread of the tossed ones  {(eps * signs @ w).std():.2f}")
print(f"eps |w|_2                  {eps * np.sqrt(w @ w):.2f}")
print(f"|w|_1 / |w|_2              {abs(w).sum() / np.sqrt(w @ w):.1f}")
print(f"sqrt(2 d / pi)             {np.sqrt(2 * 64 / np.pi):.1f}")

# %% [markdown]
r"""
Small changes that all pull the same way add up; tossed ones cancel.

A network is not linear, but nearby its loss nearly is: $L(x + \delta) \approx L(x) + g \cdot \delta$ with $g = dL/dx$.
So put g in the place of w: the best single step is $\delta = \varepsilon\, \mathrm{sign}(g)$. This is the **fast
gradient sign method**, FGSM (Goodfellow and others 2015). And g costs one more step of the backward pass, below the
first layer, which training a reader does not need. For a linear reader with softmax p and cross-entropy, dL/ds is p
minus the one-hot y ([lesson 05](05_loss_functions.ipynb)), and $s = Wx + b$, so $g = W^\top (p - y)$. Checked by
central differences:
"""

# %%
digit = x[0].ravel().astype(float)  # (64,)
onehot = np.eye(10)[y[0]]


def loss(digit):
    s = W @ digit + b
    return np.log(np.exp(s).sum()) - s @ onehot


s = W @ digit + b
p = np.exp(s) / np.exp(s).sum()
g = W.T @ (p - onehot)
error = relative_error(g, numerical_gradient(loss, digit)).max()
print(f"largest relative error {max(error, 1e-6):.0e} or less")

# %% [markdown]
r"""
`nn.input_gradient` does this for any network. An attack that uses it is a **white-box attack**: it knows the weights.
"""

# %%
net = lesson.reader("MLP", nn)  # 64-128-10
criterion = nn.CrossEntropyLoss(reduction="sum")


def slope(x, y):
    return nn.input_gradient(net, criterion, x, y)


print("eps   tossed  FGSM")
for eps in (0.05, 0.1, 0.2):
    coin = attacks.tossed(x, eps, rng=np.random.default_rng(0))
    chosen = attacks.fgsm(slope, x, y, eps)
    shares = [lesson.read(net, changed, y, nn) for changed in (coin, chosen)]
    print(f"{eps:.2f} {shares[0]:7.2f} {shares[1]:5.2f}")

# %% [markdown]
r"""
**Your turn.** The other way round, towards a digit that you want: [Exercise 29.1: One step along the
slope](../exercises/29_adversarial_robustness_exercises.ipynb#29.1-One-step-along-the-slope).

## Many small steps (6 min)

The slope is only right nearby. So take many small steps, ask for the slope again after each, and come back whenever a
step leaves the budget. Back to where? To the nearest allowed picture, its **projection**: the squared distance is a sum
over pixels, so each pixel may be brought back alone, and for one number between two limits that is a clip. Budget and
ink are two such boxes; where they overlap is a box again. Two clips, then. From a random start in the budget this is
**projected gradient descent**, PGD (Madry and others 2018; here the loss rises).

**Your turn.** [Exercise 29.2: Many small
steps](../exercises/29_adversarial_robustness_exercises.ipynb#29.2-Many-small-steps).
"""

# %%
print("reader              eps   FGSM            PGD, 20 steps")
for name in ("linear", "MLP", "CNN", "trained on attacks"):
    for eps in (0.1, 0.2):
        one, many = (measured(name, f"{how} {eps}") for how in ("chosen", "many steps"))
        print(f"{name:18} {eps:4}   {spread(one):13}   {spread(many)}")

# %% [markdown]
r"""
For three readers one step does nearly all the damage. The last one was trained on attacks of one step of 0.15; at 0.2
many steps find much that one step does not.

## More pixels, other readers, photographs (7 min)

Draw the same digits with more pixels. Equal ε, FGSM at 0.1, a network with 128 hidden units:
"""

# %%
print("pixels    tossed            FGSM              |g|_1/|g|_2  sqrt(2 d/pi)")
for side in (8, 16, 32):
    rows = recorded("pixels", side=side)
    print(f"{side:2} x {side:2}   {columns(rows, 'tossed', 'chosen')}", end="")
    print(f"{np.mean([row['ratio'] for row in rows]):13.1f}", end="")
    print(f"{np.sqrt(2 * side**2 / np.pi):14.1f}")
print("\nFGSM on one MLP, tried on   tossed 0.2        FGSM 0.2")
for name in dict.fromkeys(row["reader"] for row in recorded("travel")):
    print(f"{name:27} {columns(recorded('travel', reader=name), 'tossed', 'chosen')}")

# %% [markdown]
r"""
The ratio grows as the derivation says, and from 8 to 16 so does the damage, while tossed signs do next to none. (It is
*this* network's doing: an ideal reader could ignore the new directions. Ours keeps its random start there, since no
enlarged digit corrects it.)

Must the attacker know the weights? The second table is a **transfer attack**: the pictures were made with one network
and shown to others. Another start suffers as much, other kinds of readers less, nearest neighbours least.

So do changes that nobody can see fool any network? Colour patches of two photographs, 16 x 16, and a small CNN; a pixel
may change by 0, 2 or 8 of 255 steps of brightness, and PGD decides:
"""

# %%
print("steps of 255  tossed            PGD")
for level in (0, 2, 8):
    rows = recorded("photographs", level=level)
    print(f"{level:12}  {columns(rows, 'tossed', 'chosen')}")

# %% [markdown]
r"""
Hardly visible, and weak: two easy classes lie far apart. How much is too much depends on the task.

## A defence that is none (9 min)

Multiply all scores by 100. No answer changes, so nothing can have become safer. At ε = 0.15:
"""

# %%
loud = lesson.louder(net, 100)
print("scores x  gap (median)  slopes of exactly 0  read after FGSM")
for factor, one in ((1, net), (100, loud)):
    s = np.sort(nn.predict(one, x), axis=1)
    gap = np.median(s[:, -1] - s[:, -2])
    g = lesson.cross_entropy(one, nn)(x, y).reshape(len(x), -1)
    flat = (abs(g).max(axis=1) == 0).mean()
    after = attacks.fgsm(lesson.cross_entropy(one, nn), x, y, 0.15)
    print(f"{factor:8} {gap:13.0f} {flat:20.2f} {lesson.read(one, after, y, nn):16.2f}")

# %% [markdown]
r"""
The attack reports a miracle. Why? Each probability but the largest is at most exp(−gap), where *gap* is the distance
from the best score to the next. From a gap of 104 on, that is exactly 0 in float32. If the answer is right, p − y is
then exactly 0, and so is the slope; sign(0) = 0, and the attack stands still. This is **gradient masking**. The cure is
a loss that is never flat, the **margin loss**: the largest wrong score minus the right one.

**Your turn.** [Exercise 29.3: Attack the
margin](../exercises/29_adversarial_robustness_exercises.ipynb#29.3-Attack-the-margin).
"""

# %%
hows = ("one step", "many steps")
parts = [f"{how}, {loss}" for loss in ("cross-entropy", "margin") for how in hows]
print("scores x  FGSM              PGD               FGSM, margin      PGD, margin")
for factor in (1, 10, 100):
    print(f"{factor:8}  {columns(recorded('masks', factor=factor), *parts)}")

# %% [markdown]
r"""
Aimed at the margin, the factor makes no difference. Athalye and others (2018) looked at nine defences of one
conference: seven hid their gradients, and six of them fell completely. *A failed attack proves nothing but that this
attack failed: test a defence with attacks that are made for it.*

## What is certain (5 min)

Can one ever be sure? For a linear score and two classes, yes. Let y be +1 or −1; the answer is right if $y s > 0$. The
worst change takes exactly $\varepsilon\, |w|_1$ from $y s$, so the share that no attack can touch is the share with $y
s > \varepsilon\, |w|_1$. Eights against threes:
"""

# %%
both = np.isin(y, (3, 8))
u, sign = x[both], np.where(y[both] == 8, 1, -1)


def right(pictures):
    return sign * (pictures.reshape(-1, 64) @ w + c)


def downhill(u, sign):  # the slope of -y s
    return (-sign[:, None] * w).reshape(u.shape)


print("eps   formula  FGSM  FGSM within ink and paper")
for eps in (0.05, 0.1, 0.2):
    exact = (right(u) > eps * abs(w).sum()).mean()
    free = attacks.fgsm(downhill, u, sign, eps, limits=None)
    inside = attacks.fgsm(downhill, u, sign, eps)
    shares = [(right(one) > 0).mean() for one in (free, inside)]
    print(f"{eps:.2f} {exact:8.2f} {shares[0]:5.2f} {shares[1]:10.2f}")

# %% [markdown]
r"""
Formula and attack agree. Where paper cannot become whiter, the attack is weaker, and the formula a bound on the safe
side.

**Your turn.** With ten classes: [Exercise 29.4: The exact
answer](../exercises/29_adversarial_robustness_exercises.ipynb#29.4-The-exact-answer).

## A defence that is one (8 min)

So far we looked for the weights θ with the least mean loss. What we want is

$$\min_\theta\ \mathrm{mean}_n\ \max_{|\delta_i| \le \varepsilon} \ell(x_n + \delta, y_n)$$

So attack each batch first, then take the usual step at the attacked pictures. (That the gradient there is the gradient
of the maximum is Danskin's theorem, if the maximum was really found.) This is **adversarial training**. `fit` takes it
as a `transform` of its batches:
"""

# %% tags=["nbval-ignore-output"]
(x_train, y_train), _ = lesson.digits()
nn.manual_seed(0)
armed = nn.Sequential(nn.Flatten(), nn.MLP([64, 128, 10]))
adam = nn.Adam(armed.parameters(), lr=0.003)
how = {"epochs": 10, "batch_size": 32}
how["transform"] = lesson.attacked(armed, "one step", nn)  # FGSM, budget 0.15
nn.fit(armed, nn.CrossEntropyLoss(), adam, x_train, y_train, **how)
after = attacks.pgd(lesson.cross_entropy(armed, nn), x, y, 0.15)
print(f"unchanged {lesson.read(armed, x, y, nn):.2f}", end=", ")
print(f"after PGD {lesson.read(armed, after, y, nn):.2f}")

# %% [markdown]
r"""
Four times as long, five seeds, with the control that belongs to it: training on tossed signs of the same size. Each
digit counts only if it survives PGD of 50 steps on the cross-entropy *and* on the margin:
"""

# %%
print("trained on    unchanged         eps 0.15          its own digits    eps 0.3")
for defence in ("none", "tossed signs", "one step", "five steps"):
    rows = recorded("defences", defence=defence)
    print(f"{defence:13} {columns(rows, 'unchanged', 'both', 'seen', 'twice')}")

# %% [markdown]
r"""
It works, and noise alone does not. (Five steps add little to one.) The border has moved away, but it has not
vanished: at twice the budget little is left. About five points are overfitting, since the training digits hold
better. And accuracy on unchanged digits? The same, within the spread. On harder data it falls (Tsipras and others
2019).

## What was never a digit? (8 min)

Show the reader what is **out of distribution**, not of the kind that it was trained on. What nobody shows a network, it
need not learn ([lesson 14](14_generalization.ipynb)). Its ten probabilities add up to 1 all the same: "none of these"
is not among the answers.
"""

# %% tags=["hide-input"]
rng = np.random.default_rng(0)
kinds = [lesson.strangers(kind, x, rng)[40:42] for kind in lesson.KINDS]
shown = np.stack(kinds, axis=1).reshape(-1, 1, 8, 8)
s = nn.predict(net, shown)
sure = lesson.score("probability", s, shown, x)
names = [f"{k}: {p:.2f}" for k, p in zip(s.argmax(axis=1), sure, strict=True)]
fig, ax = figure(height=2.6)
images(ax, 1 - shown, titles=names, columns=5, limits=(0, 1))
show(
    fig,
    alt="ten pictures of other things, each with a digit and a probability",
    caption=f"In columns: {', '.join(lesson.KINDS)}. What the MLP reads, and how "
    f"surely: {(sure > 0.9).sum()} of 10 above 0.9.",
)

# %% [markdown]
r"""
Can a *score* tell strangers from digits? Candidates: the largest probability (Hendrycks and Gimpel 2017), the largest
score before the softmax, and, without a network, minus the distance to the nearest training digit. The measure
is the AUC of [lesson 12](12_evaluation.ipynb), here called AUROC: how often a digit has a larger score than a stranger,
over all pairs, ties half. First by hand, then for five readers. (*Eights and nines* were kept from a reader that was
trained on the other eight digits.)
"""

# %%
known, strange = np.array([0.9, 0.8, 0.4]), np.array([0.8, 0.1])
pairs = (known[:, None] > strange) + 0.5 * (known[:, None] == strange)  # (3, 2)
joined = np.concatenate([known, strange])
auroc = roc_auc_score(joined, np.array([1, 1, 1, 0, 0]))
print(f"by hand {pairs.mean():.3f}, roc_auc_score {auroc:.3f}\n")

print("AUROC of               probability     score           distance        > 0.9")
for kind in (*lesson.KINDS, "eights and nines"):
    rows = recorded("unknown", reader="MLP", strangers=kind)
    print(f"{kind:22} {columns(rows, *lesson.SCORES, 'sure', digits=2)}")

# %% [markdown]
r"""
In most of these rows more than half are answered with more than 0.9 (the last column). With ink and paper swapped, the
largest score is *higher* than for digits: below 0.5. And the baseline that needs no network wins each time. Its price:
it keeps all training pictures. (The letters are from Omniglot, by Lake and others 2015; all else is made of
digits.)

**Your turn.** [Exercise 29.5: Known or
stranger?](../exercises/29_adversarial_robustness_exercises.ipynb#29.5-Known-or-stranger?).

## On a GPU (2 min)

In PyTorch, two lines take the place of the last step of our backward pass:

```python
x.requires_grad_()
(g,) = torch.autograd.grad(loss, x)
```

PGD asks for the slope of all pictures at once, again and again; that is work for a GPU if the network is large. Ours:
"""

# %% tags=["machine"]
import time

import nnlearn.torch as other

for name, side in (("NumPy", nn), ("PyTorch", other)):
    one = lesson.reader("CNN", side).to(side.device())
    began = time.perf_counter()
    uphill, rng = lesson.cross_entropy(one, side), np.random.default_rng(0)
    found = attacks.pgd(uphill, x, y, 0.1, rng=rng)
    spent = time.perf_counter() - began
    share = lesson.read(one, found, y, side)
    print(f"{name:8} {1000 * spent / 20:5.1f} ms a step, {share:.2f} read")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
The shares agree, the pixels need not: rounding decides the sign of a slope near 0.

## Where it breaks (3 min)

Go far away. Along a ray from 0, a network of ReLUs is linear in the end, so the gaps between its scores grow with the
distance, and softmax turns them into certainty (Hein and others 2019). Noise, multiplied:
"""

# %%
noise = np.random.default_rng(0).random((500, 1, 8, 8), dtype=np.float32)
print("factor  mean of the largest probability")
for factor in (1, 3, 10, 100):
    s = nn.predict(net, factor * noise)
    print(f"{factor:6} {lesson.score('probability', s, noise, x).mean():8.2f}")

# %% [markdown]
r"""
The further from all that it knows, the surer. A score says how sure, never why. What has the reader looked at? That is
lesson 30.

**Your turn.** The open one: [Exercise 29.6: Harder to
fool](../exercises/29_adversarial_robustness_exercises.ipynb#29.6-Harder-to-fool).

## Recall (2 min)
"""

# %%
quiz("29.recall")

# %% [markdown]
r"""
## Summary (1 min)

- The worst change within ε follows the signs of the slope, in all pixels: |w|₁ against |w|₂ for tossed signs.
- FGSM takes one step, PGD many, each brought back by two clips. Beside each belongs a tossed change of equal size.
- A flat slope hides weakness. Attack the margin, and count what survives the strongest attack.
- Training on attacks moves the border away, for the budget that was trained.
- Softmax has no answer "none of these". AUROC says whether a score has one, and a simple distance may beat the network.

### New terms

- **adversarial example**: an input changed a little so that a network misreads it.
- **attack budget**: how much each pixel may change at most, ε.
- **fast gradient sign method**: one step of ε along the sign of dL/dx; FGSM.
- **white-box attack**: one that knows the weights.
- **transfer attack**: one made on another network than it is used on.
- **projection**: the nearest allowed point; for a box, a clip.
- **projected gradient descent**: many small steps, each followed by a projection; PGD.
- **gradient masking**: slopes that are flat or useless, so that attacks fail though the network is weak.
- **margin loss**: the largest wrong score minus the right one.
- **adversarial training**: attacking each batch before the step.
- **out of distribution**: not of the kind that the network was trained on.

### Sources

- Szegedy and others (2014), ["Intriguing properties of neural networks"](https://arxiv.org/abs/1312.6199).
- Goodfellow, Shlens, Szegedy (2015), ["Explaining and harnessing adversarial
  examples"](https://arxiv.org/abs/1412.6572).
- Madry and others (2018), ["Towards deep learning models resistant to adversarial
  attacks"](https://arxiv.org/abs/1706.06083).
- Athalye, Carlini, Wagner (2018), ["Obfuscated gradients give a false sense of
  security"](https://arxiv.org/abs/1802.00420); Carlini and others (2019), ["On evaluating adversarial
  robustness"](https://arxiv.org/abs/1902.06705).
- Tsipras and others (2019), ["Robustness may be at odds with accuracy"](https://arxiv.org/abs/1805.12152).
- Hendrycks, Gimpel (2017), ["A baseline for detecting misclassified and out-of-distribution examples in neural
  networks"](https://arxiv.org/abs/1610.02136).
- Hein, Andriushchenko, Bitterwolf (2019), "Why ReLU networks yield high-confidence predictions far away from the
  training data and how to mitigate the problem".
- Lake, Salakhutdinov, Tenenbaum (2015), ["Human-level concept learning through probabilistic program
  induction"](https://doi.org/10.1126/science.aab3050): Omniglot.
"""
