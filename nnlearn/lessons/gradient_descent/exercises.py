"""The exercises and quizzes of lesson 06: gradient descent."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.gradient_descent import answers, mistakes, prepared
from nnlearn.lessons.gradient_descent import mistakes_at_the_edge as at_the_edge
from nnlearn.lessons.gradient_descent import mistakes_in_landscapes as landscapes
from nnlearn.lessons.gradient_descent import mistakes_in_rows as rows
from nnlearn.lessons.gradient_descent.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="06.1",
        title="Walk downhill",
        reference=answers.descend,
        inputs=answers.sample_walk,
        special=answers.odd_walks(),
        samples=8,
        wrong={
            "it walks uphill": Wrong(
                mistakes.uphill, "The gradient points to where the loss grows. What is the sign of the step?"
            ),
            "the start is used in every step": Wrong(
                mistakes.gradient_of_the_start,
                "Each step begins where the last one ended, and the slope is measured there again. In yours the "
                "gradient, the place to step from, or both are still those of the start. What changes in each turn?",
                also=(
                    mistakes.gradient_of_the_start_tested_on_the_way,
                    mistakes.weights_never_moved,
                    mistakes.steps_from_the_start,
                ),
            ),
            "the start is missing": Wrong(
                mistakes.start_missing, "A path of k steps has k + 1 points: the first is the start."
            ),
            "the end is missing": Wrong(
                mistakes.end_missing,
                "A path of k steps has k + 1 points: the last is where the last step ended. Does your loop count steps "
                "or points? Is a point kept after its step, and before anything ends the loop?",
                also=(
                    mistakes.end_missing_if_flat,
                    mistakes.end_missing_always,
                    mistakes.end_missing_without_a_stop,
                    mistakes.short_end_missing,
                    mistakes.start_twice,
                ),
            ),
            "it does not stop on flat ground": Wrong(
                mistakes.never_stops,
                "From a steep start your walk takes all its steps, however flat it gets on the way. Before each of "
                "them, look at the length of the gradient at this place: is it below `small`?",
            ),
            "something else than the length of the gradient is compared with `small`": Wrong(
                mistakes.NOT_THE_LENGTH[0],
                "`small` is a length: one number for the whole gradient, the root of the sum of its squares. Print "
                "what you compare with it, and the length, at the start.",
                also=mistakes.NOT_THE_LENGTH[1:],
            ),
            "each new point is written over the others": Wrong(
                mistakes.same_array,
                "A list that holds one array many times shows what it is now: w -= ... and w[:] = ... change it, "
                "w = w - ... makes a new one. And path[:] = ... writes into all rows of an array, not into one.",
                also=(mistakes.same_array_after_the_start,),
            ),
            "it takes one step too many": Wrong(
                mistakes.one_step_too_many,
                "Where the gradient is short the walk is over: look at the gradient of the place where you stand, and "
                "before you step, at the start too.",
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
        special=answers.odd_slopes(),
        samples=7,
        tolerance=5e-3,
        wrong={
            "it is half of the edge, or twice the edge": Wrong(
                at_the_edge.half_the_edge,
                "Look for a factor of 2. A walk flies off beyond 2 / λ_max. From w - eps to w + eps is a way of 2 eps, "
                "from w to w + eps one of eps: by that way you divide the change of the gradient.",
                also=(at_the_edge.twice_the_edge,),
            ),
            "there is an eps too many or too few": Wrong(
                at_the_edge.POWERS_OF_EPS[0],
                "Make your eps ten times smaller: the edge should stay as it is, and yours does not. By what do you "
                "divide the change of the gradient, and what comes first in / 2 * eps?",
                also=at_the_edge.POWERS_OF_EPS[1:],
            ),
            "it is curvature that is returned": Wrong(
                at_the_edge.curvature_returned,
                "One step is left: which learning rate belongs to the largest curvature?",
                also=(at_the_edge.matrix_returned, at_the_edge.curvatures_returned),
            ),
            "another eigenvalue than the largest is taken, or all of them": Wrong(
                at_the_edge.smallest_curvature,
                "The steepest direction diverges first: the largest curvature alone decides. eigvalsh puts it last; "
                "eig and eigvals return them in no particular order.",
                also=at_the_edge.OTHER_EIGENVALUES,
            ),
            "a curvature downwards is counted": Wrong(
                at_the_edge.largest_in_size,
                "Where an eigenvalue is negative the loss bends down, and no step is thrown back. Take the largest "
                "eigenvalue with its sign: absolute and singular values have none, and a power iteration ends at the "
                "largest in size, which may be a negative one.",
                also=(at_the_edge.largest_in_size_with_its_sign,),
            ),
            "something that is not an eigenvalue is taken for the largest one": Wrong(
                at_the_edge.diagonal_only,
                "A valley need not lie along the axes: its largest curvature is an eigenvalue of the whole matrix, not "
                "an entry, a sum, a mean or a norm, of the matrix or of its eigenvalues. A power iteration has not "
                "arrived at one after a few rounds.",
                also=(*at_the_edge.NOT_AN_EIGENVALUE, *at_the_edge.POWER_ITERATIONS),
            ),
            "not one weight is moved with all others in their places": Wrong(
                at_the_edge.WEIGHTS_TOGETHER[0],
                "Each column comes from two calls with all weights, one of them moved. w + eps moves all of them, "
                "w[j] + eps passes one without the others, and one that is not put back is still moved in the next "
                "column.",
                also=(*at_the_edge.WEIGHTS_TOGETHER[1:], *at_the_edge.MOVES_ADD_UP, *at_the_edge.NOT_NEAR_W),
            ),
            "the Hessian is 0": Wrong(
                at_the_edge.hessian_of_zeros,
                "2 / 0 is infinite. Print the matrix, and the two places of a column. Are they the same (up = w makes "
                "no copy; an eps far too small changes nothing)? Or is the matrix not filled, at least its lower half, "
                "which eigvalsh reads?",
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
        special=answers.ODD_ROWS,
        wrong={
            "one length serves all rows": Wrong(
                rows.whole_matrix,
                "Each row belongs to one unit, and has a length of its own, in the direction and in the weights. "
                "np.linalg.norm(a) and np.linalg.norm(a, 1) measure the whole matrix: rows need `axis=`.",
                also=rows.ONE_LENGTH,
            ),
            "columns are taken for rows": Wrong(
                rows.columns_for_rows,
                "A weight matrix has shape (units, inputs). Along which axis do a unit's weights lie?",
                also=(rows.columns_of_the_direction, rows.columns_of_the_weights),
            ),
            "the lengths are not a column": Wrong(
                rows.keepdims_forgotten,
                "Lengths of shape (units,) are laid along the columns: the first column gets the length of the first "
                "row. As a column, (units, 1), each is for its row: keepdims=True or [:, None] makes one.",
                also=(
                    rows.keepdims_forgotten_once,
                    rows.keepdims_forgotten_in_the_direction,
                    rows.keepdims_forgotten_from_the_left,
                ),
            ),
            "the rows have length one": Wrong(
                rows.rows_of_length_one,
                "Your rows point the right way: half is done. Now give each row the length of the row of weights.",
            ),
            "the two lengths are used the wrong way, or one of them is not": Wrong(
                rows.lengths_exchanged,
                "A row of length a, divided by b and multiplied by c, has the length a c / b. What are b and c in "
                "yours, and how long is the row in the end?",
                also=rows.WRONG_WAY,
            ),
            "the numbers of a row are used in place of its length": Wrong(
                rows.NUMBERS_FOR_LENGTHS[0],
                "A length is one number for a whole row. Where each number of a row is multiplied or divided by a "
                "number of its own, the row turns and no longer points along the direction.",
                also=rows.NUMBERS_FOR_LENGTHS[1:],
            ),
            "the weights are scaled, not the direction": Wrong(
                rows.weights_scaled,
                "Your rows point where the weights point. They should point along the direction; the weights only "
                "lend their length.",
                also=(rows.weights_scaled_to_one, rows.weights_scaled_twice),
            ),
            "something else than the length of each row is measured": Wrong(
                rows.NOT_A_LENGTH[0],
                "The length of a row is one number, the root of the sum of its squares. Measure a row of 3 and 4 with "
                "your formula: it should give 5.",
                also=rows.NOT_A_LENGTH[1:],
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
        special=answers.odd_slices(),
        wrong={
            "its ends are in the wrong places": Wrong(
                landscapes.along(0, 1),
                "The slice is two distances long: half a distance before the first, one between them, and half a "
                "distance past the second. Where does yours begin and end, if 0 is the first and 1 the second?",
                also=landscapes.OTHER_ENDS,
            ),
            "its ends lie beside the line": Wrong(
                landscapes.OFF_THE_LINE[0],
                "The same number added to every weight, or a part of the weights themselves, leads off the line. On it "
                "you move by a share of second - first; half of that is (second - first) / 2, with brackets.",
                also=landscapes.OFF_THE_LINE[1:],
            ),
            "the slice runs backwards": Wrong(
                landscapes.backwards,
                "It begins past `second` and ends before `first`. At a share of 0 it should be at `first`, and the "
                "share -0.5 comes first. Are places or losses turned round anywhere?",
            ),
            "losses are mixed, not weights": Wrong(
                landscapes.losses_mixed,
                "You drew a straight line between two losses. Mix the weights, and ask the loss of each mixture.",
                also=(landscapes.losses_mixed_between,),
            ),
            "the places lie on another line": Wrong(
                landscapes.first_left_out,
                "Which place do you have a quarter of the way, at a share of 0, and which at three quarters, at 1? "
                "They should be `first` and `second`.",
                also=landscapes.OTHER_LINES,
            ),
            "shares and distances are confused": Wrong(
                landscapes.direction_of_length_one,
                "Shares from -0.5 to 1.5 belong to the whole way, second - first: a share of 1 arrives at `second`. A "
                "direction of length one needs distances in their place. Which goes with which in yours?",
                also=landscapes.SHARES_AND_DISTANCES,
            ),
            "points and the gaps between them are confused": Wrong(
                landscapes.last_place_left_out,
                "Both ends belong to the slice, so `points` places have points - 1 gaps between them. np.linspace "
                "counts in this way unless told otherwise.",
                also=landscapes.GAPS_MISCOUNTED,
            ),
            "all places are taken at once": Wrong(
                landscapes.all_at_once,
                "`loss` takes one place, weights of shape (d,), and returns one number. Take one share at a time: make "
                "its place, and ask `loss` there.",
                also=landscapes.ALL_AT_ONCE,
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
