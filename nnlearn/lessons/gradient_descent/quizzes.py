"""The quizzes of lesson 06: gradient descent."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "06.predict",
        Question(
            "You walk downhill with steps in proportion to the slope, and in the last step the loss rose. "
            "What happened, most likely?",
            (
                ("There is a mistake in the code.", "Perhaps, but correct code can do this, too. Try a larger rate."),
                (
                    "The step was too long: it went across the valley and up the other side.",
                    "Or, on hilly ground, onto another hill. How far up depends on one product.",
                ),
                ("The walk has begun to diverge.", "Sometimes it climbs once and comes back. Watch the gauge."),
            ),
            answer="b",
        ),
        answered_in="The edge",
    ),
    Quiz(
        "06.recall",
        Question(
            "A bowl has curvature 4 in one direction and 0.1 in the other. Which learning rates do not diverge?",
            (
                ("Those below 0.5.", "2 divided by the largest curvature: the steep direction decides."),
                ("Those below 20.", "In the flat direction, yes; the steep one has diverged long before."),
                ("Those below 1.", "2 divided by the largest curvature is 2 / 4."),
            ),
            answer="a",
        ),
        Question(
            "The slope is exactly zero. Where are you?",
            (
                ("In a minimum.", "Or on top of a hill, or on a saddle."),
                ("At the end of the walk, whatever this point is.", "A step proportional to zero goes nowhere."),
                ("At the lowest loss.", "There may be a deeper valley elsewhere, and this may not be a valley at all."),
            ),
            answer="b",
        ),
        Question(
            "Why is each row of a random direction scaled to the length of the unit's weights?",
            (
                ("To make the picture smooth.", "Smoothness comes from the loss, not from the scale."),
                ("To keep the loss finite.", "Here it is finite for all finite weights."),
                (
                    "To make landscapes of different networks comparable.",
                    "A step of 1 then changes every unit by as much as its own size, whatever its scale.",
                ),
            ),
            answer="c",
        ),
    ),
)
