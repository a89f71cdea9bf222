"""Exercises 27.3 to 27.5: one step back, the perfect guess, and the half of a picture that is not known."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.diffusion import answers, inputs
from nnlearn.lessons.diffusion import mistakes_backwards as mistakes

EXERCISES_BACKWARDS = (
    Exercise(
        id="27.3",
        title="One step back",
        reference=answers.backward_step,
        inputs=inputs.sample_step,
        cases=inputs.STEPS_BACK,
        special=inputs.STEPS,
        returns=("x_hat", "x at t - 1"),
        wrong={
            "the guess of the data is not x_t solved for x": Wrong(
                mistakes.plus_noise,
                "Spoil data with x_t = a x + s eps and hand the same eps in as the guess: x_hat must be x again.",
                also=mistakes.GUESSES,
            ),
            "the new x does not have the shares of step t - 1": Wrong(
                mistakes.same_level,
                "The step ends at t - 1. So x_hat gets that step's signal share, and the noise that is left that "
                "step's noise share.",
                also=mistakes.LEVELS,
            ),
            "the fresh noise comes on top": Wrong(
                mistakes.no_room,
                "At step t - 1 there is room for s squared of noise, at t - 1. Fresh noise takes tau squared of that, "
                "and the guessed noise gets what is left: variances add, not sizes.",
                also=mistakes.ROOM,
            ),
            "the fresh noise is that of a forward step": Wrong(
                mistakes.forward_noise,
                "This variance, 1 - a_t^2 / a_(t-1)^2, is often used and works nearly as well. DDPM as derived here "
                "has the factor s_(t-1) / s_t in tau as well, so the last step, from 1 to 0, adds nothing.",
                also=mistakes.FORWARD,
            ),
            "tau does not have the size it should": Wrong(
                mistakes.variance_for_size,
                "Look at the formula again: the ratio of the s stands outside the root, the squares of the a inside "
                "it, and fresh is multiplied with tau itself, not with its square.",
                also=mistakes.VARIANCES,
            ),
            "all the noise is fresh": Wrong(
                mistakes.all_fresh,
                "The guessed noise is forgotten, as if x_hat were known for sure. How much of the noise at step t - 1 "
                "is still the old one?",
                also=mistakes.ALL_FRESH,
            ),
            "DDIM is DDPM with the fresh noise left out": Wrong(
                mistakes.ddpm_without_fresh,
                "Then there is too little noise for step t - 1. In DDIM tau is 0 everywhere in the formula, so the "
                "guessed noise fills the room alone.",
            ),
            "the two kinds are mixed up": Wrong(
                mistakes.KINDS[0],
                "DDPM draws fresh noise in each step, DDIM does not. Call yours with both kinds and the same fresh "
                "noise: which of the two results depends on it?",
                also=mistakes.KINDS[1:],
            ),
        },
        hints=(
            "Two moves. First guess the data: solve x_t = a_t x + s_t eps for x. Then go to the noise of step t - 1.",
            "The formulas are in the lesson. `kind` decides about tau alone: for DDIM it is 0.",
            "x_hat is x minus s[t] times eps, over a[t]. The new x has three terms: a[t - 1] times x_hat, the root of "
            "s[t - 1] squared minus tau squared times eps, and tau times fresh.",
        ),
    ),
    Exercise(
        id="27.4",
        title="The perfect guess",
        reference=answers.best_guess,
        inputs=inputs.sample_memory,
        special=inputs.MEMORIES,
        wrong={
            "little noise overflows": Wrong(
                mistakes.overflow,
                "With little noise all scores are far below 0, all exponentials are 0, and 0 / 0 is not a number. "
                "Subtract the largest score of each row first.",
                any_value=True,
            ),
            "the scores have another scale": Wrong(
                mistakes.noise_not_squared,
                "Data that come from example m are normally distributed around a m, with the variance s squared. What "
                "is the exponent of that density?",
                also=mistakes.SCORES,
            ),
            "the weights of a row do not add up to 1 over the examples": Wrong(
                mistakes.over_the_rows,
                "Each row of x asks for itself: which example do I come from? Its K weights, one for each example, add "
                "up to 1.",
                also=mistakes.OTHER_SUMS,
            ),
            "the examples do not have the share of the signal": Wrong(
                mistakes.no_signal,
                "At this step example m has become a m, with noise around it. That counts for the distances, and when "
                "the mean of the examples is taken away from x.",
                also=mistakes.NO_SIGNAL,
            ),
            "it is not the noise that is returned": Wrong(
                mistakes.data_returned,
                "The weighted mean of the examples is the guess of the data. The noise is what x has besides a times "
                "that, in units of s.",
                also=mistakes.DATA_RETURNED,
            ),
            "the nearest example is taken alone": Wrong(
                mistakes.nearest_alone,
                "The best guess is a mean over all examples that x may come from. With much noise that is nearly all "
                "of them.",
            ),
            "the noise has another sign or size": Wrong(
                mistakes.not_the_noise,
                "With one example m there is nothing to choose: x = a m + s eps, so eps is x minus a m, over s.",
                also=mistakes.ENDS[1:],
            ),
        },
        hints=(
            "For each row of x and each example: how far is x from where that example lies at this step? The nearer, "
            "the more weight.",
            "Squared distances of shape (N, K): `x[:, None] - a * examples` has shape (N, K, d). The scores are minus "
            "these over 2 s squared, and a softmax over the examples makes weights of them.",
            "Subtract the largest score of each row before exp. The weights times the examples give x_hat; x_t = a "
            "x_hat + s eps, solved for eps, is the answer.",
        ),
    ),
    Exercise(
        id="27.5",
        title="Write the other half",
        reference=answers.inpaint,
        inputs=inputs.sample_half,
        special=inputs.HALVES,
        wrong={
            "the known pixels are not put in at every step": Wrong(
                mistakes.only_at_the_end,
                "The guess only sees x. If the known pixels are not in it at each step, the other pixels never hear of "
                "them.",
                also=mistakes.ONLY_ONCE,
            ),
            "the known pixels have no noise": Wrong(
                mistakes.without_noise,
                "At step t the guess expects the noise of step t everywhere. Clean pixels look to it like data it has "
                "never seen.",
                also=mistakes.WITHOUT_NOISE,
            ),
            "the mask is the other way round": Wrong(
                mistakes.other_way_round,
                "Where `known` is True the pixel comes from the picture. With everything known, nothing is left to be "
                "made.",
            ),
            "the known pixels have the same noise at every step": Wrong(
                mistakes.same_noise,
                "Each step has noise of its own for the known pixels: `noise[t]` for step t.",
                also=mistakes.SAME_NOISE,
            ),
            "known and other pixels are not at the same step": Wrong(
                mistakes.one_level_off,
                "When the guess is asked at step t, all pixels must be at step t: a[t], s[t] and noise[t] for the "
                "known ones. That holds for the first step, from T, as well.",
                also=mistakes.ONE_LEVEL_OFF,
            ),
            "the known pixels are not given back at the end": Wrong(
                mistakes.not_given_back,
                "The last step changes them a little. In the result they are those of `picture`.",
            ),
            "the way from t to t - 1 is not a DDIM step": Wrong(
                mistakes.fresh_in_the_step,
                "Guess the data, then mix that guess with the guessed noise by the shares of step t - 1. The given "
                "noise belongs to the start and to the known pixels alone.",
                also=mistakes.OTHER_STEPS,
            ),
            "it does not go from T to 1, or the guess hears of another step": Wrong(
                mistakes.too_few_steps,
                "The first guess is at t = T and the last at t = 1, and each leads to t - 1. How often is `guess` "
                "called in yours, and with which t? There are T + 1 shares in a.",
                also=mistakes.LEVELS_TAKEN,
            ),
        },
        hints=(
            "The loop of the reverse process, from T down to 1. Before each guess, overwrite the known pixels with the "
            "picture at the noise of that step.",
            "At step t the known pixels are a[t] times the picture plus s[t] times noise[t]; `np.where(known, these, "
            "x)` puts them in. Start with x = noise[T].",
            "After that one step of DDIM as in 27.3: guess, x_hat, then the shares of t - 1. After the loop, "
            "`np.where` once more with the picture itself.",
        ),
    ),
)
