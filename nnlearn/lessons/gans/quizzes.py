"""The quizzes of lesson 26: generative adversarial networks."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "26.predict",
        Question(
            "A forger paints; an expert tells forgeries from originals; both learn. If all goes well, how often will "
            "the expert be right in the end?",
            (
                ("Always: it has learned the most.", "Then the forger would have learned nothing."),
                ("Half the time: it can only guess.", "Watch the losses once the points resemble the data."),
                (
                    "Never: the forger wins.",
                    "An expert who is always wrong knows everything: just reverse the answers.",
                ),
            ),
            answer="b",
        ),
        answered_in="The best discriminator",
    ),
    Quiz(
        "26.recall",
        Question(
            "The discriminator's loss falls to almost zero and stays there. What does that say about the samples?",
            (
                (
                    "They are perfect.",
                    "A loss of zero means that every sample is recognised as generated: they are bad.",
                ),
                ("Nothing: losses say nothing here.", "This one says that the discriminator is never deceived."),
                ("They are all found out.", "And the minimax generator gets no slope to learn from."),
            ),
            answer="c",
        ),
        Question(
            "The theory starts from log(1 - p) for the generator. What is the drawback of minimising it?",
            (
                (
                    "It is flat where the discriminator is sure, which is where the generator begins.",
                    "There p is near 0 and so is the slope; that of -log p is near 1.",
                ),
                ("It aims for something other than -log p.", "Both fall when p rises: same direction, different size."),
                ("It cannot be computed for large scores.", "logaddexp computes it for any score."),
            ),
            answer="a",
        ),
        Question(
            "All your samples look real, and all are sevens. Which number would have told you?",
            (
                ("The generator's loss.", "It asks of each sample by itself whether it looks real. They do."),
                ("The number of modes captured.", "It asks of each kind of data whether enough samples are near."),
                ("The discriminator's loss.", "It can be near 2 log 2, as in the collapsed games of this lesson."),
            ),
            answer="b",
        ),
    ),
)
