"""Exercises 18.4 and 18.5: the gradient on its way back through time, and a memory that it has to build."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.recurrent_networks import answers, mistakes_in_time

EXERCISES_IN_TIME = (
    Exercise(
        id="18.4",
        title="Back through time",
        reference=answers.through_time,
        inputs=answers.sample_through_time,
        special=answers.TIMES,
        returns=("dW_x", "dW_h", "db"),
        tolerance=1e-4,
        wrong={
            "nothing comes back from later steps, or only from the next": Wrong(
                mistakes_in_time.nothing_from_later,
                "Each state also affects all later losses, through W_h. Follow the gradient of the last step's loss to "
                "the first state: does it arrive?",
                also=(mistakes_in_time.only_from_the_next_step, mistakes_in_time.only_the_loss_of_the_next_step),
            ),
            "what comes from later replaces the step's own gradient": Wrong(
                mistakes_in_time.own_gradient_replaced,
                "A state has two paths to the loss: its own output and the next state. Gradients along paths add up.",
            ),
            "the slope of tanh is wrong or in the wrong place": Wrong(
                mistakes_in_time.slope_missing,
                "dL/dz is dL/dh times 1 - h^2, where dL/dh is all that has arrived at the state h, and h is already a "
                "tanh. The shares of the weights and what goes back are both made of dL/dz.",
                also=(
                    mistakes_in_time.slope_not_squared,
                    mistakes_in_time.slope_of_the_sigmoid,
                    mistakes_in_time.tanh_taken_again,
                    mistakes_in_time.sent_on_before_the_slope,
                    mistakes_in_time.slope_for_the_own_gradient_only,
                    mistakes_in_time.slope_for_what_comes_back_only,
                ),
            ),
            "W_h stands the wrong way round on the way back": Wrong(
                mistakes_in_time.W_h_transposed_back,
                "Forward it was h @ W_h.T, so backward it is g @ W_h, as in lesson 09.",
            ),
            "a state or a gradient of the wrong time is taken": Wrong(
                mistakes_in_time.state_after_the_step,
                "hs[t] is the state before input t, hs[t + 1] the one after it, and g[t] belongs to hs[t + 1]. Which "
                "state did W_h multiply, and which came out of the tanh? Something is off by one in time.",
                also=(
                    mistakes_in_time.slope_of_the_state_before,
                    mistakes_in_time.states_exchanged,
                    mistakes_in_time.own_gradient_too_late,
                ),
            ),
            "not every step counts, or the loop goes forward in time": Wrong(
                mistakes_in_time.one_step_only,
                "What comes back to step t comes from t + 1, so t + 1 must be done before t. And the same weights act "
                "at every step, so their gradients are sums over all of the steps. Where does your loop begin and end, "
                "and does each step add to what is there already?",
                also=(
                    mistakes_in_time.last_step_only,
                    mistakes_in_time.last_step_left_out,
                    mistakes_in_time.forward_in_time,
                ),
            ),
            "what goes back is added up over the steps": Wrong(
                mistakes_in_time.added_up_on_the_way,
                "What arrives at a state contains all later steps already. The weights' gradients are sums over time; "
                "what is carried back is not: each step replaces it.",
            ),
            "the gradients are clipped": Wrong(
                mistakes_in_time.clipped(100.0),
                "The gradient is asked for as it is, however large. Clipping keeps a training step short, so it "
                "belongs into the training loop, after the gradient is known; the lesson shortens the whole gradient "
                "there and keeps its direction.",
                also=mistakes_in_time.CLIPPED,
                any_value=True,
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
