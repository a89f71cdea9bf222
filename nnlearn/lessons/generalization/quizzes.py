"""The quizzes of lesson 14: generalization."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "14.predict",
        Question(
            "A network knows 400 signals by heart and reads 30 % of new ones. Which change will gain most?",
            (
                ("Three times as many hidden units.", "It has room for 400 signals as it is; what will more room do?"),
                (
                    "Weights held small by a penalty.",
                    "It will gain something. Is it the size of the weights that ails it?",
                ),
                ("Stopping before it knows all by heart.", "A popular remedy: watch what the accuracy does."),
                ("Nine moved copies of every signal.", "They cost nothing. But are they as good as new signals?"),
            ),
            answer="d",
        ),
        answered_in="All remedies",
    ),
    Quiz(
        "14.recall",
        Question(
            "The training error is 0. What does that say about unseen examples?",
            (
                (
                    "Nothing by itself: only unseen examples tell.",
                    "Networks that knew everything by heart read 10 % of unseen signals, after random labels, or 33 %, "
                    "after true ones.",
                ),
                (
                    "The network overfits, and should have been stopped before.",
                    "Here the accuracy on unseen signals went on rising after the loss on them had turned.",
                ),
                (
                    "The network has more weights than examples.",
                    "It may, and still generalise: 4,000 features on 300 examples did better than 100.",
                ),
            ),
            answer="a",
        ),
        Question(
            "Many people fit a curve of high degree, each to 20 noisy points of their own. Their curves disagree "
            "wildly, but the mean of all curves is right. What is that?",
            (
                ("High bias.", "Bias is how far the mean of the curves is from the truth; here it is near zero."),
                ("High variance.", "Yes: each curve follows its own noise."),
                ("High noise.", "The noise is in the points; a curve of low degree through the same points is calm."),
            ),
            answer="b",
        ),
        Question(
            "In which case are a penalty on the squared weights and weight decay the same?",
            (
                (
                    "With every optimizer.",
                    "Adam divides the penalty's gradient by its own scale, together with the rest.",
                ),
                ("With plain gradient descent.", "There the gradient is taken off as it is: both shrink w by 2 η λ w."),
                ("With Adam, but not with gradient descent.", "The other way round: AdamW exists because they differ."),
            ),
            answer="b",
        ),
    ),
)
