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
        title="Nesterov looks ahead",
        reference=answers.nesterov,
        inputs=answers.sample_look,
        returns=("w", "v"),
        wrong={
            "the gradient is taken at w": Wrong(
                mistakes.gradient_at_w,
                "That is plain momentum. Take the gradient where the old velocity would carry w in this step.",
            ),
            "the learning rate is missing in the look ahead": Wrong(
                mistakes.lr_forgotten, "A velocity is not a distance: how far does w move along a velocity in one step?"
            ),
            "it looks back": Wrong(
                mistakes.looks_back, "The weights move against v. On which side of w do they end, then?"
            ),
            "the look ahead uses the whole old velocity": Wrong(
                mistakes.mu_forgotten, "Only mu times the old velocity goes into this step. Look ahead by that part."
            ),
            "the step begins at the point ahead": Wrong(
                mistakes.starts_ahead,
                "The new velocity holds mu times the old one already. Begun at the point ahead, you go that way twice.",
            ),
            "it steps along g + mu v from w": Wrong(
                mistakes.form_of_libraries,
                "That is what libraries do, whose weights are the point ahead. Here w is the place itself, and "
                "`gradient` is asked elsewhere.",
            ),
        },
        hints=(
            "Of the step -lr v that is to come, one part is known before the gradient is. Which?",
            "The new velocity is mu times the old one plus the gradient: the old one alone moves w by -lr mu v.",
            "First the point ahead, w - lr * mu * v; then v with the gradient there; then w, from w itself.",
        ),
    ),
    Exercise(
        id="07.3",
        title="An Adam of your own",
        reference=answers.Adam,
        inputs=answers.sample_steps,
        cases=answers.CASES,
        run=answers.walk,
        returns=("the first array", "the second array"),
        wrong={
            "m and s are not corrected for their start at zero": Wrong(
                mistakes.UncorrectedAdam,
                "In the first step m is a tenth of the gradient and s a thousandth of its square. What is m / sqrt(s)?",
            ),
            "the counter counts arrays, not steps": Wrong(
                mistakes.CountsArrays,
                "With two arrays your t is 1 for the first and 2 for the second, in the same step. Raise it once, "
                "before the loop.",
            ),
            "m and s are forgotten after each step": Wrong(
                mistakes.Forgets,
                "m = 0.9 * m + ... gives the name to a new array; the one in self.m is still zero. Write into it: "
                "m[:] = ...",
            ),
            "the weights do not move": Wrong(
                mistakes.NotInPlace,
                "w = w - ... makes a new array and leaves the network's own as it was. Change it in place: w -= ...",
            ),
            "the root is missing": Wrong(
                mistakes.RootMissing,
                "Divide by the root of s, not by s: if all gradients double, the step must stay the same.",
            ),
            "eps is under the root": Wrong(
                mistakes.EpsUnderTheRoot, "It matters only where gradients are tiny: eps is added to the root."
            ),
        },
        hints=(
            "Raise t once. Then, for each array: its m, its s, the two corrections, and the step.",
            "Loop over zip(self.weights, self.m, self.s, gradients); write into the arrays: m[:] = ... and w -= ...",
            "m is corrected by 1 - 0.9**self.t, s by 1 - 0.999**self.t; the step is lr times the corrected m, divided "
            "by the root of the corrected s plus 1e-8.",
        ),
    ),
    Exercise(
        id="07.4",
        title="When to stop",
        reference=answers.stop,
        inputs=answers.sample_losses,
        cases=answers.LOSSES,
        special={"losses of which the first is the best for long": answers.FIRST_IS_BEST},
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
        target="at least 94 % of 449 unseen digits right after three epochs, from each of five starts",
        measure=answers.measure_three_epochs,
        hints=(
            "Three epochs with batches of 32 make 129 steps. How could you take more steps, or larger ones?",
            "Which optimizers do not care how large the gradients are? Find the right order of magnitude of its rate "
            "first: the range test of the lesson, or tries at 0.003, 0.01, 0.03 ...",
            "Change one thing at a time and look at the five starts. If they differ a lot, the rate is too large or "
            "the batch too small; if all are equally low, the steps were too few or too short.",
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
                ("One.", "With one batch of all 1,000 it would be. Here a pass over the data takes more steps."),
                (
                    "20.",
                    "1,000 / 50: one iteration for each batch, and after 20 of them each example has had its turn.",
                ),
                ("50.", "That is the size of a batch. Count the batches."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
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
                    "m and sqrt(s), both corrected, are the gradient and its size.",
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
