"""Exercises 29.4 and 29.5: what can be said exactly, and without a network."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.adversarial_robustness import answers, inputs
from nnlearn.lessons.adversarial_robustness import mistakes_in_answers as mistakes

EXERCISES_IN_ANSWERS = (
    Exercise(
        id="29.4",
        title="The exact answer",
        reference=answers.exact_budgets,
        inputs=inputs.sample_reader,
        special=inputs.READERS,
        wrong={
            "the weights are measured otherwise": Wrong(
                mistakes.euclidean,
                "Each pixel moves a lead by at most eps times the size of its weight, and all of them add up. Neither "
                "squares nor the largest alone do that, and the weights' own signs must not cancel.",
                also=mistakes.NORMS,
            ),
            "only the second best class is tried": Wrong(
                mistakes.runner_up,
                "The rival with the next score is the nearest in scores, not always in budget: a class further away "
                "may gain more from each pixel. Try all of them.",
            ),
            "the weights of the two classes are not subtracted first": Wrong(
                mistakes.one_norm,
                "A pixel moves both scores at once, and what counts is their difference: its weight is a difference "
                "of weights.",
                also=mistakes.ONE_NORM,
            ),
            "the bias is left out": Wrong(
                mistakes.no_bias, "The bias does not change under attack, but it is a part of every score."
            ),
            "a wrong answer has a budget other than 0": Wrong(
                mistakes.negative,
                "Where another class has the higher score already, no change is needed: the budget is 0.",
                also=mistakes.NEGATIVE,
            ),
            "the smallest budget is not taken": Wrong(
                mistakes.last_rival,
                "Each rival has its own lead and its own cost, and one rival that catches up is enough.",
                also=mistakes.LAST_RIVALS,
            ),
            "the answer of the reader takes the place of the right one": Wrong(
                mistakes.of_the_answer,
                "Keep to the right class y. Where the reader says something else, its own answer has a lead to lose, "
                "but it is wrong already.",
            ),
            "it is the leads, not the budgets": Wrong(
                mistakes.leads_alone,
                "That is by how much the right score leads. How much of it does each unit of the budget cost?",
            ),
        },
        hints=(
            "Take one rival class j. Its score catches up when the lead s_y - s_j is used up. By how much can a budget "
            "of 1 change this lead?",
            "The lead is linear in x, with the weights w_y - w_j. So it shrinks by at most eps times the sum of their "
            "absolute values.",
            "For each j: lead divided by abs(W[y] - W[j]).sum(). Take the smallest over all j but y, and 0 where it is "
            "negative.",
        ),
    ),
    Exercise(
        id="29.5",
        title="Known or stranger?",
        reference=answers.alarm,
        inputs=inputs.sample_gate,
        special=inputs.GATES,
        returns=("limit", "share"),
        wrong={
            "the distance is another one": Wrong(
                mistakes.squared,
                "The distance between two pictures is the square root of the sum of the squared differences. Try "
                "(0, 0) and (3, 4): it is 5.",
                also=mistakes.DISTANCES,
            ),
            "it is not the distance to the nearest picture": Wrong(
                mistakes.mean_distance,
                "A 1 is far from most digits, and from their mean. What matters is whether any that was seen is near.",
                also=mistakes.NOT_NEAREST,
            ),
            "it is not the share that is let in": Wrong(
                mistakes.turned_away,
                "The limit is right. Then: how many of the strangers are within it, divided by how many there are?",
                also=mistakes.COUNTS,
            ),
            "the limit is miscounted": Wrong(
                mistakes.one_too_few,
                "Count by hand: of five known pictures at 1, 2, 3, 4 and 5 one may be turned away. At the limit 4 it "
                "is one, and any smaller limit turns two away.",
                also=mistakes.ONE_OFF,
            ),
            "no known picture is turned away": Wrong(
                mistakes.no_misses,
                "With this limit all known pictures are let in. Some may be turned away, and a smaller limit lets in "
                "fewer strangers.",
            ),
            "those who are turned away are not the farthest": Wrong(
                mistakes.other_end,
                "Turned away are the farthest of the known pictures. Sort the distances; from which end do you count?",
                also=mistakes.OTHER_END,
            ),
            "the limit is taken from the strangers": Wrong(
                mistakes.of_strangers,
                "Who will come is not known when the limit is set. Set it by the known pictures, and then try it.",
            ),
            "a stranger at the limit is turned away": Wrong(
                mistakes.below_alone, "Exactly at the limit counts as let in, for known pictures and for strangers."
            ),
        },
        hints=(
            "First a function that gives each picture its distance to the nearest of `seen`; then use it twice.",
            "`x[:, None] - seen` holds all differences, (pictures, n, d). Sort the distances of the known pictures: "
            "the limit is one of them.",
            "With the distances sorted, the last `misses` are turned away; the limit is the one before them. The share "
            "is the mean of the strangers' distances <= limit.",
        ),
    ),
)
