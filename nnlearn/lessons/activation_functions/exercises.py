"""The exercises and quizzes of lesson 03: activation functions."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz
from nnlearn.lessons.activation_functions import advice, answers, named

EXERCISES = (
    Exercise(
        id="03.1",
        title="tanh and its slope",
        reference=answers.tanh,
        inputs=answers.sample_sums,
        cases=((np.array([0.0, 1.0, -1.0]),),),
        special={**answers.SHAPES, "z = -20 and 20": (np.array([-20.0, 0.0, 20.0]),)},
        returns=("value", "slope"),
        wrong=named.TANH,
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
        special=answers.FAR_OUT,
        returns=("value", "slope"),
        wrong=named.SILU,
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
        special=answers.FAR_OUT,
        wrong=named.LOG_SIGMOID,
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
        special=answers.ROWS,
        wrong=named.SOFTMAX,
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
        special=answers.LAYERS,
        returns=("outputs", "nudge"),
        wrong=named.THROUGH,
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
        measure=advice.measure_survival,
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
