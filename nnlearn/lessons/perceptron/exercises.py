"""The exercises and quizzes of lesson 02: the perceptron."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.perceptron import advice, answers, mistakes, pocket_mistakes

EXERCISES = (
    Exercise(
        id="02.1",
        title="Predict for many points at once",
        reference=answers.predict,
        inputs=answers.sample_points,
        samples=10,
        special=answers.POINTS,
        wrong={
            "the bias makes no difference": Wrong(
                mistakes.bias_left_out,
                "Without it every decision boundary passes through the origin. At the origin only the bias can decide.",
            ),
            "the bias counts with the wrong sign": Wrong(
                mistakes.bias_subtracted,
                "Try a point at the origin with bias 1: its score is the bias alone, and that is positive.",
            ),
            "the bias is multiplied, or counts several times as much as it should": Wrong(
                mistakes.bias_on_every_weight,
                "The score is one number for each point: the sum of the products, not their mean, and the bias, once.",
                also=mistakes.BIAS_TOO_LARGE,
            ),
            "a point exactly on the line does not get 1": Wrong(
                mistakes.on_the_line_gets_zero,
                "The label is 1 where the score is zero or more. Look at a point whose score is exactly 0.",
                also=(mistakes.on_the_line_gets_a_half, mistakes.sigmoid_rounded),
            ),
            "the two classes are swapped": Wrong(
                mistakes.classes_swapped,
                "Class 1 lies where the score is positive. Take weight (1, 0), bias 0 and the point (5, 0).",
            ),
            "the labels are -1 and 1": Wrong(
                mistakes.labels_plus_minus_one,
                "The sign of the score is right, but the labels of this course are 0 and 1.",
                also=(mistakes.sign_of_the_score,),
            ),
            "what is returned is not a label for each point": Wrong(
                mistakes.score_returned,
                "Each point gets a 1 or a 0, not a score or a place. On which side of zero is its score?",
                also=mistakes.NOT_LABELS,
            ),
            "the score is not compared with 0": Wrong(
                mistakes.at_one_half,
                "A score is any number, and it decides at 0: a point with the score 0.2 gets 1, one with -0.2 gets 0.",
                also=(mistakes.at_one, mistakes.always_one),
            ),
        },
        hints=(
            "First compute all scores, then compare them all at once.",
            "`x @ weight` multiplies (n, d) by (d,) and gives (n,): one sum for each point.",
            "Compare the scores with >= 0 and turn True and False into 1 and 0 with .astype(int).",
        ),
    ),
    Exercise(
        id="02.2",
        title="Learn from one mistake",
        reference=answers.learn,
        inputs=answers.sample_visit,
        cases=(answers.visit(1, -2.0), answers.visit(0, 2.0), answers.visit(1, 2.0), answers.visit(0, -2.0)),
        special=answers.VISITS,
        returns=("weight", "bias"),
        wrong={
            "the sign of the error is flipped": Wrong(
                mistakes.error_sign_flipped,
                "The score of a missed 1 must rise. Which sign has your error for it, and do you add or subtract?",
            ),
            "the bias does not learn": Wrong(
                mistakes.bias_never_learns,
                "The bias is a weight on an input that is always 1. What does the rule subtract from it?",
            ),
            "the learning rate or the point is missing from the change": Wrong(
                mistakes.rate_left_out,
                "Call it with lr=0: then nothing may change. Visit (0, 5): the first weight may not change.",
                also=(mistakes.point_left_out,),
            ),
            "it also learns from points that are right": Wrong(
                mistakes.learns_from_right_points,
                "Visit a point whose prediction is right: the error is 0, and weight and bias stay what they are.",
            ),
            "a score or a probability stands where the predicted label belongs": Wrong(
                mistakes.score_instead_of_prediction,
                "Your error can be any number; here it is -1, 0 or 1. Both terms of prediction - target are labels.",
                also=mistakes.NOT_THE_PREDICTION,
            ),
            "the bias is changed by the inputs, too": Wrong(
                mistakes.bias_by_the_inputs,
                "The inputs change the weights. The bias is a weight on an input that is always 1: one number.",
                also=mistakes.BIAS_BY_INPUTS,
            ),
            "it predicts again after a change": Wrong(
                mistakes.bias_after_the_weight,
                "Predict once, with the weight and the bias you were given, and use this one error for both changes.",
                also=(mistakes.weight_after_the_bias, mistakes.until_it_is_right),
            ),
            "not every kind of point moves the line as it should": Wrong(
                mistakes.rule_of_minus_one_and_one,
                "A missed 1 adds the point to the weights, a false 1 subtracts it, a right point does nothing. Visit "
                "one of each kind: what does yours do?",
                also=mistakes.OTHER_DIRECTIONS,
            ),
        },
        hints=(
            "Which three values can prediction minus target have, and what should happen to the weights for each?",
            "The error is the prediction minus y. The weights change by lr * error times something that has the shape "
            "of the weights.",
            "That something is the point itself. Subtract it from the weights, and lr * error from the bias; return "
            "both as new values.",
        ),
    ),
    Exercise(
        id="02.3",
        title="No line computes XOR",
        reference=answers.count_right,
        inputs=answers.sample_lines,
        samples=8,
        special=answers.LINES,
        wrong={
            "the sum runs over the lines": Wrong(
                mistakes.summed_over_lines,
                "You have one count for each point. Which axis do the points lie along? Sum over that one.",
            ),
            "the mistakes are counted, or every prediction is swapped": Wrong(
                mistakes.mistakes_counted, "A line that gets every point right should score n, not 0."
            ),
            "the number of right points is not what is returned": Wrong(
                mistakes.share_returned,
                "How many of the n points does each line get right? That is a whole number from 0 to n for each.",
                also=mistakes.NOT_COUNTED,
            ),
            "the biases make no difference": Wrong(mistakes.biases_left_out, "All your lines pass through the origin."),
            "the biases count with the wrong sign": Wrong(
                mistakes.biases_subtracted, "At the origin the score of a line is its bias alone. Which sign has yours?"
            ),
            "only the ones are counted, not the points that are right": Wrong(
                mistakes.ones_counted,
                "A prediction of 1 is right only where the label is 1. Compare with y before you add up.",
            ),
            "points of one class are never counted as right, or always": Wrong(
                mistakes.right_zeros_not_counted,
                "A 0 that is predicted 0 is right, a 1 that is predicted 1 too, and no others. What does yours count?",
                also=mistakes.OF_ONE_CLASS,
            ),
            "a point exactly on a line counts as class 0": Wrong(
                mistakes.on_the_line_counts_as_zero,
                "Your predict says 1 where the score is zero or more. Decide here as you did there.",
            ),
        },
        hints=(
            "Make a table with a row for each point and a column for each line, then add up the columns.",
            "x @ weights.T has shape (n, m); adding the biases, shape (m,), adds them to every row.",
            "Compare (scores >= 0) with y[:, None], a column, and sum over axis 0.",
        ),
    ),
    Exercise(
        id="02.4",
        title="The pocket algorithm",
        reference=answers.pocket,
        inputs=answers.sample_clouds,
        special=answers.CLOUDS,
        samples=8,
        returns=("weight", "bias", "wrong"),
        wrong={
            "weight, bias or number of the last visit is returned, not of the best line": Wrong(
                pocket_mistakes.last_weights_returned,
                "Print how many points are wrong after each visit: the line with the smallest should come back.",
            ),
            "a line that is not better than all before goes into the pocket": Wrong(
                pocket_mistakes.ties_replace,
                "It must get fewer points wrong than any line before it. Which comparison says that, and with which "
                "number does it compare?",
                also=pocket_mistakes.NOT_BETTER,
            ),
            "only better lines go on learning": Wrong(
                pocket_mistakes.only_better_lines_go_on,
                "There are two lines. One learns at every visit, even if that makes it worse; only the one in the "
                "pocket waits for a better one.",
            ),
            "the zeros at the start are not counted": Wrong(
                pocket_mistakes.start_not_counted,
                "Zero weights predict 1 everywhere, and get wrong as many points as have the label 0. Before the first "
                "visit, put them in the pocket and count that.",
                also=(*pocket_mistakes.OTHER_STARTS, *pocket_mistakes.NOTHING_IN_THE_POCKET),
            ),
            "not every line is counted right after the visit that made it": Wrong(
                pocket_mistakes.last_visit_not_counted,
                "Count after each visit, with the line that this visit made, the very last visit included. Is a line "
                "of yours never counted, or given the number of the one before?",
                also=pocket_mistakes.COUNTED_BEFORE,
            ),
            "bias and number are those of the best line, the weights are the last ones": Wrong(
                pocket_mistakes.no_copy_in_the_pocket,
                "Which weights do you return? And if an array in the pocket is changed in place, it changes there too.",
            ),
            "the third part is not the number of wrong points": Wrong(
                pocket_mistakes.right_points_returned,
                "It is a whole number: how many of all points are wrong with the weight and bias that you return?",
                also=(pocket_mistakes.share_of_wrong_points, pocket_mistakes.share_of_right_points),
            ),
            "not every visit is followed by a count of all points and a comparison": Wrong(
                pocket_mistakes.counted_once_per_epoch,
                "The best line may last for a single visit, and may be wrong at another point than the visited one, "
                "after however many right visits in a row. Where in your loops do you count and compare, and over "
                "which points?",
                also=pocket_mistakes.NOT_ALL_POINTS,
            ),
        },
        hints=(
            "Keep two lines: one that wanders, and one in the pocket. When does the second change?",
            "After each call of learn: wrong = the number of points where predict(weight, bias, x) differs from y.",
            "First put the zeros and their number of wrong points into the pocket; replace them when wrong < that "
            "number.",
        ),
    ),
    Exercise(
        id="02.5",
        title="A third input",
        target="on five sets of points, all four corners of XOR right each time, and at least 97 % of 400 unseen noisy "
        "points on average",
        measure=advice.measure_third,
        hints=(
            "The third input lifts each corner to its own height. A plane can then pass above some and below others. "
            "Which corners would you lift?",
            "It is enough to move (1, 1) away from the other three. Which gate of the lesson tells it from them?",
            "Write down the four corners and what that gate gives. Find smooth arithmetic on the two columns with the "
            "same four results, so that a little noise in the inputs changes it only a little.",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "02.predict",
        Question(
            "A perceptron gets a point wrong and learns from it, once. Does it now get this point right?",
            (
                ("Always: that is what learning means.", "It moves in the right direction, but how far?"),
                (
                    "Not always: it gets better at this point, perhaps not good enough.",
                    "Watch a point that is far off.",
                ),
                ("Never: it takes a whole pass over the data.", "Some mistakes are put right at once."),
            ),
            answer="b",
        ),
        answered_in="Learning from one mistake",
    ),
    Quiz(
        "02.recall",
        Question(
            "The weights of a perceptron are (3, 4). How does its decision boundary run?",
            (
                (
                    "Along the direction (3, 4).",
                    "A step of (3, 4) adds 25 to the score, so this is not a line of equal score.",
                ),
                (
                    "Perpendicular to (3, 4).",
                    "Along it the score stays zero: its direction has no component along the weights.",
                ),
                ("That depends on the bias.", "The bias moves the line; it does not turn it."),
            ),
            answer="b",
        ),
        Question(
            "The data can be separated by a line. You double the learning rate, starting from zero. What happens?",
            (
                (
                    "It learns twice as fast.",
                    "Weights, bias and scores all double; no sign changes, so no prediction changes.",
                ),
                ("It may never settle.", "From zero the number of mistakes is bounded, whatever the rate."),
                ("The same mistakes, in the same order.", "A common factor does not change any sign."),
            ),
            answer="c",
        ),
        Question(
            "Starting from zero, a perceptron still makes mistakes after 1,000 epochs. What do you know?",
            (
                (
                    "No line separates the data.",
                    "One might: on the sepals it took more than a thousand mistakes. Only the bound would tell.",
                ),
                (
                    "The margin is small for such long inputs, or no line separates the data.",
                    "A small margin allows many mistakes.",
                ),
                (
                    "The learning rate was too large.",
                    "Starting from zero, the rate does not change a single prediction.",
                ),
            ),
            answer="b",
        ),
    ),
)
