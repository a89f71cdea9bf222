"""The exercises and quizzes of lesson 15: convolution."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.convolution import answers, mistakes

EXERCISES = (
    Exercise(
        id="15.1",
        title="A convolution by loops",
        reference=answers.conv2d,
        inputs=answers.sample_conv2d,
        cases=tuple(answers.fixed_conv2d(*way) for way in ((1, 0), (1, 1), (2, 0), (2, 1))),
        wrong={
            "the kernel is turned by 180 degrees": Wrong(
                mistakes.kernel_flipped,
                "That is the convolution of mathematics. Here weight k, l meets pixel k, l of the window, and nothing "
                "is "
                "turned.",
            ),
            "the stride does not move the window": Wrong(
                mistakes.window_not_moved_by_stride,
                "Your map has the right size, but its windows are one pixel apart. Where does the window of place i "
                "begin?",
            ),
            "the padding is left out": Wrong(
                mistakes.padding_left_out,
                "Print the shape: with padding 1 the image is two rows and two columns larger before anything slides.",
            ),
            "only the first channel is used": Wrong(
                mistakes.first_channel_only,
                "A kernel covers all channels at once: its shape is (C, K, K), and the sum runs over all three axes.",
            ),
            "the bias is added to every product": Wrong(
                mistakes.bias_on_every_product,
                "Set all weights to 0: then each number in a map is the bias, once. Is the bias inside your sum?",
            ),
            "the bias is left out": Wrong(mistakes.bias_left_out, "Set all weights to 0 and look at the map."),
        },
        hints=(
            "First pad the image (np.pad, zeros, height and width only), then make an empty map of the right size.",
            "Then three loops, over f, i and j. The window of place i, j begins at row i * stride, column j * stride.",
            "window = padded[:, top : top + KH, left : left + KW]; z[f, i, j] = (weight[f] * window).sum() + bias[f].",
        ),
    ),
    Exercise(
        id="15.2",
        title="Every window a column",
        reference=answers.im2col,
        inputs=answers.sample_im2col,
        cases=(answers.SQUARE, answers.STRIDE),
        wrong={
            "every window is a row": Wrong(
                mistakes.windows_as_rows,
                "The kernels are rows, so that kernels @ columns gives the maps. Your windows are rows, too; make them "
                "columns.",
            ),
            "the channels come last": Wrong(
                mistakes.channels_last,
                "A column must be in the order of weight.reshape(F, -1): all pixels of channel 0, then those of "
                "channel 1.",
            ),
            "the windows are counted down the columns": Wrong(
                mistakes.down_the_columns,
                "The second column belongs to the window one step to the right, as in z.reshape(F, -1).",
            ),
            "the stride does not move the window": Wrong(
                mistakes.columns_not_moved_by_stride,
                "The number of columns is right. But where does the window of place i, j begin?",
            ),
            "the windows do not overlap": Wrong(
                mistakes.no_overlap,
                "Neighbouring windows are `stride` apart, not `size`: with stride 1 they share most of their pixels.",
            ),
        },
        hints=(
            "For each place, row by row, take the window with all its channels and put its numbers in one line.",
            "x[:, i * stride : i * stride + size, j * stride : j * stride + size].ravel() is one column.",
            "Collect them in a list, with j in the inner loop, and return np.stack(windows, axis=1).",
        ),
    ),
    Exercise(
        id="15.3",
        title="Backward",
        reference=answers.conv2d_backward,
        inputs=answers.sample_backward,
        returns=("dx", "dw", "db"),
        wrong={
            "overlapping windows overwrite each other": Wrong(
                mistakes.windows_overwritten,
                "A pixel lies in many windows, and what comes back through each of them adds up. Look at your "
                "assignment to dx.",
            ),
            "the gradient of the kernel is turned": Wrong(
                mistakes.dw_flipped,
                "Weight k, l met pixel k, l of the window on the way forward, and it does so here, too.",
            ),
            "the kernel is turned on the way back": Wrong(
                mistakes.kernel_flipped_back,
                "Each place passes its gradient back through the weights that it used on the way forward. (The "
                "lesson turns the kernel because it sums for each pixel; window by window, nothing is turned.)",
            ),
            "the gradient of the kernel is a mean over the places": Wrong(
                mistakes.dw_averaged, "One weight is used at every place, and each use adds to its gradient: a sum."
            ),
            "the gradient of the bias is a mean": Wrong(
                mistakes.db_averaged, "The bias acts at every place with slope 1. Add them up."
            ),
            "the gradient of the bias is not summed": Wrong(
                mistakes.db_not_summed, "db has the shape of the bias, (F,): one number per kernel."
            ),
        },
        hints=(
            "Start with zeros in the shapes of x and weight, and loop over f, i, j as on the way forward.",
            "At each place grad[f, i, j] times the window adds to dw[f]; grad[f, i, j] times weight[f] adds to dx.",
            "dw[f] += grad[f, i, j] * x[window]; dx[window] += grad[f, i, j] * weight[f]; db = grad.sum(axis=(1, 2)).",
        ),
    ),
    Exercise(
        id="15.4",
        title="Max-pooling and its way back",
        reference=answers.max_pool,
        inputs=answers.sample_pool,
        special={"windows with equal numbers": answers.TIES},
        returns=("pooled", "dx"),
        wrong={
            "every largest pixel gets the gradient": Wrong(
                mistakes.all_largest,
                "Two pixels of a window can be equally large; then the first one gets all of the gradient. "
                "`window == window.max()` finds both.",
            ),
            "among equal pixels the last one gets the gradient": Wrong(
                mistakes.last_of_equals, "Among equals the first counts, row by row: the one that argmax finds."
            ),
            "the gradient goes to all four pixels": Wrong(
                mistakes.all_four_pixels,
                "Change a pixel that is not the largest a little: the pooled map does not change. Its derivative is 0.",
            ),
            "it takes the mean": Wrong(
                mistakes.mean_pooled,
                "That is average pooling, with a quarter of the gradient for each pixel. Here the largest counts.",
            ),
            "the gradient is multiplied by the pixel": Wrong(
                mistakes.multiplied_by_the_pixel,
                "The pooled number is the largest pixel itself, so the slope is 1, whatever its value.",
            ),
            "it keeps the smallest": Wrong(
                mistakes.smallest_kept, "Work out one window by hand: which of the four pixels is in the pooled map?"
            ),
        },
        hints=(
            "Loop over the places of grad; the window of place i, j begins at row 2 i, column 2 j.",
            "window.argmax() counts the four pixels row by row: row, column = divmod(number, 2).",
            "pooled[c, i, j] = window.max(), and dx[c, 2 * i + row, 2 * j + column] = grad[c, i, j].",
        ),
    ),
    Exercise(
        id="15.5",
        title="The digit that moved",
        target="trained on digits in the middle, at least 85 % of 449 unseen digits right, each of them somewhere else",
        measure=answers.measure_moved,
        seconds=240,
        hints=(
            "Which layer of the lesson's network has a weight for each place? It learns the middle and nothing else.",
            "Each map has to become one number that does not say where. Which layer of the lesson keeps a number and "
            "forgets its place?",
            "The window of that layer may be as large as the map. Then the dense layer has one input for each map: "
            "give it more maps than the lesson did.",
        ),
    ),
)

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
