"""The exercises and quizzes of lesson 07: optimizers."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.optimizers import answers
from nnlearn.lessons.optimizers.answers import adam, batches, momentum, stop

EXERCISES = (
    Exercise(
        id="07.1",
        title="Cut an epoch into batches",
        reference=batches,
        inputs=answers.draw_order,
        cases=(answers.EVEN, answers.WHOLE),
        wrong={
            "the short last batch is dropped": Wrong(
                lambda order, size: [order[i : i + size] for i in range(0, len(order) - size + 1, size)],
                "Seven examples in batches of three are three batches: the last one holds one example.",
            ),
            "an empty batch comes at the end": Wrong(
                lambda order, size: [order[i * size : (i + 1) * size] for i in range(len(order) // size + 1)],
                "Six examples in batches of three are two batches; yours has a third one with nothing in it.",
            ),
            "neighbouring batches overlap": Wrong(
                lambda order, size: [order[i : i + size] for i in range(len(order))],
                "In an epoch each example comes up once. By how much does the start of a batch move on?",
            ),
            "the batches are made equally large": Wrong(
                lambda order, size: np.array_split(order, -(-len(order) // size)),
                "All batches hold `size` examples, save the last.",
            ),
            "size is taken for the number of batches": Wrong(
                lambda order, size: np.array_split(order, size),
                "You have `size` batches. Asked for are batches of `size` examples.",
            ),
            "the order is not kept": Wrong(
                lambda order, size: [np.sort(order)[i : i + size] for i in range(0, len(order), size)],
                "The order was shuffled on purpose. Cut it as it is.",
            ),
        },
        hints=(
            "The first batch begins at 0, the second at `size`, the third at twice that.",
            "range(0, len(order), size) gives all the beginnings.",
            "[order[i : i + size] for i in range(0, len(order), size)]; a slice beyond the end is short by itself.",
        ),
    ),
    Exercise(
        id="07.2",
        title="A step with momentum",
        reference=momentum,
        inputs=answers.draw_momentum,
        returns=("theta", "v"),
        wrong={
            "the step does not use the velocity": Wrong(
                lambda theta, v, g, lr, mu: (theta - lr * g, mu * v + g),
                "You keep a velocity and then step along the bare gradient. Which of the two should move theta?",
            ),
            "the step uses the old velocity": Wrong(
                lambda theta, v, g, lr, mu: (theta - lr * v, mu * v + g),
                "First the velocity takes the gradient in, then theta moves by it. With v = 0 your first step is none.",
            ),
            "the velocity is damped as well": Wrong(
                lambda theta, v, g, lr, mu: momentum(theta, v, (1 - mu) * g, lr, mu),
                "That is a mean of gradients, as in Adam. Here, as in PyTorch, the whole gradient is added.",
            ),
            "the learning rate is inside the velocity": Wrong(
                lambda theta, v, g, lr, mu: (theta + mu * v - lr * g, mu * v - lr * g),
                "It walks the same path while lr stays, but a schedule would change it. Keep lr out of v.",
            ),
            "it steps uphill": Wrong(
                lambda theta, v, g, lr, mu: (theta + lr * (mu * v + g), mu * v + g),
                "The velocity adds up gradients, which point uphill. Which sign has the step?",
            ),
            "it looks ahead": Wrong(
                lambda theta, v, g, lr, mu: (theta - lr * (g + mu * (mu * v + g)), mu * v + g),
                "That is Nesterov's variant, a fine one. Here the step is lr times v.",
            ),
        },
        hints=(
            "Two lines: the velocity first, then the weights.",
            "The new velocity is mu times the old one plus the gradient.",
            "v = mu * v + g; return theta - lr * v, v.",
        ),
    ),
    Exercise(
        id="07.3",
        title="Adam",
        reference=adam,
        inputs=answers.draw_adam,
        cases=(answers.FIRST_STEP, answers.FLAT),
        returns=("theta", "m", "v"),
        wrong={
            "nothing is corrected for the start at zero": Wrong(
                lambda theta, m, v, g, k, lr: adam(theta, m, v, g, k, lr, correct=lambda b, k: 1.0),
                "In the first step m is a tenth of the gradient and v a thousandth of its square. What is m / sqrt(v)?",
            ),
            "the correction begins at k = 0": Wrong(
                lambda theta, m, v, g, k, lr: adam(theta, m, v, g, k + 1, lr),
                "k is 1 in the first step: m is then divided by 1 - 0.9.",
            ),
            "the gradient is not squared in v": Wrong(
                lambda theta, m, v, g, k, lr: adam(theta, m, v, g, k, lr, power=1),
                "v is a mean of squares, so that its root has the size of a gradient.",
            ),
            "the root is missing": Wrong(
                lambda theta, m, v, g, k, lr: adam(theta, m, v, g, k, lr, size=lambda v, eps: v + eps),
                "Divide by the root of v, a size, and not by v: double all gradients, and the step has to stay.",
            ),
            "eps stands under the root": Wrong(
                lambda theta, m, v, g, k, lr: adam(theta, m, v, g, k, lr, size=lambda v, eps: np.sqrt(v + eps)),
                "Only where gradients are tiny does it matter: eps is added to the root.",
            ),
            "both means forget equally fast": Wrong(
                lambda theta, m, v, g, k, lr: adam(theta, m, v, g, k, lr, b2=0.9),
                "m forgets with 0.9, v with 0.999: sizes are remembered longer than directions.",
            ),
        },
        hints=(
            "Four lines: m, v, both corrected, and the step.",
            "m = 0.9 m + 0.1 g, v = 0.999 v + 0.001 g^2; corrected they are m / (1 - 0.9**k) and v / (1 - 0.999**k).",
            "theta - lr * m_corrected / (np.sqrt(v_corrected) + 1e-8); return it with the uncorrected m and v.",
        ),
    ),
    Exercise(
        id="07.4",
        title="When to stop",
        reference=stop,
        inputs=answers.draw_losses,
        cases=answers.LOSSES,
        returns=("best", "stopped"),
        wrong={
            "it stops one epoch too early": Wrong(
                lambda losses, patience: stop(losses, patience - 1),
                "With patience 2 the second epoch without a new best is the last one.",
            ),
            "it stops one epoch too late": Wrong(
                lambda losses, patience: stop(losses, patience + 1),
                "With patience 2 the second epoch without a new best is the last one. >= or >?",
            ),
            "the last epoch is returned as the best": Wrong(
                lambda losses, patience: (stop(losses, patience)[1], stop(losses, patience)[1]),
                "The best epoch is the one whose weights you would keep: `patience` epochs back.",
            ),
            "it never stops": Wrong(
                lambda losses, patience: (int(np.argmin(losses)), len(losses) - 1),
                "A lower loss may come later, but nobody waits for it: patience has ended by then.",
            ),
            "it counts rises in a row": Wrong(
                answers.stop_after_rises, "A small dip is no new best. Count the epochs since the *lowest* loss."
            ),
            "an equal loss counts as a new best": Wrong(answers.stop_on_ties, "Equal is not lower: patience goes on."),
        },
        hints=(
            "Remember the best epoch so far, and compare each loss with the loss there.",
            "Epochs without a new best: epoch - best. When does that reach patience?",
            "In the loop: if loss < losses[best]: best = epoch; if epoch - best >= patience: return best, epoch.",
        ),
    ),
    Exercise(
        id="07.5",
        title="Three epochs",
        target="at least 94 % of 449 unseen digits right after three epochs, from each of three starts",
        measure=answers.measure_three_epochs,
        hints=(
            "Three epochs of batches of 32 are 129 steps. How could there be more of them, or larger ones?",
            "Plain SGD is too slow or, with a large rate, too restless at the end. Which optimizer scales its steps?",
            "Try Adam with ten times its usual rate and batches of 16.",
        ),
        seconds=60,
    ),
)

QUIZZES = (
    Quiz(
        "07.predict",
        Question(
            "You have 1,000 examples and batches of 50. How many iterations are one epoch?",
            (
                ("One.", "So you may read: one iteration, one pass over the data. Count along with the strip."),
                ("20.", "Count along with the strip: a batch, a step, an iteration."),
                ("50.", "That is the size of a batch. How many of them are there?"),
            ),
            answer="b",
        ),
        later="Count",
    ),
    Quiz(
        "07.recall",
        Question(
            "You make the batch four times as large. What happens to the noise of the gradient, roughly?",
            (
                ("It is a quarter.", "Its square is; the noise itself goes with the root."),
                ("It is half.", "The mean of B independent numbers has 1/sqrt(B) of their spread."),
                ("It stays.", "A mean over more examples is closer to the mean over all."),
            ),
            answer="b",
        ),
        Question(
            "In its first step Adam moves every weight by almost exactly the learning rate. Why?",
            (
                (
                    "m and sqrt(v), both corrected, are the gradient and its size.",
                    "g / |g| is the sign. The correction makes it so from the first step on.",
                ),
                ("Because gradients are small at the start.", "Make them a thousand times larger: the step stays."),
                ("Because eps dominates.", "eps is 1e-8, far below most gradients."),
            ),
            answer="a",
        ),
        Question(
            "Your training loss still falls, the validation loss has been rising for ten epochs. What do you do?",
            (
                ("Go on: more epochs are better.", "For the examples that it knows. The others say otherwise."),
                ("Choose by the test data when to stop.", "Then the test data have helped to train, and test nothing."),
                ("Take the weights from ten epochs ago.", "That is early stopping; the test data stay untouched."),
            ),
            answer="c",
        ),
    ),
)
