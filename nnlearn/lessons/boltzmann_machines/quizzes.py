"""The quizzes of lesson 24: Boltzmann machines."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "24.predict",
        Question(
            "A memory of 100 cells stores 14 random pictures. It gets one of them with 10 % of the cells wrong. How "
            "often does it find the picture again?",
            (
                ("In 2 of 100 cases", "So it is with 30 pictures, as you will see."),
                ("In 40 of 100 cases", "So it is with 20 pictures. With 14 the others disturb less."),
                (
                    "In 85 of 100 cases",
                    "Fourteen is about where this memory begins to fail: with 10 it nearly always works, with 30 "
                    "almost never.",
                ),
            ),
            answer="c",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "24.recall",
        Question(
            "While an RBM learns with CD-1 its reconstruction error falls and falls. What does that say of the model?",
            (
                (
                    "Its likelihood rises: what comes back well has been learned.",
                    "In the lesson it rose and then fell by more than a nat, while the error went on falling.",
                ),
                (
                    "That one sweep does not lead far from the data.",
                    "A walker that cannot leave a picture brings it back well, whatever the machine believes "
                    "elsewhere.",
                ),
                (
                    "Nothing, since the error is too noisy.",
                    "It is a calm curve. It measures another thing than the likelihood.",
                ),
            ),
            answer="b",
        ),
        Question(
            "CD-1 is repeated with a million chains from the same data. What is its mean update?",
            (
                (
                    "Another direction than the gradient.",
                    "What remains without noise is the bias of chains that start at the data. On bars and stripes more "
                    "than a third of the signs were wrong late in the training.",
                ),
                ("The exact gradient: only the noise is gone.", "Only with chains that are so long that they forget."),
                (
                    "Zero, since all chains start at the data.",
                    "They start there, and they leave: that is the little that CD-1 learns from.",
                ),
            ),
            answer="a",
        ),
        Question(
            "A single walker has run for long; its mean energy has not moved for 1,000 sweeps. Has it converged?",
            (
                ("Yes, if the mean energy is calm.", "In a deep valley it is calm as well, the wrong one included."),
                ("Yes, if the temperature is low.", "The colder, the longer it takes to cross into another valley."),
                (
                    "It cannot tell you by itself.",
                    "It may sit in one of two valleys. Walkers from different starts would show it, and so would the "
                    "exact probabilities, where states can be counted.",
                ),
            ),
            answer="c",
        ),
    ),
)
