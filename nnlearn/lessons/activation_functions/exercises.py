"""The exercises and quizzes of lesson 03: activation functions."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.activation_functions import answers
from nnlearn.lessons.activation_functions.answers import leaky_relu, log_sigmoid, softmax, tanh

EXERCISES = (
    Exercise(
        id="03.1",
        title="tanh and its slope",
        reference=tanh,
        inputs=answers.draw_sums,
        cases=((np.array([0.0, 1.0, -1.0]),),),
        returns=("value", "slope"),
        wrong={
            "the slope is that of the sigmoid": Wrong(
                lambda z: (np.tanh(z), np.tanh(z) * (1 - np.tanh(z))),
                "y (1 - y) belongs to the sigmoid. Yours is negative where tanh is, and tanh never falls.",
            ),
            "the slope is written with z, not with tanh z": Wrong(
                lambda z: (np.tanh(z), 1 - z**2),
                "At z = 3 yours says -8. Which number has to be squared, z or the output?",
            ),
            "the slope is that of the arctangent": Wrong(
                lambda z: (np.tanh(z), 1 / (1 + z**2)), "That is the derivative of arctan. tanh is flatter far out."
            ),
            "the slope is one, everywhere": Wrong(
                lambda z: (np.tanh(z), np.ones_like(z)), "tanh has the slope 1 only at 0. Where does it go flat?"
            ),
            "the sigmoid is stretched, but not squeezed": Wrong(
                lambda z: (2 / (1 + np.exp(-z)) - 1, 1 - np.tanh(z) ** 2),
                "tanh z is 2 sigmoid(2z) - 1: stretched upwards by two, and squeezed sideways by two.",
            ),
        },
        hints=(
            "NumPy has the function itself. What is left is the slope.",
            "Write tanh as a quotient and use the quotient rule; or look at where the slope must be 0, and where 1.",
            "With y = np.tanh(z) the slope is 1 - y**2. Return both.",
        ),
    ),
    Exercise(
        id="03.2",
        title="A ReLU that leaks",
        reference=leaky_relu,
        inputs=answers.draw_leaks,
        cases=(answers.KINK,),
        returns=("value", "slope"),
        wrong={
            "it does not leak": Wrong(
                lambda z, leak: (np.maximum(z, 0), (z > 0).astype(float)),
                "That is the plain ReLU. Look at z = -2: value and slope must not be zero.",
            ),
            "below zero it returns the leak, not leak times z": Wrong(
                lambda z, leak: (np.where(z > 0, z, leak), np.where(z > 0, 1.0, leak)),
                "At z = -2 with leak 0.1 the value is -0.2.",
            ),
            "the slope at zero is taken from the right": Wrong(
                lambda z, leak: (leaky_relu(z, leak)[0], np.where(z >= 0, 1.0, leak)),
                "At the kink both would do; here, as in PyTorch, z = 0 counts as below.",
            ),
            "the slope leaks by z": Wrong(
                lambda z, leak: (leaky_relu(z, leak)[0], np.where(z > 0, 1.0, leak * z)),
                "You returned the value again. The derivative of leak * z by z has no z left.",
            ),
            "the two sides are swapped": Wrong(
                lambda z, leak: (np.where(z > 0, leak * z, z), np.where(z > 0, leak, 1.0)),
                "Positive sums pass untouched; the negative ones leak.",
            ),
        },
        hints=(
            "Two straight pieces that meet at 0. Which slope has each?",
            "np.where(condition, a, b) takes a where the condition holds and b elsewhere.",
            "Value np.where(z > 0, z, leak * z), slope np.where(z > 0, 1.0, leak).",
        ),
    ),
    Exercise(
        id="03.3",
        title="The logarithm of the sigmoid",
        reference=log_sigmoid,
        inputs=answers.draw_sums,
        cases=(answers.LARGE,),
        wrong={
            "it breaks far to the left": Wrong(
                answers.log_sigmoid_as_it_stands,
                "At z = -1000 the sigmoid rounds to 0, and log 0 is infinite. The right answer is close to -1000.",
            ),
            "the sign is turned round": Wrong(
                lambda z: np.logaddexp(0, -z), "The logarithm of a number below 1 is negative."
            ),
            "it is the logarithm of one minus the sigmoid": Wrong(
                lambda z: -np.logaddexp(0, z),
                "At z = 1000 the sigmoid is 1 and its logarithm 0. Yours is -1000: which sign has z inside?",
            ),
            "the one is forgotten": Wrong(
                lambda z: np.minimum(z, 0.0),
                "-log(e^-z) is z. At z = 0 the sigmoid is one half, and its logarithm is not 0.",
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
        reference=softmax,
        inputs=answers.draw_rows,
        cases=(answers.LARGE_ROWS,),
        wrong={
            "it breaks for large scores": Wrong(
                answers.softmax_as_it_stands,
                "e^1000 is infinite, and infinite divided by infinite is not a number. Softmax does not change when "
                "the same number is subtracted from a whole row.",
            ),
            "it runs down the columns": Wrong(
                lambda z, temperature: softmax(z, temperature, axis=0),
                "Each row is one example and has to add up to 1. Yours adds up along the other axis.",
            ),
            "the temperature multiplies": Wrong(
                lambda z, temperature: softmax(z, 1 / temperature),
                "Hot means even: a large temperature brings the scores closer together before the exponential.",
            ),
            "the temperature comes too late": Wrong(
                lambda z, temperature: softmax(z, 1.0) / temperature,
                "Your rows do not add up to 1. The scores are divided, not the probabilities.",
            ),
            "nothing is divided by the sum": Wrong(
                lambda z, temperature: np.exp((z - z.max(axis=1, keepdims=True)) / temperature),
                "The largest of each row is 1 in yours. Probabilities add up to 1.",
            ),
        },
        hints=(
            "Three steps: divide by the temperature, exponentiate, divide each row by its sum.",
            "Before the exponential subtract from each row its own maximum: z.max(axis=1, keepdims=True).",
            "scaled = z / temperature; e = np.exp(scaled - its row maximum); e / e.sum(axis=1, keepdims=True).",
        ),
    ),
    Exercise(
        id="03.5",
        title="Thirty layers",
        target="after 30 layers both signal and gradient between 0.2 and 5 times their start",
        measure=answers.measure_survival,
        hints=(
            "Try the sigmoid with a few gains first. Which of the two, signal or gradient, is the trouble?",
            "tanh and ReLU can do it. Each layer multiplies; go up where the numbers die and down where they explode.",
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
                ("About a thousandth.", "Each layer takes far more than you think. Look at the scale on the right."),
                ("Less than a billionth.", "The slope is 1/4 at most, and there are twenty of them."),
            ),
            answer="c",
        ),
        later="What you saw",
    ),
    Quiz(
        "03.recall",
        Question(
            "Ten layers, none with an activation function. What can they compute that one layer cannot?",
            (
                ("Nothing.", "A product of matrices is a matrix: straight stays straight."),
                ("Curved borders.", "Each layer only weighs and adds, so every border stays straight."),
                ("XOR.", "One line is not enough for XOR, and ten linear layers make one line."),
            ),
            answer="a",
        ),
        Question(
            "Softmax of the scores (1, 2, 3) is compared with that of (101, 102, 103). Which is true?",
            (
                ("The second is more certain.", "Only differences between scores count, and these are the same."),
                ("They are equal.", "The common factor e^100 stands above and below the fraction."),
                ("The second overflows, whatever you do.", "Subtract the row's maximum first, and nothing does."),
            ),
            answer="b",
        ),
        Question(
            "A ReLU unit gives 0 for every example. What does training do to it?",
            (
                ("It pushes it back to life.", "To push, there must be a slope. Which slope has it, for each example?"),
                ("It pushes it half as fast.", "Half of what? Its slope is 0 for every example."),
                ("Nothing, as long as its inputs stay.", "Slope 0 everywhere: no example changes its weights."),
            ),
            answer="c",
        ),
    ),
)
