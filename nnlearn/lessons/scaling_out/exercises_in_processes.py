"""Exercise 31.2: a training on several processes."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.scaling_out import answers, inputs, trials
from nnlearn.lessons.scaling_out import mistakes_in_steps as mistakes

__all__ = ["TWO_PROCESSES"]

TWO_PROCESSES = Exercise(
    id="31.2",
    title="Two processes",
    reference=answers.train,
    inputs=inputs.sample_draws,
    samples=3,
    special=inputs.DRAWS,
    run=trials.on_all_ranks,
    returns=("weights of each worker", "examples computed by all", "shared evenly"),
    wrong={
        "not all workers begin with the weights of worker 0": Wrong(
            mistakes.different_starts,
            "Each process has drawn its own start, and no mean of them is asked for. Before the first step "
            "everybody needs all weights of worker 0; the same gradients alone leave them as far apart as before.",
            also=mistakes.STARTS,
        ),
        "the step is longer than along the mean of the draw": Wrong(
            mistakes.added,
            '`all_reduce` adds, and so does reduction="sum". A sum of means is divided by the number of workers, '
            "a sum over examples by the number of examples in the draw. The loss falls without that, too.",
            also=mistakes.ADDED,
        ),
        "several workers compute the same examples": Wrong(
            mistakes.same_shares,
            "The draw is the same everywhere, and so is a part of it, unless the rank decides which part. Each "
            "worker computes its own part: if all compute the whole draw, nothing is gained.",
            also=mistakes.SAME_SHARES,
        ),
        "examples of the draw are left out": Wrong(
            mistakes.too_few,
            "11 examples on two workers are 6 and 5, not 5 and 5. Add up the sizes of all parts: is it the size of "
            "the draw?",
            also=mistakes.TOO_FEW,
        ),
        "parts of different sizes count alike": Wrong(
            mistakes.mean_of_means,
            "11 examples on two workers are 6 and 5. Divide each worker's sum of losses by the size of the whole "
            "draw, and add; then nothing has to be divided afterwards.",
            also=mistakes.MEANS_OF_MEANS,
        ),
        "the step is taken without the others' gradients": Wrong(
            mistakes.no_exchange,
            "Between `backward` and `step`, `all_reduce` makes the gradients of all workers into one, in place.",
            also=mistakes.NO_EXCHANGE,
        ),
        "not all workers' weights move": Wrong(
            mistakes.one_steps,
            "Each worker takes the same step, so that all stay alike. If nobody's weights move, look at the "
            "gradients: `all_reduce` works in place and returns None.",
            also=mistakes.ONE_STEPS,
        ),
        "the gradients are not cleared": Wrong(
            mistakes.not_cleared,
            "`backward` adds to the gradients of the step before, which is the sum over all workers already.",
            also=mistakes.NOT_CLEARED,
        ),
    },
    hints=(
        "Three additions to the loop of lesson 11: a common start, a part of each draw, and a common gradient.",
        "`dist.broadcast(p.data, 0)` for each parameter, once. Then `mine = draw[rank::workers]` in each step, "
        "and `dist.all_reduce(p.grad)` between backward and step.",
        'The loss: cross_entropy(model(x[mine]), y[mine], reduction="sum") / len(draw). All workers\' gradients '
        "of it "
        "add up to the gradient of the mean over the draw.",
    ),
    seconds=30,
)
