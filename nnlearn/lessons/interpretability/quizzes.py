"""The quizzes of lesson 30: interpretability."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "30.predict",
        Question(
            "The last hidden layer of LeNet-5 has 84 units. You take one of them away: from now on it gives 0. How "
            "much of its accuracy does the network lose?",
            (
                (
                    "Next to nothing",
                    "No unit costs more than half a point of 100. What one of them says, others say, too.",
                ),
                (
                    "One class: the digit that this unit stood for",
                    "No unit stands for a digit alone: others carry on without it.",
                ),
                ("About a tenth", "Not even half of all units, taken away together, cost that much."),
            ),
            answer="a",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "30.recall",
        Question(
            "You replace all weights by random ones, and the heat map of a method hardly changes. What does the map "
            "show?",
            (
                ("What is robust in the network", "Nothing of that network is left. What could be robust?"),
                (
                    "The picture, not what the network has learned",
                    "Such a map would look as convincing for any network. That is what the sanity check is for.",
                ),
                ("That the new network learned the same", "It has learned nothing: its weights are random."),
            ),
            answer="b",
        ),
        Question(
            "In a linear model the coefficient of a feature is negative, although the feature and the target rise "
            "together. What has happened?",
            (
                ("The fit is wrong.", "Both can be right: the correlation looks at one feature, the fit at all."),
                (
                    "The feature is harmful, and its correlation is a coincidence.",
                    "Neither number says what would happen if you changed the feature.",
                ),
                (
                    "Other features that rise with it carry its part, and more.",
                    "A coefficient says what a feature adds when all others are held still. Between features that are "
                    "nearly alike the data cannot divide the credit.",
                ),
            ),
            answer="c",
        ),
        Question(
            "The slope of the score at a pixel is 0. Is the pixel without influence on the answer?",
            (
                (
                    "Not necessarily: a small change does nothing, a large one may.",
                    "The score min(x, 1) has the slope 0 at x = 2, and without x all of it is gone.",
                ),
                ("Yes: that is what the slope says.", "It says so of small changes alone."),
                ("Yes, if the slope was computed exactly.", "Exact, it is still a slope at one place."),
            ),
            answer="a",
        ),
    ),
)
