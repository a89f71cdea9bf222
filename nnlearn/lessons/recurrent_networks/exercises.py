"""The exercises and quizzes of lesson 18: recurrent networks."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.recurrent_networks import answers, mistakes

EXERCISES = (
    Exercise(
        id="18.1",
        title="One step",
        reference=answers.step,
        inputs=answers.sample_step,
        wrong={
            "the old state is not used": Wrong(
                mistakes.old_state_not_used, "Change h and call it again: the new state must change."
            ),
            "W_h is transposed": Wrong(
                mistakes.W_h_transposed,
                "Row i of W_h belongs to unit i of the new state, just as in W_x. How did you multiply there?",
            ),
            "the tanh is missing": Wrong(
                mistakes.tanh_missing, "Some of your states are outside -1 to 1. Which function keeps them inside?"
            ),
            "the bias is left out": Wrong(
                mistakes.bias_left_out, "With x and h all zero, the new state is tanh(b), not 0."
            ),
            "each part gets its own tanh": Wrong(
                mistakes.tanh_for_each_part, "First the three terms are added; there is one tanh, around the sum."
            ),
            "the old state is added once more": Wrong(
                mistakes.old_state_added, "The old state enters only through W_h. With W_h zero it leaves no trace."
            ),
        },
        hints=(
            "It is a dense layer with two inputs, the current letter and the previous state.",
            "x has shape (N, d) and W_x (units, d): which product has shape (N, units)? The same for h and W_h.",
            "Add x @ W_x.T, h @ W_h.T and b, and put np.tanh around the sum.",
        ),
    ),
    Exercise(
        id="18.2",
        title="The loop over time",
        reference=answers.run,
        inputs=answers.sample_run,
        run=answers.run_after_step,
        wrong={
            "every step starts from the first state": Wrong(
                mistakes.always_from_the_first_state,
                "Nothing is remembered: pass the state of each step on to the next.",
            ),
            "the first state is taken as zero": Wrong(
                mistakes.starts_from_zero, "The caller gives a state before the first input: h. Begin with it."
            ),
            "the first state is returned as well": Wrong(
                mistakes.first_state_returned, "T inputs give T states; the one you were given is not among them."
            ),
            "the states are one step late": Wrong(
                mistakes.one_step_late, "Your row 0 is the state before the first input. Store after the step."
            ),
            "the sequence is read from its end": Wrong(
                mistakes.read_from_the_end, "Time runs forward: x[0] is read first."
            ),
            "only the last state is returned": Wrong(
                mistakes.last_state_only,
                "The network answers at each step, so every state is needed: shape (T, N, units).",
            ),
        },
        hints=(
            "You need a list, and a loop over the first axis of x.",
            "In the loop: h = step(x_t, h, W_x, W_h, b), then append h.",
            "np.array of the list, or np.stack, has shape (T, N, units).",
        ),
    ),
    Exercise(
        id="18.3",
        title="Draw a letter",
        reference=answers.draw,
        inputs=answers.sample_logits,
        special={
            "logits of 1,000": answers.LARGE,
            "point = 0 and a first letter of probability 0": answers.IMPOSSIBLE_FIRST,
        },
        samples=40,
        wrong={
            "the logits are multiplied by the temperature": Wrong(
                mistakes.multiplied_by_temperature,
                "A high temperature must make the letters more equally likely. Yours does the opposite.",
            ),
            "the temperature is not used": Wrong(
                mistakes.temperature_not_used,
                "Call it with temperature 0.01: the largest logit must win nearly always.",
            ),
            "the largest logit always wins": Wrong(
                mistakes.largest_always_wins,
                "That is what a temperature near 0 does. Otherwise the point decides, too.",
            ),
            "the place is one too low": Wrong(
                mistakes.one_too_low,
                "With point = 0 the first letter is drawn. Count the cumulative sums that are not above point.",
            ),
            "the letters are counted from the end": Wrong(
                mistakes.counted_from_the_end,
                "With point close to 0 the first letter is drawn, with point close to 1 the last.",
            ),
            "the exponentials overflow": Wrong(
                mistakes.overflows,
                "e to the power of 1,001 is too large for a float. First subtract the largest logit, as in lesson 03.",
            ),
        },
        hints=(
            "Divide the logits by the temperature and take the softmax; then think of a ruler from 0 to 1 on which "
            "each letter has a piece.",
            "np.cumsum of the probabilities gives the ends of the pieces. Which piece contains the point?",
            "np.searchsorted(cumulative, point, side='right') is the place.",
        ),
    ),
    Exercise(
        id="18.4",
        title="Back through time",
        reference=answers.through_time,
        inputs=answers.sample_through_time,
        returns=("dW_x", "dW_h", "db"),
        wrong={
            "nothing comes back from later steps": Wrong(
                mistakes.nothing_from_later,
                "Each state also affects all later losses, through W_h. What arrives from step t + 1 is missing.",
            ),
            "what comes from later replaces the step's own gradient": Wrong(
                mistakes.own_gradient_replaced,
                "A state has two paths to the loss: its own output and the next state. Gradients along paths add up.",
            ),
            "the slope of tanh is missing": Wrong(
                mistakes.slope_missing, "Going from dL/dh to dL/dz takes the factor 1 - h^2."
            ),
            "W_h is transposed on the way back": Wrong(
                mistakes.W_h_transposed_back, "Forward it was h @ W_h.T, so backward it is g @ W_h, as in lesson 09."
            ),
            "dW_h takes the state after the step": Wrong(
                mistakes.state_after_the_step,
                "W_h was multiplied by the state *before* the step, hs[t]. You are off by one in time.",
            ),
            "only one step counts": Wrong(
                mistakes.one_step_only,
                "The same weights act at every step, so their gradients are summed over the steps: +=.",
            ),
        },
        hints=(
            "Go from the last step to the first, and carry along what arrives at each state from later steps.",
            "At each step: add g[t] to what arrived, multiply by the slope 1 - hs[t + 1] ** 2, add the share of this "
            "step to the three sums, and send the rest back through W_h.",
            "With g_z the gradient before the tanh, the shares are g_z.T @ x[t], g_z.T @ hs[t] and g_z.sum(axis=0); "
            "g_z @ W_h goes to the step before.",
        ),
    ),
    Exercise(
        id="18.5",
        title="Remember longer",
        target=f"a mean probability of at least 0.7 for the right letter after {answers.DOTS} dots, over two networks",
        measure=answers.measure_memory,
        seconds=120.0,
        hints=(
            "The gradient has to come back from the question mark to the letter. Over how many dots can it do that?",
            "ask(model, dots) takes any number of dots, and you may change it while you train.",
            "Watch the probability of the right letter as you train. When is the network ready for something harder?",
        ),
    ),
)

QUIZZES = (
    Quiz(
        "18.predict",
        Question(
            "A recurrent network reads thirty years of sunspot numbers, one by one, and after each it predicts the "
            "next. Does its forecast get better with every year that it has read?",
            (
                ("Yes: it knows more each time.", "It knows more, but does that still help? Look at the curve."),
                ("At first; after some years the error stays where it is.", "Watch where the curve goes flat."),
                ("No: the first forecast is as good as the last.", "After one number, what can it know?"),
            ),
            answer="b",
        ),
        answered_in="Forecasting",
    ),
    Quiz(
        "18.recall",
        Question(
            "How many matrices W_h does a network unrolled over 100 steps have to learn?",
            (
                ("100, one per step.", "The copies are one network, drawn 100 times."),
                ("99, one for each arrow between copies.", "All arrows are the same matrix."),
                ("One.", "Shared in time; its gradient is the sum over all steps."),
            ),
            answer="c",
        ),
        Question(
            "Clipping shortens a gradient of length 50 to length 1. What does it keep?",
            (
                ("The direction.", "Every entry is divided by the same number."),
                ("The largest entry.", "That one shrinks like all the others."),
                (
                    "The gradients of early steps, which would vanish.",
                    "It can only shorten; it cannot bring anything back.",
                ),
            ),
            answer="a",
        ),
        Question(
            "You train with truncated BPTT over 20 steps. What can the network no longer do?",
            (
                ("Remember anything for more than 20 steps.", "The state continues; only the gradient is cut."),
                (
                    "Learn from a loss what it should have kept more than 20 steps earlier.",
                    "No gradient says so; what it happens to keep may still be there.",
                ),
                ("Read texts longer than 20 letters.", "It keeps reading, with the state it has."),
            ),
            answer="b",
        ),
    ),
)
