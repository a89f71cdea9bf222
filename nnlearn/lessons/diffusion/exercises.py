"""The exercises and quizzes of lesson 27: diffusion."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.diffusion import answers, clouds, inputs, mistakes
from nnlearn.lessons.diffusion.exercises_backwards import EXERCISES_BACKWARDS
from nnlearn.lessons.diffusion.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="27.1",
        title="Any noise in one jump",
        reference=answers.noised,
        inputs=inputs.sample_noised,
        cases=(inputs.SQUARE,),
        special=inputs.NOISED,
        wrong={
            "the squares of a and s do not add up to 1": Wrong(
                mistakes.not_squares,
                "Take data and noise with a variance of 1 each: at every step the mixture should still have 1. "
                "Variances add, and a factor enters them squared.",
                also=mistakes.NOT_SQUARES,
            ),
            "a is not the root of f(t) / f(0)": Wrong(
                mistakes.square_for_a,
                "The formula gives the square of a. What is multiplied with x is a itself.",
                also=mistakes.SQUARE_FOR_A,
            ),
            "the schedule is read at another step": Wrong(
                mistakes.step_before,
                "At step 0 there is no noise at all, a is 1, and at step T no signal is left. Which a does your step 1 "
                "have? It should be a little less than 1.",
                also=mistakes.STEPS,
            ),
            "all rows have the same step": Wrong(
                mistakes.one_step_for_all,
                "Each row has a step of its own: row n is at step t[n], so there are as many a as rows.",
                also=mistakes.ONE_STEP,
            ),
            "the steps lie along the columns": Wrong(
                mistakes.along_the_row,
                "An array (N,) is spread over the columns. All numbers of one row have the same step: what shape does "
                "a need for that?",
            ),
            "f(t) is not divided by f(0)": Wrong(
                mistakes.not_divided,
                "Because of c, f(0) is a little less than 1. At step 0 a should be exactly 1.",
                also=mistakes.NOT_DIVIDED,
            ),
            "the offset c is missing or stands in another place": Wrong(
                mistakes.no_offset,
                "c = 0.008 is added to t / T, and their sum is divided by 1 + c, so that the angle is a right one, and "
                "a is 0, at t = T.",
                also=mistakes.OFFSETS,
            ),
            "data and noise are mixed in another way": Wrong(
                mistakes.changed_places,
                "Try eps = 0, then x = 0. Early steps are nearly all data, late ones nearly all noise, and both are "
                "added.",
                also=mistakes.CHANGED_PLACES,
            ),
        },
        hints=(
            "First the shares, one for each row: a from the formula, s from a. Then one line mixes x and eps.",
            "`t / T` is an array (N,), so a small function f can take all steps at once. The formula gives a squared.",
            "a is the root of f(t) / f(0), and s the root of 1 - a squared. `a[:, None]` has the shape (N, 1), which "
            "multiplies each row of x with its own a.",
        ),
    ),
    Exercise(
        id="27.2",
        title="Guess what was added",
        reference=answers.loss_and_slope,
        inputs=inputs.sample_batch,
        cases=(inputs.LEVEL,),
        special=inputs.BATCHES,
        returns=("loss", "slope"),
        wrong={
            "the guess is compared with the data": Wrong(
                mistakes.target_is_the_data,
                "The network is asked what was added. A guess that equals eps should have the loss 0.",
                also=mistakes.OTHER_TARGETS,
            ),
            "the guess is compared with a scaled noise": Wrong(
                mistakes.target_is_scaled,
                "Compare with eps as it was drawn, a standard normal number at every step, not with what became of it "
                "in x_t.",
                also=mistakes.SCALED,
            ),
            "the noise is drawn again for the target": Wrong(
                mistakes.drawn_again, "Nobody can guess noise that is not in x_t: draw eps once, and use it twice."
            ),
            "all rows have the same step": Wrong(
                mistakes.one_step_for_all_rows,
                "In one batch the network should see many steps: draw one for each row, N in all.",
                also=mistakes.ONE_STEP_DRAWN,
            ),
            "the noise is not a standard normal number for each number of x": Wrong(
                mistakes.one_noise_for_all_rows,
                "Each number of each row has noise of its own, drawn from the standard normal distribution: eps has "
                "the shape of x.",
                also=mistakes.ONE_NOISE,
            ),
            "the steps are not drawn from 1 to T": Wrong(
                mistakes.from_step_0,
                "Step 0 has no noise to guess, and step T is used on the way back. `rng.integers` leaves its upper end "
                "out, and a has T + 1 numbers.",
                also=mistakes.RANGES,
            ),
            "the draws come in another order": Wrong(
                mistakes.noise_first,
                "They are as good, but the check follows the task: first all N steps in one call, then all noise in "
                "one call.",
                also=(mistakes.row_by_row,),
            ),
            "the loss is not the mean of the squares, with its own slope": Wrong(
                mistakes.summed,
                "The loss is the mean over all N times d squares. Move one number of the guess by 0.001: does the loss "
                "change by 0.001 times your slope there?",
                also=(*mistakes.SUMMED, mistakes.no_factor, *mistakes.SLOPES),
            ),
        },
        hints=(
            "Draw t, draw eps, mix them into x_t as in 27.1, ask `guess`, and compare what it says with eps.",
            "`rng.integers(1, T + 1, N)` and `rng.standard_normal(x.shape)`, in this order. `a[t]` has one number for "
            "each row; as `a[t, None]` it multiplies rows.",
            "With error = guess minus eps, the loss is the mean of its squares. The derivative of that by one number "
            "is 2 times the error there, over the number of all numbers.",
        ),
    ),
    *EXERCISES_BACKWARDS,
    Exercise(
        id="27.6",
        title="Clouds of your own",
        target=clouds.TARGET,
        measure=clouds.measure,
        hints=(
            "The whole lesson once: a `DiffusionMLP` of 2 features, batches made by `NoisePrediction`, `nn.fit` with "
            "`nn.MSELoss`, and `diffusion.sample`.",
            "Too easily told? More epochs, a rate that falls to 0 (`nn.CosineAnnealingLR`, one step an epoch), and a "
            "sampler with fresh noise each help.",
            "A network of one block with 64 units, Adam with a rate of 0.005 that falls over some thousand batches, "
            "and DDPM with all 100 steps reach the target in three seconds.",
        ),
        seconds=120,
    ),
)
