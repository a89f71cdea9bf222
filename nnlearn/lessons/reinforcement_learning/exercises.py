"""The exercises and quizzes of lesson 28: reinforcement learning."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.reinforcement_learning import answers, balance, inputs, mistakes
from nnlearn.lessons.reinforcement_learning.exercises_in_policies import EXERCISES_IN_POLICIES
from nnlearn.lessons.reinforcement_learning.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="28.1",
        title="One sweep",
        reference=answers.sweep,
        inputs=inputs.sample_world,
        cases=(inputs.SQUARE,),
        special=inputs.WORLDS,
        wrong={
            "the best action is not taken": Wrong(
                mistakes.mean_for_max,
                "Two actions, one worth 1 and one worth -1: an agent that may choose is at a place of value 1. Each "
                "state has its own actions, so the maximum runs over axis 1.",
                also=mistakes.MEANS,
            ),
            "states that end an episode have a value": Wrong(
                mistakes.no_ends,
                "Nothing comes after the end, so the value of a state that ends an episode is 0, whatever it was "
                "before.",
                also=mistakes.ENDS,
            ),
            "the values are changed on the way": Wrong(
                mistakes.in_place,
                "Every new value of a sweep is made of the old values. Yours sees values that this sweep has changed "
                "already. (That way works, too, and makes other numbers.)",
                also=(mistakes.in_place_backwards, mistakes.in_place_with_ends),
            ),
            "gamma stands in the wrong place": Wrong(
                mistakes.reward_discounted,
                "The reward comes now, at its full worth. What is later by one step counts gamma, once.",
                also=mistakes.GAMMAS,
            ),
            "the reward of each action is not added to it once": Wrong(
                mistakes.no_reward,
                "An action is worth its own reward and gamma times where it leads. Add the two for each action, once, "
                "and then take the best sum: the best reward and the best place may belong to two actions.",
                also=mistakes.REWARDS,
            ),
            "P is read in the other direction": Wrong(
                mistakes.transposed,
                "P[s, a, s'] leads from s to s', so each row P[s, a] has the sum 1, and is multiplied with V.",
                also=mistakes.TRANSPOSED,
            ),
            "the world is taken for the best or the likeliest": Wrong(
                mistakes.best_place,
                "You choose the action, and chance chooses where it leads. So the values are weighted with P and "
                "summed; only over actions is there a maximum.",
                also=mistakes.BEST_PLACES,
            ),
            "actions are returned, not values": Wrong(
                mistakes.which_action, "argmax says which action is best. What is it worth?", also=mistakes.WHICH
            ),
        },
        hints=(
            "First the worth of every action in every state, an array (n, actions). Then the best one of each state.",
            "`P @ V` is the mean value of where each action leads, (n, actions). Reward and gamma are missing.",
            "Q = R + gamma * (P @ V), then the maximum over axis 1, and 0 where `ends` is True.",
        ),
    ),
    Exercise(
        id="28.2",
        title="Learn from one step",
        reference=answers.q_update,
        inputs=inputs.sample_moment,
        special=inputs.MOMENTS,
        wrong={
            "the last step counts on something after it": Wrong(
                mistakes.never_ends,
                "After the last step nothing comes; its reward is all there is. (`~` is for arrays: ~True is -2.)",
                also=mistakes.NEVER_ENDS,
            ),
            "the maximum is taken over something else": Wrong(
                mistakes.over_the_states,
                "In s_next you may choose among the actions there: one row of the table.",
                also=mistakes.OVER_STATES,
            ),
            "the same action is assumed to follow": Wrong(
                mistakes.the_action_taken,
                "The action a belongs to s. In s_next the best action counts, whatever was done before.",
                also=mistakes.THE_ACTION,
            ),
            "the best value of the next state is not taken": Wrong(
                mistakes.mean_over_actions,
                "Q-learning takes the largest of the values of s_next: not their mean, sum or least, nor the number of "
                "the best action.",
                also=mistakes.MEANS_OVER_ACTIONS,
            ),
            "another entry of the table is changed": Wrong(
                mistakes.the_next_state,
                "You have tried action a in state s and nothing else: only Q[s, a] has something to learn.",
                also=mistakes.OTHER_PLACES,
            ),
            "the value moves away from the target": Wrong(
                mistakes.other_way, "A target above the value has to raise it: old + rate (target - old)."
            ),
            "the step is not rate times the difference": Wrong(
                mistakes.replaced,
                "With a rate of 0 nothing changes, and with 1 the target replaces the value. Between, it is old + rate "
                "(target - old), in the last step, too, and the reward is a part of the target.",
                also=mistakes.STEPS,
            ),
            "gamma stands in the wrong place": Wrong(
                mistakes.not_discounted_later,
                "The reward counts in full, the value of the next state gamma times, once.",
                also=mistakes.DISCOUNTS,
            ),
        },
        hints=(
            "What was that step worth? The reward, and, if it was not the last, gamma times the best you can do from "
            "s_next.",
            "y = r if ended, else r + gamma * Q[s_next].max(). Move Q[s, a] a part of the way to y.",
            "Copy the table as floats; then Q[s, a] = Q[s, a] + rate * (y - Q[s, a]).",
        ),
    ),
    Exercise(
        id="28.3",
        title="The slope at the outputs",
        reference=answers.dqn_slope,
        inputs=inputs.sample_batch,
        special=inputs.BATCHES,
        returns=("loss", "dL/dq"),
        wrong={
            "an episode that was cut off counts as one that ended": Wrong(
                mistakes.cut_is_an_end,
                "The clock stopped it; the pole stood and would have gone on earning. Only a fall ends it.",
                also=mistakes.CUTS,
            ),
            "a fall counts as any other step": Wrong(
                mistakes.no_end,
                "After a fall nothing is earned any more, so the target is the reward alone.",
                also=(*mistakes.ENDS_OF_EPISODES, mistakes.fallen_reward_lost),
            ),
            "actions that were not taken get a slope": Wrong(
                mistakes.all_actions,
                "Of the other actions nothing has been learned: their slope is 0, and they have no part in the loss. "
                "(`q[:, a]` takes all of `a` in each row, `q[np.arange(n), a]` one action in each.)",
                also=mistakes.ALL_ACTIONS,
            ),
            "the loss or its slope is scaled otherwise": Wrong(
                mistakes.per_number,
                "The loss is the mean over n steps of half a square. Its slope is the error of the action that was "
                "taken, divided by n: not by the number of outputs, nor times 2.",
                also=mistakes.SCALES,
            ),
            "the slope has another sign": Wrong(
                mistakes.downhill, "If q is above the target, a larger q makes a larger loss: the slope is positive."
            ),
            "the target is made by the network that learns": Wrong(
                mistakes.own_network,
                "q are the outputs for the states before the step, q_next those for the states after it, made by the "
                "slow network. The target needs the second.",
            ),
            "the target is not the best value after the step": Wrong(
                mistakes.the_same_action,
                "In the next state the best action counts, row by row: the maximum of q_next over its actions.",
                also=mistakes.SAME_ACTIONS,
            ),
            "the slope is clipped": Wrong(
                mistakes.clipped,
                "Many recipes clip it to between -1 and 1. Here the loss is half the square, whatever its size.",
                also=mistakes.CLIPPED,
            ),
        },
        hints=(
            "Two steps: the targets y (n,), then the loss of lesson 05 at the outputs of the actions that were taken.",
            "y = r + gamma * q_next.max(axis=1), without the second part where `fell`. `q[np.arange(n), a]` picks the "
            "outputs of the actions.",
            "The slope is an array of zeros, shaped as q; at [np.arange(n), a] stands (q of the action - y) / n.",
        ),
    ),
    *EXERCISES_IN_POLICIES,
    Exercise(
        id="28.6",
        title="A pole in disguise",
        target="500 steps in 57 of 60 episodes, after learning from at most 20,000 steps in each of three worlds",
        measure=balance.measure,
        hints=(
            "The lesson balanced the pole in several ways. Which one took only a few thousand steps of the world?",
            "A rule is four weights: push to the right if their sum, times the four numbers of the state, is above 0. "
            "Draw the weights at random, and see how long the rule holds.",
            "A bad rule falls after some twenty steps and costs no more. Let one that has held for 500 prove itself in "
            "eight episodes, and return it if it has held in all.",
        ),
        seconds=240,
    ),
)
