"""The exercises of lesson 13: Machine learning and deep learning."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.ml_versus_dl import answers, mistakes, probing, signals
from nnlearn.lessons.ml_versus_dl import mistakes_in_features as in_features
from nnlearn.lessons.ml_versus_dl import mistakes_in_layers as in_layers
from nnlearn.lessons.ml_versus_dl.exercises_in_contest import CONTESTS
from nnlearn.lessons.ml_versus_dl.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="13.1",
        title="Match ten templates",
        reference=answers.match,
        inputs=answers.sample_signals,
        cases=(answers.OVER_THE_END,),
        special=answers.EDGES_MATCH,
        returns=("scores", "guesses"),
        tolerance=1e-5,
        wrong={
            "a window or a template is not divided by its own size": Wrong(
                mistakes.loud_places_win,
                "A correlation lies between -1 and 1, and the same shape at twice the volume has the same one. What "
                "is yours divided by? It takes two lengths, each of something without its mean: this window, this "
                "template.",
                also=mistakes.NOT_DIVIDED,
            ),
            "a mean stays in": Wrong(
                mistakes.mean_stays,
                "Window and template lose their own mean first, in the product and in the lengths. Add 5 to a whole "
                "signal: do your scores stay as they are?",
                also=mistakes.MEANS_STAY,
            ),
            "a stroke does not run over the end of the line": Wrong(
                mistakes.line_not_closed,
                "The first place follows the last, so there are as many windows as places, and those that begin near "
                "the end continue at the beginning. How many are yours, and what is in the last one?",
                also=(mistakes.line_ends_in_zeros, mistakes.line_ends_in_zeros_on_both_sides),
            ),
            "the best place is not what counts": Wrong(
                mistakes.first_place_only,
                "For each signal and template all places are tried, and the largest correlation is kept. What does "
                "your loop do with those before, and does it reach the last place?",
                also=mistakes.OTHER_PLACES,
            ),
            "a guess is not the number of the best template": Wrong(
                mistakes.guess_is_a_place,
                "One guess per signal: the number, from 0, of the template with the largest score in its row. Which "
                "axis counts templates?",
                also=mistakes.OTHER_GUESSES,
            ),
            "a stroke upside down fits as well": Wrong(
                mistakes.upside_down_fits_too,
                "A correlation of -1 is the same stroke with up and down exchanged: that is the worst fit, not the "
                "best. Keep the sign.",
                also=(mistakes.SQUARED,),
            ),
            "the template is reversed": Wrong(
                mistakes.template_reversed,
                "np.convolve turns one of the two round; np.correlate does not. Or the places of one are counted "
                "from the end.",
            ),
            "a flat window is divided by 0": Wrong(
                mistakes.divided_by_zero,
                "Without its mean a flat window is all zeros, and so is its length. The task says what it scores.",
                any_value=True,
            ),
        },
        hints=(
            "np.roll(signals, -start, axis=1)[:, :length] is the window that begins at `start`, for all signals at "
            "once.",
            "Take the mean of each window off, and its length np.linalg.norm(..., axis=1); the same once for "
            "templates.",
            "window @ t.T / size gives all correlations of one place, (n, k); np.maximum keeps the best so far.",
        ),
    ),
    Exercise(
        id="13.2",
        title="A margin by gradient descent",
        reference=answers.hinge_step,
        inputs=answers.sample_margin,
        special=answers.EDGES_HINGE,
        returns=("w", "b"),
        wrong={
            "points beyond the margin pull, too": Wrong(
                mistakes.all_points_pull,
                "Where y z is 1 or more the loss is 0 and flat. Which points have a gradient at all?",
            ),
            "only points on the wrong side pull": Wrong(
                mistakes.only_wrong_ones_pull,
                "That is the perceptron. The hinge asks for more than the right side: a point with y z = 0.4 has a "
                "loss of 0.6.",
                also=mistakes.ONLY_WRONG_ONES,
            ),
            "a part of the step goes uphill": Wrong(
                mistakes.uphill,
                "Three parts have a sign: the loss in w, the loss in b, the decay. After the step a point inside the "
                "margin should have a larger y z, and a weight that nothing pulls should be closer to 0.",
                also=mistakes.UPHILL,
            ),
            "w or b moves before all points have pulled": Wrong(
                mistakes.moved_too_early,
                "One step: every point is asked with the old w and b, the pulls are added up, and then both move "
                "once. In yours the second point finds a w that the first has changed.",
                also=mistakes.MOVED_TOO_EARLY,
            ),
            "the loss is not the mean over all n points": Wrong(
                mistakes.sum_of_the_points,
                "Points beyond the margin have a loss of 0 and count in the mean: divide by n. The decay is not a part "
                "of that mean.",
                also=mistakes.NOT_THE_MEAN,
            ),
            "the decay has another size, or reaches the bias": Wrong(
                mistakes.decay_missing,
                "What is the derivative of decay |w|² / 2 with respect to w? It is added to the gradient, taken at "
                "the old w, and the learning rate goes in front of both. There is no b in it.",
                also=(mistakes.bias_decays, *mistakes.OTHER_DECAYS),
            ),
            "which points pull does not depend on their label": Wrong(
                mistakes.side_not_asked,
                "z alone says which side; y z says how far on the right one. Compare y z with 1, for both classes.",
                also=mistakes.SIDES_NOT_ASKED,
            ),
            "the pull of a point is not -y": Wrong(
                mistakes.label_forgotten,
                "The derivative of 1 - y z with respect to z is -y: -1 for one class and 1 for the other, since the "
                "labels are +1 and -1 as they come. That goes into the gradient of w, and into the one of b.",
                also=mistakes.LABELS_FORGOTTEN,
            ),
        },
        hints=(
            "Which points have a loss above 0? Only they have a gradient with respect to z, and it is -y / n.",
            "g_z has one number per point: np.where(..., -y, 0) / n. The rest is the chain rule of a linear layer.",
            "The gradient of w is g_z @ x + decay * w, that of b the sum of g_z. Both steps go downhill.",
        ),
    ),
    Exercise(
        id="13.3",
        title="Features that do not move",
        reference=answers.features,
        inputs=answers.sample_signals_to_read,
        samples=2,
        run=signals.examine,
        returns=(
            "features, called again",
            "features of a signal alone",
            "features of rolled signals",
            "share read right",
        ),
        advice=signals.shown,
        seconds=60,
        wrong={
            "the features move with the signal": Wrong(
                in_features.signal_itself,
                "Roll a signal by one place and compare: np.roll(x, 1, axis=1). Sorted values do not change, nor a "
                "mean or a largest value, nor the sizes of the signal's Fourier coefficients. Positions and phases "
                "do, and so does what is computed of a line that is cut open at its end.",
                also=in_features.MOVING,
            ),
            "the features move a little": Wrong(
                in_features.differences_that_end,
                "Most of what you compute forgets the place. Is there a feature among them that does not, or a step "
                "that takes the line for an open one? After the last place comes the first.",
                also=in_features.A_LITTLE,
            ),
            "the features of a signal depend on the other signals": Wrong(
                in_features.scaled_over_the_signals,
                "One signal alone gets other features than the same signal in a crowd. Work along axis 1 only: means "
                "and scales over the signals belong to the reader, which takes them from the training signals.",
                also=in_features.OTHER_SIGNALS,
            ),
            "a second call gives other features": Wrong(
                in_features.random_mixture,
                "The reader is fitted on what a first call gives and asked about what a second one gives. If you draw "
                "something at random, draw it from a generator with a seed, the same in every call.",
            ),
            "too little is left to read": Wrong(
                in_features.heights_alone,
                "They do not move: good. But much that tells one stroke from another is gone. Join several kinds of "
                "features with np.concatenate, also some of neighbours, and of places a few apart.",
                also=in_features.TOO_LITTLE,
            ),
        },
        hints=(
            "If a signal rolls, the numbers in it stay and only their order changes. What does not depend on the "
            "order?",
            "Rolling also keeps neighbours neighbours: differences of places one or several apart can be sorted, too.",
            "np.roll(x, -step, axis=1) - x are the differences on the closed line. Sort along axis 1, for several "
            "steps, and join all with the sorted heights.",
        ),
    ),
    Exercise(
        id="13.4",
        title="Read a layer",
        reference=answers.read_layers,
        inputs=probing.sample,
        special=probing.edges(),
        run=probing.run,
        returns=("shares", "dropout"),
        wrong={
            "the reader is fitted on the unseen examples": Wrong(
                in_layers.fitted_on_the_unseen,
                "Then they are not unseen. fit gets what the layer gives for x, and y.",
                also=in_layers.FITTED_ON_THE_UNSEEN,
            ),
            "the reader is asked about the examples it was fitted on": Wrong(
                in_layers.measured_on_the_fitted,
                "A reader with many features gets those right in any case. Ask it about the unseen examples.",
            ),
            "the unseen examples go into the scale": Wrong(
                in_layers.scaled_by_itself,
                "Mean and standard deviation come from what the layer gives for x, and both sets are scaled with "
                "these: one unseen example alone has no spread.",
                also=in_layers.SCALED_BY_OTHERS,
            ),
            "the features are not scaled, each by its own numbers": Wrong(
                in_layers.not_scaled,
                "A unit that gives large numbers drowns the others. Each feature, a column, has a mean and a standard "
                "deviation of its own: np.mean and np.std with axis=0. Both go into what the reader is fitted on, and "
                "into what it is asked about.",
                also=(*in_layers.SCALED_IN_PART, *in_layers.ONE_SCALE),
            ),
            "dropout is on": Wrong(
                in_layers.dropout_on,
                "The network comes in training mode, and a layer that you call yourself drops units at random. "
                "nn.predict runs it as it is used after training.",
            ),
            "what a layer gives is not laid out as one row per example": Wrong(
                in_layers.places_averaged,
                "A convolution gives (n, channels, 1, places), and the reader wants (n, all of it), with nothing "
                "averaged or left out: row i belongs to example i.",
                also=in_layers.LAID_OUT_OTHERWISE,
            ),
            "a layer is left out, or the input": Wrong(
                in_layers.input_left_out,
                "The list has len(net) + 1 numbers: first the input as it is, then one after each layer of the "
                "network, also after those without weights.",
                also=in_layers.DEPTHS,
            ),
        },
        hints=(
            "net[:depth] is the network up to a layer, and nn.predict(net[:depth], x) what comes out there.",
            "reshape(len(x), -1) makes a row per example; then scale both sets by the columns of the first.",
            "read = fit(scaled, y) once per depth; its share on the scaled unseen ones goes into the list.",
        ),
        seconds=60,
    ),
    *CONTESTS,
)
