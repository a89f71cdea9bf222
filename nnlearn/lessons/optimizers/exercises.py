"""The exercises and quizzes of lesson 07: optimizers."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.optimizers import answers, mistakes, three_epochs
from nnlearn.lessons.optimizers import mistakes_in_batches as in_batches
from nnlearn.lessons.optimizers import mistakes_of_momentum as momentum
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
        special=answers.ORDERS,
        wrong={
            "the end of `order` makes no batch of its own": Wrong(
                in_batches.last_batch_dropped,
                "Seven examples in batches of three make three batches, the last one of one example; six make two. "
                "What becomes of the last examples in yours?",
                also=(in_batches.last_element_dropped, in_batches.without_the_last, *in_batches.REST_JOINED),
            ),
            "a batch too many comes at the end": Wrong(
                in_batches.empty_batch_at_the_end,
                "Six examples in batches of three make two batches; yours has a third one, empty or with examples that "
                "were there already (order[-0:] is the whole order). What if nothing is left over?",
                also=(in_batches.whole_order_at_the_end,),
            ),
            "neighbouring batches overlap": Wrong(
                in_batches.batches_overlap,
                "In an epoch each example comes up once. How far is it from the start of one batch to the next?",
                also=(in_batches.batches_overlap_until_the_last_whole_one, in_batches.begins_at_its_number),
            ),
            "a batch does not end `size` after its beginning": Wrong(
                in_batches.rest_of_the_order,
                "A batch has two ends in `order`, and both move on from batch to batch. Where should the second batch "
                "of three begin and end, and where does yours?",
                also=in_batches.END_ELSEWHERE,
            ),
            "the batches are made equally large": Wrong(
                in_batches.equally_large,
                "All batches hold `size` examples, except the last: it holds what is left, and that may be fewer.",
                also=in_batches.EQUALLY_LARGE,
            ),
            "size is taken for the number of batches": Wrong(
                in_batches.size_as_number_of_batches,
                "Your batches are as long as it takes to make `size` of them. You need batches of `size` examples.",
                also=(
                    in_batches.size_as_number_of_equal_batches,
                    in_batches.size_as_number_of_batches_and_a_rest,
                    in_batches.every_size_th,
                ),
            ),
            "the order is not kept": Wrong(
                in_batches.order_not_kept,
                "The order was shuffled on purpose. Cut `order` itself, as it is: neighbours in it are neighbours in a "
                "batch.",
                also=(
                    in_batches.neighbours_parted,
                    in_batches.order_reversed,
                    in_batches.sorted_in_each_batch,
                    in_batches.reversed_in_each_batch,
                ),
            ),
            "the first batch is missing or not whole": Wrong(
                in_batches.short_batch_first,
                "The first batch begins with the first example and holds `size` of them, and so do the next; what is "
                "left over comes last. Where are your first cuts?",
                also=in_batches.NOT_A_WHOLE_ONE_FIRST,
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
        special=answers.LOOKS,
        returns=("w", "v"),
        wrong={
            "the gradient is taken at w": Wrong(
                momentum.gradient_at_w,
                "Plain momentum takes it there. Take it where the old velocity alone would carry w in this step: that "
                "place goes into the brackets of `gradient`.",
                also=(momentum.step_ahead_outside_the_brackets,),
            ),
            "the learning rate is missing where w moves or looks": Wrong(
                momentum.lr_forgotten,
                "A velocity is not a distance: how far does w move along a velocity in one step? That goes for the "
                "look ahead, for the step, and for all parts of a velocity.",
                also=(momentum.lr_and_mu_forgotten, *momentum.STEP_WITHOUT_LR),
            ),
            "it looks back": Wrong(
                momentum.looks_back,
                "The weights move against v. On which side of w do they end, then?",
                also=(momentum.looks_back_without_lr, momentum.looks_back_without_mu),
            ),
            "the old velocity has the wrong share": Wrong(
                momentum.mu_forgotten,
                "mu times the old velocity goes into this step: not all of it, not none, and not mu twice. That holds "
                "for the look ahead as well as for the new velocity, and the gradient goes in whole.",
                also=momentum.WRONG_SHARE_OF_V,
            ),
            "the step begins or ends at the point ahead": Wrong(
                momentum.starts_ahead,
                "That point is asked for its gradient only. The step goes from w, by the new velocity, which holds mu "
                "times the old one already.",
                also=(momentum.ends_ahead,),
            ),
            "a gradient at w goes into the step": Wrong(
                momentum.form_of_libraries,
                "Libraries ask for the gradient at w because their w is the point ahead. Here "
                "one gradient is asked for, at the point ahead, and it goes into v.",
                also=(momentum.looks_ahead_by_the_new_velocity, momentum.looks_ahead_after_plain_momentum),
            ),
            "the learning rate is inside the velocity": Wrong(
                momentum.LR_INSIDE[0],
                "Some books put it there, but the v of the task is mu v + g, without a learning rate; the rate comes "
                "in when w moves.",
                also=momentum.LR_INSIDE[1:],
            ),
            "the velocity points downhill": Wrong(
                momentum.downhill,
                "In the task v adds up gradients, which point uphill, and w moves against it. In yours the gradient is "
                "taken off v.",
                also=(momentum.downhill_from_the_point_ahead, momentum.downhill_and_against_it),
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
        special=answers.MOVES,
        run=answers.walk,
        returns=("the first array", "the second array"),
        wrong={
            "m or s goes into the step uncorrected": Wrong(
                optimizers.UncorrectedAdam,
                "Both start at zero: in the first step m is a tenth of the gradient and s a thousandth of its square. "
                "Print what goes into your step: it should then be the gradient and its square.",
                also=optimizers.PARTLY_CORRECTED,
            ),
            "the corrections are not those of each step": Wrong(
                optimizers.CountsArrays,
                "In the first step m is divided by 0.1 and s by 0.001, for all arrays; in the second by 0.19 and "
                "0.001999. What do you divide by? Each has its own beta, raised to the power t, and t counts steps.",
                also=(*optimizers.WRONG_T, optimizers.CountsArraysLate),
            ),
            "m and s are not kept from step to step as they are": Wrong(
                optimizers.Forgets,
                "Print self.m after the first step (self.s shows the same). 0: `m = ...` only named a new array; "
                "`m[:] = ...` writes into the old one. The gradient: a corrected value was stored. A tenth of it is "
                "right: is it then set to 0, or left out of the next m?",
                also=optimizers.NOT_KEPT,
            ),
            "the weights do not move": Wrong(
                optimizers.NotInPlace,
                "The network's own arrays are as they were. w = w - ... and self.weights[i] = ... put a new array in "
                "their place; a step that is 0, or only computed, moves nothing. Print it, and change the arrays in "
                "place: w -= ...",
            ),
            "only one array moves": Wrong(
                optimizers.OnlyTheFirst,
                "The network has several arrays, and a step moves all of them. Does the loop over them reach each, "
                "and is the update inside it?",
                also=(optimizers.OnlyTheLast,),
            ),
            "the step is not m over the root of s": Wrong(
                optimizers.RootMissing,
                "s is the mean of the squares of g, element by element, and m is divided by its root. After the "
                "corrections of the first step m is g, and that root its absolute value. What do you divide by what?",
                also=optimizers.NOT_SQUARED,
            ),
            "eps is missing, of another size or in the wrong place": Wrong(
                optimizers.EpsUnderTheRoot,
                "It matters most where gradients are tiny: eps is 1e-8, and added to the root of the corrected s.",
                also=optimizers.EPS_ELSEWHERE,
            ),
            "old and new are mixed in the wrong shares": Wrong(
                optimizers.WRONG_SHARES[0],
                "A running mean keeps the share beta of the old and takes the rest, 1 - beta, of the new: 0.9 and 0.1 "
                "for m, 0.999 and 0.001 for s. Which are yours?",
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
        cases=(answers.LATE, answers.FIRST_STEP_BEST),
        special=answers.SPECIAL,
        returns=("best", "stopped"),
        wrong={
            "it stops one epoch too early": Wrong(
                mistakes.one_epoch_too_early,
                "With patience 2 the second epoch without a new best is the last one, and the one to return. Its own "
                "loss is looked at before that.",
                also=(mistakes.stopped_before_it_compares,),
            ),
            "it stops one epoch too late": Wrong(
                mistakes.one_epoch_too_late,
                "With patience 2 the second epoch without a new best is the last one, and the one to return. Look at "
                "the comparison, >= or >, at when you count, and at what you return.",
            ),
            "the last epoch is returned as the best": Wrong(
                mistakes.last_for_best,
                "The best epoch is the one whose weights you would keep: `patience` epochs back, if patience ran out.",
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
            "epochs are counted that are not in a row without a new best": Wrong(
                mistakes.count_not_reset,
                "Patience is for epochs in a row without a new best: only they count, and each new best starts it "
                "afresh. Which epochs lead to your stop?",
                also=(mistakes.every_epoch_counted, mistakes.improvements_counted),
            ),
            "an equal loss counts as a new best": Wrong(
                mistakes.ties_are_best, "Equal is not lower: the count continues."
            ),
            "something else than an epoch is returned": Wrong(
                mistakes.loss_for_epoch,
                "Two things are kept on the way, the lowest loss and its epoch: losses are compared with losses, and "
                "two epochs are returned, neither a loss nor how long you waited.",
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
