"""Exercise 33.5: six short reports, a fault in each."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.capstone import answers, auditing
from nnlearn.lessons.capstone import mistakes_in_audits as mistakes

EXERCISES_IN_AUDITS = (
    Exercise(
        id="33.5",
        title="Audit",
        reference=answers.FINDINGS,
        cases=tuple((name,) for name in answers.FINDINGS),
        run=auditing.finding_in,
        advice=auditing.advice,
        wrong={
            "the lines are counted from 0": Wrong(
                mistakes.from_zero, "All faults are found, and each line is one too low: they are counted from 1."
            ),
            "the line of the result is named": Wrong(
                mistakes.at_the_result,
                "All faults are found. The last line shows them, and another brings each of them in: name the "
                "line that would have to be written otherwise.",
            ),
            "the search on validation is blamed": Wrong(
                mistakes.search_blamed,
                "To choose the best of many on validation is what validation is for; the test part was read once. Who "
                "was not allowed to choose?",
                also=mistakes.SEARCHES,
            ),
            "the best of twenty starts is taken for one start": Wrong(
                mistakes.kept_for_one_start,
                "One start would be too few, but honest. Here twenty were trained, and something decided which of them "
                "is reported.",
                also=mistakes.KEPT,
            ),
            "what lies between is taken for a leak into the features": Wrong(
                mistakes.time_for_leak,
                "No feature of F was made with the help of the test part. But its windows overlap: what lies on both "
                "sides of a window that is tested?",
                also=mistakes.TIMES,
            ),
            "the scale is blamed for all of it": Wrong(
                mistakes.scale_blamed,
                "Mean and spread of all patients are a leak, and a small one: they do not know who belongs to which "
                "group. Another line of A does.",
            ),
            "the step is blamed, not the slope": Wrong(
                mistakes.weak_step,
                "The step and the clip are as they should be, and the slope is that of the scores it is given. What "
                "happens to softmax, and to its slope, when the scores are as large as these?",
                also=mistakes.STEPS,
            ),
            "the share is blamed, not the map": Wrong(
                mistakes.share_blamed,
                "The share is counted correctly. But off the stroke this map is 0 in any network: which line "
                "sees to that?",
            ),
        },
        hints=(
            "Ask of each report: who knew the test part, and when? Who was allowed to choose, and from how many? What "
            "would a network that learned nothing have shown?",
            "Each fault of these six is used once: a leak, a choice by the test part, a rival left untuned, a "
            "slope that vanishes, a map of the picture, and time that was shuffled. Two names of the list are "
            "not needed.",
            "A: what do the labels of all 80 patients choose? B: which line reads the test part? C: where does 30 come "
            "from? D: what is softmax of scores in the hundreds? E: what is g * x on white paper? F: which windows are "
            "near one that is tested?",
        ),
    ),
)
