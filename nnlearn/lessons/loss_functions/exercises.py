"""The exercises and quizzes of lesson 05: loss functions."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.loss_functions import answers, mistakes

EXERCISES = (
    Exercise(
        id="05.1",
        title="The squared error",
        reference=answers.mse,
        inputs=answers.sample_numbers,
        cases=((np.array([1.0, 2.0]), np.array([1.0, 2.0])),),
        returns=("loss", "gradient"),
        wrong={
            "the gradient lacks 1/N": Wrong(
                mistakes.gradient_not_divided,
                "The loss is a mean. Repeat all of the data: the loss stays the same, so each point may pull only half "
                "as hard.",
            ),
            "the sign of the gradient is flipped": Wrong(
                mistakes.gradient_sign_flipped,
                "Where p is too large, a larger p makes the loss larger, so the gradient is positive there.",
            ),
            "the 2 is forgotten": Wrong(
                mistakes.two_forgotten, "The derivative of e^2 is 2e. Check one number against a central difference."
            ),
            "the errors are summed, not averaged": Wrong(
                mistakes.summed_not_averaged, "A mean does not grow with the number of points."
            ),
            "the errors are not squared": Wrong(
                mistakes.not_squared, "Errors of 1 and -1 would cancel. What is done to each error before the mean?"
            ),
            "the root is taken": Wrong(
                mistakes.root_taken,
                "That is the root mean squared error: a good number to report, but a different function.",
            ),
        },
        hints=(
            "Start with the errors, one for each point: prediction minus target.",
            "The loss is the mean of their squares. Only one term of that mean contains p_i: take its derivative.",
            "error = p - t; return (error**2).mean() and 2 * error divided by the number of points.",
        ),
    ),
    Exercise(
        id="05.2",
        title="Yes or no",
        reference=answers.bce,
        inputs=answers.sample_logits,
        cases=(answers.LARGE_LOGITS,),
        returns=("loss", "gradient"),
        wrong={
            "it breaks for large logits": Wrong(
                mistakes.bce_by_logarithms,
                "Right for small logits, but at z = 1000 a probability rounds to 1 and log(1 - p) is infinite. "
                "Use log(1 + e^z) - t z, and np.logaddexp(0, z) for its first half.",
            ),
            "the targets are swapped": Wrong(
                mistakes.targets_swapped,
                "A large logit with target 1 is a good answer and should cost almost nothing. What does yours cost?",
            ),
            "the gradient lacks 1/N": Wrong(
                mistakes.bce_gradient_not_divided, "The loss is a mean over N examples, and so is its gradient."
            ),
            "the sign of the gradient is flipped": Wrong(
                mistakes.bce_gradient_sign_flipped,
                "With target 1, a larger logit makes the loss smaller, so the gradient is negative there.",
            ),
            "the gradient is the one for the probability": Wrong(
                mistakes.gradient_of_the_probability,
                "That is dL/dp. You need dL/dz: the slope of the sigmoid, p (1 - p), cancels the denominator.",
            ),
            "the gradient is that of the squared error": Wrong(
                mistakes.gradient_of_squared_error,
                "In cross-entropy the slope of the sigmoid cancels. What is left is short.",
            ),
        },
        hints=(
            "Write the loss of one example as log(1 + e^z) - t z. What is its derivative with respect to z?",
            "np.logaddexp(0, z) is log(e^0 + e^z), safe for any z. The derivative of that part is the sigmoid.",
            "Return (np.logaddexp(0, z) - t * z).mean() and (sigmoid(z) - t) / N.",
        ),
    ),
    Exercise(
        id="05.3",
        title="One of several",
        reference=answers.cross_entropy,
        inputs=answers.sample_scores,
        cases=(answers.LARGE_SCORES,),
        returns=("loss", "gradient"),
        wrong={
            "it breaks for large scores": Wrong(
                mistakes.cross_entropy_by_logarithms,
                "e^1000 is infinite in any float. Subtract each row's maximum first: softmax does not change.",
            ),
            "the softmax runs over the examples": Wrong(
                mistakes.softmax_over_examples,
                "Each *row* is one example, and its probabilities must add up to 1. Along which axis do yours?",
            ),
            "the gradient forgets the right class": Wrong(
                mistakes.right_class_forgotten,
                "Every row of the gradient must add up to 0: adding the same number to all scores changes nothing.",
            ),
            "the gradient lacks 1/N": Wrong(
                mistakes.cross_entropy_gradient_not_divided,
                "The loss is the mean over the N rows, so each row's gradient is divided by N.",
            ),
            "the gradient is divided by all the numbers": Wrong(
                mistakes.divided_by_all_numbers, "N counts examples, not scores: there is one loss for each row."
            ),
            "the sign of the gradient is flipped": Wrong(
                mistakes.cross_entropy_gradient_sign_flipped,
                "A larger score for the right class makes the loss smaller, so the gradient is negative there.",
            ),
        },
        hints=(
            "For one row the loss is log(sum of e^z) minus the score of the right class.",
            "Pull out the row's maximum m: log sum e^z = m + log sum e^(z - m). The derivative of this part is "
            "softmax.",
            "The gradient is (softmax(z) - one-hot rows) / N; np.eye(k)[labels] makes the one-hot rows.",
        ),
    ),
    Exercise(
        id="05.4",
        title="The arctan error",
        reference=answers.arctan_error,
        inputs=answers.sample_far,
        cases=((np.array([0.0, 1.0, 30.0]), np.array([0.0, 0.0, 0.0])),),
        returns=("loss", "gradient"),
        wrong={
            "the inner derivative is forgotten": Wrong(
                mistakes.inner_derivative_forgotten,
                "arctan(u) with u = e^2: the derivative with respect to e is 1/(1 + u^2) times du/de.",
            ),
            "the denominator has e^2, not e^4": Wrong(
                mistakes.squared_denominator, "arctan(u) has the derivative 1/(1 + u^2), and here u is already e^2."
            ),
            "the error is not squared inside": Wrong(
                mistakes.arctan_not_squared,
                "Yours is negative for negative errors: they would pay you. The arctan error is arctan(e^2).",
            ),
            "the 2 is forgotten": Wrong(
                mistakes.arctan_two_forgotten,
                "u = e^2 has the derivative 2e. Check one number against a central difference.",
            ),
            "the gradient lacks 1/N": Wrong(mistakes.arctan_gradient_not_divided, "The loss is a mean over N points."),
            "the sign of the gradient is flipped": Wrong(
                mistakes.arctan_gradient_sign_flipped,
                "Where p is too large, the loss rises with p, however slowly: the gradient is not negative there.",
            ),
        },
        hints=(
            "Two functions, one inside the other: u = e^2, then arctan(u).",
            "d arctan(u)/du = 1/(1 + u^2) and du/de = 2e; multiply them and put u = e^2 back in.",
            "Return np.arctan(error**2).mean() and 2 * error / (1 + error**4) / N.",
        ),
    ),
    Exercise(
        id="05.5",
        title="A pull that holds",
        target="miss 242 clean patients by at most 1.05 times as much as the line from clean data",
        measure=answers.measure_pull,
        seconds=60,
        hints=(
            "A line moves until the pulls balance. How hard should a point pull that is off by eight?",
            "A constant pull, as with MAE, is not weak enough here: 33 errors all pull in the same direction.",
            "Let the pull grow for small errors and vanish for large ones, as the gradient of the arctan error does.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "05.predict",
        Question(
            "A line is fitted by squared errors. One point's error doubles. How much harder does it pull on the line?",
            (
                ("As hard as before.", "That is the absolute error. Watch the lower right panel."),
                ("Twice as hard.", "The loss is four times as large. What about its slope?"),
                ("Four times as hard.", "That is what happens to the loss. The pull is its slope."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "05.recall",
        Question(
            "Which loss does the median of the targets minimise, if the prediction is one number for all?",
            (
                (
                    "The mean absolute error.",
                    "At the median, as many points pull up as down, each with the same force.",
                ),
                ("The mean squared error.", "That one is smallest at the mean."),
                ("The arctan error.", "It sits where the points are dense, and may have several minima."),
            ),
            answer="a",
        ),
        Question(
            "A logit is -8 and the target is 1. What is the gradient of cross-entropy with respect to the logit there?",
            (
                ("Nearly 0, since the sigmoid is flat there.", "That is true of the squared error of the sigmoid."),
                ("Nearly -1.", "p - t is nearly 0 - 1: the worst answers are pulled hardest, and never harder than 1."),
                ("Nearly -8.", "The gradient is p - t, and both lie between 0 and 1."),
            ),
            answer="b",
        ),
        Question(
            "What does a far outlier do under the arctan error?",
            (
                (
                    "It costs most, so it pulls hardest.",
                    "Cost and pull are two different things: the slope is what pulls.",
                ),
                ("It is thrown out before the fit.", "Nothing is thrown out; move it close and it pulls again."),
                ("It costs at most pi/2 and hardly pulls.", "It is bounded, and its slope falls like 1/e^3."),
            ),
            answer="c",
        ),
    ),
)
