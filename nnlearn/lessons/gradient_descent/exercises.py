"""The exercises and quizzes of lesson 06: gradient descent."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.gradient_descent import answers, mistakes

EXERCISES = (
    Exercise(
        id="06.1",
        title="Walk downhill",
        reference=answers.descend,
        inputs=answers.sample_walk,
        special={"a start where the slope is 0": answers.flat_start()},
        samples=8,
        wrong={
            "it walks uphill": Wrong(
                mistakes.uphill, "The gradient points to where the loss grows. What is the sign of the step?"
            ),
            "the gradient is taken at the start each time": Wrong(
                mistakes.gradient_of_the_start,
                "All your steps are the same. The slope must be measured again where the last step ended.",
            ),
            "the start is missing": Wrong(
                mistakes.start_missing, "A path of k steps has k + 1 points: the first is the start."
            ),
            "it does not stop on flat ground": Wrong(
                mistakes.never_stops,
                "`small` is not used: look at the length of the gradient before each step, and stop if it is below.",
            ),
            "every row is the same array": Wrong(
                mistakes.same_array,
                "w -= ... changes one array, and your list holds that same array many times. Make a new one in each "
                "step.",
            ),
            "it takes one step too many": Wrong(
                mistakes.one_step_too_many,
                "Where the gradient is short the walk is over: look at it before you step, not after.",
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
        inputs=answers.sample_hills,
        tolerance=1e-3,
        wrong={
            "it is half of the edge": Wrong(
                mistakes.half_the_edge,
                "At 1 / λ_max a step lands at the bottom of a valley; it may go further before it climbs. Or your "
                "difference is the change over 2 eps, divided by eps alone.",
            ),
            "it is the curvature itself": Wrong(
                mistakes.curvature_returned, "You found λ_max. Which learning rate belongs to it?"
            ),
            "the smallest curvature is taken": Wrong(
                mistakes.smallest_curvature, "The steepest direction diverges first. eigvalsh sorts: which one is last?"
            ),
            "a curvature downwards is counted": Wrong(
                mistakes.largest_in_size,
                "Where an eigenvalue is negative the loss bends down, and no step is thrown back. Take the largest "
                "eigenvalue, not the largest absolute value.",
            ),
            "only the diagonal is used": Wrong(
                mistakes.diagonal_only,
                "A valley need not lie along the axes: its largest curvature is an eigenvalue, not an entry.",
            ),
            "all weights move at once": Wrong(
                mistakes.all_weights_at_once,
                "w + eps moves every weight, and gives one vector. Move one weight at a time: each gives a column.",
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
        wrong={
            "the whole matrix is scaled at once": Wrong(
                mistakes.whole_matrix, "Each *row* belongs to one unit and gets the length of that unit's weights."
            ),
            "columns are taken for rows": Wrong(
                mistakes.columns_for_rows,
                "A weight matrix has shape (units, inputs). Along which axis do a unit's weights lie?",
            ),
            "keepdims is forgotten": Wrong(
                mistakes.keepdims_forgotten,
                "The lengths have shape (units,), and NumPy applies them along the columns. keepdims=True makes them "
                "a column, (units, 1): one length per row.",
            ),
            "the rows have length one": Wrong(
                mistakes.rows_of_length_one,
                "That is the first half. Now give each row the length of the row of weights.",
            ),
            "the direction keeps its own length as well": Wrong(
                mistakes.own_length_kept,
                "First divide by the direction's own length; otherwise chance decides how far a step goes.",
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
            "it goes from one to the other and no further": Wrong(
                mistakes.only_between,
                "The slice begins half a distance before the first and ends as far past the second.",
            ),
            "first and second are exchanged": Wrong(
                mistakes.backwards, "Your slice runs backwards. At a share of 0 it should be at `first`."
            ),
            "losses are mixed, not weights": Wrong(
                mistakes.losses_mixed,
                "You drew a straight line between two losses. Mix the weights, and ask the loss of each mixture.",
            ),
            "the way to the first is left out": Wrong(
                mistakes.first_left_out, "Your slice passes through the origin. Which point belongs to a share of 0?"
            ),
            "the direction is shortened to length one": Wrong(
                mistakes.direction_of_length_one, "Its length matters: a share of 1 should arrive at `second`."
            ),
            "the last point is left out": Wrong(
                mistakes.last_place_left_out,
                "Both ends belong to the slice: np.linspace includes them unless told otherwise.",
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
        measure=answers.measure_prepare,
        hints=(
            "Print the mean and the spread of each column. Which directions are steep, which are flat?",
            "A column far from 0 is nearly a constant and competes with the bias. A wide one lowers the edge for all "
            "columns.",
            "Change one thing at a time, and read in the check how much steeper the steepest direction still is. Is it "
            "the columns' places, their widths, or that some of them say the same?",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "06.predict",
        Question(
            "You walk downhill with steps in proportion to the slope, and in the last step the loss rose. "
            "What happened, most likely?",
            (
                ("There is a mistake in the code.", "Perhaps, but correct code can do this, too. Try a larger rate."),
                (
                    "The step was too long: it went across the valley and up the other side.",
                    "Or, on hilly ground, onto another hill. How far up depends on one product.",
                ),
                ("The walk has begun to diverge.", "Sometimes it climbs once and comes back. Watch the gauge."),
            ),
            answer="b",
        ),
        answered_in="The edge",
    ),
    Quiz(
        "06.recall",
        Question(
            "A bowl has curvature 4 in one direction and 0.1 in the other. Which learning rates do not diverge?",
            (
                ("Those below 0.5.", "2 divided by the largest curvature: the steep direction decides."),
                ("Those below 20.", "In the flat direction, yes; the steep one has diverged long before."),
                ("Those below 1.", "2 divided by the largest curvature is 2 / 4."),
            ),
            answer="a",
        ),
        Question(
            "The slope is exactly zero. Where are you?",
            (
                ("In a minimum.", "Or on top of a hill, or on a saddle."),
                ("At the end of the walk, whatever this point is.", "A step proportional to zero goes nowhere."),
                ("At the lowest loss.", "There may be a deeper valley elsewhere, and this may not be a valley at all."),
            ),
            answer="b",
        ),
        Question(
            "Why is each row of a random direction scaled to the length of the unit's weights?",
            (
                ("To make the picture smooth.", "Smoothness comes from the loss, not from the scale."),
                ("To keep the loss finite.", "Here it is finite for all finite weights."),
                (
                    "To make landscapes of different networks comparable.",
                    "A step of 1 then changes every unit by as much as its own size, whatever its scale.",
                ),
            ),
            answer="c",
        ),
    ),
)
