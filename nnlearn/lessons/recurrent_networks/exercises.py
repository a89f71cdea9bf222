"""The exercises and quizzes of lesson 18: recurrent networks."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.recurrent_networks import answers, mistakes, mistakes_in_drawing
from nnlearn.lessons.recurrent_networks.exercises_in_time import EXERCISES_IN_TIME
from nnlearn.lessons.recurrent_networks.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="18.1",
        title="One step",
        reference=answers.step,
        inputs=answers.sample_step,
        special=answers.STEPS,
        tolerance=1e-4,  # float32 will do
        wrong={
            "the old state is missing, another sequence's, or overwritten too early": Wrong(
                mistakes.old_state_not_used,
                "Change one row of h and call it again: the same row of the new state must change, and no other. Every "
                "unit needs the whole old state of its sequence: is it there still when the last unit's turn comes?",
                also=(
                    mistakes.old_state_of_the_first_sequence,
                    mistakes.state_goes_on_to_the_next_sequence,
                    mistakes.old_state_overwritten,
                ),
            ),
            "W_h stands the wrong way round": Wrong(
                mistakes.W_h_transposed,
                "Row i of W_h belongs to unit i of the new state and holds one weight for each unit of the old one. Is "
                "the sum over the old units? W_h is square, so its shape does not complain.",
            ),
            "what is returned has not gone through tanh": Wrong(
                mistakes.tanh_missing,
                "The values of tanh lie between -1 and 1, on both sides of 0. Are some of your states outside, or is "
                "none below 0? Look at what the return line hands back, and which function it went through last.",
                also=(mistakes.sigmoid, mistakes.relu),
            ),
            "the bias is left out, or does not fit the sum": Wrong(
                mistakes.bias_left_out,
                "With x and h all zero, each row of the new state is tanh(b), not 0. b has one number for each unit, "
                "so it can be added to a sum of shape (N, units). Which shape has yours, before b is added?",
                also=(mistakes.columns,),
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
            "a product does not give shape (N, units)": Wrong(
                mistakes.as_in_the_formula,
                "W_x x fits a formula with one column x. Here each row of x is one sequence, and each row of W_x one "
                "unit; W_x belongs to x, W_h to h. Which order of the two, and which of them transposed, gives shape "
                "(N, units)?",
                also=(
                    *mistakes.WEIGHTS_THAT_DO_NOT_FIT,
                    mistakes.as_in_the_formula_state_first,
                    mistakes.as_in_the_formula_with_dot,
                    mistakes.as_in_the_formula_with_dot_state_first,
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
        special=answers.RUNS,
        run=answers.one_array,
        tolerance=1e-4,
        wrong={
            "a step does not get its input and the state of the step before": Wrong(
                mistakes.always_from_the_first_state,
                "In step t the network reads x[t] and starts from the same sequence's state after step t - 1. Which of "
                "the two is another in yours, or missing? A loop over the sequences alone hands no state on from one "
                "time to the next.",
                also=(
                    mistakes.always_from_zero,
                    mistakes.always_the_first_input,
                    mistakes.one_input_ahead,
                    mistakes.always_from_the_second_state,
                    mistakes.state_goes_on_to_the_next,
                ),
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
            "the state meets W_x, which belongs to the input": Wrong(
                mistakes.state_before_the_input,
                "`step` takes what is read, then the state; W_x belongs to the first, W_h to the second. In the line "
                "that failed, what stands in the place of the input? Did a name get another value on the way?",
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
            "the states are not one array": Wrong(
                mistakes.listed,
                "A list or a tuple has no shape. One call of NumPy makes an array of shape (T, N, units) of it.",
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
        special=answers.LOGITS,
        samples=40,
        wrong={
            "the temperature acts the wrong way round": Wrong(
                mistakes_in_drawing.multiplied_by_temperature,
                "A high temperature must make the letters more equally likely. Yours does the opposite. What does it "
                "do to the numbers in np.exp?",
            ),
            "the temperature has no effect": Wrong(
                mistakes_in_drawing.temperature_not_used,
                "Call it with temperature 0.01: the largest logit must win nearly always. What multiplies all of the "
                "exponentials alike cancels when they are divided by their sum.",
            ),
            "the largest logit always wins": Wrong(
                mistakes_in_drawing.largest_always_wins,
                "That is what a temperature near 0 does. Otherwise the point decides, too.",
            ),
            "the place is one too low": Wrong(
                mistakes_in_drawing.one_too_low,
                "With point = 0 the first letter is drawn. Is the piece of your letter the one that the point lies in, "
                "or the one before it?",
                also=(mistakes_in_drawing.one_below, mistakes_in_drawing.last_end_below),
            ),
            "the pieces are sorted, or something is counted from the wrong end": Wrong(
                mistakes_in_drawing.counted_from_the_end,
                "The ruler begins with the piece of letter 0, however short it is: with point close to 0 that letter "
                "is drawn, with point close to 1 the last. Do you sort, or count what lies behind the point?",
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
            "large logits overflow, or are clipped": Wrong(
                mistakes_in_drawing.overflows,
                "e to the power of 1,000 is too large for a float, and clipping changes the probabilities. Subtract "
                "the largest logit before np.exp, as in lesson 03; what is subtracted from z / temperature must be "
                "divided by the temperature, too.",
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
                    mistakes_in_drawing.piece_by_piece_or_nothing,
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
                    mistakes_in_drawing.divided_afterwards_or_nothing,
                    mistakes_in_drawing.no_softmax,
                    mistakes_in_drawing.no_softmax_counted,
                    mistakes_in_drawing.no_softmax_to_the_end,
                    mistakes_in_drawing.no_softmax_or_nothing,
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
    *EXERCISES_IN_TIME,
)
