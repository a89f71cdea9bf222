"""The exercises and quizzes of lesson 19: LSTM and GRU."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.lstm import answers, mistakes
from nnlearn.lessons.lstm import mistakes_back as back
from nnlearn.lessons.lstm import mistakes_of_starts as starts
from nnlearn.lessons.lstm.exercises_in_use import EXERCISES_IN_USE
from nnlearn.lessons.lstm.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="19.1",
        title="One step",
        reference=answers.lstm_step,
        inputs=answers.sample_lstm,
        special=answers.LSTM_STEPS,
        returns=("h", "c"),
        tolerance=1e-4,  # float32 will do
        wrong={
            "the gates i and f have changed places": Wrong(
                mistakes.i_and_f_exchanged,
                "The first rows belong to i, which lets the new numbers g in; the second to f, which keeps the old "
                "cell. Which of your two multiplies the old cell?",
            ),
            "the four parts are not taken from the rows in the order i, f, g, o": Wrong(
                mistakes.i_f_o_g,
                "The sums have shape (N, 4 units): `units` columns for i, then `units` each for f, g and o. Which "
                "columns does each of your four get? Some books write the order i, f, o, g.",
                also=(*mistakes.OTHER_ORDERS, mistakes.every_fourth_column, mistakes.reshaped),
            ),
            "an activation is not the right one": Wrong(
                mistakes.g_through_the_sigmoid,
                "i, f and o are shares between 0 and 1. What is written, g, may be negative as well, so that a cell "
                "can go down. Which of the two activations does that ask for, each time?",
                also=mistakes.ACTIVATIONS,
            ),
            "o and the tanh of the cell are not joined as in the formula": Wrong(
                mistakes.o_inside_the_tanh,
                "First the tanh of the new cell, then o, which lets a share of it out. Set o to 1/2 and the cell to "
                "1,000: h must be 1/2.",
                also=mistakes.SHOWN,
            ),
            "h and c are not the new state and the new cell": Wrong(
                mistakes.h_of_the_old_cell,
                "The cell is renewed first, and the state shows the new one. The two results are h, then c: c is "
                "returned as it is, without tanh. Which of yours is an old one, another's or missing?",
                also=(
                    mistakes.tanh_stays_in_the_cell,
                    mistakes.returned_the_other_way_round,
                    mistakes.the_state_alone,
                    mistakes.the_cell_alone,
                    mistakes.with_o,
                ),
            ),
            "the old cell and the new numbers are not joined as in the formula": Wrong(
                mistakes.forgets_a_share_of_f,
                "The gate f is the share of the old cell that is kept, and i the share of g that is added; one does "
                "not depend on the other. With f = 1 and i = 0 the cell must stay as it was.",
                also=mistakes.MIXED,
            ),
            "x, the old state or the bias does not enter the sums as it should": Wrong(
                mistakes.bias_left_out,
                "The sums of all four are x through W_x, plus the old h through W_h, plus b once. The old cell does "
                "not take part in them. Which one of your terms is missing or another?",
                also=(
                    *mistakes.SUMS,
                    *mistakes.PEEPHOLES,
                    mistakes.c_in_place_of_h,
                    mistakes.h_meets_the_forget_gate,
                    mistakes.one_quarter_of_the_bias,
                    mistakes.joined_state_first,
                ),
            ),
            "a product or a cut does not give four arrays of shape (N, units)": Wrong(
                mistakes.weights_not_transposed,
                "Each row of x is one sequence, each row of W_x one of 4 units. The sums have shape (N, 4 units), and "
                "the four parts lie side by side in their columns. What shapes have yours?",
                also=(mistakes.cut_along_the_examples, mistakes.as_in_the_formula, mistakes.columns),
            ),
        },
        hints=(
            "One product serves all four: the sums have shape (N, 4 units). Then cut them into four.",
            "np.split(sums, 4, axis=1) gives the sums of i, f, g and o. Three of them go through the sigmoid.",
            "The new c is f times the old c plus i times g, and the new h is o times np.tanh of the new c.",
        ),
    ),
    Exercise(
        id="19.2",
        title="One step back",
        reference=answers.step_back,
        inputs=answers.sample_step_back,
        special=answers.BACK_STEPS,
        returns=("dL/da", "d of the step before", "e of the step before"),
        tolerance=1e-4,
        wrong={
            "one of the two paths of the cell is missing, or they are not added": Wrong(
                back.own_path_missing,
                "The cell has two paths to the loss: through its own h, from where d o (1 - tanh^2 c) comes, and "
                "through the next cell, from where e comes. Their sum serves i, f and g, and what is handed on.",
                also=(
                    back.later_path_missing,
                    *back.PATHS,
                    back.handed_on_before_it_was_added,
                    back.gates_get_e_as_it_arrived,
                ),
            ),
            "f multiplies e in the wrong place, or not at all": Wrong(
                back.f_before_the_gates,
                "The old cell reached the new one through f, so e times f is what goes to the step before. It is the "
                "last thing that happens to e: i, f and g see it without that factor.",
                also=back.F_ELSEWHERE,
            ),
            "what d meets on its way into the cell is not o (1 - tanh^2 c)": Wrong(
                back.slope_of_h,
                "h was o times tanh c. With o held still, the slope with respect to c is o times the slope of tanh at "
                "c, the cell after the step. What does a tanh have as its slope, there?",
                also=back.SLOPES_OF_C,
            ),
            "the slope of a gate or of g is not that of its activation": Wrong(
                back.g_slope_of_a_sigmoid,
                "The array `gates` holds what came out of the activations. The slope of a sigmoid is s (1 - s) there, "
                "the slope of tanh 1 - g^2. Which one did i, f, g and o go through?",
                also=back.GATE_SLOPES,
            ),
            "the part of o is not d tanh(c) times a slope": Wrong(
                back.o_gets_e,
                "o acts after the cell: it was multiplied by tanh c, and the loss feels it through h alone. So which "
                "of the two signals, d or e, tells it what to do?",
                also=back.PARTNERS_OF_O,
            ),
            "i, f or g does not get what it was multiplied by": Wrong(
                back.f_meets_the_new_cell,
                "In a product each factor gets the signal times its partner. The new cell was f times the old cell "
                "plus i times g: who is whose partner, and which of the two cells has f met?",
                also=(*back.PARTNERS, back.cells_exchanged, back.tanh_of_the_old_cell),
            ),
            "the columns of dL/da do not stand in the order i, f, g, o": Wrong(
                back.i_f_o_g,
                "dL/da has the columns of `gates` in the same order, because one product with W_h takes them all.",
                also=back.ORDERS,
            ),
            "d of the step before is not dL/da through W_h, or the results have another form": Wrong(
                back.d_kept,
                "Forward the old h reached the sums by h @ W_h.T, and nothing else of this step. Backward that is one "
                "product with dL/da of shape (N, 4 units). The results are dL/da, d, e, in this order.",
                also=(
                    back.state_and_cell_exchanged,
                    back.W_h_transposed,
                    back.d_through_W_h,
                    back.laid_on_top,
                    back.four_parts,
                ),
            ),
        },
        hints=(
            "Begin with the cell: e from the next step, plus what d brings through h. Only then come the gates.",
            "Each of i, f, g gets e times its partner in c' = f c + i g times the slope of its own activation; o gets "
            "d times tanh(c) times its slope.",
            "np.concatenate(..., axis=1) joins the four to dL/da. To the step before go dL/da @ W_h and e * f.",
        ),
    ),
    Exercise(
        id="19.3",
        title="A bias for a distance",
        reference=answers.biases,
        inputs=answers.sample_distance,
        special=answers.DISTANCES,
        run=answers.sum_of_both,
        wrong={
            "b has the other sign, or i and f have changed places": Wrong(
                starts.sign_turned,
                "A gate f near 1 keeps, and sigmoid(b) is near 1 for a large positive b. After one step, which share "
                "of the cell does your forget gate leave? The input gate, i, should be nearly shut.",
            ),
            "b stands in both of the biases": Wrong(
                starts.both_biases,
                "PyTorch's layer adds the two, so the sum before the gate is 2b, and the cell keeps far longer than "
                "asked. Leave one of them at 0.",
                also=(starts.both_biases_of_f,),
            ),
            "not half is left after T steps, but another share": Wrong(
                starts.logarithm_of_T,
                "Take your b, and raise sigmoid(b) to the power of T: it must be 0.5 exactly. The logarithm of T is "
                "close for large T, as are others, but which share do they leave?",
                also=starts.SHARES,
            ),
            "half is left after another number of steps": Wrong(
                starts.one_step_alone,
                "In each step the cell is multiplied by the gate once more, so after T steps the share is sigmoid(b) "
                "to the power of T. That must be one half, not the gate itself, nor the gate divided by T. (Where your "
                "two biases add up to 0, the gate is one half.)",
                also=starts.ONE_STEP,
            ),
            "the gate's value, or a logarithm of it, is given for its bias": Wrong(
                starts.gate_itself,
                "Which value the gate should have is one question, and which b gives this value by sigmoid(b) the "
                "next. Solve sigmoid(b) = f for b.",
                also=starts.GATES,
            ),
            "i does not get -b, or f does not get b": Wrong(
                starts.i_left_alone,
                "With the input gate half open, every step writes noise into the cell that it keeps so well. The task "
                "asks for -b in the rows of i, and b in those of f.",
                also=(*starts.OTHERS_FOR_I, starts.f_left_alone),
            ),
            "the biases stand in other rows than those of i and f": Wrong(
                starts.f_in_the_third_rows,
                "The order is i, f, g, o, `units` numbers each; those of g and o stay 0. Which of yours are not 0?",
                also=(
                    *starts.ROWS,
                    starts.one_row_each,
                    starts.every_fourth,
                    starts.everything_else_too,
                    starts.b_everywhere,
                    starts.f_everywhere_but_i,
                ),
            ),
        },
        hints=(
            "After T steps a cell that nothing is added to has been multiplied by sigmoid(b) T times.",
            "The gate must be 0.5 ** (1 / T). The bias is what the sigmoid turns into this: b = log(f / (1 - f)).",
            "Make np.zeros(4 * units) twice; in one of them rows 0 to units get -b, and the next `units` rows get b.",
        ),
    ),
    *EXERCISES_IN_USE,
)
