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
        title="A LeNet for other pictures",
        reference=answers.build,
        inputs=answers.sample_picture,
        cases=(answers.DIGITS, answers.PHOTOGRAPHS),
        samples=3,
        run=answers.describe_network,
        returns=("shapes of the parameters", "scores"),
        tolerance=1e-4,
        wrong={
            "the first dense layer is made for 32 x 32 pixels": Wrong(
                mistakes.flat_of_32,
                "400 = 16 x 5 x 5 is what S4 holds for images of side 32. Follow the side of the maps layer by layer.",
            ),
            "C5 is written as a convolution": Wrong(
                mistakes.c5_as_convolution,
                "It computes the same as in the paper, but here C5 is a dense layer: flatten the maps before it.",
            ),
            "it is the form of 1998": Wrong(
                mistakes.form_of_1998, "tanh and the mean were replaced: today's form has ReLU and the largest."
            ),
            "the convolutions are padded": Wrong(
                mistakes.padded, "A border of zeros keeps the maps large. LeNet's kernels go only where they fit."
            ),
            "F6 has no activation": Wrong(
                mistakes.f6_without_activation,
                "Two dense layers without an activation between them are one layer. F6 is followed by ReLU, too.",
            ),
            "the scores go through ReLU": Wrong(
                mistakes.relu_on_the_scores,
                "Scores may be any number, below 0 as well: nothing follows the last layer.",
            ),
        },
        hints=(
            "Only three numbers depend on the arguments. Which layers are they in?",
            "A kernel of 5 takes 4 from the side of a map, a pooling halves it. Do that twice, beginning with `side`.",
            "The first dense layer has 16 * maps**2 inputs, where maps is the side after the second pooling.",
        ),
        seconds=60,
    ),
    Exercise(
        id="16.3",
        title="Move the digits",
        reference=answers.moved,
        inputs=answers.sample_moves,
        wrong={
            "what leaves on one side comes in on the other": Wrong(
                mistakes.wrapped_around,
                "np.roll wraps around: the foot of a 7 would come in at the top. What comes in is paper, 0.",
            ),
            "the images move the other way": Wrong(
                mistakes.other_way, "A step of (1, 0) goes down: row 0 of the image becomes row 1 of the new one."
            ),
            "down and right are swapped": Wrong(
                mistakes.down_and_right_swapped, "steps[:, 0] is down, along the rows; steps[:, 1] is to the right."
            ),
            "all images take the first step": Wrong(
                mistakes.one_step_for_all, "Each image has its own row of `steps`: image n takes steps[n]."
            ),
            "the edge is repeated": Wrong(
                mistakes.edge_repeated, "What comes in at the edge is paper, 0, not a copy of the outermost pixels."
            ),
        },
        hints=(
            "Put a border of paper around all images first, as wide as the longest step.",
            "Then each new image is a window of h x w in its bordered one. Where does it begin if the digit goes down?",
            "If the border is `most` wide, the window of image n begins at row most - down and column most - right.",
        ),
    ),
    Exercise(
        id="16.4",
        title="A layer that does not share",
        reference=answers.local,
        inputs=answers.sample_local,
        wrong={
            "all places use the first place's weights": Wrong(
                mistakes.one_kernel_for_all,
                "That is a convolution again. Here place (r, c) has the weights weight[r, c].",
            ),
            "the biases are left out": Wrong(mistakes.bias_left_out, "Each place adds a bias, bias[r, c]."),
            "all places use the first place's bias": Wrong(
                mistakes.one_bias_for_all, "The biases are not shared either: place (r, c) adds bias[r, c]."
            ),
            "the weights are turned by half a turn": Wrong(
                mistakes.window_turned,
                "The weights lie on the window as they are: the upper left one on the upper left.",
            ),
            "the mean is taken, not the sum": Wrong(
                mistakes.mean_in_place_of_the_sum, "A weighted sum is a sum: nothing is divided by the window's size."
            ),
            "the windows lie side by side": Wrong(
                mistakes.windows_side_by_side, "The next window begins one pixel further on, not one window further on."
            ),
        },
        hints=(
            "Two loops, over rows and columns of places, and all examples at once.",
            "Place (r, c) sees the pixels from row r and column c on, `kernel` of them in each direction.",
            "Multiply that part of x by weight[r, c], sum over axes 1 and 2, and add bias[r, c].",
        ),
    ),
    Exercise(
        id="16.5",
        title="Few parameters, real handwriting",
        target="at least 96 % of 1,000 unseen MNIST digits right, with at most 8,000 parameters",
        measure=answers.measure_reader,
        hints=(
            "Where are most of LeNet-5's parameters? What decides how many inputs its first dense layer has?",
            "Not every network needs three dense layers. And what made 5,000 digits worth more in the lesson?",
            "First get below 8,000 parameters and train; then look at the share read of digits in `x` itself. If it is "
            "nearly all of them, more digits will help more than more epochs.",
        ),
        seconds=300,
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
