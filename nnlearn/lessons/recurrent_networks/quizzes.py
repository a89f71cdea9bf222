"""The quizzes of lesson 18: recurrent networks."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "18.predict",
        Question(
            "A recurrent network reads thirty years of sunspot numbers, one by one, and after each it predicts the "
            "next. Does its forecast get better with every year that it has read?",
            (
                ("Yes: it knows more each time.", "It knows more, but does that still help? Look at the curve."),
                ("At first; after some years the error stays where it is.", "Watch where the curve goes flat."),
                ("No: the first forecast is as good as the last.", "After one number, what can it know?"),
            ),
            answer="b",
        ),
        answered_in="Forecasting",
    ),
    Quiz(
        "18.recall",
        Question(
            "How many matrices W_h does a network unrolled over 100 steps have to learn?",
            (
                ("100, one per step.", "The copies are one network, drawn 100 times."),
                ("99, one for each arrow between copies.", "All arrows are the same matrix."),
                ("One.", "Shared in time; its gradient is the sum over all steps."),
            ),
            answer="c",
        ),
        Question(
            "Clipping shortens a gradient of length 50 to length 1. What does it keep?",
            (
                ("The direction.", "Every entry is divided by the same number."),
                ("The largest entry.", "That one shrinks like all the others."),
                (
                    "The gradients of early steps, which would vanish.",
                    "It can only shorten; it cannot bring anything back.",
                ),
            ),
            answer="a",
        ),
        Question(
            "You train with truncated BPTT over 20 steps. What can the network no longer do?",
            (
                ("Remember anything for more than 20 steps.", "The state continues; only the gradient is cut."),
                (
                    "Learn from a loss what it should have kept more than 20 steps earlier.",
                    "No gradient says so; what it happens to keep may still be there.",
                ),
                ("Read texts longer than 20 letters.", "It keeps reading, with the state it has."),
            ),
            answer="b",
        ),
    ),
)
