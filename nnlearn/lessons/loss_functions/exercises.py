"""The exercises and quizzes of lesson 05: loss functions."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.loss_functions import answers, mistakes, mistakes_for_counts, sensor
from nnlearn.lessons.loss_functions import mistakes_in_weights as weights
from nnlearn.lessons.loss_functions.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="05.1",
        title="A parabola and two lines",
        reference=answers.huber,
        inputs=answers.sample_errors,
        cases=(answers.BOTH_PARTS,),
        special=answers.ODD_ERRORS,
        returns=("loss", "gradient"),
        wrong={
            "the two parts do not meet": Wrong(
                mistakes.PARTS_DO_NOT_MEET,
                "At an error of exactly delta the parabola costs delta^2 / 2. What does your line cost there?",
                also=mistakes.OTHER_JUMPS,
            ),
            "the line has slope 1 or 0, not delta": Wrong(
                mistakes.LINE_OF_SLOPE_1,
                "How steep is the parabola where it ends, at |e| = delta? A line of another slope makes a kink there; "
                "slope 1 is right only if delta is 1, and with slope 0 large errors do not pull at all.",
                also=mistakes.OTHER_SLOPES_1,
            ),
            "large errors are on the parabola, too": Wrong(
                mistakes.PARABOLA_EVERYWHERE,
                "Beyond delta a larger error pulls no harder. Try e = 10 with delta = 1: a parabola gives the slope "
                "10.",
            ),
            "the gradient has one sign for errors of both signs": Wrong(
                mistakes.SIGN_FORGOTTEN,
                "Far to the left, at e = -10, the loss falls when p grows. Which sign does its slope have there, and "
                "at e = 10?",
                also=mistakes.NO_SIGN_AT_ALL,
            ),
            "large negative errors are not treated as large positive ones are": Wrong(
                mistakes.ABS_FORGOTTEN,
                "Try e = -10 and e = 10 with delta = 1: both should cost the same, and pull equally hard. Where in "
                "your code does the size of the error count, and where its sign as well?",
                also=(mistakes.abs_forgotten_on_the_line,),
            ),
            "a half is missing, or there is one too many": Wrong(
                mistakes.HALF_FORGOTTEN,
                "The parabola is e^2 / 2, and its slope is e. Try e = 1 with delta = 2, then e = 3.",
                also=mistakes.HALF_FORGOTTEN_INSIDE,
            ),
            "1/N is missing": Wrong(
                mistakes.huber_not_divided,
                "The loss is a mean. Repeat all of the data: the loss stays the same, so each point may pull only half "
                "as hard.",
            ),
            "the sign of the gradient is flipped": Wrong(
                mistakes.huber_sign_flipped,
                "Where p is too large, a larger p makes the loss larger, so the gradient is positive there.",
            ),
        },
        hints=(
            "Begin with the slope. What is it at |e| = delta, seen from the parabola? A straight line keeps its slope.",
            "So for e > delta the loss is delta * e + c. Choose c so that it equals delta^2 / 2 at e = delta.",
            "np.where(abs(error) <= delta, ..., ...) picks element by element, for the losses and for the slopes.",
        ),
    ),
    Exercise(
        id="05.2",
        title="Yes counts more than no",
        reference=answers.weighted_bce,
        inputs=answers.sample_logits,
        special=answers.ODD_LOGITS,
        returns=("loss", "gradient"),
        wrong={
            "it breaks for large logits": Wrong(
                weights.bce_by_logarithms,
                "At z = 1000 exp(z) is infinite and 1 - p rounds to 0: no quotient and no logarithm of these is right. "
                "Clipping, or adding a small number, only hides it: the loss of a wrong answer must go on growing with "
                "|z|. Rewrite -log p and -log(1 - p) with z before you compute anything.",
                any_value=True,
            ),
            "the weight has no effect": Wrong(
                weights.NO_EFFECT,
                "Call it with weight 1 and with weight 5, and look at both loss and gradient: a yes should cost, and "
                "pull, five times as much. p - y alone is the gradient without a weight.",
            ),
            "the weight multiplies too much, too little, or the wrong thing": Wrong(
                weights.NOES_WEIGHTED,
                "Take an example with y = 1 alone, with weight 1 and with weight 5: all of its loss and slope should "
                "be 5 times as large, not a part. Then one with y = 0: nothing may change. Which is not so in yours?",
                also=weights.OTHER_FACTORS,
            ),
            "the slope of the sigmoid, p (1 - p), is missing from the gradient, or is there twice": Wrong(
                weights.slope_for_the_probability,
                "dL/dz is dL/dp times p (1 - p), once. Terms like -y/p and 1/(1 - p) belong to dL/dp. In p - y that "
                "slope is already multiplied in.",
                also=(weights.SLOPE_TWICE,),
            ),
            "p and 1 - p, or yes and no, are exchanged": Wrong(
                weights.EXCHANGED[0],
                "Take a yes, y = 1, with z = 5: p is close to 1, so its loss and its slope should be close to 0. What "
                "are yours, and what at z = -5? The sign of a z can do this, too.",
                also=weights.EXCHANGED[1:],
            ),
            "it is not the mean over the N examples": Wrong(
                weights.NOT_DIVIDED,
                "The weighted losses of all N examples are added up and divided by N, whatever their weights, and each "
                "slope is divided by N. What do you divide by, and is it done once?",
                also=weights.OTHER_MEANS,
            ),
            "a yes or a no gets no term, the other's, or one of the wrong sign": Wrong(
                weights.ONE_TERM,
                "Try one logit, z = 2, with weight 1: a yes, y = 1, costs 0.127 and has the slope -0.119; a no costs "
                "2.127 and has the slope 0.881. Which of these four is another number in yours?",
                also=weights.OTHER_TERMS,
            ),
            "log(1 + exp ...) comes out as something else": Wrong(
                weights.LOG_OF_OTHER[0],
                "Print yours for 0 and for 3 and -3: log(1 + exp(a)) is 0.693, 3.049 and 0.049. np.logaddexp(a, b) is "
                "log(exp(a) + exp(b)); in max(a, 0) + log(1 + exp(-|a|)) the sign and the bars matter.",
                also=weights.OTHER_LOGS,
            ),
        },
        hints=(
            "Take y = 1 and y = 0 apart. Write -log p and -log(1 - p) as functions of z alone, without a fraction.",
            "-log p = log(1 + exp(-z)), and np.logaddexp(0, a) is log(1 + exp(a)) for any a. What is its derivative?",
            "For y = 1 the slope is weight * (p - 1), for y = 0 it is p; y and 1 - y choose between them.",
        ),
    ),
    Exercise(
        id="05.3",
        title="Never quite sure",
        reference=answers.smoothed_cross_entropy,
        inputs=answers.sample_scores,
        special=answers.ODD_SCORES,
        returns=("loss", "gradient"),
        wrong={
            "it breaks for large scores": Wrong(
                mistakes.smoothed_by_logarithms,
                "exp(1000) is infinite in any float, and exp(-1000) is 0, of which the logarithm is infinite. Take "
                "each row's own maximum off first, and write log p with z: no logarithm of a probability is needed.",
                any_value=True,
            ),
            "the share goes to the other classes alone": Wrong(
                mistakes.SHARED_AMONG_THE_OTHERS,
                "In the task every class gets an equal part, the right one too. What does the right one have in the "
                "end?",
            ),
            "a row of targets is not K numbers that add up to 1": Wrong(
                mistakes.OWN_PART_MISSING,
                "Print a row of your targets, and its sum. What the right class gives up is what all K classes get. "
                "And K is the number of columns of z; the labels do not tell it, since no example need be of the last "
                "class.",
                also=mistakes.OTHER_SUMS,
            ),
            "the target is still the one-hot one": Wrong(
                mistakes.NOT_SMOOTHED,
                "Loss and gradient both use the smoothed targets q. A network that is quite sure must be pulled back.",
            ),
            "the probabilities of a row do not add up to 1": Wrong(
                mistakes.OVER_EXAMPLES,
                "Each row is one example. Print the sum of exp(log p) over each row: what are your probabilities "
                "divided by, and along which axis was that added up? If a maximum is taken off, then in both places?",
                also=mistakes.OTHER_PROBABILITIES,
            ),
            "the loss of a row is not -sum q log p": Wrong(
                mistakes.LOGARITHM_OF_THE_TARGETS,
                "It is the logarithm of each probability, times its target, and then the sum. What does your logarithm "
                "see, what is it multiplied by, and when is the sum taken?",
                also=mistakes.OTHER_LOGARITHMS,
            ),
            "it is not divided by N, the number of rows": Wrong(
                mistakes.cross_entropy_not_divided,
                "There is one loss for each row, not for each score, and the mean is over the N rows. The gradient of "
                "each row is divided by N, too. What do you divide by?",
                also=(mistakes.divided_by_all_numbers,),
            ),
            "the slope of softmax is missing from the gradient, incomplete, or there twice": Wrong(
                mistakes.GRADIENT_OF_THE_PROBABILITIES,
                "-q/p is dL/dp. The logits come before softmax, and each changes all p of its row, so its slope has to "
                "be multiplied in, once; prediction minus target, as in the lesson, already contains it.",
                also=mistakes.OTHER_SLOPES_OF_SOFTMAX,
            ),
        },
        hints=(
            "First make the targets Q, of shape (N, K). np.eye(K)[labels] gives the one-hot rows.",
            "log p is z - log(sum of exp z), row by row. With the row's maximum taken off z, no exp can overflow.",
            "Repeat the derivation of the lesson with q in place of the one-hot y. Where does y adding up to 1 matter?",
        ),
    ),
    Exercise(
        id="05.4",
        title="A loss for counts",
        reference=answers.PoissonLoss,
        inputs=answers.sample_counts,
        special=answers.ODD_COUNTS,
        run=answers.forward_and_backward,
        returns=("loss", "gradient"),
        wrong={
            "y is multiplied by p, not by its logarithm": Wrong(
                mistakes_for_counts.RATE_FOR_ITS_LOGARITHM,
                "The logarithm of p^y is y log p, and log p is what the network gave.",
            ),
            "z is taken for the mean count": Wrong(
                mistakes_for_counts.Z_FOR_THE_MEAN,
                "The network gives z = log p. So the mean count p is exp z, and log p is z itself, without a "
                "logarithm. Which of the two is it in yours?",
                also=mistakes_for_counts.OTHER_MEANS,
            ),
            "the slope of exp z is missing from the gradient, or is there twice": Wrong(
                mistakes_for_counts.GRADIENT_OF_THE_RATE,
                "dL/dz is dL/dp times the slope of p = exp z, once. 1 - y/p is dL/dp; in p - y that slope is already "
                "multiplied in.",
                also=mistakes_for_counts.OTHER_SLOPES,
            ),
            "a term of -log P is missing, or has the wrong sign": Wrong(
                mistakes_for_counts.NOT_NEGATIVE,
                "Write log P as a sum of three terms first; minus that, each of them changes its sign. Only the one "
                "with y! does not depend on z. Try y = 0, where one term is left of the other two.",
                also=mistakes_for_counts.HALF_NEGATIVE,
            ),
            "the sign of the gradient is flipped": Wrong(
                mistakes_for_counts.POISSON_SIGN_FLIPPED,
                "Where the network expects more calls than came, a larger z makes the loss larger.",
            ),
            "y! is still there": Wrong(
                mistakes_for_counts.FACTORIAL_KEPT,
                "The factorial does not depend on z, so the task leaves it out of the loss.",
                also=mistakes_for_counts.OTHER_FACTORIALS,
            ),
            "1/N is missing": Wrong(
                mistakes_for_counts.POISSON_NOT_DIVIDED, "The loss is a mean over the examples, and so is its gradient."
            ),
            "it is a squared error": Wrong(
                mistakes_for_counts.SQUARED_ERROR,
                "Squared errors follow from Gaussian noise, and (p - y) p is their slope, not this one. Begin with "
                "-log of the P(y) of the task, and take its slope with respect to z.",
                also=mistakes_for_counts.OTHER_SQUARES,
            ),
        },
        hints=(
            "Take -log of the probability. A product becomes a sum, a power becomes a factor.",
            "Write p as exp(z) in every term, drop the one without z, and take the derivative of what is left.",
            "forward has to keep something in self for backward: the derivative needs p and y.",
        ),
    ),
    Exercise(
        id="05.5",
        title="A sensor that lies",
        target="lines that are off by at most 0.3 degrees on each of five days",
        measure=sensor.measure_slope,
        seconds=60,
        hints=(
            "Sketch the slope: small errors are noise, errors around 70 are lies. And at the start all are large.",
            "With a constant slope a false reading still pulls, and all of them pull upwards. What has to fade?",
            "What counts as large depends on the data. np.median(abs(e)) is a scale that 40 lies of 200 cannot bend.",
        ),
    ),
)
