"""The exercises of lesson 16: LeNet."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.lenet import answers, few_parameters, mistakes
from nnlearn.lessons.lenet import mistakes_in_moves as moves
from nnlearn.lessons.lenet import mistakes_in_networks as networks
from nnlearn.lessons.lenet import mistakes_in_places as places
from nnlearn.lessons.lenet.quizzes import QUIZZES  # noqa: F401, the registry finds them here

EXERCISES = (
    Exercise(
        id="16.1",
        title="What a convolution costs",
        reference=answers.cost,
        inputs=answers.sample_layer,
        cases=(answers.C3, answers.C1),
        special=answers.EDGES_COST,
        returns=("side of the maps", "parameters", "products"),
        tolerance=0,  # whole numbers
        wrong={
            "the biases are not one for each map": Wrong(
                mistakes.biases_left_out,
                "Every map that comes out has one bias: C1 makes 6 maps, so 6 of its 156 parameters are biases. Which "
                "argument counts the maps that come out?",
                also=(
                    mistakes.one_bias_in_all,
                    mistakes.a_bias_for_each_pair,
                    mistakes.a_bias_for_each_input,
                    mistakes.a_bias_at_each_place,
                ),
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
                also=(
                    mistakes.weights_not_shared_biases_shared,
                    mistakes.weights_of_a_dense_layer,
                    mistakes.weights_of_a_dense_layer_products_right,
                ),
            ),
            "the biases are counted as products": Wrong(
                mistakes.biases_as_products,
                "A bias is added, not multiplied: at each place of a map there is one product for each weight.",
            ),
            "the last place along each side is not counted": Wrong(
                mistakes.no_one_more, "A kernel as large as the image fits once, not zero times. Try your side on that."
            ),
            "a square is counted along one side only": Wrong(
                mistakes.kernel_along_one_side,
                "A kernel of 5 has 5 x 5 weights for each map that it covers, and a map of side 28 has 28 x 28 places.",
                also=(mistakes.map_along_one_side,),
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
        special=answers.EDGES_BUILD,
        samples=3,
        run=answers.describe_network,
        returns=("C1", "C3", "C5", "F6", "last layer", "scores", "scores in training mode"),
        advice=answers.first_layer_that_differs,
        tolerance=1e-4,
        wrong={
            "the first dense layer does not fit the maps": Wrong(
                networks.flat_of_32,
                "It has one input for each number of the 16 maps that are left, and 400 = 16 x 5 x 5 is right for "
                "side 32 alone. Follow the side of the maps layer by layer: what does a kernel of 5 take from it, what "
                "does a pooling leave?",
                also=networks.other_flats,
            ),
            "C5 is written as a convolution": Wrong(
                networks.c5_as_convolution,
                "It computes the same as in the paper, but here C5 is a dense layer: flatten the maps before it.",
            ),
            "it has something of the form of 1998": Wrong(
                networks.form_of_1998,
                "The squashing functions and the mean were replaced: today's form has ReLU, and pools the largest.",
                also=networks.parts_of_1998,
            ),
            "a convolution is padded": Wrong(
                networks.padded,
                "A border of zeros keeps the maps large. Here both kernels go only where they fit.",
                also=networks.padded_in_part,
            ),
            "an activation is missing": Wrong(
                networks.f6_without_activation,
                "Two layers without an activation between them are one layer. ReLU follows C1, C3, C5 and F6: print "
                "your network and count.",
                also=networks.without_activations,
            ),
            "something follows the last layer": Wrong(
                networks.relu_on_the_scores,
                "Scores may be any number, below 0 and above 1 as well: nothing follows the last layer. (The loss has "
                "softmax in it.)",
                also=networks.other_ends,
            ),
            "the maps are not flattened": Wrong(
                networks.not_flattened,
                "The pooling gives maps, (n, 16, height, width), and a dense layer takes one row of numbers for each "
                "image. Which layer stands between them in the lesson?",
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
        cases=(answers.UP, answers.DOWN),
        special=answers.EDGES_MOVED,
        wrong={
            "what leaves on one side comes in on the other": Wrong(
                moves.wrapped_around,
                "The foot of a 7 would come in at the top. np.roll wraps around, and so does an index below 0. What "
                "comes in must be paper, 0, at all four sides: try steps of either sign. If you set rows and "
                "columns to 0: are they those where something came in?",
                also=(
                    moves.wrapped_up_and_left,
                    moves.wrapped_down_and_right,
                    moves.wrapped_left_and_right,
                    moves.wrapped_up_and_down,
                    *moves.CLEARED_ON_THE_OTHER_SIDE,
                ),
            ),
            "the images move the other way": Wrong(
                moves.other_way, "A step of (1, 0) goes down: row 0 of the image becomes row 1 of the new one."
            ),
            "down and right are swapped": Wrong(
                moves.down_and_right_swapped, "steps[:, 0] is down, along the rows; steps[:, 1] is to the right."
            ),
            "all images take the same step": Wrong(
                moves.one_step_for_all,
                "Each image has its own row of `steps`: image n takes steps[n].",
                also=(moves.last_step_for_all, moves.all_steps_for_all),
            ),
            "what comes in is not paper": Wrong(
                moves.edge_repeated,
                "What comes in at the edge is paper, 0: not a copy of the outermost pixels, and not what was there "
                "before the step.",
                also=(moves.old_ink_stays,),
            ),
            "only steps down and to the right work": Wrong(
                moves.forward_only,
                "Steps can be negative: up, and to the left. Follow your code for a step of (-1, -2): where does row 0 "
                "of the image go, and which rows are left?",
                also=(
                    moves.forward_only_all_channels,
                    moves.forward_only_in_loops,
                    moves.without_signs,
                    moves.negative_steps_as_none,
                    moves.rolled_and_cleared_up_to_the_step,
                    moves.rolled_and_cleared_at_the_top_and_left,
                ),
            ),
            "the border is too narrow for some steps": Wrong(
                moves.border_of_one,
                "The border must be as wide as the longest step in any direction, and steps can be negative. Print the "
                "shape of the window that you cut out.",
                also=(moves.border_of_two, moves.border_of_the_longest_down_or_right),
            ),
            "the images move in one direction only": Wrong(
                moves.only_down,
                "A step has two numbers, down and right. Which axis of the image does each of them move?",
                also=(moves.only_right,),
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
        special=answers.EDGES_LOCAL,
        tolerance=1e-4,  # float32, in which the library's layers compute, is right, too
        wrong={
            "places share their weights": Wrong(
                places.one_kernel_for_all,
                "If all places use the same weights, it is a convolution again. Here place (r, c) has weights of its "
                "own, weight[r, c]: which ones does your place (1, 1) use?",
                also=places.SHARED_OTHERWISE,
            ),
            "the bias is not added once": Wrong(
                places.bias_left_out,
                "Each place adds its bias, bias[r, c], once: with all weights 0, every image must give `bias` itself.",
                also=(places.bias_on_every_product, places.bias_on_every_row, places.bias_in_each_turn),
            ),
            "places share a bias": Wrong(
                places.one_bias_for_all,
                "The biases are not shared either: place (r, c) adds bias[r, c]. Which one does your place (1, 1) add?",
                also=places.BIAS_SHARED_OTHERWISE,
            ),
            "the weights do not lie on the window as they are": Wrong(
                places.window_turned,
                "Nothing is turned or transposed: the upper left weight lies on the upper left pixel of the window, "
                "and the one to its right on the pixel to the right.",
                also=(places.window_upside_down, places.window_mirrored, places.window_transposed),
            ),
            "the mean is taken, not the sum": Wrong(
                places.mean_in_place_of_the_sum, "A weighted sum is a sum: nothing is divided by the window's size."
            ),
            "the windows are more than one pixel apart": Wrong(
                places.windows_side_by_side,
                "The next window begins one pixel further on, so neighbours share most of their pixels. Where do your "
                "windows of the places (0, 1) and (1, 0) begin?",
                also=(places.windows_past_the_end, places.windows_two_apart),
            ),
            "the sum runs over the images, too": Wrong(
                places.summed_over_images,
                "x holds several images, and each has sums of its own. Over which axes of the product does your sum "
                "run?",
            ),
            "the last row or column is left out": Wrong(
                places.last_places_left_out,
                "A window as large as the image fits once, not zero times. Compare where your loops end with the shape "
                "of `weight`.",
                also=(places.last_places_missing, places.last_row_left_out, places.last_column_left_out),
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
        measure=few_parameters.measure,
        hints=(
            "Where are most of LeNet-5's parameters? What decides how many inputs its first dense layer has?",
            "Not every network needs three dense layers. And what made 5,000 digits worth more in the lesson?",
            "First get below 8,000 parameters and train; then look at the share read of digits in `x` itself. If it is "
            "nearly all of them, more digits will help more than more epochs.",
        ),
        seconds=300,
    ),
)
