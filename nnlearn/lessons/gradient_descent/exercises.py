"""The exercises and quizzes of lesson 06: gradient descent."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.gradient_descent import answers, mistakes

EXERCISES = (
    Exercise(
        id="06.1",
        title="Walk downhill",
        reference=answers.descend,
        inputs=answers.sample_walk,
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
            "only the end is returned": Wrong(
                mistakes.end_only, "Keep every point on the way, in an array of shape (steps + 1, d)."
            ),
            "every row is the same array": Wrong(
                mistakes.same_array,
                "theta -= ... changes one array, and your list holds that same array many times. Make a new one in "
                "each step.",
            ),
            "it takes one step too many": Wrong(
                mistakes.one_step_too_many, "For steps = 0 the path is just the start."
            ),
        },
        hints=(
            "Begin with a list that holds the start; each step appends one point.",
            "The next point is the last one minus lr times the gradient there.",
            "path = [start]; for each step: path.append(path[-1] - lr * gradient(path[-1])); return np.array(path).",
        ),
    ),
    Exercise(
        id="06.2",
        title="Find the edge",
        reference=answers.edge,
        inputs=answers.sample_data,
        wrong={
            "it stops at 1 / L": Wrong(
                mistakes.one_over_L,
                "At 1/L a step lands exactly at the bottom of the valley. How far beyond may it go before it climbs?",
            ),
            "the 2 of the square is forgotten": Wrong(
                mistakes.two_forgotten, "The second derivative of (x w - t)^2 is 2 x^2."
            ),
            "the smallest curvature is taken": Wrong(
                mistakes.smallest_curvature, "The steepest direction diverges first."
            ),
            "the sum is not divided by N": Wrong(
                mistakes.not_divided, "The loss is a mean over the n rows, and so is its curvature."
            ),
            "only the diagonal is used": Wrong(
                mistakes.diagonal_only,
                "A valley need not lie along the axes: its largest curvature is an eigenvalue, not an entry.",
            ),
        },
        hints=(
            "Which matrix holds the curvatures of mean (x w - t)^2? The targets are not in it.",
            "It is 2/N times x transposed times x; np.linalg.eigvalsh gives its eigenvalues.",
            "Return 2 divided by the largest eigenvalue of 2 * x.T @ x / len(x).",
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
            "it goes from the centre to one side only": Wrong(
                mistakes.one_side_only, "From -span to span: the centre is in the middle of the slice."
            ),
            "the centre is left out": Wrong(
                mistakes.centre_left_out,
                "The middle of your slice is the origin. It should be the weights you were given.",
            ),
            "the direction is shortened to length one": Wrong(
                mistakes.direction_of_length_one, "Its length matters: a = 1 is the point centre + direction."
            ),
            "the last point is left out": Wrong(
                mistakes.last_place_left_out,
                "Both ends belong to the slice: np.linspace includes them unless told otherwise.",
            ),
        },
        hints=(
            "One loss for each of the numbers a between -span and span.",
            "np.linspace(-span, span, points) gives the numbers; each point is centre + a * direction.",
            "np.array([loss(centre + a * direction) for a in np.linspace(-span, span, points)]).",
        ),
    ),
    Exercise(
        id="06.5",
        title="A hundred steps",
        target="reach at least 99 % of what is possible in 100 steps, with columns that explain at least 45 %",
        measure=answers.measure_prepare,
        hints=(
            "Print the mean and the spread of each column. Which directions are steep, which are flat?",
            "A column far from 0 is nearly a constant and competes with the bias. A wide one lowers the edge for all "
            "columns.",
            "Subtract each column's mean and divide by its standard deviation.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "06.predict",
        Question(
            "You walk downhill with steps in proportion to the slope, and in the last step the loss rose. "
            "What do you know?",
            (
                ("There is a mistake in the code.", "Perhaps, but correct code can do this, too. Try a larger rate."),
                ("The step went across the valley and up the other side.", "How far up depends on one product."),
                ("The walk will diverge.", "Sometimes it climbs once and comes back. Watch the gauge."),
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
                ("Those below 1.", "The edge is 2 / 4."),
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
