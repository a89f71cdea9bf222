"""The quizzes of lesson 17: residual networks."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "17.predict",
        Question(
            "A network with 2 hidden layers reads 90 % of the signals it has learned from. With 40 layers instead, and "
            "the same training, how many of those same signals will it read?",
            (
                (
                    "More: it has twenty times as many weights.",
                    "It could. The question is whether training gets there.",
                ),
                ("About as many.", "So deep a network can copy what two layers do. Will training find that?"),
                ("Clearly fewer.", "Of the signals it has learned from, mind you: overfitting could not explain that."),
            ),
            answer="c",
        ),
        answered_in="What you saw",
    ),
    Quiz(
        "17.recall",
        Question(
            "A plain network of 40 ReLU layers with He's start reads fewer of its training signals than one of 2. Why?",
            (
                (
                    "It overfits.",
                    "Then it would read more of the signals it learned from, and fewer new ones. It reads fewer of its "
                    "own.",
                ),
                (
                    "The gradient vanishes on its way to the first layer.",
                    "With PyTorch's default start it does. With He's start the first layer's gradient is about as "
                    "large as the last one's, and the network still learns slowly.",
                ),
                (
                    "It could do as well, but from such a start training is slow to find how.",
                    "38 layers that copy would make it as good as 2. With four times the epochs it gets to about 80 %.",
                ),
                ("It is too weak for the task.", "It holds every network of 2 layers in it: put identities between."),
            ),
            answer="c",
        ),
        Question(
            "In a new residual network the last weights of every branch are 0. What follows?",
            (
                (
                    "At the start every block hands on x, whatever the depth, and the last weights learn first.",
                    "Their gradient is not 0, because what they read is not; once they have moved, the layers before "
                    "them get gradients, too.",
                ),
                (
                    "The branches never learn: their gradients are 0.",
                    "That needs both layers of a branch at 0. With one at 0, the other reads or sends something.",
                ),
                (
                    "The network can only compute the identity.",
                    "At the start, between its first layer and its last. Training moves the weights.",
                ),
            ),
            answer="a",
        ),
        Question(
            "You take one block of ten out of a trained residual network, and the accuracy falls by 3 points. What "
            "does that show?",
            (
                (
                    "The block had learned nothing.",
                    "It had changed the signal a little, as each of its neighbours did. Take out five and look again.",
                ),
                (
                    "x went on along the skip, and the other blocks still had most of what they need.",
                    "In a plain network the layer was the only path; here half of the 1,024 paths are left.",
                ),
                (
                    "The network would have been as good with nine blocks.",
                    "It was trained with ten; what nine would have learned, only training them can show.",
                ),
            ),
            answer="b",
        ),
    ),
)
