"""The quizzes of lesson 28: reinforcement learning."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "28.predict",
        Question(
            "The shortest way runs along the water, one row away. Now the ground gets slippery: in 2 of 100 steps the "
            "robot slides to a side. What is the best way then?",
            (
                (
                    "The same way",
                    "With 2 of 100 it falls in now and then, and a fall costs as much as a hundred steps.",
                ),
                (
                    "One more row away from the water",
                    "Two slides in a row are rare enough. Nobody has told it to be careful: the values have.",
                ),
                ("As far away as there is room", "More rows cost two steps each, and gain next to nothing."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "28.recall",
        Question(
            "While they learn, with epsilon 0.3, Q-learning falls into the water more often than SARSA. Is it worse?",
            (
                ("Yes: it has learned a worse way.", "Let both walk without chance: its way is the shorter one."),
                (
                    "No: its way is the better one, for a walker who makes no random steps.",
                    "It learns the value of the best way, SARSA the value of the way that is walked, random steps "
                    "included.",
                ),
                ("No: that is noise.", "Over all seeds the difference is far larger than its spread."),
            ),
            answer="b",
        ),
        Question(
            "Each step earns 1, gamma is 0.99, and the network says that a state is worth 200,000. What do you know?",
            (
                ("The policy is excellent.", "However good it is, more than 100 cannot be earned."),
                ("The rewards should be larger.", "Their size is not the trouble: compare the value with what can be."),
                (
                    "That something feeds on itself: at most 100 is possible.",
                    "1 + 0.99 + 0.99 squared and so on is 100. Targets made from its own values have blown it up.",
                ),
            ),
            answer="c",
        ),
        Question(
            "An episode was stopped at 500 steps, with the pole upright. What is the target of its last step?",
            (
                (
                    "r + gamma max Q",
                    "The clock has ended it, not the pole: from where it stands, it would go on earning.",
                ),
                ("r", "That says that nothing more could have been earned. It is right after a fall."),
                ("0", "The step has earned its reward in any case."),
            ),
            answer="a",
        ),
    ),
)
