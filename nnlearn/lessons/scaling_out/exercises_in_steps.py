"""Exercises 31.4 and 31.5: a step made of several parts, and one in half precision."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.scaling_out import answers, inputs, trials
from nnlearn.lessons.scaling_out import mistakes_in_steps as mistakes

__all__ = ["EXERCISES_IN_STEPS"]

EXERCISES_IN_STEPS = (
    Exercise(
        id="31.4",
        title="Save up gradients",
        reference=answers.accumulate,
        inputs=inputs.sample_parts,
        special=inputs.PARTS,
        run=trials.count_the_parts,
        returns=("loss", "weights", "largest batch at once"),
        wrong={
            "the gradients are added, not averaged": Wrong(
                mistakes.not_divided,
                "The sum of several means, or of all examples, is too long. Weigh each part with its share of the "
                "whole batch before it goes backward. (Adam would hide this mistake: it divides the length away.)",
                also=mistakes.NOT_DIVIDED,
            ),
            "all parts count alike": Wrong(
                mistakes.alike,
                "The parts have different sizes, so they have different shares of the mean, in the gradient and in "
                "the loss.",
                also=mistakes.ALIKE,
            ),
            "only the last part is left": Wrong(
                mistakes.cleared_in_the_loop,
                "`zero_grad` belongs before the first part, and `backward` to every part. Whatever is cleared between "
                "two parts is lost.",
                also=mistakes.CLEARED,
            ),
            "old gradients are left lying about": Wrong(
                mistakes.never_cleared,
                "`backward` adds to what is there, here to the gradients of an earlier batch. Clear once, before the "
                "first part.",
                also=mistakes.NEVER_CLEARED,
            ),
            "a step is taken after each part": Wrong(
                mistakes.steps_in_the_loop,
                "All parts belong to one batch, so they meet the same weights. One step, after the last part.",
                also=mistakes.STEPS,
            ),
            "the weights do not move": Wrong(
                mistakes.no_step,
                "They stay as they are until `sgd.step()`, which needs the gradients: is it called, and is nothing "
                "cleared after the last `backward` and before it?",
            ),
            "the parts are put together first": Wrong(
                mistakes.all_at_once,
                "The result is right, but the parts exist because the whole batch does not fit into memory. Give the "
                "model one part at a time.",
            ),
            "the loss is not that of the whole batch before the step": Wrong(
                mistakes.last_loss,
                "The mean loss of all examples is asked for, made of the parts' losses as they came: each with the "
                "share of its part.",
                also=mistakes.OTHER_LOSSES,
            ),
        },
        hints=(
            "The same mean as in 31.1, one part after the other in place of one beside the other.",
            "The share of a part is len(x) / total. It multiplies the loss and what `criterion.backward()` returns.",
            "zero_grad; for each part: loss += share * criterion(model(x), y), then model.backward(share * "
            "criterion.backward()); after the loop one step.",
        ),
    ),
    Exercise(
        id="31.5",
        title="Scale the loss",
        reference=answers.scaled_step,
        inputs=inputs.sample_step,
        special=inputs.STEPS,
        run=trials.in_half_precision,
        returns=("master", "scale", "calm"),
        tolerance=1e-6,
        wrong={
            "the slope is used with another scale": Wrong(
                mistakes.not_unscaled,
                "`slope(half, scale)` gives scale times the slope. Before the step it has to be divided by scale "
                "again.",
                also=mistakes.OTHER_SCALES,
            ),
            "the slope is divided while it is still float16": Wrong(
                mistakes.unscaled_too_early,
                "Divided in float16, the small numbers that the scale has saved vanish again or lose their digits. "
                "First float32, then divide.",
                also=mistakes.UNSCALED_EARLY,
            ),
            "a step is taken although the slope is infinite or NaN": Wrong(
                mistakes.stepped_anyway,
                "One number passed 65,504 or is NaN, so this slope says nothing: leave all weights as they are, and "
                "halve the scale.",
                also=mistakes.STEPPED,
            ),
            "the new weights come out of float16": Wrong(
                mistakes.half_updated,
                "Between 1 and 2 float16 knows steps of 0.001 only. The float32 weights take the step; the half ones "
                "are made of them in each step.",
                also=mistakes.HALF,
            ),
            "after an overflow the scale or the count is another one": Wrong(
                mistakes.scale_kept,
                "Too large a scale made the infinity: half of it is next, and the count of calm steps begins again at "
                "0.",
                also=mistakes.OVER,
            ),
            "after a calm step the scale or the count is another one": Wrong(
                mistakes.never_grows,
                "`calm` counts the steps before this one. If this one is the fourth, the scale doubles, and the count "
                "is 0 again; otherwise the count is one more.",
                also=mistakes.GROWS,
            ),
            "the step is not downhill by rate times the slope": Wrong(
                mistakes.uphill, "master - rate * g, as in lesson 06.", also=mistakes.OTHER_STEPS
            ),
        },
        hints=(
            "Four questions: what do the half weights see, what is the true slope, may it be used, and what is the "
            "scale next time?",
            "`master.astype(np.float16)` goes into slope; `.astype(np.float32)` and then / scale comes out. "
            "`np.isfinite(g).all()` says whether it may be used.",
            "If not: return master, scale / 2, 0. Else calm + 1, and if that is 4: 2 * scale and 0. Return master - "
            "rate * g, scale, calm.",
        ),
    ),
)
