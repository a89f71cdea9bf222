"""The exercises and quizzes of lesson 05: loss functions."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.loss_functions import answers
from nnlearn.lessons.loss_functions.answers import arctan, bce, cross_entropy, mse, onehot, sigmoid, softmax

EXERCISES = (
    Exercise(
        id="05.1",
        title="The squared error",
        reference=mse,
        inputs=answers.draw_numbers,
        cases=((np.array([1.0, 2.0]), np.array([1.0, 2.0])),),
        returns=("loss", "gradient"),
        wrong={
            "the gradient lacks 1/N": Wrong(
                lambda p, t: (mse(p, t)[0], 2 * (p - t)),
                "The loss is a mean. Say all of its data twice: the loss stays, so each point may pull only half.",
            ),
            "the sign of the gradient is turned round": Wrong(
                lambda p, t: (mse(p, t)[0], -mse(p, t)[1]),
                "Where p is too large, a larger p makes the loss larger: there the gradient is positive.",
            ),
            "the 2 is forgotten": Wrong(
                lambda p, t: (mse(p, t)[0], (p - t) / p.size),
                "The derivative of e^2 is 2e. Check one number against a central difference.",
            ),
            "the errors are summed, not averaged": Wrong(
                lambda p, t: (((p - t) ** 2).sum(), 2 * (p - t)), "A mean does not grow with the number of points."
            ),
            "the errors are not squared": Wrong(
                lambda p, t: ((p - t).mean(), np.full(p.shape, 1 / p.size)),
                "Two errors of 1 and -1 would cancel. What is done to each error before the mean?",
            ),
            "the root is taken": Wrong(
                lambda p, t: (np.sqrt(mse(p, t)[0]), mse(p, t)[1]),
                "That is the root mean squared error, a good number to report, but another function.",
            ),
        },
        hints=(
            "Begin with the errors, one for each point: prediction minus target.",
            "The loss is the mean of their squares. Only one term of that mean contains p_i: take its derivative.",
            "error = p - t; return (error**2).mean() and 2 * error divided by the number of points.",
        ),
    ),
    Exercise(
        id="05.2",
        title="Yes or no",
        reference=bce,
        inputs=answers.draw_logits,
        cases=(answers.LARGE_LOGITS,),
        returns=("loss", "gradient"),
        wrong={
            "it breaks for large logits": Wrong(
                answers.bce_by_logarithms,
                "Right for small logits, but at z = 1000 a probability rounds to 1 and log(1 - p) is infinite. "
                "Use log(1 + e^z) - t z, and np.logaddexp(0, z) for its first half.",
            ),
            "the targets are swapped": Wrong(
                lambda z, t: bce(z, 1 - t),
                "A large logit with target 1 is a good answer and must cost nearly nothing. What does yours cost?",
            ),
            "the gradient lacks 1/N": Wrong(
                lambda z, t: (bce(z, t)[0], sigmoid(z) - t), "The loss is a mean over N examples; so is its gradient."
            ),
            "the sign of the gradient is turned round": Wrong(
                lambda z, t: (bce(z, t)[0], -bce(z, t)[1]),
                "With target 1 a larger logit makes the loss smaller: there the gradient is negative.",
            ),
            "the gradient is the one for the probability": Wrong(
                lambda z, t: (
                    bce(z, t)[0],
                    (sigmoid(z) - t) / np.maximum(sigmoid(z) * (1 - sigmoid(z)), 1e-300) / z.size,
                ),
                "That is dL/dp. Asked for is dL/dz: the slope of the sigmoid, p (1 - p), cancels the denominator.",
            ),
            "the gradient is that of the squared error": Wrong(
                lambda z, t: (bce(z, t)[0], 2 * (sigmoid(z) - t) * sigmoid(z) * (1 - sigmoid(z)) / z.size),
                "In cross-entropy the slope of the sigmoid cancels. What is left is short.",
            ),
        },
        hints=(
            "Write the loss of one example as log(1 + e^z) - t z. What is its derivative by z?",
            "np.logaddexp(0, z) is log(e^0 + e^z), and holds for any z. The derivative of that part is the sigmoid.",
            "Return (np.logaddexp(0, z) - t * z).mean() and (sigmoid(z) - t) / N.",
        ),
    ),
    Exercise(
        id="05.3",
        title="One of several",
        reference=cross_entropy,
        inputs=answers.draw_scores,
        cases=(answers.LARGE_SCORES,),
        returns=("loss", "gradient"),
        wrong={
            "it breaks for large scores": Wrong(
                answers.cross_entropy_by_logarithms,
                "e^1000 is infinite in any float. Subtract each row's maximum first: softmax does not change.",
            ),
            "the softmax runs over the examples": Wrong(
                lambda z, labels: (
                    -np.log(softmax(z, 0)[np.arange(len(z)), labels]).mean(),
                    (softmax(z, 0) - onehot(labels, z.shape[1])) / len(z),
                ),
                "Each *row* is one example, and its probabilities must add up to 1. Along which axis do yours?",
            ),
            "the gradient forgets the right class": Wrong(
                lambda z, labels: (cross_entropy(z, labels)[0], softmax(z) / len(z)),
                "Every row of the gradient must add up to 0: pushing all scores alike changes nothing.",
            ),
            "the gradient lacks 1/N": Wrong(
                lambda z, labels: (cross_entropy(z, labels)[0], softmax(z) - onehot(labels, z.shape[1])),
                "The loss is the mean over the N rows; each row's gradient is divided by N.",
            ),
            "the gradient is divided by all the numbers": Wrong(
                lambda z, labels: (cross_entropy(z, labels)[0], (softmax(z) - onehot(labels, z.shape[1])) / z.size),
                "N counts examples, not scores: there is one loss for each row.",
            ),
            "the sign of the gradient is turned round": Wrong(
                lambda z, labels: (cross_entropy(z, labels)[0], -cross_entropy(z, labels)[1]),
                "A larger score of the right class makes the loss smaller: there the gradient is negative.",
            ),
        },
        hints=(
            "For one row the loss is log(sum of e^z) minus the score of the right class.",
            "Take the row's maximum out: log sum e^z = m + log sum e^(z - m). The derivative of this part is softmax.",
            "The gradient is (softmax(z) - one-hot rows) / N; np.eye(k)[labels] makes the one-hot rows.",
        ),
    ),
    Exercise(
        id="05.4",
        title="The arctan error",
        reference=arctan,
        inputs=answers.draw_far,
        cases=((np.array([0.0, 1.0, 30.0]), np.array([0.0, 0.0, 0.0])),),
        returns=("loss", "gradient"),
        wrong={
            "the inner derivative is forgotten": Wrong(
                lambda p, t: (arctan(p, t)[0], 1 / (1 + (p - t) ** 4) / p.size),
                "arctan(u) with u = e^2: the derivative by e is 1/(1 + u^2) times du/de.",
            ),
            "the denominator has e^2, not e^4": Wrong(
                lambda p, t: (arctan(p, t)[0], 2 * (p - t) / (1 + (p - t) ** 2) / p.size),
                "arctan(u) has the derivative 1/(1 + u^2), and here u is e^2 already.",
            ),
            "the error is not squared inside": Wrong(
                lambda p, t: (np.arctan(p - t).mean(), 1 / (1 + (p - t) ** 2) / p.size),
                "That one is negative for negative errors: what a bargain. The arctan error is arctan(e^2).",
            ),
            "the 2 is forgotten": Wrong(
                lambda p, t: (arctan(p, t)[0], arctan(p, t)[1] / 2),
                "u = e^2 has the derivative 2e. Check one number against a central difference.",
            ),
            "the gradient lacks 1/N": Wrong(
                lambda p, t: (arctan(p, t)[0], arctan(p, t)[1] * p.size), "The loss is a mean over N points."
            ),
            "the sign of the gradient is turned round": Wrong(
                lambda p, t: (arctan(p, t)[0], -arctan(p, t)[1]),
                "Where p is too large the loss rises with p, if ever so little: the gradient is not negative there.",
            ),
        },
        hints=(
            "Two functions, one inside the other: u = e^2, then arctan(u).",
            "d arctan(u)/du = 1/(1 + u^2), du/de = 2e; multiply them, with u = e^2 put back in.",
            "Return np.arctan(error**2).mean() and 2 * error / (1 + error**4) / N.",
        ),
    ),
    Exercise(
        id="05.5",
        title="A pull that holds",
        target="miss 242 clean patients by at most 1.05 times what the line from clean data misses them by",
        measure=answers.measure_pull,
        seconds=60,
        hints=(
            "A line moves until the pulls are in balance. How hard should a point pull that is eight off?",
            "A constant pull, as MAE has it, is not weak enough here: 33 errors all pull the same way.",
            "Let the pull grow for small errors and vanish for large ones, as the gradient of the arctan error does.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "05.predict",
        Question(
            "A line is fitted by squared errors. One point's error doubles. How much harder does it pull at the line?",
            (
                ("As hard as before.", "That is the absolute error. Watch the lower right panel."),
                ("Twice as hard.", "The loss is four times as large. What about its slope?"),
                ("Four times as hard.", "That is what happens to the loss. The pull is its slope."),
            ),
            answer="b",
        ),
        later="What you saw",
    ),
    Quiz(
        "05.recall",
        Question(
            "Which loss does the median of the targets minimise, if the prediction is one number for all?",
            (
                ("The mean absolute error.", "At the median as many points pull up as down, each with the same force."),
                ("The mean squared error.", "That one is smallest at the mean."),
                ("The arctan error.", "It sits where the points are dense, and may have several minima."),
            ),
            answer="a",
        ),
        Question(
            "A logit is -8 and the target is 1. Which gradient by the logit does cross-entropy have there?",
            (
                ("Nearly 0, since the sigmoid is flat there.", "So it is with the squared error of the sigmoid."),
                ("Nearly -1.", "p - t = 0 - 1: the worst answers are pulled hardest, and never harder than 1."),
                ("Nearly -8.", "The gradient is p - t, and both lie between 0 and 1."),
            ),
            answer="b",
        ),
        Question(
            "A far outlier under the arctan error: what does it do?",
            (
                ("It costs most, so it pulls hardest.", "Cost and pull are two things: the slope is what pulls."),
                ("It is thrown out before the fit.", "Nothing is thrown out; move it close and it pulls again."),
                ("It costs at most pi/2 and hardly pulls.", "Bounded, with a slope that falls like 1/e^3."),
            ),
            answer="c",
        ),
    ),
)
