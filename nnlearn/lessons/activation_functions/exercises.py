"""The exercises and quizzes of lesson 03: activation functions."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.activation_functions import answers, mistakes

EXERCISES = (
    Exercise(
        id="03.1",
        title="tanh and its slope",
        reference=answers.tanh,
        inputs=answers.sample_sums,
        cases=((np.array([0.0, 1.0, -1.0]),),),
        returns=("value", "slope"),
        wrong={
            "the slope is that of the sigmoid": Wrong(
                mistakes.slope_of_sigmoid,
                "y (1 - y) belongs to the sigmoid. Yours is negative where tanh is negative, and tanh never falls.",
            ),
            "the slope is written with z, not with tanh z": Wrong(
                mistakes.slope_with_z, "At z = 3 yours gives -8. Which number has to be squared, z or the output?"
            ),
            "the slope is that of the arctangent": Wrong(
                mistakes.slope_of_arctan, "That is the derivative of arctan. Far out, tanh is flatter."
            ),
            "the slope is one everywhere": Wrong(
                mistakes.slope_one_everywhere, "tanh has slope 1 only at 0. Where is it flat?"
            ),
            "the sigmoid is stretched, but not squeezed": Wrong(
                mistakes.sigmoid_not_squeezed,
                "tanh z is 2 sigmoid(2z) - 1: stretched vertically by two and squeezed horizontally by two.",
            ),
        },
        hints=(
            "NumPy has the function itself. That leaves the slope.",
            "Write tanh as a quotient and use the quotient rule; or look at where the slope must be 0, and where 1.",
            "With y = np.tanh(z) the slope is 1 - y**2. Return both.",
        ),
    ),
    Exercise(
        id="03.2",
        title="A ReLU that leaks",
        reference=answers.leaky_relu,
        inputs=answers.sample_leaks,
        cases=(answers.KINK,),
        returns=("value", "slope"),
        wrong={
            "it does not leak": Wrong(
                mistakes.no_leak, "That is the plain ReLU. Look at z = -2: value and slope must not be zero."
            ),
            "below zero it returns the leak, not leak times z": Wrong(
                mistakes.leak_for_value, "At z = -2 with leak 0.1 the value is -0.2."
            ),
            "the slope at zero is taken from the right": Wrong(
                mistakes.slope_at_zero_from_the_right,
                "At the kink either would do; here, as in PyTorch, z = 0 counts as below.",
            ),
            "the slope below zero is leak times z": Wrong(
                mistakes.slope_times_z,
                "You returned the value again. The derivative of leak * z with respect to z has no z left.",
            ),
            "the two sides are swapped": Wrong(
                mistakes.sides_swapped, "Positive sums pass through unchanged; negative ones leak."
            ),
        },
        hints=(
            "Two straight pieces that meet at 0. What is the slope of each?",
            "np.where(condition, a, b) takes a where the condition holds and b elsewhere.",
            "Value np.where(z > 0, z, leak * z), slope np.where(z > 0, 1.0, leak).",
        ),
    ),
    Exercise(
        id="03.3",
        title="The logarithm of the sigmoid",
        reference=answers.log_sigmoid,
        inputs=answers.sample_sums,
        cases=(answers.LARGE,),
        wrong={
            "it breaks far to the left": Wrong(
                mistakes.log_sigmoid_as_written,
                "At z = -1000 the sigmoid rounds to 0, and log 0 is infinite. The right answer is close to -1000.",
            ),
            "the sign is flipped": Wrong(mistakes.sign_flipped, "The logarithm of a number below 1 is negative."),
            "it is the logarithm of one minus the sigmoid": Wrong(
                mistakes.log_of_one_minus_sigmoid,
                "At z = 1000 the sigmoid is 1 and its logarithm 0. Yours is -1000: what is the sign of z inside?",
            ),
            "the one is forgotten": Wrong(
                mistakes.one_forgotten, "-log(e^-z) is z. At z = 0 the sigmoid is one half, and its logarithm is not 0."
            ),
        },
        hints=(
            "Write log(1 / (1 + e^-z)) as minus a logarithm first.",
            "-log(1 + e^-z) still overflows inside for z = -1000. Which NumPy function computes log(e^a + e^b) safely?",
            "1 is e^0: return -np.logaddexp(0, -z).",
        ),
    ),
    Exercise(
        id="03.4",
        title="Softmax with a temperature",
        reference=answers.softmax,
        inputs=answers.sample_rows,
        cases=(answers.LARGE_ROWS,),
        wrong={
            "it breaks for large scores": Wrong(
                mistakes.softmax_as_written,
                "e^1000 is infinite, and infinite divided by infinite is not a number. Softmax does not change when "
                "the same number is subtracted from a whole row.",
            ),
            "it runs down the columns": Wrong(
                mistakes.down_the_columns,
                "Each row is one example and has to add up to 1. Yours adds up along the other axis.",
            ),
            "the temperature multiplies": Wrong(
                mistakes.temperature_multiplies,
                "Hot means even: a high temperature brings the scores closer together before the exponential.",
            ),
            "the temperature comes too late": Wrong(
                mistakes.temperature_too_late,
                "Your rows do not add up to 1. The scores are divided, not the probabilities.",
            ),
            "the powers are not divided by their sum": Wrong(
                mistakes.no_division, "In yours the largest of each row is 1. Probabilities add up to 1."
            ),
        },
        hints=(
            "Three steps: divide by the temperature, exponentiate, divide each row by its sum.",
            "Before the exponential, subtract from each row its own maximum: z.max(axis=1, keepdims=True).",
            "scaled = z / temperature; e = np.exp(scaled - its row maximum); e / e.sum(axis=1, keepdims=True).",
        ),
    ),
    Exercise(
        id="03.5",
        title="Thirty layers",
        target="after 30 layers, both signal and gradient are between 0.2 and 5 times their start",
        measure=answers.measure_survival,
        hints=(
            "Try the sigmoid with a few gains first. Which of the two is the problem, signal or gradient?",
            "tanh and ReLU can do it. Each layer multiplies: raise the gain where the numbers die, lower it where they "
            "explode.",
            "A ReLU halves the mean square in each layer. Which factor on the weights doubles it again?",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "03.predict",
        Question(
            "A signal passes 20 layers of sigmoids with random weights, and a gradient comes back through them. "
            "What is left of the gradient at the input?",
            (
                ("Most of it.", "Each sigmoid multiplies it by its slope. How steep is a sigmoid at its steepest?"),
                (
                    "About a thousandth.",
                    "Each layer takes away far more than you think. Look at the scale on the right.",
                ),
                ("Less than a billionth.", "The slope is 1/4 at most, and there are twenty of them."),
            ),
            answer="c",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "03.recall",
        Question(
            "Ten layers, none with an activation function. What can they compute that one layer cannot?",
            (
                ("Nothing.", "A product of matrices is a matrix: what is straight stays straight."),
                ("Curved borders.", "Each layer only weighs and adds, so every border stays straight."),
                ("XOR.", "One line is not enough for XOR, and ten linear layers make one line."),
            ),
            answer="a",
        ),
        Question(
            "Softmax of the scores (1, 2, 3) is compared with that of (101, 102, 103). Which is true?",
            (
                ("The second is more certain.", "Only differences between scores count, and these are the same."),
                ("They are equal.", "The common factor e^100 is in the numerator and in the denominator."),
                ("The second overflows, whatever you do.", "Subtract the row's maximum first, and nothing does."),
            ),
            answer="b",
        ),
        Question(
            "A ReLU unit gives 0 for every example. What does training do to it?",
            (
                ("It pushes it back to life.", "A push needs a slope. What is its slope for each example?"),
                ("It pushes it half as fast.", "Half of what? Its slope is 0 for every example."),
                (
                    "Nothing, as long as its inputs stay the same.",
                    "Slope 0 everywhere: no example changes its weights.",
                ),
            ),
            answer="c",
        ),
    ),
)
