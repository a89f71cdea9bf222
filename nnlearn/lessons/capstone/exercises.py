"""The exercises and quizzes of lesson 33: Capstone."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.capstone import advice, answers, handing_over, inputs, mistakes
from nnlearn.lessons.capstone.exercises_in_audits import EXERCISES_IN_AUDITS
from nnlearn.lessons.capstone.exercises_in_ledgers import EXERCISES_IN_LEDGERS
from nnlearn.lessons.capstone.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="33.1",
        title="The examples are the sample",
        reference=answers.paired_interval,
        inputs=inputs.sample_starts,
        special=inputs.STARTS,
        run=inputs.two_ends,
        returns=("low", "high"),
        wrong={
            "the starts are drawn": Wrong(
                mistakes.starts_drawn,
                "What other starts would give is another question, and another line of the report. Here only the "
                "examples are drawn, and all starts are kept. From which axis do you draw?",
                also=mistakes.STARTS_DRAWN,
            ),
            "each model is judged on examples of its own": Wrong(
                mistakes.own_examples,
                "Give the function the same answers twice, right_a for both: the difference is 0 in each draw, "
                "whichever examples it holds. In yours it is not. Draw once, and use it for both.",
                also=(mistakes.own_examples_in_turn, mistakes.own_examples_of_starts),
            ),
            "the ends are not these two percentiles": Wrong(
                mistakes.between(5, 95),
                "95 of 100 draws lie between the ends, so 2.5 lie below and 2.5 above, low first; `np.percentile` "
                "counts to 100, `np.quantile` to 1. Mean and spread of the draws do not tell the percentiles.",
                also=mistakes.PERCENTILES,
            ),
            "it is not a minus b": Wrong(
                mistakes.b_minus_a,
                "Where a is better the difference is above 0, and where it is worse below. Take right_a all 1 and "
                "right_b all 0: both ends are 1.",
                also=mistakes.OTHER_SIGNS,
            ),
            "the percentiles are those of the examples": Wrong(
                mistakes.percentiles_of_examples,
                "These ends lie around single examples: nothing was averaged over N of them. Each draw gives one mean, "
                "and there are `draws` of those.",
            ),
            "a single start counts": Wrong(
                mistakes.first_start,
                "Only one row of each model was used. What is reported is the mean over the starts: take it for each "
                "example first, along axis 0.",
                also=(mistakes.best_start, mistakes.last_start),
            ),
            "the spread over the starts makes the interval": Wrong(
                mistakes.spread,
                "The spread over the starts belongs into a report too, as a line of its own. With one start each "
                "it is 0, and yet the number is not exact: the examples could have been others.",
                also=mistakes.SPREADS,
            ),
            "the examples are not drawn with replacement": Wrong(
                mistakes.without_replacement,
                "Your interval has no width: each draw holds every example once, or nothing was drawn. With "
                "replacement one example may come twice, and another not at all.",
            ),
        },
        hints=(
            "Which of the two axes of right_a could have been others, if the data had been collected again?",
            "For each example there is one number: the share of the starts of a that read it, minus that of b. These N "
            "numbers are the sample.",
            "drawn = rng.integers(N, size=(draws, N)), the mean of each row of gap[drawn], and np.percentile of the "
            "means at 2.5 and 97.5.",
        ),
    ),
    *EXERCISES_IN_LEDGERS,
    Exercise(
        id="33.4",
        title="Worst group first",
        reference=answers.slices,
        inputs=inputs.sample_groups,
        special=inputs.GROUPS,
        advice=advice.group_advice,
        returns=("table", "few"),
        wrong={
            "the interval is that of another number of examples": Wrong(
                mistakes.of_all,
                "A group of 12 says what 12 examples can say. Look at the widths: the smaller the group, the wider its "
                "interval. Which two numbers does `metrics.wilson` get?",
                also=mistakes.OF_ALL,
            ),
            "the groups are not sorted by accuracy": Wrong(
                mistakes.by_size,
                "The second entry of the rows should rise from the first row to the last. Neither size nor name nor an "
                "end of the interval decides.",
                also=mistakes.BY_OTHERS,
            ),
            "the best group comes first": Wrong(
                mistakes.best_first, "A reader who stops after one row should have seen the worst."
            ),
            "small groups vanish without a word": Wrong(
                mistakes.hidden,
                "With few examples one is easily silent: somebody belongs to that group. Name it in the second list, "
                "with its number of examples.",
            ),
            "small groups stand among the others": Wrong(
                mistakes.all_shown,
                "A group of two heads such a table by chance. What has fewer examples than `least` goes into the "
                "second list alone.",
            ),
            "a group with `least` examples is too small": Wrong(
                mistakes.above_least, "`least` is enough: fewer than that is too few."
            ),
            "the number is not the accuracy of the group": Wrong(
                mistakes.share_of_all,
                "Of the examples of this group, how many of 100 are right? Only they are below the line of the "
                "fraction, and only the right ones above it.",
                also=mistakes.SHARES,
            ),
            "the interval is the symmetric one": Wrong(
                mistakes.symmetric,
                "For a group without a mistake it has no width, as if that were certain. `metrics.wilson` of "
                "lesson 12's library does better with few examples.",
                also=mistakes.SYMMETRIC,
            ),
        },
        hints=(
            "`right[groups == group]` are the answers of one group. Which groups are there? `sorted(set(groups))`.",
            "Two lists: a group that is large enough adds a row of four to the first, any other a row of two to the "
            "second. `metrics.wilson(int(own.sum()), len(own))` gives both ends.",
            "Sort at the end: `sorted(table, key=lambda row: row[1])` keeps the order of the names where two are "
            "equal.",
        ),
    ),
    *EXERCISES_IN_AUDITS,
    Exercise(
        id="33.6",
        title="Your capstone",
        target=f"a folder with at least {handing_over.TARGET} of the 20 points of the rubric",
        measure=handing_over.measure,
        hints=(
            "`nnlearn report my_capstone --start` in a terminal makes a folder with an empty template; "
            "`--example` writes the finished example. Change the data and the question first, and leave the rest "
            "until it runs.",
            "`print(report.rubric(folder))` says of each missing point how to get it. The cheap ones are written "
            "before the first training: the question, the seal, the ledger.",
            "Run all cells of report.ipynb and save it before you check. The last point comes from a terminal: "
            "`nnlearn report my_capstone` runs a copy from clean and compares.",
        ),
        seconds=60,
    ),
)
