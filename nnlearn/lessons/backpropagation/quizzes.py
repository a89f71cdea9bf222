"""The quizzes of lesson 09: backpropagation."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "09.predict",
        Question(
            "What does backpropagation do to the weights of a network?",
            (
                ("It updates them.", "The word is often used for all of training. Watch what this one step produces."),
                ("It measures them.", "It needs them on the way back, but they are not what comes out."),
                ("Nothing: it computes gradients.", "Then what changes the weights?"),
            ),
            answer="c",
        ),
        answered_in="The four steps",
    ),
    Quiz(
        "09.recall",
        Question(
            "x has shape (32, 64), W (10, 64), and the arriving gradient (32, 10). Which product is the gradient of W?",
            (
                ("grad.T @ x", "(10, 32) @ (32, 64) gives (10, 64), the shape of W."),
                ("x.T @ grad", "That is (64, 10), the transpose."),
                ("grad @ W", "That is (32, 64): the gradient for the layer before."),
            ),
            answer="a",
        ),
        Question(
            "All gradients are right in the last layer and wrong in those before it. Where do you look first?",
            (
                ("At the loss.", "Going backward, it comes before the last layer, which is right."),
                ("At the slope of the activation.", "It is between the layers: the last one does not need it."),
                ("At the learning rate.", "It does not affect the gradients."),
            ),
            answer="b",
        ),
        Question(
            "You make the step ε of a central difference a million times smaller. What happens to its error?",
            (
                ("It becomes a million times smaller.", "It would with exact numbers."),
                ("Nothing.", "Look at the curve: it is shaped like a U."),
                ("It may become larger.", "The difference of two nearly equal numbers is mostly rounding."),
            ),
            answer="c",
        ),
    ),
)
