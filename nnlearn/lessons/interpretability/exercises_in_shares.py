"""Exercises 30.3 to 30.5: shares of pixels in a score, and the signs of coefficients."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.interpretability import answers, inputs
from nnlearn.lessons.interpretability import mistakes_in_covers as covers
from nnlearn.lessons.interpretability import mistakes_in_maps as maps
from nnlearn.lessons.interpretability import mistakes_in_signs as signs

EXERCISES_IN_SHARES = (
    Exercise(
        id="30.3",
        title="Shares that add up",
        reference=answers.integrated_gradients,
        inputs=inputs.sample_way,
        cases=(inputs.SQUARE_WAY,),
        special=inputs.WAYS,
        wrong={
            "the slope is taken at one place": Wrong(
                maps.at_the_end,
                "At x itself the slope may be 0 although x is all the reason. Take slopes at several places on the way "
                "from the baseline to x, and their mean.",
                also=maps.AT_THE_END,
            ),
            "the slopes are not taken at the midpoints": Wrong(
                maps.left_ends,
                "Cut the way into `points` equal parts, and take the slope in the middle of each: of four parts at "
                "1/8, 3/8, 5/8 and 7/8.",
                also=maps.PLACES,
            ),
            "the mean slope is not multiplied with x - baseline": Wrong(
                maps.no_way,
                "A slope is a change per unit. The share of a pixel is its mean slope times how far it has come, from "
                "the baseline to x.",
                also=(maps.times_x, *maps.TIMES),
            ),
            "it is not the mean over the points, for each number by itself": Wrong(
                maps.summed,
                "Slopes that are only added up grow with the number of points. The mean runs over the points, axis 0 "
                "of the list of slopes, and each number of x keeps its own.",
                also=maps.SUMMED,
            ),
            "the way does not lead from the baseline to x": Wrong(
                maps.from_zero,
                "Part a of the way is the picture b + a (x - b): b at the beginning, x at the end. Put in a = 0 and "
                "a = 1.",
                also=maps.FROM_ZERO,
            ),
            "the sign is turned": Wrong(
                maps.backwards,
                "The shares add up to the score of x minus the score of the baseline. Yours add up to the opposite.",
            ),
            "absolute values are taken": Wrong(
                maps.absolute,
                "A share may be negative: that pixel speaks against the class. Without signs the shares do not add up "
                "to the score.",
                also=maps.ABSOLUTES,
            ),
            "the shares are added up": Wrong(
                maps.added_up,
                "Every number of x has a share of its own, so the result has the shape of x. Adding them up is a good "
                "test, after that.",
            ),
        },
        hints=(
            "How does the score get from its value at the baseline to its value at x? In `points` small steps.",
            "The i-th midpoint (i = 0, 1, ...) is the part (i + 0.5) / points of the way; the picture there is the "
            "baseline plus that part of x - baseline.",
            "Add slope(...) of all midpoints, divide by points, and multiply with x - baseline.",
        ),
    ),
    Exercise(
        id="30.4",
        title="Cover and look",
        reference=answers.occlusion,
        inputs=inputs.sample_cover,
        cases=(inputs.SQUARE_COVER,),
        special=inputs.COVERS,
        wrong={
            "it is not the fall of the score": Wrong(
                covers.rises,
                "Where the reason is, covering makes the score fall: the score of the whole picture minus the score of "
                "the covered one, with its sign.",
                also=covers.RISES,
            ),
            "all but the window is black": Wrong(
                covers.inside_kept, "The window is what is covered. The rest of the picture stays as it is."
            ),
            "windows stay black": Wrong(
                covers.never_uncovered,
                "Your picture gets blacker from window to window. Each window is laid over a fresh copy of x.",
            ),
            "it is not the score of the first answer": Wrong(
                covers.new_answer,
                "The question is why this answer was given. So k is the class with the largest score for the whole "
                "picture, and its score is followed, not a probability, whatever else becomes the answer.",
                also=(*covers.OTHER_SCORES, covers.answer_when_covered, covers.probabilities),
            ),
            "it is not the mean over the windows that cover a pixel": Wrong(
                covers.not_divided,
                "A pixel in the middle lies in many windows, one in a corner in a single one. Count, for each pixel, "
                "the windows that cover it, and divide by that.",
                also=covers.DIVIDED,
            ),
            "the windows have another size or lie at other places": Wrong(
                covers.last_left_out,
                "A side of 6 pixels has room for 5 windows of 2, which begin at 0 to 4: size - window + 1, for the "
                "height and for the width. They lie one pixel apart, and x[i : i + window, j : j + window] are as many "
                "pixels as the window has.",
                also=(*covers.LAST_LEFT_OUT, covers.over_the_edge, covers.side_by_side, *covers.SIZES),
            ),
            "a window does not count for all its pixels": Wrong(
                covers.corner,
                "Each pixel of a window gets its fall, and each pixel takes the mean of all windows that cover it. The "
                "result has the shape of x.",
                also=covers.CORNERS,
            ),
            "the window is not black": Wrong(
                covers.white,
                "Covered means 0 here. (That is a choice, and another one gives another map.)",
                also=covers.FILLS,
            ),
        },
        hints=(
            "First the scores of the whole picture, and k. Then two loops over the places of the window.",
            "`scores` takes a stack of pictures: `scores(x[None])[0]` are those of one. Cover a copy.",
            "Keep two arrays of x's shape: to one add the fall at the pixels of the window, to the other 1. Return the "
            "first divided by the second.",
        ),
    ),
    Exercise(
        id="30.5",
        title="Does the sign hold?",
        reference=answers.sign_stability,
        inputs=inputs.sample_table,
        cases=(inputs.SQUARE_TABLE, inputs.FEW_REFITS),
        special=inputs.TABLES,
        wrong={
            "every refit sees the same examples": Wrong(
                signs.without_replacement,
                "Without replacement, n of n examples are all of them, in another order. And every refit needs a draw "
                "of its own.",
                also=(*signs.NOT_DRAWN, signs.drawn_once),
            ),
            "x and y are drawn apart": Wrong(
                signs.apart,
                "An example is a row of x with its own y. Draw row numbers once for each refit, and take the same rows "
                "of both.",
                also=signs.APART,
            ),
            "the examples of a refit are not n draws from all n": Wrong(
                signs.fewer,
                "A refit should see as many examples as there are, n, and each of them is drawn among all n, again "
                "for each refit.",
                also=signs.SIZES,
            ),
            "it is not the larger of the two shares": Wrong(
                signs.positive,
                "A coefficient that is negative in all refits is as stable as one that is always positive. Take the "
                "share of each sign, feature by feature, and return the larger one.",
                also=signs.NOT_COMMONER,
            ),
            "a coefficient of 0 gets a sign": Wrong(
                signs.zero_counts,
                "A 0 is neither positive nor negative, and the refit counts all the same. So the two shares may add up "
                "to less than 1.",
                also=signs.ZEROS,
            ),
            "plus and minus are weighed against each other": Wrong(
                signs.net_sign,
                "Half positive and half negative would give 0, and the share of the commoner sign is then a half. "
                "Count the two signs separately.",
                also=signs.NETS,
            ),
            "the signs are compared with those of one vector": Wrong(
                signs.against_all_data,
                "No single fit is the measure: one refit, the mean or the fit to all data may have the rarer sign. "
                "Which sign is commoner among the refits themselves?",
                also=signs.REFERENCES,
            ),
            "it is not one share for each feature": Wrong(
                signs.counted,
                "The result has the shape (d,): for each feature, the refits with that sign divided by all refits.",
                also=signs.OVER_FEATURES,
            ),
        },
        hints=(
            "One loop, a list of coefficient vectors, and then counting.",
            "`drawn = rng.integers(n, size=n)` are the row numbers of one refit. `np.array` of the list is "
            "(refits, d).",
            "(w > 0).mean(axis=0) is the share of plus signs. The same with <, and np.maximum of the two.",
        ),
    ),
)
