"""The exercises and quizzes of lesson 06: gradient descent."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.gradient_descent import answers, mistakes, prepared
from nnlearn.lessons.gradient_descent import mistakes_in_landscapes as landscapes
from nnlearn.lessons.gradient_descent.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="06.1",
        title="Walk downhill",
        reference=answers.descend,
        inputs=answers.sample_walk,
        special={
            "a start where the slope is 0": answers.flat_start(),
            "a gradient exactly as long as `small`": answers.just_long_enough(),
        },
        samples=8,
        wrong={
            "it walks uphill": Wrong(
                mistakes.uphill, "The gradient points to where the loss grows. What is the sign of the step?"
            ),
            "the gradient is taken at the start each time": Wrong(
                mistakes.gradient_of_the_start,
                "All your steps are the same. The slope must be measured again where the last step ended.",
                also=(mistakes.gradient_of_the_start_tested_on_the_way, mistakes.weights_never_moved),
            ),
            "the start is missing": Wrong(
                mistakes.start_missing, "A path of k steps has k + 1 points: the first is the start."
            ),
            "the end is missing": Wrong(
                mistakes.end_missing,
                "A path of k steps has k + 1 points: the last is where the last step ended. When do you keep a point, "
                "before its step or after it?",
                also=(
                    mistakes.end_missing_if_flat,
                    mistakes.end_missing_always,
                    mistakes.short_end_missing,
                    mistakes.start_twice,
                ),
            ),
            "it does not stop on flat ground": Wrong(
                mistakes.never_stops,
                "Your walk always takes all its steps. Look at the length of the gradient before each of them, and "
                "stop if it is below `small`.",
            ),
            "something else than the length of the gradient is compared with `small`": Wrong(
                mistakes.NOT_THE_LENGTH[0],
                "`small` is a length: one number for the whole gradient, the root of the sum of its squares. Print "
                "what you compare with it, and the length, at the start.",
                also=mistakes.NOT_THE_LENGTH[1:],
            ),
            "points of the path are the same array": Wrong(
                mistakes.same_array,
                "w -= ... changes one array, and your list holds that same array many times. Make a new one in each "
                "step.",
                also=(mistakes.same_array_after_the_start,),
            ),
            "it takes one step too many": Wrong(
                mistakes.one_step_too_many,
                "Where the gradient is short the walk is over: look at it before you step, not after.",
                also=(mistakes.tested_after_the_step,),
            ),
        },
        hints=(
            "Begin with a list that holds the start; each step appends one point. When does the loop end?",
            "Two reasons end it: enough steps, or a gradient at the last point whose np.linalg.norm is below `small`.",
            "for _ in range(steps): compute the gradient at path[-1]; break if it is short; otherwise append the next "
            "point, a new array.",
        ),
    ),
    Exercise(
        id="06.2",
        title="Find the edge",
        reference=answers.edge,
        inputs=answers.sample_slopes,
        special={
            "a loss that curves differently at each place, where only a small step at w measures the curvature": (
                answers.waves()
            )
        },
        samples=7,
        tolerance=5e-3,
        wrong={
            "it is half of the edge": Wrong(
                mistakes.half_the_edge,
                "At 1 / λ_max a step lands at the bottom of a valley; it may go further before it climbs. Or your "
                "difference is the change over 2 eps, divided by eps alone.",
            ),
            "it is the curvature itself": Wrong(
                mistakes.curvature_returned, "You found λ_max. Which learning rate belongs to it?"
            ),
            "another eigenvalue than the largest is taken": Wrong(
                mistakes.smallest_curvature,
                "The steepest direction diverges first: the largest curvature alone decides. eigvalsh sorts them: "
                "which one is last?",
                also=(
                    mistakes.smallest_in_size,
                    mistakes.middle_curvature,
                    mistakes.all_curvatures,
                    mistakes.smallest_of_the_edges,
                    mistakes.largest_of_the_edges,
                ),
            ),
            "a curvature downwards is counted": Wrong(
                mistakes.largest_in_size,
                "Where an eigenvalue is negative the loss bends down, and no step is thrown back. Take the largest "
                "eigenvalue, not the largest absolute value.",
            ),
            "the eigenvalues are taken for sorted": Wrong(
                mistakes.UNSORTED[0],
                "np.linalg.eig and eigvals return them in no particular order: the largest may stand anywhere.",
                also=mistakes.UNSORTED[1:],
            ),
            "another number of the matrix is taken for its largest eigenvalue": Wrong(
                mistakes.diagonal_only,
                "A valley need not lie along the axes: its largest curvature is an eigenvalue, not an entry, a sum or "
                "a norm of the matrix.",
                also=mistakes.NOT_AN_EIGENVALUE,
            ),
            "not one weight is moved with all others in their places": Wrong(
                mistakes.all_weights_at_once,
                "Each column comes from two calls with all weights, one of them moved. w + eps moves all of them, and "
                "w[j] + eps passes a single one, without the others.",
                also=(
                    mistakes.all_weights_at_once_in_size,
                    mistakes.all_weights_at_once_absolute,
                    mistakes.all_weights_at_once_in_each_column,
                    mistakes.all_weights_at_once_lower,
                    mistakes.all_weights_at_once_in_rows,
                    mistakes.gradient_at_unit_vectors,
                    mistakes.one_weight_alone,
                ),
            ),
            "the moved weights are not put back": Wrong(
                mistakes.moves_add_up,
                "Begin each column with a copy of w. A weight that is not put back is still moved in the next column; "
                "and up = w makes no copy, so what changes `up` changes w.",
                also=(
                    mistakes.moves_add_up_lower,
                    mistakes.moves_add_up_rows,
                    mistakes.moves_add_up_symmetric,
                    mistakes.both_are_w,
                ),
            ),
        },
        hints=(
            "Column j of the Hessian says how the gradient changes when weight j alone moves.",
            "Move weight j up and down by 1e-5: the change of gradient(...), divided by 2e-5, is column j. The rows of "
            "1e-5 * np.eye(len(w)) are such moves.",
            "Stack the columns into a matrix. np.linalg.eigvalsh gives its eigenvalues. Which one sets the edge?",
        ),
    ),
    Exercise(
        id="06.3",
        title="Filters of equal length",
        reference=answers.normalise,
        inputs=answers.sample_filters,
        cases=(answers.SQUARE,),
        wrong={
            "the whole matrix is scaled at once": Wrong(
                landscapes.whole_matrix,
                "Each row belongs to one unit, and has a length of its own, in the direction and in the weights.",
                also=(
                    landscapes.whole_direction,
                    landscapes.whole_weights,
                    landscapes.whole_matrix_steepest,
                    landscapes.whole_matrix_largest,
                ),
            ),
            "columns are taken for rows": Wrong(
                landscapes.columns_for_rows,
                "A weight matrix has shape (units, inputs). Along which axis do a unit's weights lie?",
                also=(landscapes.columns_of_the_direction, landscapes.columns_of_the_weights),
            ),
            "keepdims is forgotten": Wrong(
                landscapes.keepdims_forgotten,
                "The lengths have shape (units,), and NumPy applies them along the columns. keepdims=True makes them "
                "a column, (units, 1): one length per row.",
                also=(
                    landscapes.keepdims_forgotten_once,
                    landscapes.keepdims_forgotten_in_the_direction,
                    landscapes.keepdims_forgotten_from_the_left,
                ),
            ),
            "the rows have length one": Wrong(
                landscapes.rows_of_length_one,
                "That is the first half. Now give each row the length of the row of weights.",
            ),
            "the two lengths are used the wrong way, or one of them is not": Wrong(
                landscapes.lengths_exchanged,
                "A row of length a, divided by b and multiplied by c, has the length a c / b. What are b and c in "
                "yours, and how long is the row in the end?",
                also=(landscapes.lengths_divided, landscapes.lengths_multiplied, landscapes.own_length_kept),
            ),
            "the numbers of a row are used in place of its length": Wrong(
                landscapes.NUMBERS_FOR_LENGTHS[0],
                "A length is one number for a whole row. Where each number of a row is multiplied or divided by a "
                "number of its own, the row turns and no longer points along the direction.",
                also=landscapes.NUMBERS_FOR_LENGTHS[1:],
            ),
            "the weights are scaled, not the direction": Wrong(
                landscapes.weights_scaled,
                "Your rows point where the weights point. They should point along the direction; the weights only "
                "lend their length.",
                also=(landscapes.weights_scaled_to_one, landscapes.weights_scaled_twice),
            ),
            "something else than the length of each row is measured": Wrong(
                landscapes.NOT_A_LENGTH[0],
                "The length of a row is one number, the root of the sum of its squares. Measure a row of 3 and 4 with "
                "your formula: it should give 5.",
                also=landscapes.NOT_A_LENGTH[1:],
            ),
        },
        hints=(
            "Two lengths for each row: that of the direction and that of the weights.",
            "np.linalg.norm(matrix, axis=1, keepdims=True) is a column with the length of each row.",
            "Divide the direction by its own lengths and multiply by those of the weights.",
        ),
    ),
    Exercise(
        id="06.4",
        title="Slice a landscape",
        reference=answers.slice_of,
        inputs=answers.sample_slice,
        wrong={
            "its ends are in the wrong places": Wrong(
                landscapes.along(0, 1),
                "The slice is two distances long: half a distance before the first, one between them, and half a "
                "distance past the second. Where does yours begin and end, if 0 is the first and 1 the second?",
                also=landscapes.OTHER_ENDS,
            ),
            "its ends lie beside the line": Wrong(
                landscapes.OFF_THE_LINE[0],
                "The same number added to every weight, or a part of a weight itself, leads off the line. On it you "
                "move by a share of second - first.",
                also=landscapes.OFF_THE_LINE[1:],
            ),
            "first and second are exchanged": Wrong(
                landscapes.backwards, "Your slice runs backwards. At a share of 0 it should be at `first`."
            ),
            "losses are mixed, not weights": Wrong(
                landscapes.losses_mixed,
                "You drew a straight line between two losses. Mix the weights, and ask the loss of each mixture.",
                also=(landscapes.losses_mixed_between,),
            ),
            "the places lie on another line": Wrong(
                landscapes.first_left_out,
                "Which point does your formula give for a share of 0, and which for 1? They should be `first` and "
                "`second`.",
                also=(
                    landscapes.second_left_out,
                    landscapes.whole_first_and_second,
                    landscapes.from_the_middle,
                    landscapes.from_the_second,
                    landscapes.first_twice,
                    landscapes.halves_of_other_weights,
                ),
            ),
            "the direction is shortened to length one": Wrong(
                landscapes.direction_of_length_one, "Its length matters: a share of 1 should arrive at `second`."
            ),
            "points and the gaps between them are confused": Wrong(
                landscapes.last_place_left_out,
                "Both ends belong to the slice, so `points` places have points - 1 gaps between them. np.linspace "
                "counts in this way unless told otherwise.",
                also=(
                    landscapes.one_place_too_many,
                    landscapes.step_of_one_over_points,
                    landscapes.one_place_too_few,
                    landscapes.gaps_counted_too_many,
                ),
            ),
            "`loss` gets all places at once": Wrong(
                landscapes.all_at_once,
                "`loss` takes one place, weights of shape (d,), and returns one number. Ask it for each share.",
            ),
        },
        hints=(
            "Which vector leads from the first to the second? How much of it do you go to arrive at the second?",
            "np.linspace(-0.5, 1.5, points) gives the shares: 0 is the first network, 1 the second.",
            "For each share, ask the loss at the first plus that share of the way to the second.",
        ),
    ),
    Exercise(
        id="06.5",
        title="A hundred steps",
        target="reach at least 97 % of what is possible in 100 steps, with columns that explain at least 45 %",
        measure=prepared.measure_prepare,
        hints=(
            "Print the mean and the spread of each column. Which directions are steep, which are flat?",
            "A column far from 0 is nearly a constant and competes with the bias. A wide one lowers the edge for all "
            "columns.",
            "Change one thing at a time, and read in the check how much steeper the steepest direction still is. Is it "
            "the columns' places, their widths, or that some of them say the same?",
        ),
    ),
)
