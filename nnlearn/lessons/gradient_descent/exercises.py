"""The exercises and quizzes of lesson 06: gradient descent."""

import numpy as np

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.gradient_descent import answers
from nnlearn.lessons.gradient_descent.answers import descend, edge, normalise, slice_of

EXERCISES = (
    Exercise(
        id="06.1",
        title="Walk downhill",
        reference=descend,
        inputs=answers.draw_walk,
        wrong={
            "it walks uphill": Wrong(
                lambda gradient, start, lr, steps: descend(gradient, start, -lr, steps),
                "The gradient points to where the loss grows. Which sign has the step?",
            ),
            "the gradient is taken at the start each time": Wrong(
                lambda gradient, start, lr, steps: start - lr * np.arange(steps + 1)[:, None] * gradient(start),
                "All your steps are alike. The slope has to be measured anew where the last step ended.",
            ),
            "the start is missing": Wrong(
                lambda gradient, start, lr, steps: descend(gradient, start, lr, steps)[1:],
                "A path of k steps has k + 1 places: the first is the start.",
            ),
            "only the end is returned": Wrong(
                lambda gradient, start, lr, steps: descend(gradient, start, lr, steps)[-1],
                "Keep every place on the way, in an array of shape (steps + 1, d).",
            ),
            "every row is the same array": Wrong(
                answers.descend_in_place,
                "theta -= ... changes the one array that is in your list many times. Make a new one in each step.",
            ),
            "it takes one step too many": Wrong(
                lambda gradient, start, lr, steps: descend(gradient, start, lr, steps + 1),
                "For steps = 0 the path is the start alone.",
            ),
        },
        hints=(
            "A list that begins with the start; each step appends one place.",
            "The next place is the last one minus lr times the gradient at the last one.",
            "path = [start]; for each step: path.append(path[-1] - lr * gradient(path[-1])); return np.array(path).",
        ),
    ),
    Exercise(
        id="06.2",
        title="Find the edge",
        reference=edge,
        inputs=answers.draw_data,
        wrong={
            "it stops at 1 / L": Wrong(
                lambda x: edge(x) / 2,
                "At 1/L a step lands exactly in the middle of the valley. How far beyond may it go before it climbs?",
            ),
            "the 2 of the square is forgotten": Wrong(
                lambda x: 2 * edge(x), "The second derivative of (x w - t)^2 is 2 x^2."
            ),
            "the smallest curvature is taken": Wrong(
                lambda x: 2 / np.linalg.eigvalsh(2 * x.T @ x / len(x)).min(),
                "It is the steepest direction that flies off first.",
            ),
            "the sum is not divided by N": Wrong(
                lambda x: 2 / np.linalg.eigvalsh(2 * x.T @ x).max(),
                "The loss is a mean over the n rows; so is its curvature.",
            ),
            "only the diagonal is looked at": Wrong(
                lambda x: 2 / (2 * (x**2).mean(axis=0)).max(),
                "A valley may lie across the axes: its largest curvature is an eigenvalue, not an entry.",
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
        reference=normalise,
        inputs=answers.draw_filters,
        wrong={
            "the whole matrix is scaled at once": Wrong(
                lambda d, w: d / np.linalg.norm(d) * np.linalg.norm(w),
                "Each *row* belongs to one unit, and gets the length of that unit's weights.",
            ),
            "columns are taken for rows": Wrong(
                lambda d, w: d / np.linalg.norm(d, axis=0) * np.linalg.norm(w, axis=0),
                "A weight matrix has the shape (units, inputs). Along which axis do a unit's weights lie?",
            ),
            "keepdims is forgotten": Wrong(
                lambda d, w: d / np.linalg.norm(d, axis=1) * np.linalg.norm(w, axis=1),
                "The lengths have the shape (units,), and NumPy lays them along the columns. keepdims=True makes them "
                "a column, (units, 1): one length for each row.",
            ),
            "the rows have length one": Wrong(
                lambda d, w: d / np.linalg.norm(d, axis=1, keepdims=True),
                "Half of it: now give each row the length of the weights' row.",
            ),
            "the direction keeps its own length as well": Wrong(
                lambda d, w: d * np.linalg.norm(w, axis=1, keepdims=True),
                "Divide by the direction's own length first, or chance decides how far a step goes.",
            ),
        },
        hints=(
            "Two lengths a row: of the direction, and of the weights.",
            "np.linalg.norm(matrix, axis=1, keepdims=True) is a column with the length of each row.",
            "Divide the direction by its own lengths and multiply by those of the weights.",
        ),
    ),
    Exercise(
        id="06.4",
        title="Slice a landscape",
        reference=slice_of,
        inputs=answers.draw_slice,
        wrong={
            "it walks from the centre to one side only": Wrong(
                lambda loss, centre, direction, span, points: np.array(
                    [loss(centre + a * direction) for a in np.linspace(0, span, points)]
                ),
                "From -span to span: the centre lies in the middle of the slice.",
            ),
            "the centre is left out": Wrong(
                lambda loss, centre, direction, span, points: np.array(
                    [loss(a * direction) for a in np.linspace(-span, span, points)]
                ),
                "The middle of your slice is the origin. It should be the weights you were given.",
            ),
            "the direction is shortened to length one": Wrong(
                lambda loss, centre, direction, span, points: slice_of(
                    loss, centre, direction / np.linalg.norm(direction), span, points
                ),
                "Its length is on purpose: at a = 1 you stand at centre + direction.",
            ),
            "the last place is left out": Wrong(
                lambda loss, centre, direction, span, points: np.array(
                    [loss(centre + a * direction) for a in np.linspace(-span, span, points, endpoint=False)]
                ),
                "Both ends belong to the slice: np.linspace includes them unless told otherwise.",
            ),
        },
        hints=(
            "One loss for each of the numbers a between -span and span.",
            "np.linspace(-span, span, points) gives the numbers; the place is centre + a * direction.",
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
            "A column far from 0 is nearly a constant, and leans on the bias. A wide one makes the edge small for all.",
            "Subtract each column's mean and divide by its standard deviation.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "06.predict",
        Question(
            "You walk downhill with steps in proportion to the slope, and the loss rose in the last step. "
            "What do you know?",
            (
                ("There is a mistake in the code.", "Perhaps; but a right one can do this. Try a larger rate."),
                ("The step went across the valley and up the other side.", "How far up depends on one product."),
                ("The walk will fly off.", "Sometimes it climbs once and comes back. Watch the gauge."),
            ),
            answer="b",
        ),
        later="The edge",
    ),
    Quiz(
        "06.recall",
        Question(
            "A bowl has the curvature 4 in one direction and 0.1 in the other. Which learning rates do not fly off?",
            (
                ("Those below 0.5.", "2 divided by the largest curvature: the steep direction decides."),
                ("Those below 20.", "In the flat direction; the steep one has flown off long before."),
                ("Those below 1.", "The edge is 2 / 4."),
            ),
            answer="a",
        ),
        Question(
            "The slope is exactly zero. Where are you?",
            (
                ("In a minimum.", "Or on top of a hill, or on a saddle."),
                ("At the end of the walk, whatever is there.", "A step in proportion to zero goes nowhere."),
                ("At the lowest loss.", "There may be a deeper valley elsewhere, and it may be no valley at all."),
            ),
            answer="b",
        ),
        Question(
            "Why is each row of a random direction scaled to the length of the unit's weights?",
            (
                ("To make the picture smooth.", "Smoothness comes from the loss, not from the scale."),
                ("To keep the loss finite.", "It is finite for any finite weights here."),
                (
                    "To make landscapes of different networks comparable.",
                    "A step of 1 then changes every unit as much as it is large, whatever its scale.",
                ),
            ),
            answer="c",
        ),
    ),
)
