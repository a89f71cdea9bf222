"""The exercises and quizzes of lesson 10: initialization."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.initialization import answers, mistakes

EXERCISES = (
    Exercise(
        id="10.1",
        title="Xavier and He",
        reference=answers.first_weights,
        inputs=answers.sample_fans,
        cases=((64, 64),),
        returns=("Xavier's bound", "He's standard deviation"),
        wrong={
            "the variance is returned, not the bound": Wrong(
                mistakes.variance_for_bound,
                "2/(in + out) is the variance. A uniform distribution from -a to a has variance a^2/3.",
            ),
            "the bound is the standard deviation": Wrong(
                mistakes.std_for_bound, "From -a to a the standard deviation is a / sqrt(3), not a."
            ),
            "He's variance is returned, not its root": Wrong(
                mistakes.he_not_rooted, "2/in is the variance; the standard deviation is its root."
            ),
            "He's rule lacks the factor for the ReLU": Wrong(
                mistakes.he_without_relu, "A ReLU lets half of the mean square through. What compensates for that?"
            ),
            "outputs are taken for inputs": Wrong(
                mistakes.outputs_for_inputs, "A sum has as many terms as the unit has inputs."
            ),
        },
        hints=(
            "Two variances: 2/(in + out), and 2/in.",
            "He's is for a normal distribution: take the root. Xavier's is for a uniform one, with variance a^2/3.",
            "math.sqrt(6 / (fan_in + fan_out)), math.sqrt(2 / fan_in).",
        ),
    ),
    Exercise(
        id="10.2",
        title="Standardise",
        reference=answers.standardise,
        inputs=answers.sample_tables,
        cases=(answers.CONSTANT,),
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
            "the standard deviation divides by n - 1": Wrong(
                mistakes.ddof_one,
                "With ddof=1 the columns come out slightly narrower than 1. Divide by n, as np.std does by default.",
            ),
            "one mean is taken for the whole table": Wrong(
                mistakes.one_mean_for_all, "Each column has its own unit: mean(axis=0), one number per column."
            ),
            "it divides by the variance": Wrong(
                mistakes.divided_by_variance,
                "The variance has the squared unit. Which number has the unit of the column?",
            ),
            "a constant column is divided by zero": Wrong(
                mistakes.constant_divided_by_zero, "A column of equal numbers has standard deviation 0. Divide it by 1."
            ),
        },
        hints=(
            "Mean and standard deviation of each column of train; then the same numbers for both tables.",
            "train.mean(axis=0) and train.std(axis=0) have shape (d,).",
            "std = np.where(std == 0, 1.0, std); return (train - mean) / std, (test - mean) / std.",
        ),
    ),
    Exercise(
        id="10.3",
        title="Batch normalisation forward",
        reference=answers.norm_forward,
        inputs=answers.sample_norm,
        cases=(answers.FLAT,),
        wrong={
            "it runs over the units, not over the batch": Wrong(
                mistakes.over_the_units,
                "That is layer normalisation, each example by itself. Here each unit is measured over the batch.",
            ),
            "the root is missing": Wrong(
                mistakes.root_missing, "Divided by the variance, a unit twice as wide would come out half as wide."
            ),
            "gamma and beta are swapped": Wrong(mistakes.gamma_and_beta_swapped, "gamma stretches, beta shifts."),
            "the mean is not subtracted": Wrong(
                mistakes.mean_not_subtracted, "With gamma 1 and beta 0 every unit must come out with mean 0."
            ),
            "epsilon is outside the root": Wrong(
                mistakes.eps_outside_the_root,
                "The small number belongs under the root: sqrt(var + 1e-5), not sqrt(var) + 1e-5.",
            ),
            "the variance divides by n - 1": Wrong(
                mistakes.norm_ddof_one, "Here the batch is everything there is: divide by n, as np.var does."
            ),
        },
        hints=(
            "Measure each unit over the batch: mean and variance along axis 0.",
            "(x - mean) / np.sqrt(var + 1e-5), then stretch by gamma and shift by beta.",
            "gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5) + beta.",
        ),
    ),
    Exercise(
        id="10.4",
        title="Batch normalisation backward",
        reference=answers.norm_backward,
        inputs=answers.sample_back,
        returns=("dx", "dgamma", "dbeta"),
        wrong={
            "mean and spread are taken for constants": Wrong(
                mistakes.constants, "Move one x, and the mean of its unit moves, too, and with it all other outputs."
            ),
            "only the mean moves": Wrong(mistakes.mean_only, "The spread depends on x as well: a third path."),
            "only the spread moves": Wrong(
                mistakes.spread_only,
                "The mean depends on x as well. Add the same number to the whole batch and nothing changes: dx must "
                "add up to 0.",
            ),
            "gamma is left out of dx": Wrong(
                mistakes.gamma_left_out,
                "Going back, the error passes through gamma before it reaches x^: begin with g = grad * gamma.",
            ),
            "sums are used for the two means": Wrong(
                mistakes.sums_for_means,
                "The bars are means over the batch. With means, every column of dx adds up to 0. What does yours add "
                "up to?",
            ),
            "gamma's and beta's gradients are averaged": Wrong(
                mistakes.averaged_gradients, "They act on every row, and the effects add up."
            ),
        },
        hints=(
            "Three paths from x to the outputs: direct, through the mean, and through the spread.",
            "With x^ the normalised input and g = grad * gamma: dx = (g - mean(g) - x^ mean(g x^)) / s.",
            "dgamma = (grad * x^).sum(axis=0), dbeta = grad.sum(axis=0); means over axis 0.",
        ),
    ),
    Exercise(
        id="10.5",
        title="Twenty layers that learn",
        target="at least 92 % of the unseen patients right after 15 epochs, from both starts",
        measure=answers.measure_deep,
        seconds=120,
        hints=(
            "The measurements range from 0.001 to 4,000. What does the first layer make of that?",
            "Standardise, and give a ReLU network the weights it needs.",
            "prepare = your standardise; init: nn.normal_(layer.weight, std=(2 / layer.in_features) ** 0.5), bias 0.",
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
            "Why does He's rule have a 2 that Xavier's, for equal widths, does not?",
            (
                ("ReLU is twice as steep.", "Its slope is 1, like that of tanh at 0."),
                ("A ReLU network has twice as many layers.", "The rule is for one layer."),
                ("A ReLU sets half of the sums to 0.", "That halves the mean square, and the 2 makes up for it."),
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
