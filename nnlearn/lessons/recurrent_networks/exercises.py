"""The exercises and quizzes of lesson 18: recurrent networks."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.recurrent_networks import answers, mistakes, mistakes_in_drawing, mistakes_in_time
from nnlearn.lessons.recurrent_networks.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="18.1",
        title="One step",
        reference=answers.step,
        inputs=answers.sample_step,
        tolerance=1e-4,  # float32 will do
        wrong={
            "the old state is not used, or not that of the same sequence": Wrong(
                mistakes.old_state_not_used,
                "Change one row of h and call it again: the same row of the new state must change, and no other.",
                also=(mistakes.old_state_of_the_first_sequence, mistakes.state_goes_on_to_the_next_sequence),
            ),
            "a weight matrix is not transposed": Wrong(
                mistakes.W_h_transposed,
                "Row i of W_x and row i of W_h belong to unit i of the new state. Which axes are summed over in your "
                "two products? W_h is square, so its shape does not complain.",
                also=(mistakes.W_x_transposed, mistakes.W_x_transposed_in_dot),
            ),
            "the activation is not tanh": Wrong(
                mistakes.tanh_missing,
                "The values of tanh lie between -1 and 1, on both sides of 0. Are some of your states outside, or is "
                "none below 0?",
                also=(mistakes.sigmoid, mistakes.relu),
            ),
            "the bias is left out": Wrong(
                mistakes.bias_left_out, "With x and h all zero, the new state is tanh(b), not 0."
            ),
            "the tanh is not around the whole sum": Wrong(
                mistakes.tanh_for_each_part,
                "First the three terms are added, each of them once; there is one tanh, and it is around the sum. So "
                "no state may be outside -1 to 1: are yours?",
                also=mistakes.TANH_ELSEWHERE,
            ),
            "the old state is added once more": Wrong(
                mistakes.old_state_added,
                "The old state enters only through W_h. With W_h zero it leaves no trace.",
                also=(mistakes.old_state_added_inside, mistakes.old_state_averaged),
            ),
            "x and h are joined in another order than their weights": Wrong(
                mistakes.joined_state_first,
                "W_x belongs to x, and W_h to h. Which column of the joined weights meets which number of the joined "
                "row?",
                also=(mistakes.joined_state_first_in_the_weights,),
            ),
            "the products are written as in the formula for one vector": Wrong(
                mistakes.as_in_the_formula,
                "W_x x fits a formula with one column x. Here each row of x is one sequence: which order of the two, "
                "and which of them transposed, gives shape (N, units)?",
                also=(
                    mistakes.as_in_the_formula_state_first,
                    mistakes.as_in_the_formula_with_dot,
                    mistakes.as_in_the_formula_with_dot_state_first,
                    mistakes.columns,
                    mistakes.weights_turned,
                ),
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
        run=answers.one_array,
        tolerance=1e-4,
        wrong={
            "every step starts from the same state, or reads the same input": Wrong(
                mistakes.always_from_the_first_state,
                "In step t the network reads x[t] and starts from the state of step t - 1. Which of the two stays the "
                "same in all of your steps? A loop over the sequences, too, hands no state on from one time to the "
                "next.",
                also=(mistakes.always_from_zero, mistakes.always_the_first_input),
            ),
            "the first state is taken as zero": Wrong(
                mistakes.starts_from_zero, "The caller gives a state before the first input: h. Begin with it."
            ),
            "the first state stands among the states": Wrong(
                mistakes.first_state_returned,
                "T inputs give T states, and row 0 is the one after x[0]. Your row 0 is the state that you were given: "
                "is it stored before the step, or is x[0] never read?",
                also=(mistakes.one_step_late, mistakes.first_input_skipped),
            ),
            "`step` gets the state first, then the input": Wrong(
                mistakes.state_before_the_input,
                "step takes x, then h, as in 18.1. Which of the two stands first in your call?",
            ),
            "the sequence is read from its end": Wrong(
                mistakes.read_from_the_end,
                "Time runs forward: x[0] is read first.",
                also=(mistakes.read_from_the_end_and_stored_in_order,),
            ),
            "only the last state is returned": Wrong(
                mistakes.last_state_only,
                "The network answers at each step, so every state is needed: shape (T, N, units).",
            ),
            "the loop runs over the sequences, not over time": Wrong(
                mistakes.along_the_sequences,
                "x has shape (T, N, d): its first axis is time. All N sequences take a step together, so what `step` "
                "gets has shape (N, d).",
                also=(
                    mistakes.along_the_sequences_state_first,
                    mistakes.along_the_sequences_one_state_each,
                    mistakes.along_the_sequences_handed_on,
                ),
            ),
            "the states come as a list": Wrong(
                mistakes.listed,
                "A list has no shape. One call of NumPy makes an array of shape (T, N, units) of it.",
                also=(mistakes.listed_in_a_tuple,),
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
            "logits of 1,000 next to some of 0": answers.LARGE_AND_SMALL,
            "point = 0 and a first letter of probability 0": answers.IMPOSSIBLE_FIRST,
        },
        samples=40,
        wrong={
            "the logits are multiplied by the temperature": Wrong(
                mistakes_in_drawing.multiplied_by_temperature,
                "A high temperature must make the letters more equally likely. Yours does the opposite.",
            ),
            "the temperature is not used": Wrong(
                mistakes_in_drawing.temperature_not_used,
                "Call it with temperature 0.01: the largest logit must win nearly always.",
            ),
            "the largest logit always wins": Wrong(
                mistakes_in_drawing.largest_always_wins,
                "That is what a temperature near 0 does. Otherwise the point decides, too.",
            ),
            "the place is one too low": Wrong(
                mistakes_in_drawing.one_too_low,
                "With point = 0 the first letter is drawn. Count the cumulative sums that are not above point.",
                also=(mistakes_in_drawing.one_below,),
            ),
            "the pieces are not in the order of the letters": Wrong(
                mistakes_in_drawing.counted_from_the_end,
                "The ruler begins with the piece of letter 0, however short it is: with point close to 0 that letter "
                "is drawn, with point close to 1 the last.",
                also=(
                    mistakes_in_drawing.reversed_place,
                    mistakes_in_drawing.pieces_after_the_point,
                    mistakes_in_drawing.place_from_the_end,
                    mistakes_in_drawing.falling_order,
                    mistakes_in_drawing.rising_order,
                    mistakes_in_drawing.falling_order_and_back,
                    mistakes_in_drawing.rising_order_and_back,
                ),
            ),
            "the exponentials overflow": Wrong(
                mistakes_in_drawing.overflows,
                "e to the power of 1,001 is too large for a float. Subtract the largest logit before np.exp, as in "
                "lesson 03; what you subtract from z / temperature must be divided by the temperature, too.",
                also=(
                    mistakes_in_drawing.largest_subtracted_too_late,
                    mistakes_in_drawing.overflows_and_goes_to_the_end,
                    mistakes_in_drawing.overflows_and_counts,
                    mistakes_in_drawing.overflows_and_takes_the_first,
                ),
                any_value=True,
            ),
            "the point is compared with single pieces": Wrong(
                mistakes_in_drawing.piece_by_piece,
                "Lay the pieces side by side: where does each one end? The point is compared with these ends, and not "
                "with the lengths.",
                also=(
                    mistakes_in_drawing.piece_by_piece_from_zero,
                    mistakes_in_drawing.piece_by_piece_counted,
                    mistakes_in_drawing.piece_by_piece_searched,
                    mistakes_in_drawing.nearest_piece,
                ),
            ),
            "the pieces do not add up to 1": Wrong(
                mistakes_in_drawing.not_divided_by_the_sum,
                "The pieces must fill the ruler from 0 to 1: add yours up. Softmax of z / temperature gives such "
                "pieces, if nothing is done to them afterwards.",
                also=(
                    mistakes_in_drawing.not_divided_by_the_sum_nor_shifted,
                    mistakes_in_drawing.divided_afterwards,
                    mistakes_in_drawing.divided_afterwards_to_the_end,
                    mistakes_in_drawing.no_softmax,
                    mistakes_in_drawing.no_softmax_counted,
                    mistakes_in_drawing.no_softmax_to_the_end,
                ),
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
            "W_h is transposed on the way back": Wrong(
                mistakes_in_time.W_h_transposed_back,
                "Forward it was h @ W_h.T, so backward it is g @ W_h, as in lesson 09.",
            ),
            "a state of the wrong time is taken": Wrong(
                mistakes_in_time.state_after_the_step,
                "hs[t] is the state before input t, hs[t + 1] the one after it. Which of them did W_h multiply, and "
                "which of them came out of the tanh? You are off by one in time.",
                also=(mistakes_in_time.slope_of_the_state_before, mistakes_in_time.states_exchanged),
            ),
            "only one step counts": Wrong(
                mistakes_in_time.one_step_only,
                "The same weights act at every step, so their gradients are summed over all of the steps.",
                also=(mistakes_in_time.last_step_only,),
            ),
            "the loop goes forward in time": Wrong(
                mistakes_in_time.forward_in_time,
                "What comes back to step t comes from t + 1, so t + 1 must be done before t. Where does your loop "
                "begin?",
            ),
            "what goes back is added up over the steps": Wrong(
                mistakes_in_time.added_up_on_the_way,
                "What arrives at a state contains all later steps already. The weights' gradients are sums over time; "
                "what is carried back is not: each step replaces it.",
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
