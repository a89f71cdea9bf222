"""The quizzes of lesson 29: adversarial robustness."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "29.predict",
        Question(
            "A reader is right about 97 of 100 digits. Now every pixel may change by a fifth of the blackest ink, no "
            "more. How many of 100 are left if the directions are tossed, and how many if they are chosen?",
            (
                (
                    "About 90 tossed, and about 70 chosen",
                    "Tossed is about right. That choosing should do no more than three times the damage is too kind.",
                ),
                (
                    "About 90 tossed, and fewer than 5 chosen",
                    "No pixel changes by more than in the tossed picture. All of them pull the same way.",
                ),
                (
                    "About 50 either way: a change of that size is a change of that size",
                    "Size alone does little. Most tossed changes cancel each other in the sums.",
                ),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "29.recall",
        Question(
            "All scores of a reader are multiplied by 100. No answer changes, but after PGD 94 of 100 digits are right "
            "in place of 7. What has happened?",
            (
                (
                    "The reader has become robust.",
                    "Every answer to every picture is the same as before, so the wrong ones are still there.",
                ),
                (
                    "The slope of the loss is rounded to 0, so the attack stands still.",
                    "Attack the margin, whose slope is never 0, and the old accuracy is back.",
                ),
                (
                    "The budget should be 100 times larger as well.",
                    "The budget belongs to the pixels, which have not changed.",
                ),
            ),
            answer="b",
        ),
        Question(
            "A picture of noise is read as an 8 with the probability 0.95. How can that be?",
            (
                (
                    "Softmax compares ten classes, and 'none of them' is not among them.",
                    "Its ten numbers add up to 1, whatever is shown. One score needs only to be above the others.",
                ),
                (
                    "It cannot: noise gives each class 0.1.",
                    "Only if all ten scores were equal, and nobody has trained them to be so on noise.",
                ),
                ("The noise must look like an 8.", "Look at it. A large score takes no likeness."),
            ),
            answer="a",
        ),
        Question(
            "A score that should be high for digits and low for strangers has an AUROC of 0.2. What do you know?",
            (
                ("It is right in 20 of 100 cases.", "No limit has been set, so nothing has been decided yet."),
                ("It is useless.", "A useless score has 0.5: then a toss decides as well."),
                (
                    "Strangers get the higher score in 80 of 100 pairs.",
                    "Turned round it would be 0.8. It knows something, and says the opposite.",
                ),
            ),
            answer="c",
        ),
    ),
)
