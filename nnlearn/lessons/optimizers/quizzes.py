"""The quizzes of lesson 07: optimizers."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "07.predict",
        Question(
            "You have 1,000 examples and batches of 50. How many iterations are one epoch?",
            (
                ("One.", "With one batch of all 1,000 it would be. Here a pass over the data takes more steps."),
                (
                    "20.",
                    "1,000 / 50: one iteration for each batch, and after 20 of them each example has had its turn.",
                ),
                ("50.", "That is the size of a batch. Count the batches."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "07.recall",
        Question(
            "You make the batch four times as large. What happens to the noise of the gradient, roughly?",
            (
                ("It is a quarter.", "Its square is; the noise itself goes with the root."),
                ("It is half.", "The mean of B independent numbers has 1/sqrt(B) times their spread."),
                ("It stays the same.", "A mean over more examples is closer to the mean over all."),
            ),
            answer="b",
        ),
        Question(
            "In its first step Adam moves every weight by almost exactly the learning rate. Why?",
            (
                (
                    "m and sqrt(s), both corrected, are the gradient and its size.",
                    "g / |g| is the sign. The correction makes this true from the first step on.",
                ),
                (
                    "Because gradients are small at the start.",
                    "Make them a thousand times larger: the step stays the same.",
                ),
                ("Because eps dominates.", "eps is 1e-8, far below most gradients."),
            ),
            answer="a",
        ),
        Question(
            "Your training loss is still falling, but the validation loss has been rising for ten epochs. What do you "
            "do?",
            (
                ("Continue: more epochs are better.", "For the examples that it knows. The others say otherwise."),
                (
                    "Let the test data decide when to stop.",
                    "Then the test data have helped to train, and test nothing.",
                ),
                ("Take the weights from ten epochs ago.", "That is early stopping; the test data stay untouched."),
            ),
            answer="c",
        ),
    ),
)
