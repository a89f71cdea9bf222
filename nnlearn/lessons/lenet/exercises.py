"""The exercises and quizzes of lesson 16: LeNet."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.lenet import answers, mistakes

EXERCISES = (
    Exercise(
        id="16.1",
        title="What a convolution costs",
        reference=answers.cost,
        inputs=answers.sample_layer,
        cases=(answers.C1, answers.C3),
        returns=("side", "parameters", "products"),
        wrong={
            "the biases are left out": Wrong(
                mistakes.biases_left_out, "Every map has a bias as well. C1 has 156 parameters, not 150."
            ),
            "a kernel covers only one of the input's maps": Wrong(
                mistakes.one_map_only, "A kernel covers all maps of its input: in C3 each has 6 x 5 x 5 weights."
            ),
            "the products are counted at every place of the input": Wrong(
                mistakes.every_place_of_the_input,
                "The kernel goes only where it fits completely: count the places of the output.",
            ),
            "the maps are as large as the input": Wrong(
                mistakes.maps_as_large_as_the_input,
                "Without padding, a kernel of width 5 fits into 32 pixels at 28 places, not 32.",
            ),
            "every place has its own weights": Wrong(
                mistakes.weights_not_shared,
                "All places of a map share one kernel and one bias: the number of places does not matter here.",
            ),
        },
        hints=(
            "How many weights does one kernel have? It covers all maps of its input.",
            "weights = inputs * kernel**2; the maps have side - kernel + 1 places along each side.",
            "Parameters: outputs * (weights + 1). Products: outputs * made**2 * weights.",
        ),
    ),
    Exercise(
        id="16.2",
        title="Assemble LeNet-5",
        reference=answers.build,
        inputs=answers.sample_images,
        samples=2,
        run=answers.describe_network,
        returns=("shapes of the parameters", "scores"),
        tolerance=1e-4,
        wrong={
            "ReLU is used in place of tanh": Wrong(
                mistakes.relu_for_tanh, "That is today's form. The one from 1998 has tanh."
            ),
            "it pools the largest, not the mean": Wrong(
                mistakes.max_for_mean, "That is today's form. In 1998 S2 and S4 took the mean."
            ),
            "it is today's form": Wrong(
                mistakes.form_of_today, "ReLU and max-pooling came later. In 1998 it was tanh and the mean."
            ),
            "C5 is written as a dense layer": Wrong(
                mistakes.dense_c5,
                "On images of this size it computes the same. But the table lists maps of 1 x 1 there: a convolution.",
            ),
            "F6 has no activation": Wrong(
                mistakes.f6_without_activation,
                "Two dense layers without an activation between them are one layer. F6 is followed by tanh, too.",
            ),
            "the scores go through tanh": Wrong(
                mistakes.tanh_on_the_scores, "Scores may be any number: nothing follows the output layer."
            ),
        },
        hints=(
            "Twelve modules. The table says what each one makes; the kernel of C5 covers all of S4's 5 x 5.",
            "Conv2d(1, 6, 5), Tanh, AvgPool2d(2), the same with 6 -> 16; then Conv2d(16, 120, 5), Tanh, Flatten.",
            "It ends with Linear(120, 84), Tanh and Linear(84, 10).",
        ),
        seconds=60,
    ),
    Exercise(
        id="16.3",
        title="Permute the pixels",
        reference=answers.permute,
        inputs=answers.sample_sets,
        returns=("train", "test"),
        wrong={
            "only the training images are permuted": Wrong(
                mistakes.training_images_only,
                "Train and test need the same order, or the network is tested on images permuted in a way it never "
                "saw.",
            ),
            "every image has its own order": Wrong(
                mistakes.own_order_for_each_image,
                "Use one order for all. With a different one for each image, no pixel means anything any more.",
            ),
            "the images are shuffled, not their pixels": Wrong(
                mistakes.images_shuffled,
                "Axis 0 counts the images. Flatten the other axes, (n, h*w), and index axis 1.",
            ),
            "the order is inverted": Wrong(
                mistakes.order_inverted,
                "Pixel k of the new image is pixel order[k] of the old one: new[k] = old[order[k]].",
            ),
        },
        hints=(
            "Pixels are easiest to reorder when each image is one row.",
            "x.reshape(len(x), -1) has shape (n, h*w); index its axis 1 with the order.",
            "flat[:, order].reshape(x.shape), for train and for test.",
        ),
    ),
    Exercise(
        id="16.4",
        title="The commonest mistake",
        reference=answers.commonest,
        inputs=answers.sample_guesses,
        returns=("true", "guessed", "times"),
        wrong={
            "right guesses are counted, too": Wrong(
                mistakes.right_ones_counted,
                "The diagonal holds the right guesses, and they are the most frequent. Leave it out.",
            ),
            "true and guessed are swapped": Wrong(
                mistakes.true_and_guessed_swapped, "Rows are the truth, columns the guess. 4 read as 9 is [4, 9]."
            ),
            "both directions are added up": Wrong(
                mistakes.both_directions_added, "4 read as 9 and 9 read as 4 are two mistakes, in two cells."
            ),
        },
        hints=(
            "First count all pairs (label, guess) in a table that starts with zeros.",
            "For each pair, counts[label, guess] += 1; then set the diagonal to 0: np.fill_diagonal(counts, 0).",
            "np.unravel_index(counts.argmax(), counts.shape) gives the row and column of the largest count.",
        ),
    ),
    Exercise(
        id="16.5",
        title="Read scattered digits",
        target="at least 85 % of unseen scattered digits right, with at most 5,000 parameters",
        measure=answers.measure_small,
        hints=(
            "Where are most of LeNet-5's parameters? Make the input of the first dense layer small.",
            "Kernels of 3 x 3 cost 9 weights per pair of maps. 12 pixels leave room for three such layers and one "
            "pooling.",
            "Conv2d(1, 8, 3), Conv2d(8, 16, 3), MaxPool2d(2), Conv2d(16, 16, 3), with a ReLU after each convolution.",
        ),
        seconds=180,
    ),
)

QUIZZES = (
    Quiz(
        "16.predict",
        Question(
            "You shuffle the pixels of all images, each in the same way, and train again from scratch. What happens to "
            "a "
            "network of dense layers, and to LeNet-5?",
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
