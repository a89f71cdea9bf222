"""The quizzes of lesson 15: convolution."""

from nnlearn.checks.exercise import Question, Quiz

QUIZZES = (
    Quiz(
        "15.predict",
        Question(
            "A colour photograph of 427 × 640 pixels goes into a layer that finds edges, one number for each pixel. A "
            "dense layer needs 224 billion weights for that. How many does a convolution with a window of 3 × 3 need?",
            (
                ("About 7 million.", "That many if every place had its own 27 weights. Does it need them?"),
                ("273,280, one for each pixel.", "Does an edge in the sky look different from an edge in the grass?"),
                ("27.", "Nine for each colour, and the same 27 at every place."),
            ),
            answer="c",
        ),
        answered_in="Why not fully connected",
    ),
    Quiz(
        "15.recall",
        Question(
            "A batch of shape (8, 3, 32, 32) goes through Conv2d(3, 16, 5, stride=2, padding=2). What comes out?",
            (
                ("(8, 16, 16, 16)", "16 kernels give 16 channels; (32 + 4 - 5) // 2 + 1 = 16 rows and columns."),
                ("(8, 48, 16, 16)", "A kernel covers all three channels at once and gives one map."),
                ("(8, 16, 28, 28)", "That would be without stride and padding: 32 - 5 + 1."),
            ),
            answer="a",
        ),
        Question(
            "How is the gradient of one weight of a kernel computed?",
            (
                ("From the window where the gradient is largest.", "That is how max-pooling sends gradients back."),
                (
                    "As the sum over all places of the gradient there times the pixel that the weight met.",
                    "One weight, used at every place: what arrives through each use adds up.",
                ),
                (
                    "As the mean over all places.",
                    "The loss may contain a mean over the batch, but the uses of a weight add up.",
                ),
            ),
            answer="b",
        ),
        Question(
            "A network of convolutions, pooling and a dense layer at its end reads a digit. You shift the digit by "
            "two pixels. What can you be sure of?",
            (
                ("That its answer stays the same.", "The lesson tried it: the dense layer has weights for places."),
                ("That every map stays the same.", "The maps move. Staying the same would be invariance."),
                (
                    "That the maps of its first convolution move along, apart from the border.",
                    "This is equivariance, and with stride 1 it holds whatever the weights are.",
                ),
            ),
            answer="c",
        ),
    ),
)
