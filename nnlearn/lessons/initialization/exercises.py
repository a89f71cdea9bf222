"""The exercises and quizzes of lesson 10: initialization."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.initialization import answers, mistakes, mistakes_in_backward, mistakes_in_layers, trials
from nnlearn.lessons.initialization.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="10.1",
        title="Bounds for first weights",
        reference=answers.first_weights,
        inputs=answers.sample_fans,
        run=answers.two_bounds,
        special={
            "slope 0, a ReLU": answers.RELU,
            "slope 1, a linear layer": answers.LINEAR,
            "a single input": answers.ONE_INPUT,
            "slope 3": answers.STEEP,
            "a negative slope": answers.NEGATIVE,
        },
        returns=("Xavier's bound", "the bound for the leaky ReLU"),
        wrong={
            "variances are returned, not bounds": Wrong(
                mistakes.variance_for_bound, "A uniform distribution from -a to a has the variance a^2/3. What is a?"
            ),
            "the bounds are standard deviations": Wrong(
                mistakes.std_for_bound, "From -a to a the standard deviation is a / sqrt(3), not a."
            ),
            "the whole width is returned": Wrong(
                mistakes.width_for_bound,
                "From -a to a is 2a wide. A uniform distribution of width w has the variance w^2/12, and the bound a "
                "is asked for.",
            ),
            "the negative side counts as zero": Wrong(
                mistakes.slope_ignored,
                "That is right for a ReLU, slope 0. A leaky ReLU passes on something of the negative half, too.",
            ),
            "the slope is not squared, or not by itself": Wrong(
                mistakes.slope_not_squared,
                "The negative half is multiplied by the slope, so its squares by what? The squares of the positive "
                "half stay as they are.",
                also=(mistakes.sum_squared, mistakes.average_squared),
            ),
            "the second variance is half of what it should be": Wrong(
                mistakes.half_forgotten,
                "Try slope 1: all squares pass, so the variance must be 1/fan_in, and yours is 1/(2 fan_in). Do "
                "positive and negative sums count as one half each?",
            ),
            "the second bound depends on the number of outputs": Wrong(
                mistakes.outputs_for_inputs,
                "On its way forward a signal meets sums, and a sum has as many terms as the unit has inputs.",
                also=(mistakes.inputs_and_outputs, mistakes.all_inputs_and_outputs),
            ),
            "the second bound grows with the slope": Wrong(
                mistakes.share_multiplied,
                "The more of the squares the leaky ReLU passes on, the smaller the weights may be. Does the share "
                "stand in the divisor? `a / b * c` multiplies by c.",
                also=(mistakes.twice_the_share_multiplied,),
            ),
        },
        hints=(
            "Find each variance first; then a^2/3 = variance gives the bound a.",
            "Half of the sums keep their square, the other half have it multiplied by slope^2. Which share is left?",
            "With passed = (1 + slope**2) / 2 the layer keeps the size if passed * fan_in * variance = 1.",
        ),
    ),
    Exercise(
        id="10.2",
        title="Standardise",
        reference=answers.standardise,
        inputs=answers.sample_tables,
        special=answers.SPECIAL_TABLES,
        returns=("train", "test"),
        wrong={
            "the numbers of test are used to measure": Wrong(
                mistakes.own_measure,
                "Then a patient's numbers depend on who else is in the table, or those of unseen patients leak into "
                "training. Mean and standard deviation, for both tables, come from `train` alone.",
                also=(mistakes.own_mean, mistakes.own_std, mistakes.measured_together, *mistakes.MEASURED_ON_TEST),
            ),
            "the standard deviation divides by N - 1": Wrong(
                mistakes.ddof_one,
                "Then the columns come out slightly narrower than 1. Divide by N, as np.std does by default; pandas, "
                "PyTorch and `statistics.stdev` divide by N - 1.",
            ),
            "not every column has a mean and a standard deviation of its own": Wrong(
                mistakes.one_mean_for_all,
                "Each column has its own unit, so it needs both numbers for itself: d means and d standard deviations.",
                also=(
                    mistakes.one_std_for_all,
                    mistakes.one_std_of_what_is_moved,
                    mistakes.each_row,
                    mistakes.each_row_of_both,
                    mistakes.each_row_without_keepdims,
                ),
            ),
            "a constant column is divided by zero, or by next to nothing": Wrong(
                mistakes.constant_divided_by_zero,
                "A column of equal numbers has standard deviation 0, or about 1e-17 if its computed mean is not quite "
                "one of them. Ask whether all values equal the first one, and then divide by 1.",
                also=(mistakes.constant_by_its_std, *mistakes.SOMETHING_SMALL, *mistakes.REPLACED),
            ),
            "in a constant column more or less is done than to subtract its mean": Wrong(
                mistakes.CONSTANT_TO_ZERO,
                "Where all values of train are equal, both tables lose the mean of train, and nothing else happens. A "
                "patient in test who differs from it still does afterwards.",
                also=mistakes.OTHER_CONSTANTS,
            ),
            "test is not treated as train was": Wrong(
                mistakes.as_it_was,
                "The same two steps with the same numbers serve both tables. Are mean and standard deviation still "
                "those of the raw `train` when `test` has its turn?",
                also=(mistakes.not_moved, mistakes.not_divided),
            ),
            "the columns of train get the mean 0, but not the standard deviation 1": Wrong(
                mistakes.DIVISORS[0],
                "The mean is subtracted, rightly. Print what each column is divided by in the end. (A test for "
                "constant columns that is true for others puts a 1 there. Constant means that all values are equal: "
                "how small a spread is depends on the unit.)",
                also=(*mistakes.DIVISORS[1:], *mistakes.LITTLE_FOR_NOTHING),
            ),
            "the columns of train do not get the mean 0": Wrong(
                mistakes.RANGES[0],
                "What is subtracted first, from the raw column, is its mean. (From 0 to 1 is another way of scaling, "
                "and `a - b / c` divides b alone.)",
                also=mistakes.RANGES[1:],
            ),
        },
        hints=(
            "Mean and standard deviation of each column of train; then the same numbers for both tables.",
            "train.mean(axis=0) has shape (d,), and so has (train == train[0]).all(axis=0): True where constant.",
            "np.where(constant, 1.0, std) divides a constant column by 1; (test - mean) / std serves the other table.",
        ),
    ),
    Exercise(
        id="10.3",
        title="A batch normalisation layer",
        reference=answers.BatchNorm,
        inputs=answers.sample_layer,
        run=answers.use_layer,
        special={
            "a layer of one unit": answers.ONE_UNIT,
            "a single example asked in evaluation": answers.ONE_ASKED,
            "a unit that is the same in the whole batch": answers.STILL,
        },
        returns=(
            "output of a new layer in training",
            "output of the first batch in training",
            "output of the second batch in training",
            "output in evaluation",
            "output in evaluation with other company",
            "running mean",
            "running variance",
        ),
        wrong={
            "evaluation does not use the running averages": Wrong(
                mistakes_in_layers.BatchInEvaluation,
                "In evaluation the same formula holds with self.mean and self.var in place of the batch's numbers. "
                "Then no answer depends on who else is asked.",
                also=mistakes_in_layers.AS_IT_IS,
            ),
            "training normalises with the running averages": Wrong(
                mistakes_in_layers.AveragesInTraining,
                "In training each batch is normalised with its own mean and variance.",
                also=(mistakes_in_layers.OldAveragesInTraining,),
            ),
            "the batch is not measured unit by unit": Wrong(
                mistakes_in_layers.OneForAll,
                "Each unit has a mean and a variance of its own, over the batch: of z, N rows by units, along axis 0.",
                also=mistakes_in_layers.OTHERS_FOR_ALL,
            ),
            "the old average does not count 0.9 and the batch 0.1": Wrong(
                mistakes_in_layers.SharesSwapped,
                "self.mean and self.var keep 0.9 of what they were, from the first batch on, and get 0.1 of the "
                "batch's. Look at what each of the two numbers multiplies.",
                also=(*mistakes_in_layers.OTHER_SHARES, mistakes_in_layers.FirstTaken, mistakes_in_layers.Shadowed),
            ),
            "a variance is divided by N instead of N - 1, or the other way round": Wrong(
                mistakes_in_layers.SameVarianceKept,
                "Two are needed: what normalises this batch is divided by N; the batch's own part of the running "
                "average, and nothing else of it, by N - 1.",
                also=mistakes_in_layers.OTHER_DIVISORS,
            ),
            "what it divides by is not the root of variance and epsilon": Wrong(
                mistakes_in_layers.EpsOutsideTheRoot,
                "The small number, 1e-5, is added to the variance; then the root is taken of both, in training and in "
                "evaluation.",
                also=mistakes_in_layers.OTHER_ROOTS,
            ),
            "the running averages do not move in training, or not in training only": Wrong(
                mistakes_in_layers.NothingKept,
                "In training both self.mean and self.var get a new value, from the batch as it came in, before it is "
                "normalised. What is asked in evaluation leaves no trace. (After `var = self.var`, `var +=` changes "
                "self.var.)",
                also=mistakes_in_layers.OTHERS_KEPT,
            ),
            "gamma or beta has no effect": Wrong(
                mistakes_in_layers.NoGammaAndBeta,
                "The last step, in both modes: what is normalised is stretched by self.gamma and shifted by self.beta, "
                "as they are at that moment.",
                also=mistakes_in_layers.OTHERS_LEFT_OUT,
            ),
        },
        hints=(
            "In training: measure, normalise, move the averages. In evaluation: normalise with the averages. No more.",
            "Mean and variance along axis 0 have shape (units,); z.var(axis=0, ddof=1) divides by N - 1.",
            "Begin with mean, var = self.mean, self.var; if training, replace both and move the averages; normalise.",
        ),
    ),
    Exercise(
        id="10.4",
        title="Layer normalisation backward",
        reference=answers.layer_norm_backward,
        inputs=answers.sample_back,
        special={
            "a single example": answers.ONE_EXAMPLE,
            "a layer of one unit": answers.OF_ONE_UNIT,
            "an example whose units are all equal": answers.EQUAL_UNITS,
        },
        returns=("dz", "dgamma", "dbeta"),
        wrong={
            "a mean or a variance runs over the batch": Wrong(
                mistakes_in_backward.over_the_batch,
                "It does in batch normalisation. Here each example is measured by itself, over its units, and the two "
                "means in dz run over its units as well.",
                also=mistakes_in_backward.OTHERS_OVER_THE_BATCH,
            ),
            "gamma is missing in the means of dz": Wrong(
                mistakes_in_backward.gamma_outside,
                "Going back, the error passes through gamma before it reaches z^: begin with g = grad * gamma. In "
                "batch normalisation gamma can be taken out of the means; here each unit of a mean has its own.",
                also=(mistakes_in_backward.gamma_left_out,),
            ),
            "in the term of the spread a z^ is not where it belongs": Wrong(
                mistakes_in_backward.Z_HAT_FORGOTTEN,
                "How far one z moves the spread is given by its own z^, and how far the spread moves each output, by "
                "that output's z^. One belongs into the mean, the other before it.",
                also=mistakes_in_backward.OTHER_Z_HATS,
            ),
            "a path from z to the outputs adds nothing to dz, or both with the wrong sign": Wrong(
                mistakes_in_backward.constants,
                "Move one z, and the mean of its example moves, and its spread, and with them all outputs of the "
                "example, against the move. Each of these two paths takes something from the direct one. (The mean of "
                "a product is not the product of the means, and z^ has the mean 0.)",
                also=mistakes_in_backward.OTHER_PATHS,
            ),
            "a mean in dz is not divided by the number of units": Wrong(
                mistakes_in_backward.sums_for_means,
                "The mean of the units moves by 1/units when one z moves by 1. By what is each of your sums divided?",
                also=mistakes_in_backward.OTHER_COUNTS,
            ),
            "the gradients of gamma or beta add up something else": Wrong(
                mistakes_in_backward.gamma_in_its_own_gradient,
                "The slope of gamma z^ + beta with respect to gamma is z^, and with respect to beta 1: gamma is in "
                "neither. And both have one number per unit that acts in every example: add up over the batch.",
                also=mistakes_in_backward.OTHER_GRADIENTS,
            ),
            "r is not the root of variance and epsilon": Wrong(
                mistakes_in_backward.NO_EPSILON,
                "The variance of an example is divided by the number of units, 1e-5 is added to it, and then the root "
                "is taken of both. In one example the spread is so small that this counts.",
                also=mistakes_in_backward.OTHER_ROOTS,
            ),
            "a term of dz is not divided by r once": Wrong(
                mistakes_in_backward.R_LEFT_OUT,
                "z^ = (z - mean) / r, so each of the three terms of dz is divided by r, and only once.",
                also=(
                    mistakes_in_backward.R_TWICE,
                    mistakes_in_backward.R_MULTIPLIED,
                    mistakes_in_backward.r_under_the_first,
                ),
            ),
        },
        hints=(
            "The same three paths as in the lesson, but in which direction do the means run? And the sums?",
            "r, z^ and the two means along axis 1, with keepdims=True; g = grad * gamma before any mean is taken.",
            "dgamma and dbeta are sums over axis 0. In dz each row must add up to 0, and so must each row of dz * z^.",
        ),
    ),
    Exercise(
        id="10.5",
        title="Twenty layers that learn",
        target="at least 85 % of the unseen patients right after 20 epochs, from each of three starts",
        measure=trials.measure_deep,
        seconds=120,
        hints=(
            "The measurements range from 0 to more than 4,000. What does the first layer make of that?",
            "prepare may be your function of 10.2. For init: how large are weights that keep a signal through ReLUs?",
            "An init that fails is told how much of the differences between patients 20 layers leave. Change the "
            "weights until it is near 1, and set the biases to 0.",
        ),
    ),
)
