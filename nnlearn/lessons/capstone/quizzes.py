"""The quizzes of lesson 33: capstone."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "33.predict",
        Question(
            "You train 20 networks that differ by their start alone, and report the best on 300 test examples. By how "
            "much is the number too high, compared with what this network reaches on fresh examples?",
            (
                ("Not at all: each of the 20 was measured honestly", "Each one was. The choice among them was not."),
                (
                    "By two or three points of 100",
                    "The best of 20 is partly a better network and partly luck with these 300. Luck does not "
                    "come along.",
                ),
                (
                    "By ten points or more",
                    "One accuracy on 300 examples is off by about three points, and the largest of 20 by twice that; "
                    "part of it is real.",
                ),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "33.recall",
        Question(
            "You looked at the test set once too early, and changed nothing after it. What now?",
            (
                (
                    "Write it into the ledger, and go on.",
                    "Nothing was chosen by what you saw. Whether that is so can be judged only if it is written down.",
                ),
                (
                    "The test set is spoiled, and the work with it.",
                    "A look by itself changes no number. A choice that follows it would.",
                ),
                ("Say nothing, since nothing changed.", "Then nobody can tell your one look from twenty."),
            ),
            answer="a",
        ),
        Question(
            "The baseline reads .81 of 300 examples, your network .82. Which of the two is better?",
            (
                ("The network, by one point.", "Each of the two numbers could be off by four points."),
                (
                    "Neither, since their intervals overlap.",
                    "Two intervals can overlap and the difference still be sure: hard examples are hard for both.",
                ),
                (
                    "The interval of the paired difference says whether one can tell.",
                    "It knows on which examples they differ, and is narrower than either of the two.",
                ),
            ),
            answer="c",
        ),
        Question(
            "The same seed on another computer gives weights that differ from the eighth digit on. What is wrong?",
            (
                ("The seed was not set everywhere.", "Then they would differ from the first digit on."),
                (
                    "Nothing: sums are taken in another order there.",
                    "Promise bits for one machine, and numbers with their spread for all others.",
                ),
                ("One of the two has a fault.", "Both round correctly, each in its own order."),
            ),
            answer="b",
        ),
    ),
)
