"""The exercises and quizzes of lesson 07: optimizers."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.optimizers import answers, mistakes, three_epochs
from nnlearn.lessons.optimizers import mistakes_of_optimizers as optimizers
from nnlearn.lessons.optimizers.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="07.1",
        title="Cut an epoch into batches",
        reference=answers.batches,
        inputs=answers.sample_order,
        cases=(answers.EVEN,),
        special={"a batch larger than the data": answers.WHOLE},
        wrong={
            "what is left over makes no batch of its own": Wrong(
                mistakes.last_batch_dropped,
                "Seven examples in batches of three make three batches: the last one holds one example.",
                also=(mistakes.last_element_dropped, *mistakes.REST_JOINED),
            ),
            "an empty batch comes at the end": Wrong(
                mistakes.empty_batch_at_the_end,
                "Six examples in batches of three make two batches; yours has a third one with nothing in it.",
            ),
            "neighbouring batches overlap": Wrong(
                mistakes.batches_overlap,
                "In an epoch each example comes up once. How far is it from the start of one batch to the next?",
                also=(mistakes.batches_overlap_until_the_last_whole_one, mistakes.begins_at_its_number),
            ),
            "a batch does not end `size` after its beginning": Wrong(
                mistakes.rest_of_the_order,
                "A batch has two ends in `order`, and both move on from batch to batch. Where should the second batch "
                "of three begin and end, and where does yours?",
                also=(mistakes.end_at_size, mistakes.one_short, mistakes.one_long, mistakes.single_examples),
            ),
            "the batches are made equally large": Wrong(
                mistakes.equally_large,
                "All batches hold `size` examples, except the last: it holds what is left.",
                also=(mistakes.equally_large_from_whole_batches, mistakes.filled_up),
            ),
            "size is taken for the number of batches": Wrong(
                mistakes.size_as_number_of_batches,
                "You have `size` batches. You need batches of `size` examples.",
                also=(mistakes.size_as_number_of_equal_batches, mistakes.every_size_th),
            ),
            "the order is not kept": Wrong(
                mistakes.order_not_kept,
                "The order was shuffled on purpose. Cut it as it is: neighbours in `order` are neighbours in a batch.",
                also=(mistakes.neighbours_parted, mistakes.order_reversed),
            ),
            "the short batch comes first": Wrong(
                mistakes.short_batch_first,
                "The first batch is whole, and so are the next; what is left over comes last.",
                also=(mistakes.short_batch_first_even_if_empty,),
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
                optimizers.gradient_at_w,
                "That is plain momentum. Take the gradient where the old velocity would carry w in this step.",
            ),
            "the learning rate is missing in the look ahead": Wrong(
                optimizers.lr_forgotten,
                "A velocity is not a distance: how far does w move along a velocity in one step?",
                also=(optimizers.lr_and_mu_forgotten,),
            ),
            "it looks back": Wrong(
                optimizers.looks_back,
                "The weights move against v. On which side of w do they end, then?",
                also=(optimizers.looks_back_without_lr, optimizers.looks_back_without_mu),
            ),
            "the whole old velocity is used": Wrong(
                optimizers.mu_forgotten,
                "Only mu times the old velocity goes into this step, into the look ahead as well as into the new "
                "velocity.",
                also=(optimizers.mu_missing_in_the_velocity, optimizers.mu_missing_everywhere),
            ),
            "the step begins at the point ahead": Wrong(
                optimizers.starts_ahead,
                "The new velocity holds mu times the old one already. Begun at the point ahead, you go that way twice.",
            ),
            "a gradient at w is used as well": Wrong(
                optimizers.form_of_libraries,
                "That is what libraries do, whose weights are the point ahead, or plain momentum comes first in yours. "
                "Here one gradient is asked for, at the point ahead, and it goes into v.",
                also=(optimizers.looks_ahead_by_the_new_velocity, optimizers.looks_ahead_after_plain_momentum),
            ),
            "the learning rate is inside the velocity": Wrong(
                optimizers.LR_INSIDE[0],
                "Some books write it so, but the v of the task is mu v + g, without a learning rate; the rate comes "
                "in when w moves.",
                also=optimizers.LR_INSIDE[1:],
            ),
            "the velocity points downhill": Wrong(
                optimizers.downhill,
                "In the task v adds up gradients, which point uphill, and w moves against it. In yours the gradient is "
                "taken off v.",
                also=(optimizers.downhill_from_the_point_ahead, optimizers.downhill_and_against_it),
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
        cases=(answers.TWO_STEPS,),
        special={"a single step": answers.ONE_STEP, "gradients as small as 1e-8": answers.TINY_STEPS},
        run=answers.walk,
        returns=("the first array", "the second array"),
        wrong={
            "m and s are not corrected for their start at zero": Wrong(
                optimizers.UncorrectedAdam,
                "In the first step m is a tenth of the gradient and s a thousandth of its square. Print your m and s "
                "after the corrections: they should then be the gradient and its square.",
                also=optimizers.PARTLY_CORRECTED,
            ),
            "the corrections are not those of each step": Wrong(
                optimizers.CountsArrays,
                "In the first step m is divided by 0.1 and s by 0.001, for all arrays; in the second by 0.19 and "
                "0.001999. Print what you divide by. Is t raised once a step, and beta raised to its power?",
                also=(*optimizers.WRONG_T, optimizers.CountsArraysLate),
            ),
            "m and s are not kept from step to step as they are": Wrong(
                optimizers.Forgets,
                "Print self.m and self.s after the first step. Still 0: `m = ...` only named a new array; "
                "`m[:] = ...` writes into the old one. The gradient or its square: a corrected value was stored.",
                also=optimizers.NOT_KEPT,
            ),
            "the weights do not move": Wrong(
                optimizers.NotInPlace,
                "w = w - ... makes a new array and leaves the network's own as it was. Change it in place: w -= ...",
            ),
            "only one array moves": Wrong(
                optimizers.OnlyTheFirst,
                "The network has several arrays, and a step moves all of them. Does the loop over them reach each, "
                "and is the update inside it?",
                also=(optimizers.OnlyTheLast,),
            ),
            "the divisor is not the root of the mean squared gradient": Wrong(
                optimizers.RootMissing,
                "s is the mean of the squares of g, element by element, and m is divided by its root. After the "
                "corrections of the first step that root is the absolute value of g. Print what you divide by.",
                also=optimizers.NOT_SQUARED,
            ),
            "eps is in the wrong place": Wrong(
                optimizers.EpsUnderTheRoot,
                "It matters only where gradients are tiny: eps is added to the root.",
                also=optimizers.EPS_ELSEWHERE,
            ),
            "old and new are mixed in the wrong shares": Wrong(
                optimizers.WRONG_SHARES[0],
                "A running mean keeps the share beta of the old and takes the rest, 1 - beta, of the new; m has "
                "beta 1 and s beta 2. Do your two shares add up to 1?",
                also=optimizers.WRONG_SHARES[1:],
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
        cases=(answers.LATE,),
        special=answers.SPECIAL,
        returns=("best", "stopped"),
        wrong={
            "it stops one epoch too early": Wrong(
                mistakes.one_epoch_too_early, "With patience 2 the second epoch without a new best is the last one."
            ),
            "it stops one epoch too late": Wrong(
                mistakes.one_epoch_too_late,
                "With patience 2 the second epoch without a new best is the last one, and the one to return. Look at "
                "the comparison, >= or >, and at when your counter is raised.",
            ),
            "the last epoch is returned as the best": Wrong(
                mistakes.last_for_best,
                "The best epoch is the one whose weights you would keep: `patience` epochs back.",
            ),
            "losses after the stop are looked at": Wrong(
                mistakes.never_stops,
                "When patience runs out the walk is over, even if a lower loss comes later. Cut off the losses after "
                "that epoch: which of your two results changes?",
                also=(mistakes.looks_into_the_future,),
            ),
            "a loss is not compared with the lowest one so far": Wrong(
                mistakes.NOT_THE_LOWEST[0],
                "A new best is lower than every loss before it; a dip after a rise need not be one. Which number does "
                "yours compare with, and does it follow the lowest loss?",
                also=(*mistakes.NOT_THE_LOWEST[1:], mistakes.compared_with_an_epoch),
            ),
            "the count does not begin again at a new best": Wrong(
                mistakes.count_not_reset,
                "Patience means epochs in a row without a new best: only they are counted, and after a new best the "
                "count starts from 0.",
                also=(mistakes.every_epoch_counted, mistakes.improvements_counted),
            ),
            "an equal loss counts as a new best": Wrong(
                mistakes.ties_are_best, "Equal is not lower: the count continues."
            ),
            "losses and epochs are confused": Wrong(
                mistakes.loss_for_epoch,
                "Two things are kept on the way, the lowest loss and its epoch: compare losses with losses, and return "
                "two epochs, neither a loss nor how long you waited.",
                also=(mistakes.both_losses, mistakes.loss_at_the_stop, mistakes.wait_for_epoch),
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
        measure=three_epochs.measure_three_epochs,
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
