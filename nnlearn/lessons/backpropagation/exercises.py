"""The exercises and quizzes of lesson 09: backpropagation."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.backpropagation import answers, measuring, mistakes, training
from nnlearn.lessons.backpropagation import mistaken_checks as checks
from nnlearn.lessons.backpropagation.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="09.1",
        title="A dense layer backward",
        reference=answers.dense_backward,
        inputs=answers.sample_dense,
        cases=(answers.SQUARE,),
        special=answers.LAYERS,
        returns=("dx", "dW", "db"),
        wrong={
            "dW is transposed": Wrong(
                mistakes.dW_transposed,
                "dW has the shape of W, (out, in). With a square W the shapes hide it; the numbers do not.",
            ),
            "the weights are transposed on the way back": Wrong(
                mistakes.weights_transposed_back,
                "Forward x stood before W^T, and backward grad stands before W itself. Write the sum for one dx_j: "
                "which index of W is j?",
                also=(mistakes.weights_transposed_and_turned,),
            ),
            "numbers are multiplied one by one": Wrong(
                mistakes.number_by_number,
                "`*` multiplies numbers at the same place. Each entry of dx and dW is a sum of products.",
                also=(mistakes.all_number_by_number,),
            ),
            "the bias takes the mean": Wrong(
                mistakes.bias_mean,
                "The bias acts on every row, and its effects add up. The mean is already in the loss.",
            ),
            "the bias is not summed over the batch": Wrong(
                mistakes.bias_not_summed,
                "db has the shape of b, (out,): one number per unit, whatever the size of the batch.",
            ),
            "the bias is summed over the units": Wrong(
                mistakes.bias_summed_over_units,
                "That leaves one number per example. Each unit has a bias: sum over the examples, the rows of grad.",
            ),
            "it is divided by the batch again": Wrong(
                mistakes.divided_again,
                "The 1/N belongs to the loss, and the gradient that arrives already contains it.",
                also=(mistakes.all_divided_again,),
            ),
            "one example stands for the whole batch": Wrong(
                mistakes.first_for_bias,
                "A weight and a bias act on every example. Where is the sum over all of them?",
                also=(mistakes.last_for_bias, mistakes.first_example_only, mistakes.last_example_only),
            ),
        },
        hints=(
            "Three results; let the shapes guide you: (N, in), (out, in), (out,).",
            "dx needs grad (N, out) and W (out, in); dW needs grad and x; db needs only grad.",
            "grad @ weight, grad.T @ x, grad.sum(axis=0).",
        ),
    ),
    Exercise(
        id="09.2",
        title="Through the activation",
        reference=answers.tanh_backward,
        inputs=answers.sample_tanh,
        special=answers.SIGNALS,
        wrong={
            "the slope is taken at the output": Wrong(
                mistakes.slope_at_the_output, "h is already tanh z. What is the slope of tanh at z, written with h?"
            ),
            "what arrives is passed on unchanged": Wrong(
                mistakes.slope_left_out,
                "A saturated unit, with h close to 1, lets next to nothing through. Yours lets everything through.",
            ),
            "the slope replaces the gradient": Wrong(
                mistakes.slope_replaces_gradient, "The chain rule multiplies: slope times what has arrived."
            ),
            "the signal is multiplied in, and not the slope": Wrong(
                mistakes.signal_for_slope,
                "A unit with h close to 1 is saturated, and lets next to nothing through; one with h close to 0 lets "
                "everything through. Which of them lets more through in yours?",
                also=(mistakes.square_for_slope, mistakes.tanh_for_slope),
            ),
            "the slope is added": Wrong(mistakes.slope_added, "Along a path, slopes multiply."),
            "the slope is not multiplied as a whole": Wrong(
                mistakes.no_brackets,
                "Python multiplies before it subtracts: are there brackets round the whole slope?",
                also=(mistakes.no_brackets_grad_last,),
            ),
            "a square is missing, or it is in the wrong place": Wrong(
                mistakes.not_squared,
                "At h = -0.9 a unit is nearly saturated, and its slope is 0.19. What does yours give there? (As a "
                "formula in z, it has a square, too.)",
                also=(
                    mistakes.size_for_square,
                    mistakes.twice_h,
                    mistakes.all_squared,
                    mistakes.one_over_cosh,
                    mistakes.one_over_cosh_of_the_output,
                ),
            ),
            "the slope is that of the sigmoid, of arctan or of ReLU": Wrong(
                mistakes.slope_of_arctan,
                "The slope of tanh is 1 at h = 0 and falls to 0 at h = 1 and at h = -1. What does yours give at these "
                "three?",
                also=(mistakes.slope_of_sigmoid, mistakes.slope_of_relu),
            ),
        },
        hints=(
            "Go element by element: every unit has its own slope.",
            "d tanh z / dz = 1 - tanh(z)^2, and tanh(z) is h.",
            "grad * (1 - h**2).",
        ),
    ),
    Exercise(
        id="09.3",
        title="Check a gradient",
        reference=answers.check_gradient,
        inputs=answers.sample_gradients,
        cases=(answers.RIGHT, answers.SIGN, answers.LARGE, answers.PAGE),
        special=answers.CLAIMS,
        run=answers.what_it_says,
        returns=("largest relative error", "entries compared"),
        tolerance=1e-3,
        advice=measuring.how_it_measures,
        wrong={
            "the difference is not divided by the distance of its two points": Wrong(
                checks.divided_by_eps,
                "x + ε and x - ε are 2ε apart. With another divisor, or points nearer together, a right gradient seems "
                "wrong by the same factor everywhere. Print both points.",
                also=(checks.divided_by_four_eps,),
            ),
            "the difference has one side only": Wrong(
                checks.one_sided,
                "(f(x + ε) - f(x)) / ε is off by about ε, so a right gradient does not look right. Step to both sides.",
                also=(checks.one_sided_below,),
            ),
            "something other than the largest of the relative errors is returned": Wrong(
                checks.mean_error,
                "One wrong weight among thousands disappears in a mean, or in a norm or maximum of all entries; a sum "
                "grows with the number of weights; one error, such as the last or the smallest, says nothing of the "
                "others.",
                also=(
                    checks.sum_of_errors,
                    checks.last_error,
                    checks.first_error,
                    checks.smallest_error,
                    checks.error_of_the_norms,
                    checks.error_by_both_norms,
                    checks.error_of_the_sums,
                    checks.error_of_the_maxima,
                ),
            ),
            "other entries are counted than those with something to compare": Wrong(
                checks.empty_entries_counted,
                "Where both gradients are 0, every wrong formula with a factor of 0 agrees too: nothing was compared. "
                "Every other entry counts, be it right or wrong, and each for one.",
                also=(
                    checks.all_entries_counted,
                    checks.no_entry_left_out,
                    checks.no_entry_left_out_and_nan,
                    checks.small_number_added,
                    checks.rows_counted,
                    checks.wrong_entries_counted,
                ),
            ),
            "the error is not divided by the larger of the two": Wrong(
                checks.divided_by_the_sum,
                "|a - b| is compared with the larger of |a| and |b|, since an error of 0.1 is nothing beside 1000 and "
                "everything beside 0.1: with absolute values, not with the sum or the smaller, not always with the "
                "same one.",
                also=(
                    checks.absolute_errors,
                    checks.divided_by_the_mean,
                    checks.divided_by_the_claim,
                    checks.divided_by_the_measured,
                    checks.divided_by_the_smaller,
                    checks.divided_without_bars,
                    checks.judged_and_divided_without_bars,
                ),
            ),
            "one of the two alone decides whether an entry counts": Wrong(
                checks.claim_decides,
                "A claim of 0 where the slope is 5 is wrong, and so is a claim of 5 where it is 0. Leave out only "
                "entries where both are nothing.",
                also=(checks.measured_decides, checks.smaller_decides),
            ),
            "several numbers move at once": Wrong(
                checks.whole_row_moved,
                "What you measure then is the sum of their slopes. x[0] of a matrix is a whole row, and x + ε is all.",
                also=(checks.whole_row_moved_and_counted_once, checks.everything_moved),
            ),
            "the measured slopes are far too small or far too large": Wrong(
                checks.not_divided,
                "Then even a right gradient has an error of 1. Print what you measure. Is it the difference of the two "
                "values, divided by 2ε, with brackets round (2 * eps)?",
                also=(checks.not_even_subtracted,),
            ),
        },
        hints=(
            "Loop over all elements of x: one number moves up, then down; the others stay.",
            "measured = (function(up) - function(down)) / (2 * eps), on copies of x; size is the larger of the two.",
            "if size > 1e-8: compared += 1, and largest = max(largest, abs(gradient[place] - measured) / size).",
        ),
    ),
    Exercise(
        id="09.4",
        title="A whole network backward",
        reference=answers.gradients,
        inputs=answers.sample_net,
        special=answers.NETS,
        returns=("dW1", "db1", "dW2", "db2"),
        wrong={
            "1/N is missing": Wrong(
                mistakes.not_divided, "The loss is a mean over the batch. Yours come out N times too large."
            ),
            "the hidden tanh is left out or replaced, forward or back": Wrong(
                mistakes.hidden_slope_left_out,
                "Forward, the hidden signals go through tanh; back, what arrives is multiplied by its slope. If your "
                "dW2 is right, look at what goes into dW1: is the slope in it? If dW2 is wrong, look at the way "
                "forward.",
                also=(
                    mistakes.tanh_left_out_forward,
                    mistakes.tanh_left_out,
                    mistakes.sigmoid_for_tanh,
                    mistakes.sigmoid_for_tanh_forward,
                    mistakes.relu_for_tanh,
                ),
            ),
            "the gradients have the wrong sign": Wrong(
                mistakes.target_minus_prediction,
                "With yours a step of the optimizer makes the loss rise. The error is prediction minus target, p - y. "
                "Is it so in yours, or is there another minus on the way?",
            ),
            "what is subtracted is not one-hot": Wrong(
                mistakes.whole_rows_lowered,
                "For each example 1 is subtracted in the column of its label, and 0 elsewhere. A label is not an "
                "amount, p[labels] picks whole rows and p[:, labels] whole columns.",
                also=(mistakes.whole_columns_lowered, mistakes.labels_subtracted),
            ),
            "the slope of the output is multiplied in again": Wrong(
                mistakes.slope_of_softmax_again,
                "p - y is already the derivative with respect to the scores: softmax and logarithm are both in it.",
                also=(mistakes.slope_of_tanh_at_the_end,),
            ),
            "the one-hot targets are not subtracted": Wrong(
                mistakes.targets_not_subtracted,
                "The error begins with p - y. Yours pushes every score down, even that of the right class.",
            ),
            "softmax sums over the batch": Wrong(
                mistakes.softmax_over_the_batch,
                "The probabilities of one example add up to 1: sum along axis 1 and keep the dimension.",
                also=(mistakes.softmax_over_everything,),
            ),
            "large scores give wrong probabilities": Wrong(
                mistakes.no_maximum,
                "e^1000 is infinite, and e^-1000 is 0: a row of zeros divided by its sum is 0 / 0; and scores cut off "
                "at a limit are no longer apart. If from each row its own largest score is subtracted, the largest "
                "power in it is e^0 = 1. Is it so in yours?",
                also=(mistakes.one_maximum_for_the_batch, mistakes.largest_size_subtracted),
                any_value=True,
            ),
        },
        hints=(
            "Go forward first and keep h. Then begin with (softmax - one-hot) / N.",
            "Layer 2: dW2 = grad.T @ h, db2 = grad.sum(axis=0). Then back = grad @ W2, times 1 - h**2.",
            "Layer 1: dW1 = back.T @ x, db1 = back.sum(axis=0). Your dense_backward and tanh_backward do it.",
        ),
    ),
    Exercise(
        id="09.5",
        title="Digits from nothing",
        target="at least 436 of 449 unseen digits right (97 %), with nothing but NumPy",
        measure=training.measure_digits,
        seconds=120,
        hints=(
            "64 inputs, one hidden layer, 10 scores. Start with small random weights and zero biases, and take many "
            "small steps against your gradients.",
            "Go through the digits 60 times or so, each time in a new order, in batches of 16 or 32. A step is the "
            "learning rate times the gradient; try rates between 0.1 and 1.",
            "In each batch: for p, g in zip(parameters, gradients(x[rows], labels[rows], *parameters)): p -= rate * g. "
            "How many hidden units, and which rate? Print the share of training digits that are right, and see.",
        ),
    ),
)
