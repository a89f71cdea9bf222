"""The exercises and quizzes of lesson 12: evaluation."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.evaluation import answers, mistakes, report_card
from nnlearn.lessons.evaluation import mistakes_in_pairs as pairs
from nnlearn.lessons.evaluation.exercises_in_samples import EXERCISES_IN_SAMPLES
from nnlearn.lessons.evaluation.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="12.1",
        title="Four boxes",
        reference=answers.precision_recall_f1,
        inputs=answers.sample_labels,
        cases=(answers.MALIGNANT, answers.BENIGN),
        special=answers.LABELS,
        returns=("precision", "recall", "f1"),
        wrong={
            "precision and recall are exchanged": Wrong(
                mistakes.exchanged,
                "Precision is a share of the cases that were answered positive, recall a share of those that are "
                "positive. What do you divide by, and what do you return first?",
                also=(mistakes.other_order,),
            ),
            "class 1 is taken for the positive one, whatever `positive` says": Wrong(
                mistakes.one_is_positive,
                "Ask about class 0 of the same answers: nothing may be read as yes or no before it is compared with "
                "`positive`, neither in `answer` nor in `y`.",
                also=mistakes.ONES,
            ),
            "F1 is not the harmonic mean": Wrong(
                mistakes.arithmetic,
                "Try precision 1 and recall 0.02: F1 is 0.039. And where both are 0.6, any mean of them is 0.6. "
                "Which of the two comes out otherwise?",
                also=mistakes.OTHER_MEANS,
            ),
            "negative cases that were answered negative are counted": Wrong(
                mistakes.all_right_answers,
                "Add a hundred negative cases, all of them answered negative: neither precision nor recall nor F1 may "
                "change. Which of yours does?",
                also=mistakes.NEGATIVES_COUNTED,
            ),
            "the classes are exchanged": Wrong(
                mistakes.other_class,
                "These are the numbers of all other classes together: `positive` names the class that counts as "
                "positive, so a hit is a case where both `answer` and `y` are equal to it.",
            ),
            "hits and errors are mixed up": Wrong(
                mistakes.MISSES_FOR_HITS[0],
                "On top stand the hits, and below them a whole group: all that were answered positive, or all that "
                "are. A group holds its hits as well. What is yours for answers that are all right?",
                also=mistakes.MISSES_FOR_HITS[1:],
            ),
            "the negative cases are found by a number of their own": Wrong(
                mistakes.NEGATIVES_BY_NUMBER[0],
                "A case is negative if it is not `positive`, whatever its number is. Where do you compare with 0, "
                "or with another number of your own?",
                also=mistakes.NEGATIVES_BY_NUMBER[1:],
            ),
            "0/0 does not give 0": Wrong(
                mistakes.not_a_number,
                "A class that is never answered, or never there, has an empty group to divide by. Look at the size "
                "of the group first.",
                also=(mistakes.not_a_number_from_two,),
                any_value=True,
            ),
        },
        hints=(
            "Make two arrays of True and False: which cases were answered positive, and which are. Three counts of "
            "them are enough.",
            "Hits are both. Precision is hits among the answered ones, recall hits among the true ones.",
            "F1 is 2 * hits / (answered + true). Each of the three is 0 if what you would divide by is 0: "
            "`hits / n if n else 0.0`.",
        ),
    ),
    Exercise(
        id="12.2",
        title="Count the pairs",
        reference=answers.auc,
        inputs=answers.sample_ranking,
        cases=(answers.FIVE,),
        special=answers.RANKINGS,
        wrong={
            "equal scores are not counted as half": Wrong(
                pairs.ties_lost,
                "Give all cases the same score: the toss of a coin decides each pair, so the area is 0.5. What is "
                "yours?",
                also=pairs.TIES_WON,
            ),
            "the order is turned round": Wrong(
                pairs.turned_round,
                "Take one positive case with score 0.9 and a negative one with 0.1: the area is 1. Which of the two "
                "do you ask to be higher, or from which end do you go through the scores?",
                also=(pairs.negatives_first, *pairs.TURNED_ROUND),
            ),
            "pairs of the wrong kind are counted": Wrong(
                pairs.every_pair,
                "A pair is one positive and one negative case; two of the same class say nothing. With 2 positive "
                "and 3 negative cases there are 6 pairs. Which do you compare?",
                also=pairs.OTHER_PAIRS,
            ),
            "the sizes of the scores count": Wrong(
                pairs.difference_of_means,
                "Multiply all scores by 10: the order stays, and so must the area. It asks which score is higher, "
                "not by how much.",
                also=pairs.SIZE_OF_SCORES,
            ),
            "fixed thresholds decide": Wrong(
                pairs.accuracy_at_half,
                "Add 100 to every score: the order stays, and so must the area. Scores are compared with each "
                "other, not with a line.",
                also=pairs.AT_A_THRESHOLD,
            ),
            "scores and labels no longer belong together": Wrong(
                pairs.scores_sorted_alone,
                "If one of the two is put in another order, the other has to follow: `order = np.argsort(...)`, then "
                "`s[order]` and `y[order]`. Or leave both as they are.",
                also=pairs.SORTED_ALONE,
            ),
            "it is not divided by the number of pairs": Wrong(
                pairs.wins,
                "With 2 positive and 3 negative cases there are 6 pairs, and if all are in order the area is 1. "
                "What is yours?",
                also=pairs.DIVIDED_OTHERWISE,
            ),
            "a case does not meet all cases of the other class": Wrong(
                pairs.one_against_one,
                "Each positive case meets each negative one: 2 positive and 3 negative cases make 6 pairs, 3 for "
                "each positive one. How many comparisons do you make? A mean, a largest or a smallest score is only "
                "one number.",
                also=pairs.ONE_NUMBER,
            ),
        },
        hints=(
            "s[y == 1] are the positive scores, s[y == 0] the negative ones. Two loops, one inside the other, meet "
            "every pair once.",
            "Count 1 if the positive one is higher, 0.5 if both are equal, 0 otherwise; divide by the number of pairs.",
            "Without loops: `above[:, None] > below` compares each with each, and `.mean()` of it is a share of the "
            "pairs. Add half of `above[:, None] == below`.",
        ),
    ),
    Exercise(
        id="12.3",
        title="Other people",
        reference=answers.ppv,
        inputs=answers.sample_test,
        cases=(answers.ONE_IN_TEN,),
        special=answers.TESTS,
        wrong={
            "the prevalence is missing somewhere": Wrong(
                mistakes.everybody_half_ill,
                "Count 1,000 people, of whom 100 are ill: recall is a share of the 100, and 1 - specificity a share "
                "of the other 900. Which of the two groups is missing in yours, or has another size?",
                also=mistakes.WEIGHTS_MISSING,
            ),
            "the healthy who are cleared stand where the false alarms belong": Wrong(
                mistakes.cleared_for_alarmed,
                "Specificity is the share of the healthy whom the test clears. Which share of them does it call "
                "positive?",
            ),
            "it is not a share of all whom the test calls positive": Wrong(
                mistakes.joint,
                "Take a test that never raises a false alarm: whatever the prevalence, whom it calls positive is "
                "ill, so the result is 1. If all are called positive, ill or not, it is the prevalence. What are "
                "yours?",
                also=mistakes.JOINT,
            ),
            "it is about those whom the test calls negative": Wrong(
                mistakes.of_the_cleared,
                "Ask about those with a positive result: the ill whom the test finds, and the healthy whom it alarms.",
                also=(mistakes.ill_among_the_cleared,),
            ),
            "it is the odds, not the share": Wrong(
                mistakes.odds,
                "10 ill people and 20 false alarms are odds of 10 to 20, or 0.5; but of 30 people 10 are ill. What "
                "do you divide by?",
            ),
            "it is the share of false alarms": Wrong(
                mistakes.healthy_among_the_alarmed,
                "This is the share of healthy people among those whom the test calls positive: 1 minus what was asked "
                "for.",
            ),
            "the ill and the healthy are exchanged": Wrong(
                mistakes.healthy_for_ill,
                "The prevalence is the share of the ill. Recall is about them, specificity about the others, who "
                "are 1 - prevalence.",
            ),
            "those whom the test misses are counted": Wrong(
                mistakes.missed_for_alarmed,
                "Recall is the share of the ill whom the test calls positive; 1 - recall of them are missed, and do "
                "not occur here. The false alarms are healthy people: which number is about them?",
                also=(mistakes.recall_of_the_healthy,),
            ),
        },
        hints=(
            "Count 1,000 people with a prevalence of 0.1: how many are ill, and how many of those does the test find?",
            "How many are healthy, and which share of these does it alarm, if it clears the share `specificity`?",
            "Divide the first group by both groups together: found / (found + alarmed), each a share of all people.",
        ),
    ),
    *EXERCISES_IN_SAMPLES,
    Exercise(
        id="12.6",
        title="A report card",
        target="a mean cost of at most 60 for 142 unseen samples, over ten splits",
        measure=report_card.measure,
        hints=(
            "If a miss costs 50 alarms, alarm as soon as p is above 1/51. But that is true of honest probabilities: "
            "how honest are those of a network that has been trained for long?",
            "Take a fifth of the 427 samples away, train on the others, and look how sure your model is where it is "
            "wrong. Fewer epochs, weight decay or a temperature make it less sure.",
            "Compare a few settings by the log loss on samples that were held out of the 427, keep the best, train on "
            "all 427, and alarm where the logit is above log(1/50). Standardise with the mean and the spread of the "
            "training samples.",
        ),
        seconds=180,
    ),
)
