"""The quizzes of lesson 08: the chain rule."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "08.predict",
        Question(
            "a = 1, b = a + a, c = b + b. How fast does c change when a changes?",
            (
                ("2 times as fast.", "That is how fast b changes. And c?"),
                ("3 times as fast.", "Count the ways from a to c: each b has two, and there are two uses of b."),
                ("4 times as fast.", "2 times 2: four paths, each with a product of ones."),
            ),
            answer="c",
        ),
        answered_in="Backward, in order",
    ),
    Quiz(
        "08.recall",
        Question(
            "Two steps of training, each with its own loss and its own backward, and nobody sets the gradients to "
            "zero in between. What is in grad?",
            (
                ("The sum of both gradients.", "backward adds, in PyTorch as well. That is why zero_grad exists."),
                ("The gradient of the second loss.", "It is added to what the first one left there."),
                ("Zero.", "Nothing sets it to zero automatically."),
            ),
            answer="a",
        ),
        Question(
            "A loss depends on a million weights. What does reverse mode cost, compared with computing the loss?",
            (
                (
                    "A million times as much.",
                    "That is what central differences and forward mode cost, one weight at a time.",
                ),
                ("A few times as much.", "One product for each edge, however many weights there are."),
                ("Nothing extra.", "Each edge is visited once more, backward."),
            ),
            answer="b",
        ),
        Question(
            "Why must a node wait until everything that flows into it has arrived?",
            (
                ("Otherwise it divides by zero.", "Nothing is divided."),
                ("Otherwise memory runs out.", "Memory is the same; the order of the products is not."),
                ("Otherwise it passes on only a part.", "What arrives later is never passed on."),
            ),
            answer="c",
        ),
    ),
)
