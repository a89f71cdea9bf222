"""The quizzes of lesson 31: scaling out."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "31.predict",
        Question(
            "5 % of a training step cannot be shared out, the rest can. One machine needs 20 hours. How long do a "
            "thousand machines need, if messages cost nothing?",
            (
                ("A minute and twelve seconds", "That is a thousandth: but who does the 5 % that nobody can share?"),
                ("About ten minutes", "Even with no time at all for the other 95 %, the 5 % remain."),
                ("A little over an hour", "5 % of 20 hours are one hour, and a thousand machines need that hour, too."),
            ),
            answer="c",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "31.recall",
        Question(
            "A training on four processes runs, and its loss falls. Is it right?",
            (
                (
                    "That is not known: compare its weights with those of one process.",
                    "Added gradients, one and the same shard for all, uneven means, different starts: with each of "
                    "them the loss falls, too.",
                ),
                ("Yes: with a mistake the loss would rise.", "All four mistakes of the lesson let it fall."),
                ("Yes, if all four losses fall.", "They fall with each of the mistakes, on every process."),
            ),
            answer="a",
        ),
        Question(
            "Eight workers on a ring add up a gradient of M numbers. How many numbers does each of them send?",
            (
                ("7 M", "That is how much it sends if each sends its whole vector to all others."),
                ("1.75 M", "14 messages of M / 8 numbers. However many workers there are, it stays below 2 M."),
                ("M / 8", "That is one message of fourteen."),
            ),
            answer="b",
        ),
        Question(
            "In bfloat16 alone, a training learns with a rate of 0.1 and stands still with 0.001. What happens?",
            (
                ("Numbers overflow.", "bfloat16 reaches as far as float32 does, to 3e38."),
                ("Slopes become 0.", "Small slopes are not its weakness: its exponents are those of float32."),
                (
                    "The steps are smaller than half of the distance to the next number.",
                    "Near 1 its numbers are 0.008 apart. A smaller step is rounded away, unless float32 keeps the "
                    "weights.",
                ),
            ),
            answer="c",
        ),
    ),
)
