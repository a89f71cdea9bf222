"""The quizzes of lesson 22: autoencoders."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "22.predict",
        Question(
            "A digit of 64 pixels goes through two numbers and back. How much of the variance of unseen digits "
            "survives, if a network chooses the two numbers?",
            (
                ("28 %", "That is what PCA keeps, the best that a flat plane can do. A network can bend."),
                (
                    "51 %",
                    "About half. A plane keeps 28 %; the network bends, so that one number may mean different strokes "
                    "in different places.",
                ),
                ("82 %", "That takes eight numbers and a bend, or more."),
            ),
            answer="b",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "22.recall",
        Question(
            "A linear autoencoder is trained until its error equals that of PCA. Are the columns of its decoder PCA's "
            "axes?",
            (
                (
                    "Yes: both solve the same problem.",
                    "They do, and it has many solutions: the same plane can be written with any two directions in it.",
                ),
                (
                    "No: they span the same plane, as any other basis of it would.",
                    "An invertible matrix between encoder and decoder changes the code and no picture, so the error "
                    "cannot prefer the axes.",
                ),
                ("No: a network cannot compute PCA.", "It finds the plane, to more digits than you need."),
            ),
            answer="b",
        ),
        Question(
            "A factory trains an autoencoder on faultless parts. A part with a small reconstruction error is...",
            (
                (
                    "easy to rebuild, which is all that it says.",
                    "A blank page is easy, too. Whether it was seen before is another question; the distance to the "
                    "nearest known part asks it directly.",
                ),
                (
                    "faultless: what it has not seen it cannot rebuild.",
                    "It rebuilds many things that it has not seen, blank pages and its own ghosts among them.",
                ),
                (
                    "one of those that it was trained on.",
                    "New parts like the old ones have small errors as well, and so has what is simple.",
                ),
            ),
            answer="a",
        ),
        Question(
            "Somebody reports that all pictures of a generative model have high precision. What else do you ask?",
            (
                (
                    "Nothing: they all look like digits.",
                    "The mean picture of each class, ten pictures in all, has perfect precision.",
                ),
                ("How sure a classifier is of them.", "It is surest of class means, and of much noise besides."),
                (
                    "How many kinds there are, and whether they are copies.",
                    "Recall says how much of the real variety is there, and a comparison with held-out data whether "
                    "they lie too near to the training examples.",
                ),
            ),
            answer="c",
        ),
    ),
)
