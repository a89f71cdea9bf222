"""The quizzes of lesson 13."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "13.predict",
        Question(
            "A sensor gives 40 numbers a stroke, and you can pay for 400 labels. Who reads most of the unseen strokes?",
            (
                (
                    "A forest of 150 trees: with so few examples the old methods win.",
                    "It asks about single places, and the strokes stand elsewhere each time.",
                ),
                (
                    "A dense network: it finds its own features.",
                    "It could find them, but with a weight of its own for each place it needs far more examples.",
                ),
                (
                    "An expert, who writes features in a few lines and fits logistic regression.",
                    "Far ahead of most. One rival assumes the same and learns the rest.",
                ),
                (
                    "A convolutional network that averages over all places before it decides.",
                    "It looks for pieces of a stroke and forgets where it found them.",
                ),
                (
                    "Nobody: 400 examples are not enough for deep learning.",
                    "How many are enough depends on what a network need not learn.",
                ),
            ),
            answer="d",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "13.recall",
        Question(
            "The 40 places of all signals are shuffled, in the same way for training and test. Who reads fewer of them "
            "than before?",
            (
                (
                    "Everybody: the strokes are destroyed.",
                    "No number is lost. A rival that never asked which places are neighbours does not notice.",
                ),
                (
                    "Only those that used neighbours: the convolutional networks and the features made by hand.",
                    "What they knew beforehand has become false, and the others never knew it.",
                ),
                (
                    "Only the dense network: it has the most weights.",
                    "A dense layer gives each place its own weights, and its places have no order.",
                ),
            ),
            answer="b",
        ),
        Question(
            "A support vector machine with an RBF kernel was fitted on 4,000 signals. What does one answer cost?",
            (
                (
                    "A comparison with each support vector that it keeps, thousands of them here.",
                    "The function is a sum over examples. The more of them stay inside the margin, the longer it "
                    "takes.",
                ),
                (
                    "Next to nothing: training found the line, and only the line is kept.",
                    "True of a linear one, whose sum collapses into one w. With a kernel there is no such w.",
                ),
                (
                    "As much as its training.",
                    "Training compares the examples with one another. An answer compares one signal with those that "
                    "are kept.",
                ),
            ),
            answer="a",
        ),
        Question(
            "In a logistic regression on 30 measurements of tumours the weight of *mean radius* is negative. What "
            "follows?",
            (
                (
                    "Larger tumours are less dangerous.",
                    "By itself the radius goes with danger. Its weight is what is left beside perimeter and area, "
                    "which say nearly the same.",
                ),
                (
                    "The model is wrong.",
                    "It may predict well. Several sets of weights predict alike if columns are nearly equal.",
                ),
                (
                    "Little about the radius alone: beside columns that say nearly the same, the sign may flip from "
                    "sample to sample.",
                    "Fit it again on other samples and look at the sign before you explain it.",
                ),
            ),
            answer="c",
        ),
    ),
)
