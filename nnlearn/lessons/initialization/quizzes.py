"""The quizzes of lesson 10: initialization and normalization."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "10.predict",
        Question(
            "All weights of a network start at 0.1, all biases at 0. It is trained for an hour. What do the units of a "
            "hidden layer do then?",
            (
                (
                    "Each something different: training tells them apart.",
                    "By what? Look at their gradients: they are equal.",
                ),
                ("All the same.", "Equal weights, equal inputs, equal errors: equal gradients, forever."),
                ("Nothing: all outputs are 0.", "0.1 times something is not nothing."),
            ),
            answer="b",
        ),
        answered_in="Symmetry",
    ),
    Quiz(
        "10.recall",
        Question(
            "A unit has 100 inputs of variance 1 and independent weights. Which variance of the weights keeps its sum "
            "at variance 1?",
            (
                ("1/100.", "A sum of 100 products has 100 times the variance of one."),
                ("1/10.", "That is the standard deviation of such weights."),
                ("1.", "Then the sum has variance 100."),
            ),
            answer="a",
        ),
        Question(
            "In PyTorch you stack twenty Linear layers with ReLUs between them. The loss stays where guessing puts it. "
            "What do you suspect first?",
            (
                ("The data are too few.", "Too few data make a network learn them by heart, not fail to learn."),
                ("A wrong gradient.", "PyTorch's are right. But look at how large they are in the first layer."),
                ("The first weights.", "Their gain is 0.58, and a ReLU layer needs 1.41. Twenty layers make a power."),
            ),
            answer="c",
        ),
        Question(
            "In evaluation batch normalisation uses running means instead of those of the batch. Why?",
            (
                ("It is faster.", "Hardly. What would become of a single example without them?"),
                ("So that an example's output does not depend on the others.", "Alone or in a batch, the same."),
                ("Because gradients are not needed.", "True, and not the reason."),
            ),
            answer="b",
        ),
    ),
)
