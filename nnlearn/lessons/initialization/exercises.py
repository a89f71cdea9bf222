"""The exercises and quizzes of lesson 10: initialization."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.initialization import answers, mistakes, mistakes_in_layers, trials
from nnlearn.lessons.initialization.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="10.1",
        title="Bounds for first weights",
        reference=answers.first_weights,
        inputs=answers.sample_fans,
        run=answers.two_bounds,
        special={"slope 0, a ReLU": answers.RELU, "slope 1, a linear layer": answers.LINEAR},
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
            "the slope alone is to be squared": Wrong(
                mistakes.slope_not_squared,
                "The negative half is multiplied by the slope, so its squares by what? The squares of the positive "
                "half stay as they are.",
                also=(mistakes.sum_squared, mistakes.average_squared),
            ),
            "half of the sums are counted twice": Wrong(
                mistakes.half_forgotten,
                "Only half of the sums are positive, and half negative. Try slope 1: that changes nothing, so "
                "the variance must be 1/fan_in.",
            ),
            "outputs are taken for inputs": Wrong(
                mistakes.outputs_for_inputs,
                "On its way forward a signal meets sums, and a sum has as many terms as the unit has inputs.",
                also=(mistakes.inputs_and_outputs, mistakes.all_inputs_and_outputs),
            ),
            "the share that passes is multiplied with": Wrong(
                mistakes.share_multiplied,
                "The more of the squares the leaky ReLU passes on, the smaller the weights may be. Yours grow.",
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
        special={"a column that is constant": answers.CONSTANT, "a column in which all values are 0.1": answers.TENTHS},
        returns=("train", "test"),
        wrong={
            "the test data have a mean and standard deviation of their own": Wrong(
                mistakes.own_measure,
                "Then a patient's numbers depend on who else is in the table. Measure on the training data alone.",
                also=(mistakes.own_mean, mistakes.own_std),
            ),
            "both tables are measured together": Wrong(
                mistakes.measured_together,
                "Then the numbers of unseen patients leak into training. Measure `train` before you join anything.",
            ),
            "the standard deviation divides by N - 1": Wrong(
                mistakes.ddof_one,
                "With ddof=1 the columns come out slightly narrower than 1. Divide by N, as np.std does by default.",
            ),
            "mean and standard deviation are not taken column by column": Wrong(
                mistakes.one_mean_for_all,
                "Each column has its own unit, so it needs a mean and a standard deviation of its own: d of each.",
                also=(
                    mistakes.one_std_for_all,
                    mistakes.each_row,
                    mistakes.each_row_of_both,
                    mistakes.each_row_without_keepdims,
                ),
            ),
            "a constant column is divided by zero, or by next to nothing": Wrong(
                mistakes.constant_divided_by_zero,
                "A column of equal numbers has standard deviation 0, or about 1e-17 if its computed mean is not quite "
                "one of them. Ask whether all values equal the first one, and then divide by 1.",
                also=(mistakes.constant_by_its_std, *mistakes.SOMETHING_SMALL),
            ),
            "test is not treated as train was": Wrong(
                mistakes.as_it_was,
                "The same two steps with the same numbers serve both tables. Are mean and standard deviation still "
                "those of the raw `train` when `test` has its turn?",
                also=(mistakes.not_moved, mistakes.not_divided),
            ),
            "it is not divided by the standard deviation": Wrong(
                mistakes.DIVISORS[0],
                "The mean is subtracted, rightly. What is each column divided by, and which standard deviation do the "
                "columns of your train have afterwards? It should be 1.",
                also=mistakes.DIVISORS[1:],
            ),
            "the mean is not subtracted": Wrong(
                mistakes.RANGES[0],
                "Look at the means of the columns you return for train: they should be 0. (From 0 to 1 is another way "
                "of scaling.)",
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
            "the running averages move in evaluation": Wrong(
                mistakes_in_layers.MovesInEvaluation,
                "What is asked in evaluation must leave no trace: move them in training only.",
                also=(mistakes_in_layers.MovesFirstInEvaluation,),
            ),
            "the shares of old and new are not 0.9 and 0.1": Wrong(
                mistakes_in_layers.SharesSwapped,
                "The old average keeps 0.9 of its weight, and the new batch gets 0.1, for mean and variance alike.",
                also=mistakes_in_layers.OTHER_SHARES,
            ),
            "the two variances are mixed up": Wrong(
                mistakes_in_layers.SameVarianceKept,
                "Two are needed: what normalises this batch is divided by N; what goes into the running average, as an "
                "estimate for all data, by N - 1.",
                also=mistakes_in_layers.OTHER_DIVISORS,
            ),
            "what it divides by is not the root of variance and epsilon": Wrong(
                mistakes_in_layers.EpsOutsideTheRoot,
                "The small number is added to the variance; then the root is taken of both, in training and in "
                "evaluation.",
                also=mistakes_in_layers.OTHER_ROOTS,
            ),
            "the running averages do not follow the batches": Wrong(
                mistakes_in_layers.NothingKept,
                "What is to be there in the next call must be in the object. Do both self.mean and self.var get a new "
                "value in training, from the batch as it came in, before it is normalised?",
                also=mistakes_in_layers.OTHERS_KEPT,
            ),
            "gamma or beta is left out": Wrong(
                mistakes_in_layers.NoGammaAndBeta,
                "The last step, in both modes: what is normalised is stretched by gamma and shifted by beta.",
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
        returns=("dz", "dgamma", "dbeta"),
        wrong={
            "it runs over the batch": Wrong(
                mistakes_in_layers.over_the_batch,
                "That is batch normalisation. Here each example is measured by itself, over its units, and the two "
                "means in dz run over its units as well.",
                also=(mistakes_in_layers.means_over_the_batch, mistakes_in_layers.measured_over_the_batch),
            ),
            "gamma is missing in the means of dz": Wrong(
                mistakes_in_layers.gamma_outside,
                "Going back, the error passes through gamma before it reaches z^: begin with g = grad * gamma. In "
                "batch normalisation gamma can be taken out of the means; here each unit of a mean has its own.",
                also=(mistakes_in_layers.gamma_left_out,),
            ),
            "in the term of the spread a z^ is not where it belongs": Wrong(
                mistakes_in_layers.Z_HAT_FORGOTTEN,
                "How far one z moves the spread is given by its own z^, and how far the spread moves each output, by "
                "that output's z^. One belongs into the mean, the other before it.",
                also=mistakes_in_layers.OTHER_Z_HATS,
            ),
            "a path from z to the outputs is left out": Wrong(
                mistakes_in_layers.constants,
                "Move one z, and the mean of its example moves, and its spread, and with them all outputs of the "
                "example. Directly, through the mean, through the spread: each path has a term in dz.",
                also=(mistakes_in_layers.no_path_through_the_spread, mistakes_in_layers.no_path_through_the_mean),
            ),
            "sums stand where means belong": Wrong(
                mistakes_in_layers.sums_for_means,
                "The mean of the units moves by 1/units when one z moves by 1. Which of your sums is divided by it?",
            ),
            "gamma is in the gradients of gamma and beta": Wrong(
                mistakes_in_layers.gamma_in_its_own_gradient,
                "The slope of gamma z^ + beta with respect to gamma is z^, and with respect to beta 1. Use grad, not "
                "gamma times grad.",
            ),
            "gamma's and beta's gradients are summed over the units": Wrong(
                mistakes_in_layers.summed_over_units,
                "gamma has one number per unit, and acts in every example: its effects add up over the batch.",
            ),
            "dz is not divided by r once": Wrong(
                mistakes_in_layers.R_LEFT_OUT,
                "z^ = (z - mean) / r, so each of the three terms of dz is divided by r, and only once.",
                also=(mistakes_in_layers.R_TWICE, mistakes_in_layers.R_MULTIPLIED),
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
