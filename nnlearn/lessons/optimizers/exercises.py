"""The exercises and quizzes of lesson 07: optimizers."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.optimizers import answers, mistakes

EXERCISES = (
    Exercise(
        id="07.1",
        title="Cut an epoch into batches",
        reference=answers.batches,
        inputs=answers.sample_order,
        cases=(answers.EVEN, answers.WHOLE),
        wrong={
            "the short last batch is dropped": Wrong(
                mistakes.last_batch_dropped,
                "Seven examples in batches of three make three batches: the last one holds one example.",
            ),
            "an empty batch comes at the end": Wrong(
                mistakes.empty_batch_at_the_end,
                "Six examples in batches of three make two batches; yours has a third one with nothing in it.",
            ),
            "neighbouring batches overlap": Wrong(
                mistakes.batches_overlap,
                "In an epoch each example comes up once. How far is it from the start of one batch to the next?",
            ),
            "the batches are made equally large": Wrong(
                mistakes.equally_large, "All batches except the last hold `size` examples."
            ),
            "size is taken for the number of batches": Wrong(
                mistakes.size_as_number_of_batches, "You have `size` batches. You need batches of `size` examples."
            ),
            "the order is not kept": Wrong(
                mistakes.order_not_kept, "The order was shuffled on purpose. Cut it as it is."
            ),
        },
        hints=(
            "The first batch begins at 0, the second at `size`, the third at twice that.",
            "range(0, len(order), size) gives the start of every batch.",
            "[order[i : i + size] for i in range(0, len(order), size)]; a slice past the end is simply shorter.",
        ),
    ),
    Exercise(
        id="07.2",
        title="A step with momentum",
        reference=answers.momentum,
        inputs=answers.sample_momentum,
        returns=("theta", "v"),
        wrong={
            "the step does not use the velocity": Wrong(
                mistakes.velocity_not_used,
                "You keep a velocity and then step along the gradient alone. Which of the two should move theta?",
            ),
            "the step uses the old velocity": Wrong(
                mistakes.old_velocity_used,
                "First add the gradient to the velocity, then move theta. With v = 0 your first step does not move at "
                "all.",
            ),
            "the velocity is damped as well": Wrong(
                mistakes.velocity_damped,
                "That is a mean of gradients, as in Adam. Here, as in PyTorch, the whole gradient is added.",
            ),
            "the learning rate is inside the velocity": Wrong(
                mistakes.lr_in_the_velocity,
                "It takes the same path while lr is constant, but not with a schedule. Keep lr out of v.",
            ),
            "it steps uphill": Wrong(
                mistakes.uphill, "The velocity adds up gradients, which point uphill. What is the sign of the step?"
            ),
            "it looks ahead": Wrong(
                mistakes.looks_ahead, "That is Nesterov's variant, and a good one. Here the step is lr times v."
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
        reference=answers.adam,
        inputs=answers.sample_adam,
        cases=(answers.FIRST_STEP, answers.FLAT),
        returns=("theta", "m", "v"),
        wrong={
            "m and v are not corrected for their start at zero": Wrong(
                mistakes.no_correction,
                "In the first step m is a tenth of the gradient and v a thousandth of its square. What is m / sqrt(v)?",
            ),
            "the correction begins at k = 0": Wrong(
                mistakes.correction_from_zero, "k is 1 in the first step: m is then divided by 1 - 0.9."
            ),
            "the gradient is not squared in v": Wrong(
                mistakes.not_squared, "v is a mean of squares, so that its root has the size of a gradient."
            ),
            "the root is missing": Wrong(
                mistakes.root_missing,
                "Divide by the root of v, not by v: if all gradients double, the step must stay the same.",
            ),
            "eps is under the root": Wrong(
                mistakes.eps_under_the_root, "It matters only where gradients are tiny: eps is added to the root."
            ),
            "both means forget at the same rate": Wrong(
                mistakes.equal_memories,
                "m forgets with 0.9, v with 0.999: sizes are remembered longer than directions.",
            ),
        },
        hints=(
            "Four lines: m, v, the two corrections, and the step.",
            "m = 0.9 m + 0.1 g, v = 0.999 v + 0.001 g^2; corrected they are m / (1 - 0.9**k) and v / (1 - 0.999**k).",
            "theta - lr * m_corrected / (np.sqrt(v_corrected) + 1e-8); return it with the uncorrected m and v.",
        ),
    ),
    Exercise(
        id="07.4",
        title="When to stop",
        reference=answers.stop,
        inputs=answers.sample_losses,
        cases=answers.LOSSES,
        returns=("best", "stopped"),
        wrong={
            "it stops one epoch too early": Wrong(
                mistakes.one_epoch_too_early, "With patience 2 the second epoch without a new best is the last one."
            ),
            "it stops one epoch too late": Wrong(
                mistakes.one_epoch_too_late,
                "With patience 2 the second epoch without a new best is the last one. >= or >?",
            ),
            "the last epoch is returned as the best": Wrong(
                mistakes.last_for_best,
                "The best epoch is the one whose weights you would keep: `patience` epochs back.",
            ),
            "it never stops": Wrong(
                mistakes.never_stops, "A lower loss may come later, but by then patience has run out."
            ),
            "it counts rises in a row": Wrong(
                mistakes.rises_in_a_row, "A small dip is not a new best. Count the epochs since the *lowest* loss."
            ),
            "an equal loss counts as a new best": Wrong(
                mistakes.ties_are_best, "Equal is not lower: the count continues."
            ),
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
            "Three epochs with batches of 32 make 129 steps. How could you take more steps, or larger ones?",
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
                ("One.", "You may read that an iteration is one pass over the data. Count along with the strip."),
                ("20.", "Count along with the strip: a batch, a step, an iteration."),
                ("50.", "That is the size of a batch. How many of them are there?"),
            ),
            answer="b",
        ),
        answered_in="Count",
    ),
    Quiz(
        "07.recall",
        Question(
            "You make the batch four times as large. What happens to the noise of the gradient, roughly?",
            (
                ("It is a quarter.", "Its square is; the noise itself goes with the root."),
                ("It is half.", "The mean of B independent numbers has 1/sqrt(B) times their spread."),
                ("It stays the same.", "A mean over more examples is closer to the mean over all."),
            ),
            answer="b",
        ),
        Question(
            "In its first step Adam moves every weight by almost exactly the learning rate. Why?",
            (
                (
                    "m and sqrt(v), both corrected, are the gradient and its size.",
                    "g / |g| is the sign. The correction makes this true from the first step on.",
                ),
                (
                    "Because gradients are small at the start.",
                    "Make them a thousand times larger: the step stays the same.",
                ),
                ("Because eps dominates.", "eps is 1e-8, far below most gradients."),
            ),
            answer="a",
        ),
        Question(
            "Your training loss is still falling, but the validation loss has been rising for ten epochs. What do you "
            "do?",
            (
                ("Continue: more epochs are better.", "For the examples that it knows. The others say otherwise."),
                (
                    "Let the test data decide when to stop.",
                    "Then the test data have helped to train, and test nothing.",
                ),
                ("Take the weights from ten epochs ago.", "That is early stopping; the test data stay untouched."),
            ),
            answer="c",
        ),
    ),
)
