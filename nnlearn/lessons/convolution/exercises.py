"""The exercises of lesson 15: convolution."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.convolution import answers, mistakes, moved_digits
from nnlearn.lessons.convolution import mistakes_backward as backward
from nnlearn.lessons.convolution import mistakes_columns as columns
from nnlearn.lessons.convolution import mistakes_pooling as pooling
from nnlearn.lessons.convolution import mistakes_windows as windows
from nnlearn.lessons.convolution.quizzes import QUIZZES  # noqa: F401, the registry finds them here

ROUNDING = 1e-4  # float32, in which the lesson's layers compute, is right, too

EXERCISES = (
    Exercise(
        id="15.1",
        title="A convolution by loops",
        reference=answers.conv2d,
        inputs=answers.sample_conv2d,
        cases=tuple(answers.fixed_conv2d(*way) for way in ((1, 0), (1, 1), (2, 0), (2, 1), (3, 2))),
        special=answers.EDGES_CONV2D,
        tolerance=ROUNDING,
        wrong={
            "kernel and window do not lie on each other as they are": Wrong(
                mistakes.kernel_flipped,
                "Here weight k, l meets pixel k, l of the window, and nothing is turned, mirrored or reversed. (To "
                "turn one of the two by 180 degrees is the convolution of mathematics.)",
                also=mistakes.LAID_OTHERWISE,
            ),
            "the stride is used in the wrong place, or not at all": Wrong(
                windows.window_not_moved_by_stride,
                "The windows begin `stride` pixels apart, in both directions, and each covers KH rows and KW columns "
                "that lie side by side. The places of the map are counted one by one. Where does the window of place "
                "i begin, where does it end, and do your loops count places or pixels?",
                also=windows.NOT_BY_STRIDE,
            ),
            "the padding is left out, or not done as the task says": Wrong(
                mistakes.padding_left_out,
                "With padding 1 a row of zeros is added above x and one below it, a column on the left and one on the "
                "right, and no channel (np.pad(x, 1) adds to every axis). The loops and the size of the map are about "
                "that image. Print a small one, and its shape.",
                also=mistakes.PADDED_OTHERWISE,
            ),
            "only one channel is used, of the image or of the kernel": Wrong(
                mistakes.first_channel_only,
                "A kernel covers all channels at once: its shape is (C, KH, KW), and the sum runs over all three axes "
                "of window times kernel. If you loop over channels: does each one add to z, or replace it?",
                also=mistakes.OTHER_SINGLE_CHANNELS,
            ),
            "the bias is not added just once": Wrong(
                mistakes.bias_on_every_product,
                "Set all weights to 0: then each number in a map is the bias, once. How often does it go into each of "
                "them?",
                also=mistakes.BIAS_OTHERWISE,
            ),
            "the sum of one place is carried over into the next": Wrong(
                mistakes.sum_goes_on,
                "Each number of a map is a sum of its own. At which point does yours begin at 0 again, or at the bias?",
                also=mistakes.SUMS_GO_ON,
            ),
            "some windows have fewer pixels than the kernel": Wrong(
                windows.too_many_places,
                "Print where each window begins and its shape. Does it begin at the right pixel, does it end too "
                "early, or has the map more places than the window fits at? Try your formula for the size on an image "
                "of 6 rows, a kernel of 3 and stride 2: there are two. (`//` comes before + and -.)",
                also=windows.SHORT_WINDOWS,
            ),
            "the last places of the map are missing": Wrong(
                mistakes.no_one_more,
                "A window as large as the image fits once, not zero times; one of 3 rows fits into 6 at two places if "
                "the stride is 2. Try your formula for the size on both, and see where your loops end.",
                also=(*mistakes.SHORTER, *windows.TOO_FEW_PLACES),
            ),
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
        special=answers.EDGES_IM2COL,
        tolerance=ROUNDING,
        wrong={
            "every window is a row": Wrong(
                columns.windows_as_rows,
                "The kernels are rows, so that kernels @ columns gives the maps. Your windows are rows, too; make them "
                "columns.",
            ),
            "the numbers of a window stand in another order": Wrong(
                columns.channels_last,
                "A column must be in the order of weight.reshape(F, -1): all pixels of channel 0, then those of "
                "channel 1. A channel is read row by row, so the second number is the pixel to the right of the first.",
                also=(columns.windows_by_columns, columns.channels_last_by_columns),
            ),
            "the columns are not numbered window by window, row by row": Wrong(
                columns.down_the_columns,
                "The second column belongs to the window one step to the right, as in z.reshape(F, -1), and the first "
                "one of the next row follows the last one of this row. If you compute the number of a column: it "
                "counts windows, not pixels.",
                also=columns.NUMBERED_OTHERWISE,
            ),
            "the windows are not `stride` pixels apart, to the right and down": Wrong(
                columns.columns_not_moved_by_stride,
                "From one place to the next the window moves by `stride`, not by 1 and not by `size`: with stride 1 "
                "neighbours share most of their pixels. In which row and column does your window of place i, j begin?",
                also=columns.NOT_STRIDE_APART,
            ),
            "the numbers are broken into lines where axes must be exchanged": Wrong(
                columns.reshaped,
                "reshape keeps all numbers in their order and only breaks the lines elsewhere, so the pixels of a "
                "window end up in several columns. Look at the first column of a small example; `.T` and transpose "
                "move axes.",
                also=(columns.view_reshaped, columns.view_without_channels_reshaped),
            ),
            "the last windows are missing": Wrong(
                columns.last_left_out,
                "A window as large as the image fits once, not zero times. Where do your loops end in a row of as many "
                "pixels as `size`, and do they count places or pixels?",
                also=columns.TOO_FEW,
            ),
            "not every window has size × size pixels of each channel": Wrong(
                columns.cut_short,
                "Print where each window begins and its shape. A slice that runs past the edge of the image is cut "
                "short without an error. What is the last pixel at which a window may begin, and where does it end?",
                also=columns.UNEVEN,
            ),
            "each channel has columns of its own": Wrong(
                columns.a_column_for_each_channel,
                "A column holds a window with all of its channels, C · size · size numbers, one channel after the "
                "other; yours holds one channel. Which numbers do you put into one line?",
                also=columns.CHANNELS_APART,
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
        cases=(answers.SQUARE_KERNEL,),
        special=answers.EDGES_BACKWARD,
        returns=("dx", "dw", "db"),
        tolerance=ROUNDING,
        wrong={
            "what comes back through one place overwrites the others": Wrong(
                backward.overwritten,
                "A pixel lies in many windows, and a weight is used at every place. What comes back through each of "
                "them adds up. What do your lines for dx and dw do the second time that they meet the same number?",
                also=(backward.sums_overwritten,),
            ),
            "the last places are left out": Wrong(
                backward.last_places_left_out,
                "Every place of grad gives something to dx and to dw. Compare where your loops end with its shape.",
                also=(backward.last_rows_left_out, backward.last_columns_left_out, backward.one_kernel_too_few_places),
            ),
            "something is turned in the gradient of the kernel": Wrong(
                backward.dw_flipped,
                "Weight k, l met pixel k, l of the window on the way forward, and it does so here, too: for dw neither "
                "x nor grad nor the result is turned. (A convolution of mathematics turns one of the two.)",
                also=(backward.grad_flipped_for_dw, backward.both_flipped_for_dw),
            ),
            "on the way back, the kernel or the border around grad is not as it should be": Wrong(
                backward.kernel_flipped_back,
                "Two ways are right. Window by window, each place passes its gradient back through the weights that it "
                "used, and nothing is turned. Pixel by pixel, as in the lesson, the kernel is turned by 180 degrees "
                "(height and width are reversed, and no other axis), and grad gets a border that depends on the "
                "kernel: how many rows and columns must it have for dx to be as large as x?",
                also=(*backward.TURNED_OTHERWISE, *backward.BORDERED_BY_TWO),
            ),
            "a mean is taken over the places": Wrong(
                backward.averaged,
                "A weight is used at every place, and so is the bias. Each use adds to the gradient: it is a sum.",
            ),
            "db is summed over the wrong axes": Wrong(
                backward.db_not_summed,
                "db has the shape of the bias, (F,): one number per kernel, from all places of its map. Which axes of "
                "grad are the places?",
                also=backward.DB_OTHERWISE,
            ),
            "the window and the kernel are in each other's places": Wrong(
                backward.swapped,
                "z is weight times pixel. Its slope in a weight is the pixel, and its slope in a pixel is the weight.",
            ),
            "grad is left out": Wrong(
                backward.gradient_left_out,
                "What you add up is the slope of z. By the chain rule it is multiplied by what arrives from the loss "
                "at this place.",
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
        cases=(answers.NEGATIVE,),
        special=answers.EDGES_POOL,
        returns=("pooled", "dx"),
        tolerance=ROUNDING,
        wrong={
            "among equal pixels it is not the first one alone that gets the gradient": Wrong(
                pooling.all_largest,
                "Two pixels of a window can be equally large. Then the first one, row by row from the upper left, gets "
                "all of the gradient: the one that argmax finds. (`window == window.max()` finds both.)",
                also=(pooling.shared_among_the_largest, pooling.last_of_equals, pooling.first_column_of_equals),
            ),
            "a number that is not in the window takes part in the search": Wrong(
                pooling.zero_takes_part,
                "In some windows all pixels are below 0, and still one of them is the largest. With which number does "
                "the search begin, or what is compared with the pixels besides?",
                also=pooling.OTHER_STARTS,
            ),
            "the gradient goes to all four pixels": Wrong(
                pooling.all_four_pixels,
                "Change a pixel that is not the largest a little: the pooled map does not change. Its derivative is 0.",
                also=(pooling.a_quarter_each,),
            ),
            "another number than the largest is taken": Wrong(
                pooling.mean_pooled,
                "The pixels -4, -1, -2 and -3 are pooled to -1: the largest counts, with its sign, and the others do "
                "not. Compare what your code gives for this window.",
                also=pooling.OTHER_NUMBERS,
            ),
            "the largest pixel gets something else than its gradient": Wrong(
                pooling.a_one_to_the_largest,
                "The place is right. What belongs there is what arrives from the loss at i, j: the slope of the "
                "pooled number, 1, times grad.",
                also=(pooling.the_pixel_in_place_of_its_gradient, pooling.multiplied_by_the_pixel),
            ),
            "it does not keep to the two rows and two columns of a window of one channel": Wrong(
                pooling.four_in_a_row,
                "A window has two pixels in each of two rows of one channel, and search and gradient stay in it. "
                "(reshape takes pixels row by row: an axis of 4 at the end is four neighbours in one row, on both "
                "ways. `x == ...` looks through all of x.)",
                also=pooling.OUT_OF_THE_WINDOW,
            ),
            "the window of i, j is looked for in another place": Wrong(
                pooling.windows_overlap,
                "The windows lie side by side, so they begin two pixels apart. In which row and which column does that "
                "of place i, j begin, and where does it end, in x and in dx?",
                also=pooling.FOUND_ELSEWHERE,
            ),
            "the number of the largest pixel gives another row or column": Wrong(
                pooling.row_and_column_swapped,
                "argmax counts 0, 1 in the upper row of a window and 2, 3 in the lower one. Write down row and column "
                "of each number, and compare with what your code finds for 1 and for 2.",
                also=pooling.NUMBER_DIVIDED,
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
        measure=moved_digits.measure,
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
