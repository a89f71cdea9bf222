"""The exercises and quizzes of lesson 10: initialization."""

import math

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.initialization import answers
from nnlearn.lessons.initialization.answers import norm_backward, norm_forward, sizes, standardise

EXERCISES = (
    Exercise(
        id="10.1",
        title="Xavier and He",
        reference=sizes,
        inputs=answers.draw_fans,
        cases=((64, 64),),
        returns=("Xavier's bound", "He's standard deviation"),
        wrong={
            "the variance is returned, not the bound": Wrong(
                lambda i, o: (2 / (i + o), math.sqrt(2 / i)),
                "2/(in + out) is the variance. A uniform distribution from -a to a has the variance a^2/3.",
            ),
            "the bound is the standard deviation": Wrong(
                lambda i, o: (math.sqrt(2 / (i + o)), math.sqrt(2 / i)),
                "Between -a and a the standard deviation is a / sqrt(3), not a.",
            ),
            "He's variance is not rooted": Wrong(
                lambda i, o: (math.sqrt(6 / (i + o)), 2 / i),
                "2/in is the variance; the standard deviation is its root.",
            ),
            "He forgets the ReLU": Wrong(
                lambda i, o: (math.sqrt(6 / (i + o)), math.sqrt(1 / i)),
                "A ReLU lets half of the mean square through. What makes up for it?",
            ),
            "outputs are taken for inputs": Wrong(
                lambda i, o: (math.sqrt(6 / (i + o)), math.sqrt(2 / o)),
                "A sum has as many terms as the unit has inputs.",
            ),
        },
        hints=(
            "Two variances: 2/(in + out), and 2/in.",
            "He's is for a normal distribution: take the root. Xavier's for a uniform one, whose variance is a^2/3.",
            "math.sqrt(6 / (fan_in + fan_out)), math.sqrt(2 / fan_in).",
        ),
    ),
    Exercise(
        id="10.2",
        title="Standardise",
        reference=standardise,
        inputs=answers.draw_tables,
        cases=(answers.CONSTANT,),
        returns=("train", "test"),
        wrong={
            "the test data are measured as well": Wrong(
                lambda train, test: (standardise(train, test)[0], standardise(test, test)[0]),
                "Then one patient gets other numbers in another company. Measure on the training data alone.",
            ),
            "both tables are measured together": Wrong(
                lambda train, test: _by(np.concatenate([train, test]), train, test),
                "Then the numbers of unseen patients leak into training. Measure on the training data alone.",
            ),
            "the standard deviation divides by n - 1": Wrong(
                lambda train, test: _by(train, train, test, ddof=1),
                "With ddof=1 the columns come out a little narrower than 1. Divide by n, as np.std does by itself.",
            ),
            "one mean is taken for the whole table": Wrong(
                lambda train, test: ((train - train.mean()) / train.std(), (test - train.mean()) / train.std()),
                "Each column has its own unit: mean(axis=0), one number a column.",
            ),
            "it divides by the variance": Wrong(
                lambda train, test: (
                    (train - train.mean(axis=0)) / np.where(train.var(axis=0) == 0, 1, train.var(axis=0)),
                    (test - train.mean(axis=0)) / np.where(train.var(axis=0) == 0, 1, train.var(axis=0)),
                ),
                "The variance has the unit squared. Which number has the unit of the column?",
            ),
            "a constant column is divided by zero": Wrong(
                lambda train, test: _plain(train, test),
                "A column in which all are equal has the standard deviation 0. Divide it by 1.",
            ),
        },
        hints=(
            "Mean and standard deviation of each column of train; then the same numbers for both tables.",
            "train.mean(axis=0) and train.std(axis=0) have the shape (d,).",
            "std = np.where(std == 0, 1.0, std); return (train - mean) / std, (test - mean) / std.",
        ),
    ),
    Exercise(
        id="10.3",
        title="Batch normalisation forward",
        reference=norm_forward,
        inputs=answers.draw_norm,
        cases=(answers.FLAT,),
        wrong={
            "it runs over the units, not over the batch": Wrong(
                lambda x, gamma, beta: (
                    gamma * (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + 1e-5) + beta
                ),
                "That is layer normalisation: each example by itself. Here each unit is measured over the batch.",
            ),
            "the root is missing": Wrong(
                lambda x, gamma, beta: gamma * (x - x.mean(axis=0)) / (x.var(axis=0) + 1e-5) + beta,
                "Divided by the variance, a unit twice as wide would come out half as wide.",
            ),
            "gamma and beta are swapped": Wrong(
                lambda x, gamma, beta: norm_forward(x, beta, gamma), "gamma stretches, beta moves."
            ),
            "the mean is not taken away": Wrong(
                lambda x, gamma, beta: gamma * x / np.sqrt(x.var(axis=0) + 1e-5) + beta,
                "With gamma 1 and beta 0 every unit must come out with mean 0.",
            ),
            "epsilon stands outside the root": Wrong(
                lambda x, gamma, beta: gamma * (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-5) + beta,
                "The small number belongs under the root: sqrt(var + 1e-5), not sqrt(var) + 1e-5.",
            ),
            "the variance divides by n - 1": Wrong(
                lambda x, gamma, beta: gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + 1e-5) + beta,
                "Here the batch is all there is: divide by n, as np.var does.",
            ),
        },
        hints=(
            "Measure each unit over the batch: mean and variance along axis 0.",
            "(x - mean) / np.sqrt(var + 1e-5), then stretch by gamma and move by beta.",
            "gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5) + beta.",
        ),
    ),
    Exercise(
        id="10.4",
        title="Batch normalisation backward",
        reference=norm_backward,
        inputs=answers.draw_back,
        returns=("dx", "dgamma", "dbeta"),
        wrong={
            "mean and spread are taken for constants": Wrong(
                lambda x, gamma, grad: norm_backward(x, gamma, grad, centre=False, spread=False),
                "Move one x and the mean of its unit moves too, and with it all other outputs.",
            ),
            "only the mean moves": Wrong(
                lambda x, gamma, grad: norm_backward(x, gamma, grad, spread=False),
                "The spread depends on x as well: a third path.",
            ),
            "only the spread moves": Wrong(
                lambda x, gamma, grad: norm_backward(x, gamma, grad, centre=False),
                "The mean depends on x as well. Add the same number to a whole batch: dx must add up to 0.",
            ),
            "gamma is left out of dx": Wrong(
                lambda x, gamma, grad: norm_backward(x, gamma, grad, scaled=False),
                "The error passes gamma before it reaches x^: begin with g = grad * gamma.",
            ),
            "sums stand for the two means": Wrong(
                lambda x, gamma, grad: norm_backward(x, gamma, grad, bar=np.sum),
                "The bars are means over the batch. With means dx adds up to 0 in every column; what does yours?",
            ),
            "gamma's and beta's gradients are averaged": Wrong(
                lambda x, gamma, grad: norm_backward(x, gamma, grad, reduce=np.mean),
                "They act on every row, and what they do there adds up.",
            ),
        },
        hints=(
            "Three paths from x to the outputs: directly, by the mean, by the spread.",
            "With x^ the normalised input and g = grad * gamma: dx = (g - mean(g) - x^ mean(g x^)) / s.",
            "dgamma = (grad * x^).sum(axis=0), dbeta = grad.sum(axis=0); means over axis 0.",
        ),
    ),
    Exercise(
        id="10.5",
        title="Twenty layers that learn",
        target="at least 92 % of the unseen patients right after 15 epochs, from both starts",
        measure=answers.measure_deep,
        seconds=120,
        hints=(
            "The measurements reach from 0.001 to 4,000. What does the first layer make of that?",
            "Standardise, and give a ReLU network the weights it wants.",
            "prepare = your standardise; init: nn.normal_(layer.weight, std=(2 / layer.in_features) ** 0.5), bias 0.",
        ),
    ),
)


def _by(table, train, test, ddof=0):
    mean, std = table.mean(axis=0), table.std(axis=0, ddof=ddof)
    std = np.where(std == 0, 1.0, std)
    return (train - mean) / std, (test - mean) / std


def _plain(train, test):
    with np.errstate(all="ignore"):
        return (train - train.mean(axis=0)) / train.std(axis=0), (test - train.mean(axis=0)) / train.std(axis=0)


QUIZZES = (
    Quiz(
        "10.predict",
        Question(
            "All weights of a network start at 0.1, all biases at 0. It is trained for an hour. What do the units of a "
            "hidden layer do then?",
            (
                (
                    "Each something else: training tells them apart.",
                    "By what? Look at their gradients: they are equal.",
                ),
                ("All the same.", "Equal weights, equal inputs, equal errors: equal gradients, for ever."),
                ("Nothing: all outputs are 0.", "0.1 times something is something."),
            ),
            answer="b",
        ),
        later="Symmetry",
    ),
    Quiz(
        "10.recall",
        Question(
            "A unit has 100 inputs of variance 1 and independent weights. Which variance of the weights keeps its sum "
            "at variance 1?",
            (
                ("1/100.", "A sum of 100 products has 100 times the variance of one."),
                ("1/10.", "That is the standard deviation of such weights."),
                ("1.", "Then the sum has the variance 100."),
            ),
            answer="a",
        ),
        Question(
            "Why does He's rule have a 2 that Xavier's, for equal widths, has not?",
            (
                ("ReLU is twice as steep.", "Its slope is 1, as that of tanh at 0."),
                ("A ReLU network has twice as many layers.", "The rule is for one layer."),
                ("A ReLU sets half of the sums to 0.", "It halves the mean square, and the 2 makes up for it."),
            ),
            answer="c",
        ),
        Question(
            "In evaluation batch normalisation uses running means instead of those of the batch. Why?",
            (
                ("It is faster.", "Hardly. What would one single example be without them?"),
                ("So that an example's answer does not depend on its company.", "Alone or in a batch, the same."),
                ("Because gradients are not needed.", "True, and not the reason."),
            ),
            answer="b",
        ),
    ),
)
