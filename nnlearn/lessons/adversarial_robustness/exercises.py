"""The exercises and quizzes of lesson 29: adversarial robustness."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.adversarial_robustness import answers, harder, inputs, mistakes, mistakes_in_margins
from nnlearn.lessons.adversarial_robustness.exercises_in_answers import EXERCISES_IN_ANSWERS
from nnlearn.lessons.adversarial_robustness.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="29.1",
        title="One step along the slope",
        reference=answers.forge,
        inputs=inputs.sample_forgery,
        cases=(inputs.SQUARE,),
        special=inputs.FORGERIES,
        wrong={
            "the step has no sign": Wrong(
                mistakes.no_sign,
                "Every pixel may change by eps, however small its slope: only the sign of the slope counts. By how "
                "much do yours change?",
                also=mistakes.NO_SIGNS,
            ),
            "the step leads away from the wanted class": Wrong(
                mistakes.away,
                "That is an attack, but another one: it makes the class k less likely. The loss is that of the wanted "
                "class. Should it rise or fall?",
            ),
            "all pictures are changed alike": Wrong(
                mistakes.one_for_all,
                "Each picture has its own slope, a row of g, (N, d). Nothing is averaged over the batch.",
            ),
            "the pixels leave the range from 0 to 1": Wrong(
                mistakes.not_clipped,
                "Nothing is whiter than 0 or blacker than 1. Clip the changed picture, at both ends.",
                also=mistakes.NOT_CLIPPED,
            ),
            "the slope is that of the weights": Wrong(
                mistakes.of_the_weights,
                "This slope has a row for each class, (classes, d): it says how to train the reader. Here the reader "
                "stays as it is and the picture changes: the slope has the shape of x.",
            ),
            "the slope at the scores is not p minus one-hot": Wrong(
                mistakes.no_softmax,
                "At the scores the slope of cross-entropy is p minus one-hot, in all classes, and p is softmax of each "
                "row of scores: its numbers are above 0, and their sum over the classes is 1.",
                also=mistakes.NO_SOFTMAX,
            ),
            "the class that is read takes the place of the wanted one": Wrong(
                mistakes.from_the_answer,
                "Somebody wants the class k to be read. What the reader says now, the largest score, is not asked for.",
                also=mistakes.FROM_THE_ANSWER,
            ),
            "the change is returned, not the picture": Wrong(
                mistakes.the_change, "The picture is x plus the change.", also=mistakes.THE_CHANGES
            ),
        },
        hints=(
            "Which loss is small if the reader says k? Its slope at the scores is known from lesson 09. One more step "
            "of the backward pass leads to x.",
            "g = (p - one-hot of k) W, with p the softmax of the scores: (N, classes) times (classes, d) is (N, d).",
            "To make this loss smaller, subtract eps * np.sign(g). Then np.clip(..., 0, 1).",
        ),
    ),
    Exercise(
        id="29.2",
        title="Many small steps",
        reference=answers.pgd,
        inputs=inputs.sample_climb,
        special=inputs.CLIMBS,
        wrong={
            "the budget is counted from another point": Wrong(
                mistakes.around_the_last,
                "The budget belongs to the picture x: no pixel may ever be further than eps from x. Around a point "
                "that moves, or around the start, it allows more.",
                also=mistakes.AROUND,
            ),
            "the slope is always taken at the same point": Wrong(
                mistakes.slope_of_the_picture,
                "The slope changes on the way; that is why the steps are small. Take it where you are.",
                also=mistakes.SLOPES,
            ),
            "the budget is not that of each pixel": Wrong(
                mistakes.no_budget,
                "Each pixel by itself may be up to eps away from its value in x, and no further; the length of the "
                "whole change does not matter. Which two bounds does that set for a pixel?",
                also=mistakes.NO_BUDGET,
            ),
            "the pixels leave the range from 0 to 1": Wrong(
                mistakes.out_of_range, "The budget is kept, but a pixel also has to stay between 0 and 1."
            ),
            "the bounds are kept after the last step only": Wrong(
                mistakes.at_the_end,
                "On the way the slope is then taken at points that are not allowed. Clip after every step.",
            ),
            "the change takes the place of the picture": Wrong(
                mistakes.change_returned,
                "What the reader is shown is the changed picture itself, in every step and at the end. Bounds for a "
                "picture lie around x, and only those of a change around 0.",
                also=mistakes.CHANGES,
            ),
            "a step is not rate times the sign of the slope, upwards": Wrong(
                mistakes.no_sign_in_steps,
                "Every pixel moves by `rate`, in the direction in which the loss rises. Look at the first step alone: "
                "by how much does each pixel move, and which way?",
                also=mistakes.STEPS,
            ),
            "it does not begin at the start": Wrong(
                mistakes.from_the_picture,
                "`start` is the point at which the attack begins, not a change that is added, and x only says where "
                "the budget lies.",
                also=mistakes.STARTS,
            ),
        },
        hints=(
            "A loop over the steps. Which of x, start and the point where you are is needed for what?",
            "a begins as start. In the loop it moves by rate * np.sign(slope(a)), and is then brought back twice.",
            "The nearest allowed point of a box is a clip: between x - eps and x + eps, then between 0 and 1.",
        ),
    ),
    Exercise(
        id="29.3",
        title="Attack the margin",
        reference=answers.margin_slope,
        inputs=inputs.sample_scores,
        special=inputs.SCORES,
        returns=("margins", "dm/ds"),
        wrong={
            "the right class takes part among the wrong ones": Wrong(
                mistakes_in_margins.right_takes_part,
                "The largest score among the wrong classes. The right one must not be found, whatever the signs of "
                "the scores: a 0 in its place may be the largest.",
                also=mistakes_in_margins.TAKING_PART,
            ),
            "the second largest score is taken": Wrong(
                mistakes_in_margins.second,
                "That is the largest wrong score only while the right one is the largest of all. Look at a picture "
                "that is read wrongly.",
            ),
            "a sign is turned": Wrong(
                mistakes_in_margins.turned,
                "A margin is above 0 where the answer is wrong: an attack wants it to rise. It rises with the wrong "
                "score and falls with the right one, and so do the signs of the slope.",
                also=mistakes_in_margins.TURNED,
            ),
            "the margins are averaged or summed": Wrong(
                mistakes_in_margins.averaged,
                "One margin for each picture. The slope is that of their sum, so no picture's slope depends on how "
                "many others there are.",
                also=mistakes_in_margins.AVERAGED,
            ),
            "more than two scores of a picture count": Wrong(
                mistakes_in_margins.mean_of_wrong,
                "Only the largest of the wrong scores and the right one decide: in each row of the slope two numbers "
                "are not 0. (`s[:, y]` takes all of y's classes from every row.)",
                also=mistakes_in_margins.OF_ALL_WRONG,
            ),
            "the margin ends somewhere": Wrong(
                mistakes_in_margins.hinged,
                "This is a hinge, as in training: beyond it the slope is 0, and an attack would stand still there. "
                "Leave the margin as it is, above 0 and below.",
                also=mistakes_in_margins.HINGED,
            ),
            "softmax takes part": Wrong(
                mistakes_in_margins.of_probabilities,
                "Softmax turns large differences of scores into 0 and 1, which is where the slope was lost. The margin "
                "is a difference of scores themselves, and its slope holds only 1, -1 and 0.",
                also=mistakes_in_margins.WITH_SOFTMAX,
            ),
            "the slope does not stand at both scores": Wrong(
                mistakes_in_margins.half_a_slope,
                "The margin is a difference of two scores, and its slope stands at their places in s, both of them. "
                "(After np.delete the places are counted otherwise.)",
                also=mistakes_in_margins.HALVES,
            ),
        },
        hints=(
            "Copy the scores and make the right one so small that it cannot be the largest.",
            "`s[np.arange(N), y]` picks one score of each row; -np.inf is smaller than any score. argmax tells which "
            "wrong class is the largest.",
            "The slope is an array of zeros with a 1 at that wrong class and a -1 at the right one, in each row.",
        ),
    ),
    *EXERCISES_IN_ANSWERS,
    Exercise(
        id="29.6",
        title="Harder to fool",
        target="at least 95 of 100 unseen digits read, and 60 of 100 under attack with a budget of 0.15",
        measure=harder.measure,
        hints=(
            "A reader is good at what it was trained on. What should it be trained on, to be good under attack?",
            "In each batch attack the reader as it is now, and take the training step on the changed pictures.",
            "One step of FGSM with eps 0.15 for each batch is enough; 128 hidden units and 40 epochs of Adam with a "
            "rate of 0.002.",
        ),
        seconds=240,
    ),
)
