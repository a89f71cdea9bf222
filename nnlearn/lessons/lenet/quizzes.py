"""The quizzes of lesson 16: LeNet."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "16.predict",
        Question(
            "You shuffle the pixels of all images, each in the same way, and train again from scratch. What happens to "
            "a network of dense layers, and to LeNet-5?",
            (
                (
                    "Both read worse: the digits are gone.",
                    "Gone for you. What does a dense layer know about neighbours?",
                ),
                ("Dense layers stay as good, LeNet-5 gets worse.", "Which of the two uses where a pixel is?"),
                ("Neither changes: no information is lost.", "True of the information. Can a 5 × 5 window use it?"),
            ),
            answer="b",
        ),
        answered_in="Permuted pixels",
    ),
    Quiz(
        "16.recall",
        Question(
            "Which layer of LeNet-5 holds most of its parameters?",
            (
                ("C1: it is the largest map.", "It has 6 kernels of 25 weights: 156 parameters."),
                (
                    "C3: it does most of the work.",
                    "It computes most of the products, with 2,416 parameters used 100 times each.",
                ),
                ("C5: nothing is shared there.", "48,120 of 61,706: its kernel fits at only one place."),
            ),
            answer="c",
        ),
        Question(
            "In C1 every unit gets its own weights instead of shared ones. What grows?",
            (
                ("Only the parameters.", "From 156 to 122,304. Each unit still multiplies its 25 pixels."),
                ("Only the products.", "Each unit uses 25 pixels, before and after."),
                ("Both.", "The work stays the same: the same windows, with other weights in each."),
            ),
            answer="a",
        ),
        Question(
            "A confusion matrix has a 7 in row 4, column 9. What does it say?",
            (
                ("Seven nines were read as fours.", "Rows are the truth: this is a row of fours."),
                ("Seven fours were read as nines.", "Row: what it was. Column: what was guessed."),
                ("Fours and nines were mixed up seven times.", "The other direction is in row 9, column 4."),
            ),
            answer="b",
        ),
    ),
)
