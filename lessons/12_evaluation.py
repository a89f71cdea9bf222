# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- count the four kinds of answers, and say which measure answers which question;
- carry a result over to people among whom the disease is rarer, and choose a threshold by what mistakes cost;
- say how sure a measured number is, and name three ways in which honest people fool themselves.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import ThresholdExplorer
from nnlearn.lessons import evaluation as lesson
from nnlearn.lessons.evaluation import cases, cost, four_boxes, nearest, softmax
from nnlearn.metrics import (
    accuracy,
    average_precision_score,
    bootstrap,
    calibration_curve,
    f1,
    mse,
    r2,
    roc_auc_score,
    roc_curve,
    wilson,
)
from nnlearn.plots import figure, reliability, roc, show

# %% [markdown]
r"""
## Predict (2 min)

A model tells malignant from benign breast tissue, and is right for 96 of 100 samples. It was tested in a hospital,
where more than a third of the samples are malignant. Now somebody wants to use it for screening, on people without any
sign of illness, of whom about six in a thousand have a tumour. Is it good enough? The 96 cannot say. This lesson takes
it apart, until you could sign a report.
"""

# %%
quiz("12.predict")

# %% [markdown]
r"""
## Explore (7 min)

Each mark is a tissue sample that the model has never seen; its place is the probability of being malignant that the
model gave it, on an axis that is stretched near 0 and 1. Triangles are malignant, circles benign. The line is the
*threshold*: whatever lies to the right of it is reported. Drag it. (The scores are recorded, not computed while you
wait: `train_scores.py` has trained three models, which takes seconds.)

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 4: the same answers, but among people of whom most are healthy. Which numbers stay, and which one falls?
2. Stop 5: say what a miss costs. Where does the best line go?
3. Stop 7: press **+** at **draw again** a few times. Which of the numbers shakes most?
"""

# %%
ThresholdExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

No line separates the two kinds: malignant samples to its left are missed, or benign ones to its right raise an alarm,
or both. Among people of whom few are ill, the share of right answers hardly changes, while a report comes to mean far
less. The best line moves with the price of a miss. And 142 samples are few: only 53 are malignant, so each of these
counts for two in a hundred.

## Four boxes (10 min)

The data are 569 samples, with thirty measurements of the cell nuclei in each. Mind the file: it codes malignant as 0.
What you look for is called the **positive class**, so turn it round. The model is one neuron with a sigmoid, a
*logistic regression*.
"""


# %%
def train(x, y, seed):
    nn.manual_seed(seed)  # the order of the samples
    model = nn.Linear(30, 1).to(nn.device())
    model.weight.data[:], model.bias.data[:] = 0, 0  # one valley: any start will do
    loss, adam = nn.BCEWithLogitsLoss(), nn.Adam(model.parameters(), lr=0.03)
    target = y[:, None].astype("float32")
    nn.fit(model, loss, adam, x, target, epochs=100, batch_size=64)
    return model


tissue = datasets.breast_cancer()
malignant = 1 - tissue.y
(x, y), (unseen, truth) = datasets.split(tissue.x, malignant, seed=0)
mean, std = datasets.mean_and_std(x)  # of the training samples alone
x, unseen = (x - mean) / std, (unseen - mean) / std
s = nn.predict(train(x, y, 0), unseen)[:, 0]  # scores, here logits
p = 1 / (1 + np.exp(-s))  # probabilities
TP, FP, FN, TN = four_boxes(p >= 0.5, truth).values()
print(f"of {truth.sum()} malignant: {TP} found, {FN} missed")
print(f"of {(1 - truth).sum()} benign: {FP} false alarms, {TN} left in peace")

# %% [markdown]
r"""
Every answer falls into one of four boxes: **true positive** (TP), **false positive** (FP, a false alarm), **false
negative** (FN, a miss), **true negative** (TN). Together they are a *confusion matrix*, a table of truth against
answer. The measures that follow are shares; they differ in what is counted, and among whom:

- accuracy, the share of all answers that are right: $(TP + TN)/N$, for $N$ samples;
- **recall**, in medicine *sensitivity*: of the ill, the share that is found, $TP/(TP + FN)$;
- **specificity**: of the healthy, the share left in peace, $TN/(TN + FP)$;
- **precision**, in medicine *positive predictive value*: of the reported, the share that is ill, $TP/(TP + FP)$.

Precision and recall pull in opposite directions: report only the one sample that you are surest of, and if you are
right, precision is 1 but recall 1/53, or 0.02. The mean of these two, 0.51, looks half good. The **F1 score** is their
*harmonic* mean, which stays close to the worse of the two. With $P$ for precision and $R$ for recall,

$$F_1 = \frac{2}{\frac1P + \frac1R} = \frac{2}{\frac{TP + FP}{TP} + \frac{TP + FN}{TP}} = \frac{2\,TP}{2\,TP + FP + FN}$$

There is no TN in it. So F1 changes if you exchange the two classes, although no answer does:
"""

# %%
print(f"accuracy {(TP + TN) / len(truth):.3f}, recall {TP / (TP + FN):.3f}", end=", ")
print(f"specificity {TN / (TN + FP):.3f}, precision {TP / (TP + FP):.3f}")
print(f"precision 1, recall 0.02: harmonic mean {2 / (1 / 1 + 1 / 0.02):.2f}")
answer = (p >= 0.5).astype(int)
benign, ill = f1(answer, truth, average=None)
print(f"F1 with malignant as positive {ill:.3f}, with benign as positive {benign:.3f}")

# %% [markdown]
r"""
**Your turn.** [Exercise 12.1: Four boxes](../exercises/12_evaluation_exercises.ipynb#12.1-Four-boxes).

One split is partly luck. So split, train and count ten times:
"""

# %%
splits, models, rows = [], [], []
for seed in range(10):
    (a, b), (new, labels) = cases(seed)  # as above, for another split
    models.append(train(a, b, seed))
    score = nn.predict(models[-1], new)[:, 0]
    splits.append((score, labels))
    TP, FP, FN, TN = four_boxes(score >= 0, labels).values()
    shares = (TP + TN) / len(labels), TP / (TP + FN), TN / (TN + FP), TP / (TP + FP)
    rows.append((*shares, roc_auc_score(score, labels)))
names = "accuracy", "recall", "specificity", "precision", "AUC (see below)"
for name, column in zip(names, np.transpose(rows), strict=True):
    print(f"{name:15} {column.mean():.3f} +- {column.std():.3f}", end=" ")
    print(f"({column.min():.3f} to {column.max():.3f})")

# %% [markdown]
r"""
### Ten classes, and numbers

With more classes, each has a precision, a recall and an F1 of its own. The **macro average** is their mean; the **micro
average** adds up the boxes of all classes first. Every mistake is one false positive (for the class that was said) and
one false negative (for the true class). So the micro averages of precision, recall and F1 are one number: the accuracy.
Take digits of which half are nines, and the **nearest neighbour**, which says the label of the most similar digit it
knows.

If the target is a number, R2 says what share of its variance the prediction explains, and the **root mean squared
error** (RMSE) how far off it is, in the target's own unit. Take the patients of lesson 05, and a plane fitted by least
squares.
"""

# %%
digits, rows = datasets.digits(), []
for seed in range(5):
    rng = np.random.default_rng(seed)
    keep = (digits.y == 9) | (rng.random(len(digits.y)) < 0.1)
    few, labels = digits.x[keep] / 16, digits.y[keep]
    (a, b), (new, label) = datasets.split(few, labels, seed=seed)
    said = nearest(a, b, new)
    micro, macro = (f1(said, label, average=how) for how in ("micro", "macro"))
    rows.append((accuracy(said, label), micro, macro))
right, micro, macro = np.mean(rows, axis=0)
print(f"digits: accuracy {right:.3f}, micro F1 {micro:.3f}, macro F1 {macro:.3f}")

patients, rows = datasets.diabetes(), []
for seed in range(10):
    (a, b), (new, target) = datasets.split(patients.x, patients.y, seed=seed)
    a, new = (np.insert(v.astype(float), 0, 1.0, axis=1) for v in (a, new))
    said = new @ np.linalg.lstsq(a, b.astype(float), rcond=None)[0]
    target, same = target.astype(float), np.full(target.shape, b.mean(dtype=float))
    rows.append((r2(said, target), r2(same, target), mse(said, target) ** 0.5))
plane, same, rmse = np.mean(rows, axis=0)
print(f"diabetes: R2 of the plane {plane:.2f}, of one answer for all {same:.2f}")
print(f"RMSE of the plane {rmse:.0f}, spread of the targets {patients.y.std():.0f}")

# %% [markdown]
r"""
The macro average is lower: each rare digit counts as much as the nines. And R2, in spite of its name, can fall below 0:
the mean of the training targets, as the one answer for all, does worse than the mean of the test targets, which R2
compares with.

## When the threshold slides (7 min)

So far a sample was reported if $p$ was 0.5 or more. Slide this threshold from 1 down to 0: at first nobody is reported,
then the most suspicious sample, and so on. The path of (1 - specificity, recall) is the **ROC curve** (*receiver
operating characteristic*, a name that comes from radar).
"""

# %% tags=["hide-input"]
rates = roc_curve(s, truth)
points = {}
for t in (0.9, 0.5, 0.001):
    box = four_boxes(p >= t, truth)
    points[f"t = {t}"] = box["FP"] / (1 - truth).sum(), box["TP"] / truth.sum()
words = [
    f"{name}: recall {up:.2f}, alarms {far:.2f}" for name, (far, up) in points.items()
]
fig, ax = figure(width=4.6, height=4)
roc(ax, rates, marks=points)
show(
    fig,
    alt="ROC curve of the logistic regression: steeply up along the left edge, then "
    f"flat along the top, far above the diagonal. Marked: {'; '.join(words)}",
    caption="Each point of the curve is a threshold. A lower one finds more of the "
    f"malignant samples and alarms for more of the benign ones ({'; '.join(words)}).",
)

# %% [markdown]
r"""
What does the *area* under it mean? When the threshold passes a malignant sample, the path takes a step of $1/N_1$
upwards; when it passes a benign one, a step of $1/N_0$ to the right ($N_1$ and $N_0$ count the two kinds). So each
benign sample contributes a strip of width $1/N_0$, whose height is the share of malignant samples that were passed
before, those with a higher score:

$$\text{area} = \sum_{\text{benign}} \frac{1}{N_0} \cdot \frac{\text{malignant ones with a higher score}}{N_1}
= \frac{\text{pairs in the right order}}{\text{all pairs}}$$

Where two scores are equal, the path is a diagonal and the pair counts one half. The area is called **AUC** or AUROC
(*area under the ROC curve*): how often a malignant sample, drawn at random, scores higher than a random benign one.
"""

# %%
false, true, _ = rates
area = (np.diff(false) * true[1:]).sum()  # no score occurs twice here
print(f"sum of the strips {area:.3f}, roc_auc_score {roc_auc_score(s, truth):.3f}")
print(f"with all scores times -1: {roc_auc_score(-s, truth):.3f}")
guesses = np.random.default_rng(0).random((200, len(truth)))
print(f"200 guessers: {np.mean([roc_auc_score(g, truth) for g in guesses]):.2f}")

# %% [markdown]
r"""
An AUC of 0.99 does not say that 99 % of the answers are right. It says how well the model *ranks*, before anybody has
chosen a threshold.

**Your turn.** [Exercise 12.2: Count the pairs](../exercises/12_evaluation_exercises.ipynb#12.2-Count-the-pairs).

## Where few are ill (9 min)

The **prevalence** π is the share of people who are ill: 37 % of these samples. Take the test of the first question to
people of whom one in 200 is ill. People are easier to reason about than probabilities (Gigerenzer and Hoffrage 1995),
so count a million.
"""

# %%
ill, healthy = 5_000, 995_000
print(f"ill {ill:,}, of whom 99 % are found: {0.99 * ill:,.0f}")
print(f"healthy {healthy:,}, of whom 1 % raise an alarm: {0.01 * healthy:,.0f}")
print(f"of all reported, ill: {0.99 * ill / (0.99 * ill + 0.01 * healthy):.2f}")

# %%
predicted("12.predict")

# %% [markdown]
r"""
Two of three reports are false alarms: the healthy are 199 times as many as the ill, with that many more chances of a
mistake. Recall looks at the ill alone and specificity at the healthy alone, so both stay when the mixture changes, and
with them the ROC curve. Precision mixes the two groups. With shares in place of people, the count is *Bayes' rule*.

**Your turn.** [Exercise 12.3: Other people](../exercises/12_evaluation_exercises.ipynb#12.3-Other-people).

Is life like that? Lehman and others (2017) report on 1,682,504 digital mammograms in the United States: recall 0.869,
specificity 0.889, and per 1,000 mammograms 5.1 cancers found and 0.8 missed, 5.9 in all. Count again; then do the same
for our own model, in the hospital and where one in 200 is ill.
"""


# %%
def reports(recall, specificity, prevalence, people):
    found = people * prevalence * recall
    alarms = people * (1 - prevalence) * (1 - specificity)
    return found, alarms, found / (found + alarms)


found, alarms, share = reports(0.869, 0.889, 0.0059, 1_682_504)
print(f"mammograms: {found:,.0f} found, {alarms:,.0f} alarms, precision {share:.3f}")
for prevalence in (0.37, 0.005):
    here = []
    for score, labels in splits:
        TP, FP, FN, TN = four_boxes(score >= 0, labels).values()
        here.append(reports(TP / (TP + FN), TN / (TN + FP), prevalence, 1e6)[-1])
    print(f"our model at {prevalence}: precision {np.mean(here):.2f},", end=" ")
    print(f"in the ten splits {min(here):.2f} to {max(here):.2f}")

# %% [markdown]
r"""
They published 0.044, too: of 23 women who were called back, one had cancer. Of our model's precision in screening
hardly anything is known, since it hangs on the false alarms, of which a split has 0 to 5. (All this assumes that recall
and specificity stay. Tumours found by screening tend to be earlier and smaller, so recall may well be lower.)

Accuracy does not help: where one in 200 is ill, "healthy" for everybody is right 99.5 % of the time.

### ROC or precision and recall?

"*The ROC curve misleads when the classes are uneven*": Saito and Rehmsmeier (2015) call its look deceptive there, and
recommend precision against recall, the **PR curve**. Its summary is the **average precision** (AP): of each positive
case take the precision at the threshold that just finds it, and average. Try both on scores from two bell curves, the
healthy around 0 and the ill around 2, of 20,000 people, twenty times.
"""

# %%
for prevalence in (0.5, 0.1, 0.01, 0.001):
    aucs, aps, sick = [], [], (np.arange(20_000) < 20_000 * prevalence).astype(int)
    for seed in range(20):
        score = np.random.default_rng(seed).normal(size=20_000) + 2 * sick
        aucs.append(roc_auc_score(score, sick))
        aps.append(average_precision_score(score, sick))
    print(f"prevalence {prevalence:5}", end=": ")
    print(f"AUC {np.mean(aucs):.2f} +- {np.std(aucs):.2f}", end=", ")
    print(f"AP {np.mean(aps):.2f} +- {np.std(aps):.2f}; AP of a guesser {prevalence}")

# %% [markdown]
r"""
Neither lies. AUC asks how well the scores rank, and that is the same everywhere. AP asks what the reports are worth
here, and that is not. Richardson and others (2024), too, find that imbalance moves the PR curve and not the ROC curve.
So compare APs at equal prevalence only.

## What a mistake costs (10 min)

Say that a miss costs as much as 50 false alarms, $c_{FN} = 50$ and $c_{FP} = 1$. (Somebody has to say it; no formula
can.) A sample is malignant with probability $p$. To report it costs $(1 - p)\, c_{FP}$ on average; not to report it,
$p\, c_{FN}$. Do what is cheaper, and report it if

$$(1 - p)\, c_{FP} < p\, c_{FN} \quad\Longleftrightarrow\quad p > t^* = \frac{c_{FP}}{c_{FP} + c_{FN}} = \frac{1}{51}$$

The threshold 0.5 is the best one if both mistakes cost the same, and only then (Elkan 2001).
"""

# %%
rows = []
for score, labels in splits:
    p_here = 1 / (1 + np.exp(-score))
    hindsight = min(cost(p_here >= t, labels) for t in [*p_here, 2.0])
    rows.append([cost(p_here >= t, labels) for t in (0.5, 0.0, 1 / 51)] + [hindsight])
names = "threshold 0.5", "report everybody", "threshold 1/51", "best in hindsight"
for name, column in zip(names, np.transpose(rows), strict=True):
    print(f"{name:17} costs {column.mean():3.0f} +- {column.std():.0f}")
print(f"1/51 is cheaper than 0.5 in {sum(r[2] < r[0] for r in rows)} of 10 splits")

# %% [markdown]
r"""
At this price and on average, the model with the threshold 0.5 is worse than none: to report everybody is cheaper. With
$t^*$ it is worth something. (The best of all, in hindsight, needs the answers.)

The derivation took $p$ at its word. Probabilities that keep it are **calibrated**: of all that get 0.7, seven in ten
turn out positive. Does a softmax keep its word? Take a network with two hidden layers of 100 units, trained for 100
epochs on 1,000 of the wavy lines of MNIST-1D (ten classes), and ask it about 1,000 others. A **reliability diagram**
compares its confidence, the largest of the ten probabilities, with how often it is right.
"""

# %% tags=["hide-input"]
(z, labels), (new, new_labels) = lesson.stored_logits()
best = lesson.best_temperature(z, labels)
curves, read = {}, []
for name, T in (("as trained", 1.0), (f"with temperature {best:.1f}", best)):
    sure = softmax(new, T).max(axis=1)
    right = (new.argmax(axis=1) == new_labels).astype(int)
    curves[name] = calibration_curve(sure, right)
    read.append(f"{name} its mean confidence is {sure.mean():.2f}")
fig, ax = figure(width=4.6, height=4.4)
reliability(ax, curves)
show(
    fig,
    alt=f"reliability diagram of a network that is right in {right.mean():.2f} of "
    "1,000 cases: as trained, most answers have a confidence near 1, and most points "
    "lie far below the diagonal; with a temperature they lie near it",
    caption=f"It is right in {right.mean():.2f} of the cases; {read[0]}, {read[1]}. "
    "The larger a mark, the more cases it stands for.",
)

# %% [markdown]
r"""
As trained, it is sure, and often wrong. The mean distance of the points from the diagonal, weighted by their cases, is
the **expected calibration error** (ECE). One number repairs most of it, the *temperature* $T$ of [lesson
03](03_activation_functions.ipynb): divide all logits by it. Since $z_i > z_j$ means $z_i/T > z_j/T$, no answer changes,
only how sure it is. Choose $T$ by the mean cross-entropy, also called **log loss**, on validation data. Five networks:
"""

# %%
record = lesson.measured()
for stage in ("10 epochs", "100 epochs"):
    runs = [run for run in record["calibration"] if run["stage"] == stage]
    for name, same in (("as trained", runs[::2]), ("with temperature", runs[1::2])):
        print(f"{stage:10} {name:16}", end="")
        for key in ("confidence", "accuracy", "ece", "log loss", "temperature"):
            print(f"  {key} {np.mean([run[key] for run in same]):.2f}", end="")
        print()
for n in (142, 1_000, 10_000):
    print(f"perfect probabilities, {n:6,} cases: ECE {lesson.honest_ece(n):.3f}")

# %% [markdown]
r"""
With more epochs the networks are right somewhat more often, and far too sure. (So are larger networks: Guo and others
2017.) The last lines are a warning: by chance alone, even perfect probabilities have an ECE above 0, the higher the
fewer the cases. And a model that gives every case the prevalence has an ECE near 0 and knows nothing.

## On a GPU (4 min)

Measures are counts, and need no GPU. But a temperature is a parameter like any other, and autograd can find it. Write
$T = \exp(a)$, which keeps it positive; the logits become $z \exp(-a)$, with the derivative $-z \exp(-a) = -z/T$, and
the gradient of softmax with cross-entropy is $p - y$ ([lesson 05](05_loss_functions.ipynb)). So by hand

$$\frac{dL}{da} = -\frac1N \sum_n \sum_k (p_{nk} - y_{nk})\, \frac{z_{nk}}{T}$$
"""

# %%
import nnlearn.torch as mirror

z_there = mirror.tensor(z, dtype="float64").to(mirror.device())
y_there = mirror.tensor(labels).to(mirror.device())
zero = mirror.tensor(np.zeros(1), dtype="float64").to(mirror.device())
a, criterion = mirror.Parameter(zero), mirror.CrossEntropyLoss()
adam = mirror.Adam([a], lr=0.1)
for step in range(200):
    adam.zero_grad()
    criterion(z_there * (-a).exp(), y_there).backward()
    if step == 0:  # T is 1
        by_hand = -((softmax(z) - np.eye(10)[labels]) * z).sum() / len(z)
        off = abs(mirror.to_numpy(a.grad)[0] / by_hand - 1)
    adam.step()
found = np.exp(mirror.to_numpy(a.detach())[0])
print(f"gradient by hand {by_hand:.3f}, relative difference to autograd {off:.6f}")
print(f"temperature by search {best:.3f}, by autograd {found:.3f}")

# %% [markdown]
r"""
Both ways agree. (5,000 logits are far too few for a GPU to be faster; lesson 11 says why.)

## How sure? (10 min)

Right in 96 % of *what*? Of 142 samples, which chance has chosen. If a model is right with probability $q$, each answer
has the variance $q(1 - q)$, and the mean of $N$ independent ones has the spread $\sqrt{q(1 - q)/N}$, its **standard
error**: 0.016 for $q = 0.96$ and $N = 142$. Precision, AUC and most others have no formula as short. The **bootstrap**
(Efron 1979) needs none: let the test set stand for the world. Draw 142 of its 142 samples with replacement, compute the
measure, do this 2,000 times; the middle 95 % of the results are the *percentile interval*.
"""


# %%
def measures(answer, truth):
    TP, FP, FN, TN = four_boxes(answer, truth).values()
    recall, specificity = TP / (TP + FN), TN / (TN + FP)
    screening = reports(recall, specificity, 0.005, 1e6)[-1]
    return (TP + TN) / len(truth), recall, specificity, TP / (TP + FP), screening


print(f"standard error of 0.96: {np.sqrt(0.96 * 0.04 / 142):.3f}")
drawn = bootstrap(measures, answer, truth, rng=np.random.default_rng(0))
low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
names = "accuracy", "recall", "specificity", "precision", "precision at 0.5 %"
for k, value in enumerate(measures(answer, truth)):
    print(f"{names[k]:18} {value:.3f}, 95 % interval {low[k]:.3f} to {high[k]:.3f}")

# %% [markdown]
r"""
What was measured on fewer samples is known less well: recall, on 53, less than accuracy, on 142. And what depends on
four false alarms is hardly known.

Does a 95 % interval hold the truth 95 times in 100? How often it does is its **coverage**. Try it where the truth is
known: 2,000 test sets, each as large as ours, or as that of the digits below.
"""

# %%
for n in (142, 449):
    for q in (0.97, 0.99):
        boot, solved, faultless = lesson.coverage(q, n)
        print(f"{n} cases, truth {q}: bootstrap {boot:.2f}", end=", ")
        print(f"Wilson {solved:.2f}; no mistake at all in {faultless:.2f} of the sets")
low, high = wilson(142, 142)
print(f"142 of 142 right: Wilson {low:.3f} to {high:.0f};", end=" ")
print(f"rule of three: {1 - 3 / 142:.3f} or more")

# %% [markdown]
r"""
Where mistakes are rare the bootstrap fails: what is not in the test set is in no draw, so after a test without a
mistake its interval is [1, 1]. *Wilson's interval* (1927) holds every $q$ from which the measured share is at most 1.96
standard errors away, those of that $q$. And for no mistake in $N$ cases there is a rule of thumb: a model that errs
with probability ε passes such a test with probability $(1 - ε)^N$. That is 0.05 where $N \log(1 - ε) = \log 0.05
\approx -3$, so $ε \approx 3/N$, since $\log(1 - ε) \approx -ε$: the **rule of three** (Hanley and Lippman-Hand 1983).

Two models that answered the *same* cases share the luck of which cases came. In the difference it cancels. So draw
cases, and take both models' answers to each: a *paired* comparison.

**Your turn.** [Exercise 12.4: The same cases for
both](../exercises/12_evaluation_exercises.ipynb#12.4-The-same-cases-for-both).

On all digits, ten softmax neurons against the nearest neighbour, in ten splits; and then two simulated models that are
equally good, a thousand times.
"""


# %%
def compared(one, two):
    return one.mean(), two.mean(), (one - two).mean()


overlapping = clear = 0
for seed in range(10):
    (a, b), (new, label) = datasets.split(digits.x / 16, digits.y, seed=seed)
    nn.manual_seed(seed)
    model = nn.Linear(64, 10).to(nn.device())
    model.weight.data[:], model.bias.data[:] = 0, 0
    loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.05)
    nn.fit(model, loss, adam, a, b, epochs=300, batch_size=len(a))
    one = (nearest(a, b, new) == label).astype(float)
    two = (nn.predict(model, new).argmax(axis=1) == label).astype(float)
    drawn = bootstrap(compared, one, two, rng=np.random.default_rng(seed))
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    overlapping += high[1] >= low[0]
    clear += high[1] >= low[0] and low[2] > 0
    if seed == 2:
        print(f"split 2: neighbour {low[0]:.3f} to {high[0]:.3f}, softmax", end=" ")
        print(f"{low[1]:.3f} to {high[1]:.3f}", end=", ")
        print(f"difference {low[2]:.3f} to {high[2]:.3f}")
print(f"the intervals overlap in {overlapping} of 10 splits;", end=" ")
print(f"in {clear} of these that of the difference excludes 0")
paired, apart = lesson.equal_models()
print(f"equal models: the difference excludes 0 in {paired:.3f},", end=" ")
print(f"the intervals do not overlap in {apart:.3f}")

# %% [markdown]
r"""
Two intervals that overlap do not mean that there is no difference. The paired interval calls equal models different
about one time in twenty, as a 95 % interval should. To wait until two intervals part is not careful: it overlooks
differences that are there.

## Fooling yourself (8 min)

Nobody below cheats.

**The best of many.** Try a hundred models, report the best one. Let all of them toss coins, on 142 cases. Then real
networks on MNIST-1D that differ only in their seed: the best of 15 on 142 cases, and the same one on 4,000 others, for
five training sets.
"""

# %%
rng = np.random.default_rng(0)
for m in (1, 10, 100, 1_000, 10_000):
    top = rng.binomial(142, 0.5, size=(200, m)).max(axis=1) / 142
    bound = 0.5 + np.sqrt(2 * np.log(m)) * 0.5 / np.sqrt(142)
    print(f"best of {m:6,} coin flippers: {top.mean():.2f} (bound {bound:.2f})")
first, again = [], []
for row in record["luck"]:
    k = int(np.argmax(row["few"]))
    first.append(row["few"][k])
    again.append(row["many"][k])
print(f"best of 15 seeds: {np.mean(first):.3f} +- {np.std(first):.3f};", end=" ")
print(f"on other cases {np.mean(again):.3f} +- {np.std(again):.3f}")

# %% [markdown]
r"""
The best of $m$ guessers is on average at most $\sqrt{2 \log m}$ standard errors above 0.5 (the bound, without proof):
it rises slowly, but keeps rising. A test set that has chosen among a hundred models has become validation data.

**Choosing before splitting.** Sixty patients, half of them ill, with 2,000 measurements that are pure noise. Keep the
20 that differ most between ill and healthy, then **cross-validate**: divide the cases into $k$ parts, the *folds*, and
test on each a model that learned from the others.

**Copies.** 150 digits, each photographed three times with different noise (simulated), in four folds.

**A scale from all data.** Guides warn against taking mean and spread before the split. How much does it matter?
"""

# %%
seeds = range(20)
for inside in (False, True):
    shares = [lesson.noise_accuracy(seed, inside) for seed in seeds]
    where = "inside each fold" if inside else "before the folds"
    print(f"noise, chosen {where}: {np.mean(shares):.2f} +- {np.std(shares):.2f}")
for by_owner in (False, True):
    shares = [lesson.copies_accuracy(seed, by_owner) for seed in seeds]
    what = "each digit's photos together" if by_owner else "photo by photo"
    print(f"digits, divided {what}: {np.mean(shares):.3f} +- {np.std(shares):.3f}")
rows = record["scaling"]
for name in ("logistic", "nearest neighbour"):
    kept, spoilt = (np.array([row[name] for row in rows[k::2]]) for k in (0, 1))
    gap = spoilt - kept
    print(f"scale from all data, {name}: {gap.mean():+.4f} +- {gap.std():.4f}")

# %% [markdown]
r"""
Choosing early and torn copies are **leakage**: something of the test cases got into the training. Whatever looks at the
targets belongs inside the folds, and what belongs together stays together (`groups` in `datasets.folds`). A scale from
all data is leakage too, by the book, but in twenty splits of these data it does not show. Keep the habit; worry about
the other two.

**Your turn.** [Exercise 12.5: Every case is tested
once](../exercises/12_evaluation_exercises.ipynb#12.5-Every-case-is-tested-once).

How good an estimate do folds give, and how many should there be? Take 400 sets of 300 wavy lines, and the nearest
neighbour; its accuracy on 4,000 other lines is as good as the truth. A **hold-out** sets a quarter aside.
"""

# %%
rows = record["folds"]
known = np.array([row["truth"] for row in rows])
print(f"truth {known.mean():.3f}; estimate minus truth:")
for name in ("hold-out", "3 folds", "5 folds", "10 folds", "5 folds, 4 times"):
    off = np.array([row[name] for row in rows]) - known
    print(f"{name:16} mean {off.mean():+.3f}, spread {off.std():.3f}")

# %% [markdown]
r"""
The hold-out tests on fewest cases and scatters most. With more folds a model learns from more cases, and the mean comes
closer to the truth; the scatter of ten is that of five. Five folds four times over are only a little surer than once:
the 300 cases are the same. (From the folds alone you cannot even tell without bias how much they scatter: Bengio and
Grandvalet 2004.) And cross-validation gives a number, not a model; train the model on all cases afterwards.

## Where it breaks (3 min)

Every interval assumes that tomorrow's cases come from where today's did. Take the ten models to another hospital, whose
microscope magnifies more: radius and perimeter grow by a factor, the area by its square.
"""

# %%
for factor in (1.0, 1.1, 1.3, 1.6):
    shares = []
    for seed, model in enumerate(models):
        (a, _), (new, labels) = datasets.split(tissue.x, malignant, seed=seed)
        mean, std = datasets.mean_and_std(a)
        score = nn.predict(model, (lesson.magnified(new, factor) - mean) / std)
        shares.append(accuracy(score[:, 0], labels, threshold=0))
    print(f"magnified {factor}: accuracy {np.mean(shares):.2f} +- {np.std(shares):.2f}")

# %% [markdown]
r"""
No interval saw that coming, and none could. A report says where its cases come from.

**Your turn.** The open one: [Exercise 12.6: A report
card](../exercises/12_evaluation_exercises.ipynb#12.6-A-report-card).

## Recall (2 min)
"""

# %%
quiz("12.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Recall and specificity each look at one kind of people; precision mixes them and changes with the prevalence; F1 depends on which class is positive.
- The area under the ROC curve says how well scores rank; the threshold comes from costs, $c_{FP}/(c_{FP} + c_{FN})$.
- That needs calibrated probabilities. Networks boast; a temperature repairs much of it, and changes no answer.
- Every number has an interval: bootstrap, or Wilson's where mistakes are rare. Two models are compared on the same cases.
- Choose inside the folds, keep copies together, test once, and say where the cases come from.

### New terms

- **positive class**: the class that is looked for.
- **true positive**: ill and reported.
- **false positive**: healthy and reported, a false alarm.
- **false negative**: ill and not reported, a miss.
- **true negative**: healthy and not reported.
- **recall**: of the ill, the share that is found; in medicine sensitivity.
- **specificity**: of the healthy, the share that is not reported.
- **precision**: of the reported, the share that is ill; in medicine positive predictive value.
- **F1 score**: the harmonic mean of precision and recall.
- **macro average**: the mean over the classes, which all count the same.
- **micro average**: the measure after the counts of all classes were added up.
- **nearest neighbour**: the model that says the label of the most similar known case.
- **root mean squared error**: the root of the mean squared error, in the unit of the target; RMSE.
- **ROC curve**: recall against 1 - specificity, over all thresholds.
- **AUC**: the area under the ROC curve; how often a positive case outranks a negative one.
- **prevalence**: the share of people who are ill.
- **PR curve**: precision against recall, over all thresholds.
- **average precision**: the mean, over the positive cases, of the precision at the threshold that just finds each.
- **calibrated**: said of probabilities that come true as often as they say.
- **reliability diagram**: how often an answer was right, against the probability that was given for it.
- **expected calibration error**: the mean distance of a reliability diagram from its diagonal; ECE.
- **log loss**: the mean cross-entropy of predicted probabilities.
- **standard error**: the spread of a measured number over test sets.
- **bootstrap**: drawing from the test set, with replacement, as many cases as it has, to see how much a number varies.
- **coverage**: how often an interval holds the truth.
- **rule of three**: after no mistake in N cases, the probability of one is at most about 3/N.
- **cross-validate**: test each of k parts by a model that learned from the others.
- **leakage**: something of the test cases gets into the training.
- **hold-out**: one part that is set aside for the test.

### Sources

- Lehman and others (2017), ["National performance benchmarks for modern screening digital
  mammography"](https://doi.org/10.1148/radiol.2016161174), Radiology 283: the figures of screening.
- Street, Wolberg, Mangasarian (1993), "Nuclear feature extraction for breast tumor diagnosis", SPIE 1905: the data.
- Gigerenzer, Hoffrage (1995), "How to improve Bayesian reasoning without instruction: frequency formats",
  Psychological Review 102: counting people.
- Fawcett (2006), ["An introduction to ROC analysis"](https://doi.org/10.1016/j.patrec.2005.10.010). Hanley, McNeil
  (1982), "The meaning and use of the area under a receiver operating characteristic (ROC) curve", Radiology 143.
- Saito, Rehmsmeier (2015), ["The precision-recall plot is more informative than the ROC plot when evaluating binary
  classifiers on imbalanced datasets"](https://doi.org/10.1371/journal.pone.0118432). Richardson and others (2024), ["The
  receiver operating characteristic curve accurately assesses imbalanced
  datasets"](https://doi.org/10.1016/j.patter.2024.100994).
- Elkan (2001), "The foundations of cost-sensitive learning", IJCAI. Guo, Pleiss, Sun, Weinberger (2017), ["On
  calibration of modern neural networks"](https://arxiv.org/abs/1706.04599).
- Efron (1979), ["Bootstrap methods: another look at the jackknife"](https://doi.org/10.1214/aos/1176344552). Wilson
  (1927), "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
  Association 22. Hanley, Lippman-Hand (1983), ["If nothing goes wrong, is everything all
  right?"](https://doi.org/10.1001/jama.1983.03330370053031).
- Hastie, Tibshirani, Friedman (2009), "The elements of statistical learning", section 7.10.2: features chosen before
  the folds. Bengio, Grandvalet (2004), ["No unbiased estimator of the variance of k-fold
  cross-validation"](https://jmlr.org/papers/v5/grandvalet04a.html).
"""
