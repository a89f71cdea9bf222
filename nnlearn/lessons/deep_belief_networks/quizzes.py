"""The quizzes of lesson 25: deep belief networks."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "25.predict",
        Question(
            "Four hidden layers, 20 labelled digits, every start tuned. Which one reads most of the unseen digits?",
            (
                ("Sigmoids, weights from N(0, 0.01²)", "A common start of that time. Look at its row."),
                (
                    "Sigmoids, weights from a stack of Boltzmann machines",
                    "Its layers have seen 1,348 pictures before the first label. See how it goes with more labels, "
                    "too.",
                ),
                ("Sigmoids, Xavier's start", "Better than small weights. Four times as large would be better still."),
                ("ReLU, He's start", "Today's habit, and with 20 labels it ends about ten points below the best."),
            ),
            answer="b",
        ),
        answered_in="The duel of starts",
    ),
    Quiz(
        "25.recall",
        Question(
            "A second machine is put on the first, started as the first one upside down, and then trained. What does "
            "the theorem promise?",
            (
                (
                    "At the start log p is what it was, and a better p(h) for the q's then raises a bound on it.",
                    "So much is proved, but not how far log p rises; in the lesson it was about two tenths of a nat.",
                ),
                (
                    "Every added layer makes the model better by a good deal.",
                    "It promises no amount, and nothing at all of a random start, from which log p rose nearly as far.",
                ),
                (
                    "The likelihood rises in every step of the training.",
                    "It speaks of a bound, and contrastive divergence does not climb even that exactly.",
                ),
            ),
            answer="a",
        ),
        Question(
            "Which way do the connections of a deep belief network with three hidden layers point?",
            (
                (
                    "Both ways, in all layers.",
                    "That is another network, a deep Boltzmann machine. There every sweep passes through all layers.",
                ),
                (
                    "Up, from the picture to the top.",
                    "The way up is a guess, used to train the next layer. It is not part of the model.",
                ),
                (
                    "Both ways at the top, down everywhere else.",
                    "So only the top two layers argue in a dream, and the others are passed once.",
                ),
            ),
            answer="c",
        ),
        Question(
            "When did it pay to start from the stack, against He's start with ReLU, both tuned?",
            (
                ("The deeper the network, the more.", "It was the number of labels that counted, at either depth."),
                (
                    "Clearly with 20 labels, hardly with 100 or more.",
                    "Few labels leave room for what the pictures alone tell. With many, the start is soon forgotten.",
                ),
                ("Never: that was a story of 2006.", "With 20 labels it was ahead in every draw."),
            ),
            answer="b",
        ),
    ),
)
