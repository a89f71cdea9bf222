"""The exercises and quizzes of lesson 32: applications."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.applications import answers, beating, inputs, mistakes
from nnlearn.lessons.applications import mistakes_in_embeddings as embeddings
from nnlearn.lessons.applications.exercises_in_baskets import EXERCISES_IN_BASKETS
from nnlearn.lessons.applications.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="32.1",
        title="What a refusal costs",
        reference=answers.threshold_and_cost,
        inputs=inputs.sample_loans,
        special=inputs.LOANS,
        returns=("threshold", "cost"),
        wrong={
            "one half is the threshold": Wrong(
                mistakes.at_half,
                "At one half both mistakes would have to cost the same. A bad loan that was granted costs more than a "
                "good one that was refused, so refuse sooner, and count money in place of mistakes.",
                also=mistakes.AT_HALF,
            ),
            "rows and columns of the costs are confused": Wrong(
                mistakes.transposed,
                "`costs[k, a]`: k says what the applicant is (0 good, 1 bad), a what was done (0 granted, 1 refused). "
                "Take one good applicant who is refused: which entry is that?",
                also=mistakes.EXCHANGED,
            ),
            "right decisions are taken to cost nothing": Wrong(
                mistakes.right_decisions_free,
                "A good loan earns something, so refusing it loses that, too; and a bad one is not free when it is "
                "refused. What counts is the difference between the two things you can do with the same applicant.",
                also=mistakes.FREE,
            ),
            "granting and refusing are exchanged": Wrong(
                mistakes.turned_decisions,
                "Those whose p is above the threshold are refused, and column 1 says what that costs. Try p = 0.9: "
                "should this one get the money, and which column do you look at?",
                also=mistakes.TURNED,
            ),
            "good and bad loans are exchanged": Wrong(
                mistakes.other_class,
                "p is the probability of a bad loan, y is 1 for a bad one, and row 1 has its costs. With the costs 0, "
                "1 and 5, 0 the threshold is 1/6, not 5/6: p = 0.3 is refused, 0.1 is not.",
                also=mistakes.OTHER_CLASS,
            ),
            "the threshold is odds, not a probability": Wrong(
                mistakes.odds,
                "At the threshold p / (1 - p) is the ratio of the two losses. You have the ratio; which p belongs to "
                "it? With two equal losses it must be one half.",
                also=mistakes.ODDS,
            ),
            "the mean is not taken over all applicants": Wrong(
                mistakes.over_some,
                "The cost is per applicant, and everybody counts, the refused ones as well: N numbers are added up "
                "and divided by N.",
                also=mistakes.OVER_SOME,
            ),
            "the cost is what was expected, not what happened": Wrong(
                mistakes.as_expected,
                "p decides who gets a loan. What it then costs depends on what came of it, and that is y.",
            ),
        },
        hints=(
            "For one applicant compare two sums: what you expect to pay if the loan is granted, and if it is refused. "
            "Each has two parts, for a good and for a bad applicant.",
            "Call `good` what refusing a good applicant costs more than granting, and `bad` what granting a bad one "
            "costs more than refusing. Refuse where p * bad is above (1 - p) * good.",
            "So the threshold is good / (good + bad). With `refused` as whole numbers 0 or 1, `costs[y, refused]` "
            "picks one entry for each applicant.",
        ),
    ),
    Exercise(
        id="32.2",
        title="Windows of the past",
        reference=answers.windows,
        inputs=inputs.sample_series,
        special=inputs.SERIES,
        returns=("x_train", "y_train", "x_test", "y_test"),
        wrong={
            "the hours between are in the window": Wrong(
                mistakes.day_between,
                "When the forecast is made, the `ahead` - 1 hours before the target have not happened yet. The last "
                "number of a window is `ahead` hours older than its target.",
                also=mistakes.BETWEEN,
            ),
            "the windows are off by one hour": Wrong(
                mistakes.one_hour_off,
                "Take lag 3, ahead 2 and write down hour 4: its window is hours 0, 1, 2. Which is the first hour that "
                "has a whole window, and which the last?",
                also=mistakes.ONE_OFF,
            ),
            "the scale is made of other numbers": Wrong(
                mistakes.future_scaled_in,
                "To standardise is to subtract a mean and to divide by a standard deviation. Both are learned from "
                "data, like weights: from `series[:cut]`, every hour of it counted once. The same two numbers scale "
                "training and test windows.",
                also=mistakes.SCALED,
            ),
            "the newest hour comes first": Wrong(
                mistakes.reversed_order,
                "A network would learn from it all the same, but the task asks for the order of time: the oldest "
                "hour in column 0.",
            ),
            "the targets are scaled as well": Wrong(
                mistakes.targets_scaled,
                "The targets stay as they are, in bicycles: only what the network gets to see is scaled.",
            ),
            "the parts are not cut by the hour of the target": Wrong(
                mistakes.cut_by_row,
                "A window belongs to the part in which its target lies: hours before `cut` for training. What a test "
                "window looks back at may lie before the cut, since by then it is known.",
                also=mistakes.CUTS,
            ),
            "windows begin before the series does": Wrong(
                mistakes.wraps,
                "Hour 0 has no past. A negative index counts from the end, and so takes the last hours of the series "
                "for those before its first. Leave out what has no whole window.",
                also=(mistakes.filled_with_zeros,),
            ),
        },
        hints=(
            "Write down the hours of the window for one target hour t. Which t is the first that has all of them?",
            "The window of t is t - ahead - lag + 1 to t - ahead, so t begins at lag + ahead - 1. A table of indices "
            "(hours, lag) picks all windows at once.",
            "z = (series - mean) / spread, with both from `series[:cut]`; `hours[:, None] - ahead - "
            "np.arange(lag)[::-1]` are the indices. Then choose rows by `hours < cut`.",
        ),
    ),
    Exercise(
        id="32.3",
        title="Pull together, push apart",
        reference=answers.pair_loss,
        inputs=inputs.sample_pairs,
        special=inputs.PAIRS,
        returns=("loss", "slope at a", "slope at b"),
        silent=True,
        wrong={
            "the partner is left out of its row": Wrong(
                embeddings.partner_left_out,
                "The partner stands among those that are to choose from: the probabilities of a row, N of them, add "
                "up to 1, and the loss is never below 0. Only in the slope does the diagonal get something else.",
            ),
            "the vectors are not scaled to length 1": Wrong(
                embeddings.not_normalised,
                "Make one row of `a` ten times as long: its direction stays, and so must the loss. Which length do "
                "you divide by, and is it one for each row?",
                also=embeddings.NOT_NORMALISED,
            ),
            "the softmax runs along another axis": Wrong(
                embeddings.other_axis,
                "Each first vector, a row, chooses among all second ones: the probabilities of a row add up to 1. "
                "This direction alone is asked for.",
                also=embeddings.AXES,
            ),
            "the scale is missing somewhere": Wrong(
                embeddings.scale_forgotten,
                "The scores are the cosines times the scale, so it is a factor of the slope at the cosines, once. "
                "Compare with a central difference: by which factor are you off?",
                also=embeddings.SCALES,
            ),
            "the slope does not go back through the length": Wrong(
                embeddings.stops_at_units,
                "A step along e changes its length only, and the loss does not notice: the slope at e is at a right "
                "angle to e. And a vector twice as long turns half as fast. Check both with one row.",
                also=embeddings.BACK,
            ),
            "the two slopes are confused": Wrong(
                embeddings.one_side,
                "With G the slope at u vᵀ, what arrives at u is made of the rows of v, what arrives at v of the rows "
                "of u, and one of the two needs G transposed. Neither is 0.",
                also=embeddings.SIDES,
            ),
            "it is not the mean over the pairs": Wrong(
                embeddings.summed,
                "N rows, N losses: the loss is their mean, and the slopes are those of the mean. Is 1/N in both, once?",
                also=embeddings.SUMMED,
            ),
            "a sign or the place of the 1 is wrong": Wrong(
                embeddings.turned,
                "Downhill must pull partners together. At the score of a row's partner the slope is its probability "
                "minus 1, at most 0; at the others it is the probability.",
                also=embeddings.TURNED,
            ),
        },
        hints=(
            "Three things you know: length 1 (divide by the norm), softmax with cross-entropy where row n has the "
            "target n, and a product of two matrices. Write each with its way back.",
            "The slope at the scores is (P - identity) / N; times the scale it is G, the slope at u vᵀ. Then G v "
            "arrives at u, and Gᵀ u at v.",
            "Through the length: the slope at a row e is (g - (g · u) u) / |e|, with u = e / |e|. Subtract the "
            "largest score of a row before exp, and take the loss as log(sum) - score, so that nothing overflows.",
        ),
    ),
    *EXERCISES_IN_BASKETS,
    Exercise(
        id="32.6",
        title="Beat the baseline",
        target="ahead of the strong baseline on the validation data of a lab, as the mean over its splits",
        measure=beating.measure,
        hints=(
            "Where did the network lead in the tally? Begin there, with few steps, and look at the validation data "
            "only.",
            "In lab C your loss of 32.3 trains an embedding: two drawings of each of 24 letters a step, a small "
            "network of convolutions, some hundred steps.",
            "The baseline may move the drawings, so let yours move them: by a pixel in training, and by a pixel when "
            "it is asked, with the mean of the embeddings. Count every setting that you try.",
        ),
        seconds=300,
    ),
)
