"""The exercises and quizzes of lesson 02: the perceptron."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.perceptron import answers
from nnlearn.lessons.perceptron.answers import count_right, guess, learn, pocket

EXERCISES = (
    Exercise(
        id="02.1",
        title="Guess for many points at once",
        reference=guess,
        inputs=answers.draw_points,
        cases=(answers.ON_THE_LINE,),
        wrong={
            "the bias is left out": Wrong(
                lambda weight, bias, x: (x @ weight >= 0).astype(int),
                "Without it every decision line passes through the origin. At the origin only the bias can decide.",
            ),
            "the bias is subtracted": Wrong(
                lambda weight, bias, x: (x @ weight - bias >= 0).astype(int),
                "Try a point at the origin with bias 1: its score is the bias alone, and that is positive.",
            ),
            "a point exactly on the line gets 0": Wrong(
                lambda weight, bias, x: (x @ weight + bias > 0).astype(int),
                "The step is 1 where the score is zero *or more*. Look at a point whose score is exactly 0.",
            ),
            "the two classes are swapped": Wrong(
                lambda weight, bias, x: (x @ weight + bias < 0).astype(int),
                "Class 1 lies where the score is positive. Take weight (1, 0), bias 0 and the point (5, 0).",
            ),
            "the labels are -1 and 1": Wrong(
                lambda weight, bias, x: np.where(x @ weight + bias >= 0, 1, -1),
                "The sign of the score is right, but the labels of this course are 0 and 1.",
            ),
            "the score is returned, not the label": Wrong(
                lambda weight, bias, x: x @ weight + bias,
                "That is the number before the decision. Which side of zero is it on?",
            ),
        },
        hints=(
            "First all scores, then one comparison for all of them.",
            "`x @ weight` multiplies (n, d) by (d,) and gives (n,): one sum for each point.",
            "Compare the scores with >= 0 and turn True and False into 1 and 0 with .astype(int).",
        ),
    ),
    Exercise(
        id="02.2",
        title="Learn from one mistake",
        reference=learn,
        inputs=answers.draw_visit,
        cases=(answers.visit(1, -2.0), answers.visit(0, 2.0), answers.visit(1, 2.0), answers.visit(0, -2.0)),
        returns=("weight", "bias"),
        wrong={
            "the sign of the error is turned round": Wrong(
                lambda w, b, x, t, rate: learn(w, b, x, t, -rate),
                "Compute the score of the same point before and after: for a missed 1 it has to rise.",
            ),
            "the bias does not learn": Wrong(
                lambda w, b, x, t, rate: (learn(w, b, x, t, rate)[0], b),
                "The bias is a weight on an input that is always 1. What does the rule add to it?",
            ),
            "the learning rate is left out": Wrong(
                lambda w, b, x, t, rate: learn(w, b, x, t, 1.0), "Call it with rate 0: then nothing may change."
            ),
            "the learning rate is left out for the bias": Wrong(
                lambda w, b, x, t, rate: (learn(w, b, x, t, rate)[0], learn(w, b, x, t, 1.0)[1]),
                "Call it with rate 0: then the bias may not change either.",
            ),
            "it also learns from points that are right": Wrong(
                lambda w, b, x, t, rate: (w + rate * (2 * t - 1) * x, b + rate * (2 * t - 1)),
                "Visit a point that is guessed right: the error is 0, and weight and bias stay what they are.",
            ),
            "the score is used instead of the guess": Wrong(
                lambda w, b, x, t, rate: (w + rate * (t - (x @ w + b)) * x, b + rate * (t - (x @ w + b))),
                "That rule exists (Widrow and Hoff, 1960), but it is another one: here the error is -1, 0 or 1.",
            ),
        },
        hints=(
            "Which three values can target - guess have, and what should happen for each?",
            "error = target - guess; weights change by rate * error times something of the weights' shape.",
            "That something is the point itself, x; the bias changes by rate * error. Return both, new.",
        ),
    ),
    Exercise(
        id="02.3",
        title="No line computes XOR",
        reference=count_right,
        inputs=answers.draw_lines,
        wrong={
            "the sum runs over the lines": Wrong(
                lambda weights, biases, x, y: ((x @ weights.T + biases >= 0) == y[:, None]).sum(axis=1),
                "You have one count for each point. Which axis are the points on, the one to be added up?",
            ),
            "the mistakes are counted": Wrong(
                lambda weights, biases, x, y: ((x @ weights.T + biases >= 0) != y[:, None]).sum(axis=0),
                "A line that gets every point right should score n, not 0.",
            ),
            "the share is returned, not the number": Wrong(
                lambda weights, biases, x, y: ((x @ weights.T + biases >= 0) == y[:, None]).mean(axis=0),
                "Asked for is how many of the n points are right, a whole number.",
            ),
            "the biases are left out": Wrong(
                lambda weights, biases, x, y: ((x @ weights.T >= 0) == y[:, None]).sum(axis=0),
                "All your lines pass through the origin.",
            ),
            "only the ones are counted, not the points that are right": Wrong(
                lambda weights, biases, x, y: (x @ weights.T + biases >= 0).sum(axis=0),
                "A guess of 1 is right only where the label is 1. Compare with y before you add up.",
            ),
        },
        hints=(
            "Make a table with a row for each point and a column for each line, then add up the columns.",
            "x @ weights.T has shape (n, m); the biases, shape (m,), are added to every row by themselves.",
            "Compare (scores >= 0) with y[:, None], a column, and sum over axis 0.",
        ),
    ),
    Exercise(
        id="02.4",
        title="The pocket rule",
        reference=pocket,
        inputs=answers.draw_clouds,
        cases=(answers.NOTHING_BETTER,),
        draws=8,
        returns=("weight", "bias", "wrong"),
        wrong={
            "the last weights are returned, not the best": Wrong(
                lambda x, y, epochs: pocket(x, y, epochs, last=True),
                "Print how many points are wrong after each visit: the smallest number is what should come back.",
            ),
            "an equally good line replaces the one in the pocket": Wrong(
                lambda x, y, epochs: pocket(x, y, epochs, fewer=np.less_equal),
                "The pocket changes only when *fewer* points are wrong. Which comparison says that?",
            ),
            "the zeros at the start are not counted": Wrong(
                lambda x, y, epochs: pocket(x, y, epochs, start=False),
                "Zero weights guess 1 everywhere. If most labels are 1, that is hard to beat; put it in the pocket "
                "before the first visit.",
            ),
            "the points are counted before the visit": Wrong(
                answers.before_the_visit,
                "The count and the weights in the pocket do not belong together. Count with the weights you keep.",
            ),
            "the pocket is looked at only once an epoch": Wrong(
                answers.once_an_epoch,
                "The best line may live for one visit only. Count after every visit, not after every epoch.",
            ),
        },
        hints=(
            "Two pairs of weights: one that wanders, one in the pocket.",
            "After each call of learn: wrong = number of all points where guess(weight, bias, x) differs from y.",
            "Put the zeros and their number of wrong points into the pocket first; replace when wrong < that number.",
        ),
    ),
    Exercise(
        id="02.5",
        title="A third input",
        target="all four corners of XOR right, and at least 97 % of 400 unseen noisy points",
        measure=answers.measure_third,
        hints=(
            "Which single number is different for (1, 1) than for the other three corners?",
            "AND of the two inputs would do. Which arithmetic on x1 and x2 is AND for zeros and ones?",
            "Return the product of the two columns of x.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "02.predict",
        Question(
            "A perceptron guesses a point wrong and learns from it, once. Does it now guess this point right?",
            (
                ("Always: that is what learning means.", "It moves the right way, but how far?"),
                (
                    "Not always: it gets better at this point, perhaps not good enough.",
                    "Watch a point that is far off.",
                ),
                ("Never: it takes a whole pass over the data.", "Some mistakes are settled at once."),
            ),
            answer="b",
        ),
        later="Learning from one mistake",
    ),
    Quiz(
        "02.recall",
        Question(
            "The weights of a perceptron are (3, 4). How does its decision line run?",
            (
                ("Along the direction (3, 4).", "A step of (3, 4) adds 25 to the score: no line of equal score."),
                (
                    "At a right angle to (3, 4).",
                    "Along it the score stays zero: its direction has no share of the weights.",
                ),
                ("That depends on the bias.", "The bias moves the line; it does not turn it."),
            ),
            answer="b",
        ),
        Question(
            "The data can be separated by a line. You double the learning rate, starting from zero. What happens?",
            (
                ("It learns twice as fast.", "Weights, bias and scores all double; no sign changes, so no guess does."),
                ("It may diverge.", "The number of mistakes is bounded whatever the rate."),
                ("The same mistakes, in the same order.", "A common factor changes no sign."),
            ),
            answer="c",
        ),
        Question(
            "After 1,000 epochs a perceptron still makes mistakes. What do you know?",
            (
                (
                    "No line separates the data.",
                    "It may: sepals took far longer than petals. Only the bound would tell.",
                ),
                ("The margin is small, or no line separates the data.", "A small margin allows many mistakes."),
                ("The learning rate was too large.", "From zero the rate changes no guess at all."),
            ),
            answer="b",
        ),
    ),
)
