"""The quizzes of lesson 25: deep belief networks."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "25.predict",
        Question(
            "In 2006 deep networks could hardly be trained, and a stack of Boltzmann machines changed that. Four "
            "hidden layers, 100 labelled digits. Which start wins today?",
            (
                ("Weights from N(0, 0.01), with sigmoids", "A common start of that time. Look at its row."),
                ("The stack, with sigmoids", "It beats the starts of its time by far. Then came others."),
                ("He's start, with ReLU", "By a little. At 20 labels it is otherwise, as you will see."),
                ("Xavier's start, with sigmoids", "Better than small weights, and not the best."),
            ),
            answer="c",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "25.recall",
        Question(
            "A second machine is put on the first, started as the first one upside down, and then trained. What is "
            "certain?",
            (
                (
                    "At the start nothing changes, and training then raises a bound.",
                    "So much is proved. By how much log p rises is not; in the lesson it is a few hundredths of a nat.",
                ),
                (
                    "Every added layer makes the model better.",
                    "The theorem is about a bound and a start. From a random start the second machine made it worse.",
                ),
                (
                    "The likelihood rises in every step.",
                    "It is the bound that a perfect training would raise, and contrastive divergence is not perfect.",
                ),
            ),
            answer="a",
        ),
        Question(
            "Which way do the connections of a deep belief network with three hidden layers point?",
            (
                (
                    "In both directions, in all layers.",
                    "That is another network, a deep Boltzmann machine. There every sweep passes through all layers.",
                ),
                (
                    "Up, from the picture to the top.",
                    "The way up is a guess, used to train the next layer. It is not part of the model.",
                ),
                (
                    "In both directions at the top, down everywhere else.",
                    "So only the top two layers argue in a dream, and the others are passed once.",
                ),
            ),
            answer="c",
        ),
        Question(
            "When did starting from the stack pay, against He's start with ReLU, both tuned?",
            (
                ("The deeper the network, the more.", "With 100 labels or more it did not pay at either depth."),
                (
                    "With 20 labels; with 100 or more no longer.",
                    "Few labels leave room for what the pictures alone tell. With many, the start is soon forgotten.",
                ),
                (
                    "Always: higher layers hold better features.",
                    "A linear reader on frozen layers gets worse with every layer.",
                ),
            ),
            answer="b",
        ),
    ),
)
