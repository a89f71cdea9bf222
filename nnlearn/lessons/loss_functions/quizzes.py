"""The quizzes of lesson 05: loss functions."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "05.predict",
        Question(
            "A line is fitted by squared errors. One point's error doubles. How much harder does it pull on the line?",
            (
                ("As hard as before.", "That is the absolute error. Watch the lower right panel."),
                ("Twice as hard.", "The loss is four times as large. What about its slope?"),
                ("Four times as hard.", "That is what happens to the loss. What pulls is its slope."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "05.recall",
        Question(
            "A prediction is too high under MSE. Which sign has the gradient dL/dp, and which way does the point pull?",
            (
                (
                    "Positive; it pulls the prediction down.",
                    "e > 0, the loss grows with p, and the pull is against the gradient: towards the point.",
                ),
                ("Positive; it pulls the prediction up.", "Up is where the loss grows. A point pulls towards itself."),
                ("Negative; it pulls the prediction down.", "The gradient is 2e/N with e = p - y, and e > 0."),
            ),
            answer="a",
        ),
        Question(
            "A logit is -8 and the target is 1. What is the gradient of cross-entropy with respect to the logit there?",
            (
                ("Nearly 0, since the sigmoid is flat there.", "That is true of the squared error of the sigmoid."),
                ("Nearly -1.", "p - y is nearly 0 - 1: the worst answers are pulled hardest, and never harder than 1."),
                ("Nearly -8.", "The gradient is p - y, and both lie between 0 and 1."),
            ),
            answer="b",
        ),
        Question(
            "You believe that the noise in your targets is Gaussian, of the same width everywhere. Which loss follows?",
            (
                ("The mean absolute error.", "That follows from Laplace noise, whose density falls like exp(-|e|)."),
                ("Cross-entropy.", "That follows from targets that are one of several classes."),
                ("The mean squared error.", "-log of exp(-e^2 / (2 s^2)) is e^2 up to a factor and a constant."),
            ),
            answer="c",
        ),
    ),
)
