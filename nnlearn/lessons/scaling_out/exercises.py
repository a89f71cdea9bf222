"""The exercises and quizzes of lesson 31: scaling out."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.scaling_out import answers, inputs, mistakes, plans, ring_messages
from nnlearn.lessons.scaling_out.exercises_in_processes import TWO_PROCESSES
from nnlearn.lessons.scaling_out.exercises_in_steps import EXERCISES_IN_STEPS
from nnlearn.lessons.scaling_out.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="31.1",
        title="One mean from many",
        reference=answers.combine,
        inputs=inputs.sample_gradients,
        special=inputs.GRADIENTS,
        wrong={
            "all workers count alike": Wrong(
                mistakes.plain_mean,
                "A worker that computed 30 examples speaks for 30, one that computed 2 for 2. If the sizes are equal, "
                "the plain mean is right; here they are not.",
                also=mistakes.MEANS,
            ),
            "the gradients are added up as they are": Wrong(
                mistakes.added,
                "Each of them is a mean already, so it comes with its worker's size. Four workers with the same "
                "gradient have to give this gradient again.",
                also=mistakes.ADDED,
            ),
            "the sum is not divided by the number of all examples": Wrong(
                mistakes.not_divided,
                "A size times a mean is a sum over examples. The sum of all of them, divided by how many there are in "
                "all, is the mean again.",
                also=mistakes.NOT_DIVIDED,
            ),
            "small shards count for more than large ones": Wrong(
                mistakes.upside_down,
                "Of two workers with 1 and 9 examples, the second one decides nine tenths of the mean.",
                also=mistakes.UPSIDE_DOWN,
            ),
            "the gradient of a single worker is returned": Wrong(
                mistakes.one_worker,
                "The mean runs over all examples, so every worker has a part in it.",
                also=mistakes.ONE_WORKER,
            ),
            "parameters are added where workers should be": Wrong(
                mistakes.over_the_parameters,
                "gradients[r] holds the parameters of worker r. What is added up are the gradients of one parameter "
                "from all workers, so the result has one array for each parameter.",
            ),
            "the result is not a list with one array for each parameter": Wrong(
                mistakes.joined,
                "An optimizer wants the gradients as it has the parameters: one array each, of the same shape.",
                also=mistakes.OTHER_FORMS,
            ),
            "a worker without examples spoils the sum": Wrong(
                mistakes.counting_idle,
                "Its mean is 0 / 0, NaN, and 0 times NaN is NaN. It has nothing to say, so leave it out.",
                any_value=True,
            ),
        },
        hints=(
            "A mean over all examples: what does each worker's mean stand for, and how many examples are there in all?",
            "For one parameter: the sum over r of sizes[r] / sum(sizes) times gradients[r] of this parameter. "
            "`zip(*gradients)` goes through the parameters.",
            "[sum(n / total * g for g, n in zip(parts, sizes) if n > 0) for parts in zip(*gradients)]",
        ),
    ),
    TWO_PROCESSES,
    Exercise(
        id="31.3",
        title="Round the ring",
        reference=answers.all_reduce,
        inputs=inputs.sample_vectors,
        samples=3,
        special=inputs.VECTORS,
        run=ring_messages.round_the_ring,
        returns=("what the workers hold", "messages of each worker", "numbers sent by all"),
        wrong={
            "whole vectors are sent": Wrong(
                mistakes.whole_vectors,
                "The result may be right, but each message holds a whole vector. Cut each vector into w pieces; a "
                "message holds one piece.",
                also=mistakes.WHOLE,
            ),
            "the finished pieces are not passed on": Wrong(
                mistakes.never_passed_on,
                "After w - 1 rounds each worker has one finished piece, and each has another one. They need w - 1 "
                "rounds more.",
            ),
            "a finished piece is added to what is there": Wrong(
                mistakes.adds_twice, "In the second phase a piece is the whole sum already: it replaces what is there."
            ),
            "the pieces at the end are not sums": Wrong(
                mistakes.overwrites,
                "Everybody ends with pieces as some worker had them at the start. In the first phase a worker adds "
                "what comes to its own piece, and sends that sum in the next round. And the second phase begins with "
                "the piece that each worker has just finished, not with its own first one.",
                also=(mistakes.unfinished_passed_on,),
            ),
            "the number of rounds is another one": Wrong(
                mistakes.one_hop_more,
                "A piece has to visit every worker once. It begins at one of them, so that takes w - 1 rounds, and w "
                "- 1 more to bring the sum to all.",
                also=mistakes.OTHER_HOPS,
            ),
            "a wrong piece is sent, or what comes goes to a wrong place": Wrong(
                mistakes.one_piece_late,
                "Follow one piece, with three workers on paper. Which one has worker r just finished when the second "
                "phase begins? And what `ring.receive(r)` returns is the piece that r - 1 has sent, not the one that r "
                "has sent.",
                also=mistakes.OTHER_PIECES,
            ),
            "the sum is made without messages": Wrong(
                mistakes.nothing_sent,
                "On real machines worker r knows its own vector and what it receives, and nothing else. Move the "
                "pieces with ring.send and ring.receive.",
            ),
            "the rest of the division is lost": Wrong(
                mistakes.remainder_dropped,
                "11 numbers in 4 pieces: some pieces have 3 numbers and one has 2. np.array_split cuts like that.",
                any_value=True,
            ),
        },
        hints=(
            "w workers, w pieces each. In the first phase piece k begins at worker k and travels to k - 1, growing. "
            "So which piece does worker r send in round 0, and in round 1?",
            "In round `hop` of the first phase worker r sends piece (r - hop) % w, and receives piece (r - 1 - hop) % "
            "w.",
            "Second phase: worker r sends piece (r + 1 - hop) % w, and what it receives replaces piece (r - hop) % w.",
        ),
    ),
    *EXERCISES_IN_STEPS,
    Exercise(
        id="31.6",
        title="How many workers?",
        target="at most 1.25 seconds by the cost model, half of what one worker needs, as the mean of five starts",
        measure=plans.measure,
        hints=(
            "Two numbers multiply: how many steps, and how long is a step? The batch and the rate decide the first, "
            "the batch and the workers the second.",
            "Find a batch and a rate with few steps first, on two or three seeds: with 32 or more digits the best "
            "rate is larger than with 4.",
            "With 64 digits, a rate of 1 and some ten to twenty workers a step is mostly computing, and about a "
            "hundred are enough.",
        ),
        seconds=120,
    ),
)
