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
                "h (1 - h) belongs to the sigmoid. Yours is negative where tanh is negative, and tanh never falls.",
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
            "The quotient rule gives (cosh^2 z - sinh^2 z) / cosh^2 z. Divide term by term, and write it with tanh z.",
        ),
    ),
    Exercise(
        id="03.2",
        title="SiLU and its slope",
        reference=answers.silu,
        inputs=answers.sample_sums,
        special={"scores of 40 and 1,000": answers.LARGE},
        returns=("value", "slope"),
        wrong={
            "it overflows far to the right": Wrong(
                mistakes.silu_overflows,
                "np.exp(1000) is infinite, and infinity divided by infinity is not a number. The lesson has a sigmoid "
                "with two branches.",
            ),
            "the two slopes are multiplied": Wrong(
                mistakes.slopes_multiplied,
                "Yours is the slope of z times the slope of the sigmoid. The derivative of a product is not the "
                "product of the derivatives: at z = 40 the slope must be close to 1.",
            ),
            "the sigmoid is held fixed": Wrong(
                mistakes.gate_held_fixed,
                "You let only the first factor change. The sigmoid changes with z as well; near z = -2 yours is "
                "positive, and SiLU falls there.",
            ),
            "the first term of the product rule is forgotten": Wrong(
                mistakes.first_term_forgotten,
                "At z = 0 yours is 0, and SiLU rises there: from 0 to 0.005 if z goes from 0 to 0.01.",
            ),
            "the slope is that of the sigmoid, with the output of SiLU": Wrong(
                mistakes.output_for_gate, "h (1 - h) is the slope if h is a sigmoid. Here h is z times a sigmoid."
            ),
            "the factor z is forgotten": Wrong(
                mistakes.sigmoid_alone, "That is the sigmoid and its slope. SiLU at z = 40 is 40, not 1."
            ),
        },
        hints=(
            "A product of two functions of z. Which rule gives its derivative?",
            "The slope has two terms: one where z changes and the sigmoid stays, one where the sigmoid changes.",
            "With s for the safe sigmoid of z, the second term is z times s (1 - s). Add the first, and return both.",
        ),
    ),
    Exercise(
        id="03.3",
        title="The logarithm of the sigmoid",
        reference=answers.log_sigmoid,
        inputs=answers.sample_sums,
        silent=True,
        special={"scores of 40 and 1,000": answers.LARGE},
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
                mistakes.one_forgotten,
                "-log(exp(-z)) is z. At z = 0 the sigmoid is one half, and its logarithm is not 0.",
            ),
        },
        hints=(
            "Write log(1 / (1 + exp(-z))) as minus a logarithm first; then look for np.logaddexp in the lesson.",
            "-log(1 + exp(-z)) still overflows at z = -1000. np.logaddexp(a, b) is log(exp(a) + exp(b)): what is a?",
            "The 1 is exp(0), which gives you a; the other term gives you b. Mind the minus in front.",
        ),
    ),
    Exercise(
        id="03.4",
        title="Softmax with a temperature",
        reference=answers.softmax,
        inputs=answers.sample_rows,
        special={"scores of 1,000": answers.LARGE_ROWS, "scores of 4,000 at temperature 4": answers.LARGE_AND_HOT},
        wrong={
            "it breaks for large scores": Wrong(
                mistakes.softmax_as_written,
                "exp(1000) is infinite, and infinite divided by infinite is not a number. Softmax does not change when "
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
            "keepdims=True again for the sum: it keeps a column that divides each row by its own number.",
        ),
    ),
    Exercise(
        id="03.5",
        title="Through the layers",
        reference=answers.through,
        inputs=answers.sample_layers,
        cases=(answers.SQUARE,),
        returns=("outputs", "nudge"),
        wrong={
            "the nudge goes through the function": Wrong(
                mistakes.nudge_through_the_function,
                "f belongs to the sums. A small nudge of a sum is multiplied by the slope of f at that sum.",
            ),
            "the slope is taken at the output": Wrong(
                mistakes.slope_at_the_output,
                "slope is a function of the sum z. Yours is called with h = f(z): in what order are your lines?",
            ),
            "the slopes are left out": Wrong(
                mistakes.slopes_left_out,
                "Yours treats each layer as linear. Where f is flat, a nudge of the sum must not get through.",
            ),
            "the weights are left out": Wrong(
                mistakes.weights_left_out,
                "A nudge of h becomes a nudge of z = h W^T first: it meets the weights before it meets the slope.",
            ),
            "the weights are not transposed": Wrong(
                mistakes.weights_not_transposed,
                "Row i of W belongs to unit i, so the sums are h @ W.T. With a square W nothing complains.",
            ),
            "the slopes multiply before the weights": Wrong(
                mistakes.slopes_before_weights,
                "The nudge of the sums has the shape of z, and that is what the slopes at z multiply. Python reads "
                "a * b @ c as (a * b) @ c: brackets help.",
            ),
        },
        hints=(
            "One loop over the weights carries two arrays, h and the nudge, from layer to layer.",
            "In each layer: the sums, then h. For the nudge the same weights, then the slope at those sums.",
            "Keep z = h @ W.T. What the nudge adds to z is nudge @ W.T, and slope(z) multiplies it element by element.",
        ),
    ),
    Exercise(
        id="03.6",
        title="Thirty layers",
        target="in five draws of the weights, signal and sensitivity after 30 layers are between 0.2 and 5",
        measure=answers.measure_survival,
        hints=(
            "Try the sigmoid with a few gains first. Which of the two is the problem, signal or sensitivity?",
            "Each layer multiplies by about the same factor. What does a gain that is 2 % larger do after 30 layers?",
            "Find a gain at which both are too small and one at which both are too large, and keep halving. If no gain "
            "suits both numbers, change the activation.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "03.predict",
        Question(
            "Twenty layers of sigmoids, with random weights of ordinary size. You nudge every number of the input a "
            "little. How much of the nudge arrives at the output?",
            (
                ("Most of it.", "Each sigmoid multiplies it by its slope. How steep is a sigmoid at its steepest?"),
                (
                    "About a thousandth.",
                    "That would be a factor of 0.7 per layer. Each takes away far more: look at the scale.",
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
                ("They are equal.", "The common factor exp(100) is in the numerator and in the denominator."),
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
