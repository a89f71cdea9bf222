"""Exercises 28.4 and 28.5: the slope of REINFORCE, and a step of the world in which it is used."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.reinforcement_learning import answers, inputs
from nnlearn.lessons.reinforcement_learning import mistakes_in_policies as mistakes

EXERCISES_IN_POLICIES = (
    Exercise(
        id="28.4",
        title="Climb the return",
        reference=answers.reinforce_slope,
        inputs=inputs.sample_episode,
        special=inputs.EPISODES,
        returns=("G", "dL/dz"),
        wrong={
            "it climbs down": Wrong(
                mistakes.uphill,
                "Gradient descent on L has to make an action with a return above the baseline likelier: its score must "
                "rise, so its slope is negative.",
            ),
            "the rewards are added from the front": Wrong(
                mistakes.from_the_front,
                "An action can only change what comes after it. G of the last step is the last reward.",
                also=mistakes.FRONTS,
            ),
            "every step gets the whole return": Wrong(
                mistakes.whole_return,
                "Rewards from before an action are not its merit. G of the last step is the last reward.",
                also=mistakes.WHOLE,
            ),
            "the discount does not count from the step itself": Wrong(
                mistakes.wrong_end,
                "G_t = r_t + gamma G_{t+1}: the reward of the step counts in full, the next gamma times, the one after "
                "that gamma squared times.",
                also=mistakes.DISCOUNTS,
            ),
            "rewards are left out": Wrong(
                mistakes.last_left_out, "G of a step has its own reward and all later ones.", also=mistakes.LEFT_OUT
            ),
            "the baseline is not subtracted from the returns in the slope": Wrong(
                mistakes.no_baseline,
                "Each step has its own baseline b. The slope is multiplied with G - b; G itself is returned as it is.",
                also=(*mistakes.BASELINES, mistakes.baseline_in_the_returns),
            ),
            "sums or means are multiplied, not each step": Wrong(
                mistakes.means_apart,
                "Each step's slope is multiplied with what came after that step. L is a sum of such products, so "
                "nothing is divided by the number of steps.",
                also=mistakes.MEANS_APART,
            ),
            "it is not the slope of log softmax": Wrong(
                mistakes.one_hot_alone,
                "Raising one score lowers the probabilities of all others. The slope of -log p of an action is p minus "
                "the one-hot row of the action, as in lesson 05.",
                also=mistakes.SLOPES,
            ),
        },
        hints=(
            "First the returns, in a loop from the last step to the first. Then one line for the slope.",
            "G[t] = r[t] + gamma * G[t + 1]. The slope of -log p(a) with respect to the scores is p minus one-hot.",
            "`np.eye(actions)[a]` are the one-hot rows (T, actions); the slope is (G - b)[:, None] * (p - those).",
        ),
    ),
    Exercise(
        id="28.5",
        title="Build the world",
        reference=answers.cartpole_step,
        inputs=inputs.sample_carts,
        special=inputs.CARTS,
        returns=("states", "fallen"),
        wrong={
            "places move with the new speeds": Wrong(
                mistakes.new_speeds,
                "Euler's step takes all four rates at the old state. Move the place with the old speed, and "
                "nothing else.",
                also=(mistakes.half_a_square,),
            ),
            "the push has another size or direction": Wrong(
                mistakes.other_side,
                "A push of 1 is +10 newtons, a push of 0 is -10, to the left.",
                also=mistakes.FORCES,
            ),
            "the numbers of a state stand in another order": Wrong(
                mistakes.reordered,
                "Each row is one cart: place, speed, angle, angular speed, in the old states and in the new ones.",
                also=(mistakes.half_reordered, mistakes.reshaped),
            ),
            "a mass, the length, the fraction or gravity is another one": Wrong(
                mistakes.pole_without_mass,
                "Cart and pole weigh 1.1 kg together, the pole 0.1; l is half the pole, 0.5 m; gravity is 9.8, and the "
                "fraction is 4/3.",
                also=mistakes.CONSTANTS,
            ),
            "the angle is taken for degrees": Wrong(
                mistakes.in_degrees,
                "The angles of the state are in radians, which is what np.sin takes.",
                also=mistakes.IN_DEGREES,
            ),
            "a term has another sign or is missing": Wrong(
                mistakes.FORMULAS[0],
                "A push to the right makes an upright pole fall to the left: its angular acceleration is negative. The "
                "falling pole pushes back at the cart, and w stands there squared.",
                also=mistakes.FORMULAS[1:],
            ),
            "a limit is another one": Wrong(
                mistakes.limit_rounded,
                "The pole has fallen beyond 12 degrees, or 0.2094 radians; the cart leaves the track beyond 2.4.",
                also=mistakes.LIMITS,
            ),
            "who has fallen is judged otherwise": Wrong(
                mistakes.judged_before,
                "Look at the new state. To either side, and either the pole or the cart: one is enough.",
                also=mistakes.JUDGED,
            ),
        },
        hints=(
            "Write the formulas in the order in which they stand; each is one line, for all carts at once.",
            "x, v, angle, w = states.T gives four arrays (n,). The force is `np.where(pushes == 1, 10.0, -10.0)`.",
            "The rates are v, the cart's acceleration, w, the angular one, in this order. New = old + 0.02 * rates.",
        ),
    ),
)
