"""The exercises of lesson 15: convolution."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.convolution import answers, mistakes, moved_digits
from nnlearn.lessons.convolution import mistakes_backward as backward
from nnlearn.lessons.convolution.quizzes import QUIZZES  # noqa: F401, the registry finds them here

ROUNDING = 1e-4  # float32, in which the lesson's layers compute, is right, too

EXERCISES = (
    Exercise(
        id="15.1",
        title="A convolution by loops",
        reference=answers.conv2d,
        inputs=answers.sample_conv2d,
        cases=tuple(answers.fixed_conv2d(*way) for way in ((1, 0), (1, 1), (2, 0), (2, 1), (3, 2))),
        tolerance=ROUNDING,
        wrong={
            "the kernel is turned": Wrong(
                mistakes.kernel_flipped,
                "That is the convolution of mathematics. Here weight k, l meets pixel k, l of the window, and nothing "
                "is turned.",
                also=(mistakes.kernel_upside_down,),
            ),
            "the stride does not set where a window begins, and only that": Wrong(
                mistakes.window_not_moved_by_stride,
                "The windows begin `stride` pixels apart, and each covers KH rows and KW columns that lie side by "
                "side. Where does the window of place i begin, where does it end, and does it skip pixels?",
                also=mistakes.IN_STEPS,
            ),
            "the padding is missing, in the image, in its size or on one side": Wrong(
                mistakes.padding_left_out,
                "With padding 1 a row of zeros is added above x and one below it, a column on the left and one on the "
                "right, and both the loops and the size of the map are about that image. Print a small one.",
                also=(
                    mistakes.size_of_the_bare_image,
                    mistakes.padding_counted_once,
                    mistakes.padded_before,
                    mistakes.padded_after,
                    mistakes.padded_before_twice,
                    mistakes.padded_after_twice,
                    mistakes.padded_rows_only,
                    mistakes.padding_in_the_size_only,
                ),
            ),
            "the channels are padded, too": Wrong(
                mistakes.channels_padded,
                "np.pad(x, padding) adds to every axis, and the first one holds the channels. Print the shape of the "
                "padded image: it has as many channels as x.",
                also=(mistakes.channels_padded_and_summed,),
            ),
            "only one channel is used": Wrong(
                mistakes.first_channel_only,
                "A kernel covers all channels at once: its shape is (C, KH, KW), and the sum runs over all three axes. "
                "If you loop over channels: does each one add to z, or replace it?",
                also=(mistakes.last_channel_only,),
            ),
            "the bias is not added just once": Wrong(
                mistakes.bias_on_every_product,
                "Set all weights to 0: then each number in a map is the bias, once. How often does your code reach the "
                "line that adds it?",
                also=(
                    mistakes.bias_on_every_channel,
                    mistakes.bias_on_every_place_of_the_kernel,
                    mistakes.bias_left_out,
                ),
            ),
            "the stride does not divide the whole difference of image and kernel": Wrong(
                mistakes.kernel_alone_divided,
                "Try your formula on an image of 6 rows, a kernel of 3 and stride 2: the window fits at two places. "
                "What is divided in it? `//` comes before + and -, unless there are brackets.",
                also=mistakes.OTHER_PARTS_DIVIDED,
            ),
            "the last row or column of the map is missing": Wrong(
                mistakes.no_one_more,
                "A window as large as the image fits once, not zero times. Try your formula for the size on that, and "
                "see where your loops end.",
                also=(mistakes.no_one_more_row, mistakes.no_one_more_column, mistakes.last_places_empty),
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
        tolerance=ROUNDING,
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
            "each window is read column by column": Wrong(
                mistakes.windows_by_columns,
                "The second number of a column is the pixel to the right of the first one, as in "
                "weight.reshape(F, -1). Within a channel a window is read row by row.",
            ),
            "the windows are counted down the columns": Wrong(
                mistakes.down_the_columns,
                "The second column belongs to the window one step to the right, as in z.reshape(F, -1).",
            ),
            "the stride does not move the window in both directions": Wrong(
                mistakes.columns_not_moved_by_stride,
                "From one place to the next the window moves by `stride`, to the right and also down. In which row and "
                "in which column does your window of place i, j begin?",
                also=mistakes.NOT_MOVED,
            ),
            "the windows do not overlap": Wrong(
                mistakes.no_overlap,
                "Neighbouring windows are `stride` apart, not `size`: with stride 1 they share most of their pixels.",
                also=(mistakes.no_overlap_stacked, mistakes.no_overlap_written),
            ),
            "reshape stands where axes must be exchanged": Wrong(
                mistakes.reshaped,
                "reshape keeps all numbers in their order and only breaks the lines elsewhere, so the pixels of a "
                "window end up in several columns. Look at the first column of a small example; `.T` and transpose "
                "move axes.",
                also=(mistakes.view_reshaped, mistakes.view_without_channels_reshaped),
            ),
            "the last windows are missing": Wrong(
                mistakes.last_left_out,
                "A window as large as the image fits once, not zero times. How many places does your code find for it "
                "in a row of as many pixels as `size`?",
                also=(mistakes.last_row_left_out, mistakes.last_column_left_out, mistakes.no_one_more_window),
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
        tolerance=ROUNDING,
        wrong={
            "what comes back through one place overwrites the others": Wrong(
                backward.overwritten,
                "A pixel lies in many windows, and a weight is used at every place. What comes back through each of "
                "them adds up. Look at what your assignments to dx and dw do the second time.",
                also=(backward.sums_overwritten,),
            ),
            "the last places are left out": Wrong(
                backward.last_places_left_out,
                "Every place of grad gives something to dx and to dw. Compare where your loops end with its shape.",
                also=(backward.last_rows_left_out, backward.last_columns_left_out),
            ),
            "the gradient of the kernel is turned": Wrong(
                backward.dw_flipped,
                "Weight k, l met pixel k, l of the window on the way forward, and it does so here, too.",
            ),
            "the kernel lies the wrong way round on the way back": Wrong(
                backward.kernel_flipped_back,
                "Two ways are right. Window by window, each place passes its gradient back through the weights that it "
                "used, and nothing is turned. Pixel by pixel, as in the lesson, the kernel is turned by 180 degrees: "
                "height and width are reversed, and no other axis.",
                also=(
                    backward.kernel_upside_down_back,
                    backward.kernel_mirrored_back,
                    backward.other_axes_flipped_back,
                    backward.all_axes_flipped_back,
                ),
            ),
            "a mean is taken over the places": Wrong(
                backward.averaged,
                "A weight is used at every place, and so is the bias. Each use adds to the gradient: it is a sum.",
            ),
            "db is summed over the wrong axes": Wrong(
                backward.db_not_summed,
                "db has the shape of the bias, (F,): one number per kernel, from all places of its map. Which axes of "
                "grad are the places?",
                also=(
                    backward.db_summed_over_all,
                    backward.db_summed_over_maps,
                    backward.db_summed_over_rows,
                    backward.db_summed_over_columns,
                    backward.db_summed_over_maps_and_rows,
                ),
            ),
            "the window and the kernel are in each other's places": Wrong(
                backward.swapped,
                "z is weight times pixel. Its slope in a weight is the pixel, and its slope in a pixel is the weight.",
            ),
            "grad is left out of dx and dw": Wrong(
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
        special={"windows with equal numbers": answers.TIES},
        returns=("pooled", "dx"),
        tolerance=ROUNDING,
        wrong={
            "among equal pixels it is not the first one alone that gets the gradient": Wrong(
                backward.all_largest,
                "Two pixels of a window can be equally large. Then the first one, row by row from the upper left, gets "
                "all of the gradient: the one that argmax finds. (`window == window.max()` finds both.)",
                also=(backward.shared_among_the_largest, backward.last_of_equals, backward.first_column_of_equals),
            ),
            "a 0 that is not in the window takes part in the search": Wrong(
                backward.zero_takes_part,
                "In some windows no pixel is larger than 0, and still one of them is the largest. Where does 0 come "
                "in: does the search begin with it?",
                also=backward.OTHER_ZEROS,
            ),
            "the gradient goes to all four pixels": Wrong(
                backward.all_four_pixels,
                "Change a pixel that is not the largest a little: the pooled map does not change. Its derivative is 0.",
                also=(backward.a_quarter_each,),
            ),
            "it takes the mean": Wrong(
                backward.mean_pooled,
                "That is average pooling. Here the largest pixel of a window counts, and the others do not.",
                also=(backward.mean_pooled_back_to_the_largest,),
            ),
            "the largest pixel gets something else than its gradient": Wrong(
                backward.a_one_to_the_largest,
                "The place is right. What belongs there is what arrives from the loss at i, j: the slope of the "
                "pooled number, 1, times grad.",
                also=(backward.the_pixel_in_place_of_its_gradient, backward.multiplied_by_the_pixel),
            ),
            "a window is not two rows and two columns of one channel": Wrong(
                backward.four_in_a_row,
                "It has two pixels in each of two rows, and each channel is pooled by itself. (reshape takes the "
                "pixels row by row: an axis of 4 at the end holds four neighbours in one row.)",
                also=backward.OVER_THE_CHANNELS,
            ),
            "the window of i, j is looked for at i, j": Wrong(
                backward.windows_overlap,
                "The windows lie side by side, so they begin two pixels apart. Where does that of place i, j begin, in "
                "x and in dx?",
                also=(
                    backward.windows_overlap_overwritten,
                    backward.windows_overlap_forward,
                    backward.place_in_the_window_only,
                    backward.place_in_the_window_added,
                    backward.place_from_i_and_j,
                    backward.place_from_i_and_j_added,
                ),
            ),
            "row and column of the largest pixel are exchanged": Wrong(
                backward.row_and_column_swapped,
                "argmax counts 0, 1 in the upper row and 2, 3 in the lower one. Write down row and column of each "
                "number, and compare with what your code finds for 1.",
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
