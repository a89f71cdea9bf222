"""The exercises and quizzes of lesson 14: generalization."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.generalization import answers, four_hundred, mistakes
from nnlearn.lessons.generalization import mistakes_in_copies as copies
from nnlearn.lessons.generalization import mistakes_in_dropout as dropout
from nnlearn.lessons.generalization import mistakes_in_stopping as stopping
from nnlearn.lessons.generalization.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="14.1",
        title="Bias and variance",
        reference=answers.decompose,
        inputs=answers.sample_fits,
        cases=(answers.SQUARE,),
        special=answers.SPECIAL_FITS,
        returns=("squared bias", "variance", "error"),
        wrong={
            "the fits are averaged over the places": Wrong(
                mistakes.over_the_places,
                "Bias asks where the fits lie on average at one place: the mean runs over the draws, axis 0, and has "
                "shape (places,).",
                also=(mistakes.over_everything, mistakes.places_without_keepdims),
            ),
            "the variance measures how places differ, not draws": Wrong(
                mistakes.variance_over_places,
                "A curve that goes up and down varies from place to place, and that is not the variance of the fit. "
                "How far are the draws from their own mean, at each place?",
                also=(mistakes.variance_of_the_middle, mistakes.variance_of_everything),
            ),
            "the bias is averaged before it is squared": Wrong(
                mistakes.bias_averaged_first,
                "Too high at one place and too low at another would then cancel. Square at each place, then take the "
                "mean.",
            ),
            "bias or variance is not a mean of squares": Wrong(
                mistakes.bias_not_squared,
                "All three results are means of squares, so that they can be added up; roots and differences cannot.",
                also=(mistakes.bias_absolute, mistakes.spread_for_variance, mistakes.root_for_variance),
            ),
            "bias or variance is the whole error of the fits": Wrong(
                mistakes.error_for_bias,
                "The mean of (fit - truth)^2 holds both parts at once. The bias compares the mean of the fits with the "
                "truth, the variance each fit with the mean of the fits.",
                also=(mistakes.error_for_variance,),
            ),
            "the variance divides by one less than the number of draws": Wrong(
                mistakes.ddof_one,
                "Then bias and variance no longer add up to the mean of (fit - truth)^2 over these draws. Divide by "
                "their number, as np.mean does.",
            ),
            "the noise of new targets does not count once, squared, in the error alone": Wrong(
                mistakes.no_floor,
                "A new target is the truth plus noise of standard deviation sigma, which no fit can foresee: sigma^2 "
                "is added to the error. The variance of the fits is in `fits` already.",
                also=(
                    mistakes.floor_not_squared,
                    mistakes.floor_twice,
                    mistakes.floor_in_the_variance,
                    mistakes.floor_in_variance_and_error,
                ),
            ),
            "something is added up, or left for each place, instead of averaged": Wrong(
                mistakes.sums_for_means,
                "Each result is one number: a mean over the places, and for the variance over the draws as well.",
                also=(mistakes.all_sums, mistakes.sums_of_draws, mistakes.one_for_each_place),
            ),
        },
        hints=(
            "First the mean of the fits at each place. Which of the two results compares it with the truth?",
            "fits.mean(axis=0) has shape (places,). The variance takes each fit's distance to it.",
            "The mean of (middle - truth)**2, the mean of (fits - middle)**2, and the sum of both plus sigma**2.",
        ),
    ),
    Exercise(
        id="14.2",
        title="Penalty or decay",
        reference=answers.step,
        inputs=answers.sample_step,
        cases=(answers.PLAIN,),
        special=answers.SPECIAL_STEPS,
        run=answers.both_steps,
        returns=("w with the penalty", "b with the penalty", "w with decay", "b with decay"),
        wrong={
            "the weights are pulled towards zero with another factor": Wrong(
                mistakes.two_missing,
                "The penalty is lam times the sum of w^2. What is its derivative with respect to one w? Decay takes "
                "off just as much, with plain gradient descent.",
                also=(
                    mistakes.two_missing_in_the_penalty,
                    mistakes.two_missing_in_the_decay,
                    mistakes.divided_by_rows,
                    mistakes.divided_by_size,
                ),
            ),
            "the weights are pushed away from zero": Wrong(
                mistakes.wrong_sign,
                "Take a gradient of 0: what is left must make each weight smaller, positive or negative.",
                also=(mistakes.wrong_sign_in_the_decay, mistakes.wrong_sign_in_the_penalty),
            ),
            "what is added is not the derivative of the squares": Wrong(
                mistakes.absolute_for_square,
                "The derivative of a sum of squares, with respect to one weight, grows in proportion to that weight.",
                also=(mistakes.the_loss_for_its_gradient, mistakes.squares_for_their_gradient),
            ),
            "the biases are held back, too": Wrong(
                mistakes.bias_too,
                "The penalty is on w. A bias moves a whole curve up or down without making it steeper.",
                also=(mistakes.bias_in_the_decay, mistakes.bias_in_the_penalty),
            ),
            "penalty and decay are told apart in the wrong way, or not at all": Wrong(
                mistakes.penalty_after_the_move,
                "The penalty is part of the loss, so the optimizer sees its gradient: inside move(...), in a sum with "
                "g_w. Decay passes the optimizer by: outside.",
                also=(
                    mistakes.decay_through_the_move,
                    mistakes.exchanged,
                    mistakes.moved_apart,
                    mistakes.in_both_places,
                ),
            ),
            "the decay goes without the learning rate": Wrong(
                mistakes.decay_without_lr,
                "With plain gradient descent both must agree: what does a step with the penalty take off w there?",
                also=(mistakes.decay_without_lr_and_two,),
            ),
            "the decay does not act on the w of before the step": Wrong(
                mistakes.decay_after_the_step,
                "The weights that shrink are those that came in; the optimizer's move is taken off whole.",
                also=(mistakes.decay_of_the_step, mistakes.only_decays),
            ),
            "a gradient does not go through `move`, or moves nothing": Wrong(
                mistakes.no_move,
                "`move` stands for the optimizer: gradient descent, Adam, any. Each of the two gradients goes through "
                "it, and -lr times the result moves the parameter.",
                also=(mistakes.bias_without_the_move, mistakes.bias_left, mistakes.uphill),
            ),
        },
        hints=(
            "Which gradient does the optimizer see if the penalty is part of the loss? And if it is not?",
            "move(g_w) is what the optimizer makes of the loss's gradient alone; the penalty's gradient is 2 lam w.",
            "The penalty: lr * move(g_w + 2 * lam * w) is taken off. Decay: the same two terms, but only g_w in move.",
        ),
    ),
    Exercise(
        id="14.3",
        title="A dropout layer",
        reference=answers.Dropout,
        inputs=answers.sample_dropout,
        special=answers.SPECIAL_DROPOUT,
        run=answers.use_dropout,
        returns=(
            "forward in training",
            "backward after training",
            "forward in evaluation",
            "backward after evaluation",
            "forward in training with one more example",
            "backward with one more example",
            "forward in training once more",
            "backward once more",
        ),
        wrong=dropout.WRONG,
        hints=(
            "In training out = z times a factor, which is 0 or more than 1. What is it in evaluation? And backward?",
            "self.rng.random(z.shape) >= self.p is True where an element stays; True counts as 1.",
            "Keep self.scale = (... >= self.p) / (1 - self.p), or ones in evaluation; both ways multiply by it.",
        ),
    ),
    Exercise(
        id="14.4",
        title="Keep the best",
        reference=answers.KeepBest,
        inputs=answers.sample_values,
        cases=(answers.UP, answers.DOWN),
        special=answers.SPECIAL_VALUES,
        run=answers.use_keeper,
        returns=(
            "the epoch of the stop",
            "best",
            "the weights after restore",
            "the arrays of another network after one epoch and restore",
        ),
        wrong=stopping.WRONG,
        hints=(
            "Two questions after each epoch: is the number better than self.best? And how long has it not been?",
            "At a new best, keep [w.copy() for w in weights]; in restore, w[...] = kept writes into the network.",
            "Better is value > self.best if self.higher else value < self.best; then best, kept, and wait = 0.",
        ),
    ),
    Exercise(
        id="14.5",
        title="Copies that keep their label",
        reference=answers.moved_copies,
        inputs=answers.sample_signals,
        special=answers.SPECIAL_SIGNALS,
        returns=("signals", "labels", "signals held back", "labels held back"),
        wrong=copies.WRONG,
        hints=(
            "Which comes first, holding back or copying? And how many signals are left for training?",
            "n = len(x) - held are left. np.roll(x[:n], k, axis=1) moves each of them by k places.",
            "np.concatenate([x[:n], *(np.roll(x[:n], k, axis=1) for k in shifts)]), and np.tile for the labels.",
        ),
    ),
    Exercise(
        id="14.6",
        title="Four hundred signals",
        target="at least 50 % of 1,000 unseen signals, on average over three starts",
        measure=four_hundred.measure,
        seconds=180,
        hints=(
            "Which remedy gained most in the lesson? How much more of it can there be?",
            "A signal can be moved to 40 places: 400 signals become 16,000. Does dropout still help?",
            "All 40 shifts of every signal, one hidden layer of some hundred units, dropout near 0.3, a dozen epochs.",
        ),
    ),
)
