"""The quizzes of lesson 21."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "21.predict",
        Question(
            "A GRU reads 'wednesday, 14 september 2011' and keeps 64 numbers of it; another GRU writes 2011-09-14 from "
            "these. After 400 steps with 64 dates each, how many of 100 unseen days does the pair get right, to the "
            "last digit? (With one more line, which this lesson is about, it is more than 90.)",
            (
                ("about 95", "It takes the one more line."),
                ("about 50", "Single digits come out right more often than that. Whole dates do not, so early."),
                ("none or one", "All ten characters have to be right, and everything has to pass through 64 numbers."),
            ),
            answer="c",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "21.recall",
        Question(
            "In self-attention, what are queries, keys and values?",
            (
                (
                    "Three inputs that the model is given.",
                    "In cross-attention two different ones come in. In self-attention there is one x.",
                ),
                (
                    "Three views of one x, each made by a matrix of its own.",
                    "What a place asks for, what it is found by, and what it hands over: all learned from the same x.",
                ),
                (
                    "A text, a table and an answer.",
                    "That is the dict that attention softens. The three here are vectors, computed at each place.",
                ),
            ),
            answer="b",
        ),
        Question(
            "A GPT without any mask has a held-out loss of almost 0. What has it learned?",
            (
                (
                    "To copy: each place sees the letter that it is to predict.",
                    "The held-out names are given to it in the same way. When it has to write, that letter is not "
                    "there, and the samples are rubbish. Change a later letter and look at an earlier score.",
                ),
                (
                    "The names, and it will write good ones.",
                    "A low loss promises that only if nothing of the answer can be seen.",
                ),
                ("Nothing: its gradients are 0.", "It learns very fast, namely where to look."),
            ),
            answer="a",
        ),
        Question(
            "In the map of a date model, the year's digits look at the year, brightly. What does that show?",
            (
                (
                    "Why the model wrote these digits.",
                    "A network from another seed writes the same digits and looks in part elsewhere. And what is read "
                    "there is no longer the letter alone: the GRU has put its neighbours in.",
                ),
                (
                    "Nothing at all: weights do not matter.",
                    "Hide the brightest place and the digit often changes; hide a pale one and it hardly ever does.",
                ),
                (
                    "Where this network reads; whether it matters, only hiding the place can show.",
                    "A map is an observation. Forbidding the place is an experiment.",
                ),
            ),
            answer="c",
        ),
    ),
)
