"""The exercises and quizzes of lesson 10: initialization."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.initialization import answers, mistakes

EXERCISES = (
    Exercise(
        id="10.1",
        title="Bounds for first weights",
        reference=answers.first_weights,
        inputs=answers.sample_fans,
        cases=(answers.RELU, answers.LINEAR),
        returns=("Xavier's bound", "the bound for the leaky ReLU"),
        wrong={
            "variances are returned, not bounds": Wrong(
                mistakes.variance_for_bound, "A uniform distribution from -a to a has the variance a^2/3. What is a?"
            ),
            "the bounds are standard deviations": Wrong(
                mistakes.std_for_bound, "From -a to a the standard deviation is a / sqrt(3), not a."
            ),
            "the negative side counts as zero": Wrong(
                mistakes.slope_ignored,
                "That is right for a ReLU, slope 0. A leaky ReLU passes on something of the negative half, too.",
            ),
            "the slope is not squared": Wrong(
                mistakes.slope_not_squared,
                "A number that is multiplied by the slope has a square that is multiplied by the slope squared.",
            ),
            "half of the sums are counted twice": Wrong(
                mistakes.half_forgotten,
                "Only half of the sums are positive, and half negative. Try slope 1: that changes nothing, so "
                "the variance must be 1/fan_in.",
            ),
            "outputs are taken for inputs": Wrong(
                mistakes.outputs_for_inputs, "A sum has as many terms as the unit has inputs."
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
        cases=(answers.TENTHS,),
        special={"a column that is constant": answers.CONSTANT},
        returns=("train", "test"),
        wrong={
            "the test data have a mean and standard deviation of their own": Wrong(
                mistakes.test_measured_too,
                "Then a patient's numbers depend on who else is in the table. Measure on the training data alone.",
            ),
            "both tables are measured together": Wrong(
                mistakes.measured_together,
                "Then the numbers of unseen patients leak into training. Measure on the training data alone.",
            ),
            "the standard deviation divides by N - 1": Wrong(
                mistakes.ddof_one,
                "With ddof=1 the columns come out slightly narrower than 1. Divide by N, as np.std does by default.",
            ),
            "one mean is taken for the whole table": Wrong(
                mistakes.one_mean_for_all, "Each column has its own unit: mean(axis=0), one number per column."
            ),
            "a constant column is divided by zero": Wrong(
                mistakes.constant_divided_by_zero, "A column of equal numbers has standard deviation 0. Divide it by 1."
            ),
            "a constant column is divided by next to nothing": Wrong(
                mistakes.constant_by_its_std,
                "The computed mean of ten times 0.1 is not quite 0.1, so the computed standard deviation is about "
                "1e-17 and not 0. Ask whether all values equal the first one.",
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
            "output of the first batch in training",
            "output of the second batch in training",
            "output in evaluation",
            "output of one example in evaluation",
            "running mean",
            "running variance",
        ),
        wrong={
            "evaluation measures the batch": Wrong(
                mistakes.BatchInEvaluation,
                "Then an answer depends on who else is asked, and a single example comes out as beta. In evaluation "
                "use the running averages.",
            ),
            "training normalises with the running averages": Wrong(
                mistakes.AveragesInTraining, "In training each batch is normalised with its own mean and variance."
            ),
            "the running averages move in evaluation": Wrong(
                mistakes.MovesInEvaluation,
                "What is asked in evaluation must leave no trace: move them in training only.",
            ),
            "the shares of old and new are swapped": Wrong(
                mistakes.SharesSwapped, "The old average keeps 0.9 of its weight; the new batch gets 0.1."
            ),
            "the running variance divides by N": Wrong(
                mistakes.SameVarianceKept,
                "Right for normalising. What is kept estimates the variance of all data, and divides by N - 1.",
            ),
            "epsilon is outside the root": Wrong(
                mistakes.EpsOutsideTheRoot,
                "The small number belongs under the root: sqrt(var + 1e-5), not sqrt(var) + 1e-5.",
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
                mistakes.over_the_batch,
                "That is batch normalisation. Here each example is measured by itself, over its units: axis 1.",
            ),
            "gamma is multiplied after the means": Wrong(
                mistakes.gamma_outside,
                "In batch normalisation gamma is the same for all numbers of a mean and can be taken out of it. Here "
                "the mean runs over units, and each has a gamma of its own.",
            ),
            "gamma is left out of dz": Wrong(
                mistakes.gamma_left_out,
                "Going back, the error passes through gamma before it reaches z^: begin with g = grad * gamma.",
            ),
            "mean and spread are taken for constants": Wrong(
                mistakes.constants, "Move one z, and the mean of its example moves, too, and with it all other outputs."
            ),
            "gamma is in the gradients of gamma and beta": Wrong(
                mistakes.gamma_in_its_own_gradient,
                "The slope of gamma z^ + beta with respect to gamma is z^, and with respect to beta 1. Use grad, not "
                "gamma times grad.",
            ),
            "gamma's and beta's gradients are summed over the units": Wrong(
                mistakes.summed_over_units,
                "gamma has one number per unit, and acts in every example: its effects add up over the batch.",
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
        measure=answers.measure_deep,
        seconds=120,
        hints=(
            "The measurements range from 0 to more than 4,000. What does the first layer make of that?",
            "prepare may be your function of 10.2. For init: how large are weights that keep a signal through ReLUs?",
            "An init that fails is told how much of the differences between patients 20 layers leave. Change the "
            "weights until it is near 1, and set the biases to 0.",
        ),
    ),
)


QUIZZES = (
    Quiz(
        "10.predict",
        Question(
            "All weights of a network start at 0.1, all biases at 0. It is trained for an hour. What do the units of a "
            "hidden layer do then?",
            (
                (
                    "Each something different: training tells them apart.",
                    "By what? Look at their gradients: they are equal.",
                ),
                ("All the same.", "Equal weights, equal inputs, equal errors: equal gradients, forever."),
                ("Nothing: all outputs are 0.", "0.1 times something is not nothing."),
            ),
            answer="b",
        ),
        answered_in="Symmetry",
    ),
    Quiz(
        "10.recall",
        Question(
            "A unit has 100 inputs of variance 1 and independent weights. Which variance of the weights keeps its sum "
            "at variance 1?",
            (
                ("1/100.", "A sum of 100 products has 100 times the variance of one."),
                ("1/10.", "That is the standard deviation of such weights."),
                ("1.", "Then the sum has variance 100."),
            ),
            answer="a",
        ),
        Question(
            "In PyTorch you stack twenty Linear layers with ReLUs between them. The loss stays where guessing puts it. "
            "What do you suspect first?",
            (
                ("The data are too few.", "Too few data make a network learn them by heart, not fail to learn."),
                ("A wrong gradient.", "PyTorch's are right. But look at how large they are in the first layer."),
                ("The first weights.", "Their gain is 0.58, and a ReLU layer needs 1.41. Twenty layers make a power."),
            ),
            answer="c",
        ),
        Question(
            "In evaluation batch normalisation uses running means instead of those of the batch. Why?",
            (
                ("It is faster.", "Hardly. What would become of a single example without them?"),
                ("So that an example's output does not depend on the others.", "Alone or in a batch, the same."),
                ("Because gradients are not needed.", "True, and not the reason."),
            ),
            answer="b",
        ),
    ),
)
