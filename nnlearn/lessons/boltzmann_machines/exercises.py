"""The exercises and quizzes of lesson 24: Boltzmann machines."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.boltzmann_machines import answers, bars, inputs, mistakes
from nnlearn.lessons.boltzmann_machines.exercises_in_chains import EXERCISES_IN_CHAINS
from nnlearn.lessons.boltzmann_machines.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="24.1",
        title="Settle",
        reference=answers.settle,
        inputs=inputs.sample_spins,
        special=inputs.SPINS,
        returns=("state", "energy"),
        wrong={
            "all cells are updated at once": Wrong(
                mistakes.all_at_once,
                "Two cells that pull at each other may then change places for ever. Each update has to see what the "
                "updates before it have done.",
                also=mistakes.ALL_AT_ONCE,
            ),
            "a field of exactly 0 does not switch the cell on": Wrong(
                mistakes.sign_of_zero,
                "np.sign(0) is 0, and no cell is 0. What does the task say of a field of 0?",
                also=mistakes.ZEROS,
                any_value=True,
            ),
            "the order is not followed": Wrong(
                mistakes.order_ignored,
                "`order` says which cell is updated next. A cell may occur in it twice, or not at all.",
                also=mistakes.ORDERS,
            ),
            "the energy is that of the start": Wrong(
                mistakes.energy_of_the_start, "Return the energy of the state in which the cells end."
            ),
            "a term or factor of the energy is not right": Wrong(
                mistakes.no_half,
                "Two cells that are on, joined by a weight of 1, with biases of 1: the energy is -1 for the pair (the "
                "sum over i and j meets it twice) and -1 for each bias. What is yours?",
                also=mistakes.ENERGIES,
            ),
            "the bias does not pull at the cell": Wrong(
                mistakes.no_bias,
                "Let all weights be 0: every cell that is updated then takes the sign of its bias.",
                also=mistakes.NO_BIAS,
            ),
            "a cell is switched off to 0": Wrong(
                mistakes.zeros_and_ones, "The cells of this network are +1 and -1: one that is off pulls, too."
            ),
            "the cell does not take the sign of its field": Wrong(
                mistakes.turned_over,
                "The sign of the field says what the cell becomes, whatever it was: -1 if it is negative, else +1. "
                "Update one cell twice in a row: the second time changes nothing.",
                also=mistakes.TURNED,
            ),
        },
        hints=(
            "A loop over the cells in `order`. What does one cell feel? A sum over all others, and its bias.",
            "The field of cell i is `W[i] @ s + b[i]`, with s as it stands now. Work on a copy of s.",
            "After the loop, the energy of the state that you return: minus half of s times W times s, minus b times "
            "s.",
        ),
    ),
    Exercise(
        id="24.2",
        title="One sweep",
        reference=answers.gibbs_sweep,
        inputs=inputs.sample_sweep,
        cases=(inputs.SQUARE,),
        special=inputs.SWEEPS,
        returns=("h", "v"),
        wrong={
            "the visible cells see probabilities": Wrong(
                mistakes.probabilities_handed_on,
                "A walker goes from state to state. The hidden cells are drawn, and what is drawn is handed down.",
                also=mistakes.HANDED_ON,
            ),
            "probabilities are returned, not cells": Wrong(
                mistakes.visible_not_drawn,
                "A sweep leads from state to state: each cell that is returned, hidden or visible, is 0 or 1.",
                also=mistakes.NOT_DRAWN,
            ),
            "a cell is on where its uniform is larger": Wrong(
                mistakes.other_side,
                "With P = 0.9 a cell is on nine times in ten. How often is a uniform number below 0.9?",
            ),
            "cells are rounded, not drawn": Wrong(
                mistakes.rounded, "With P = 0.6 a cell is off four times in ten. Is yours ever? Use `rng`."
            ),
            "the uniform numbers are not drawn as the task says": Wrong(
                mistakes.one_for_all,
                "Every cell of every picture needs a number of its own from `rng.random`: first one array with the "
                "shape of the hidden cells, then another with the shape of the visible ones.",
                also=mistakes.OTHER_UNIFORMS,
            ),
            "a bias is missing or has another sign": Wrong(
                mistakes.no_biases,
                "Let all weights be 0: P is then the sigma of the bias. The hidden cells have c, the visible ones b, "
                "and both are added.",
                also=mistakes.BIASES,
            ),
            "it is made for cells of -1 and +1": Wrong(
                mistakes.of_spins,
                "In a restricted machine a cell that is off is 0. Switching it on changes the energy by its score, not "
                "by twice that, so there is no 2 in the sigmoid either.",
                also=mistakes.OF_SPINS,
            ),
            "the sigmoid has another sign": Wrong(
                mistakes.other_sign, "A large positive score switches a cell on: sigma(z) = 1 / (1 + e to the -z)."
            ),
        },
        hints=(
            "Two halves: from v up to h, then from h down to v. Each is a layer with a sigmoid, and then a draw.",
            "W has the shape (visible, hidden), so `v @ W + c` are the scores of the hidden cells. What shape has W on "
            "the way down?",
            "`rng.random(p.shape) < p` draws; make numbers of it with `.astype(float)`. First for the hidden cells, "
            "then for the visible ones.",
        ),
    ),
    Exercise(
        id="24.3",
        title="Count all states",
        reference=answers.count_all,
        inputs=inputs.sample_count,
        special=inputs.COUNTS,
        returns=("F", "log Z"),
        wrong={
            "large scores overflow": Wrong(
                mistakes.overflows,
                "e to the 1,000 is infinite. For log(1 + e to the z) there is `np.logaddexp(0, z)`; of a sum of "
                "exponentials the largest is taken out first.",
                also=mistakes.OVERFLOWS,
                any_value=True,
            ),
            "a bias is missing or has another sign": Wrong(
                mistakes.plus_bias,
                "Let all weights be 0. A large b makes a visible cell likely, so its free energy falls; c stands "
                "inside the softplus.",
                also=mistakes.BIAS_SLIPS,
            ),
            "the softplus is not summed over the hidden cells": Wrong(
                mistakes.not_summed,
                "Each hidden cell has a factor of its own, 1 + e to its score, each picture its own product of these, "
                "and F its logarithm. With weights and biases of 0, F is minus the number of hidden cells times log 2.",
                also=mistakes.SUMS,
            ),
            "a free energy has another sign": Wrong(
                mistakes.minus_free,
                "F is low where a picture is likely: its weight in Z is e to the -F.",
                also=mistakes.MINUS_FREE,
            ),
            "a hidden cell has one state, not two": Wrong(
                mistakes.hidden_all_on,
                "A hidden cell may be off or on, and the sum runs over both: e to the 0 plus e to the score.",
                also=mistakes.ONE_STATE,
            ),
            "it is not the logarithm of the sum over all states": Wrong(
                mistakes.sum_of_logs,
                "First the exponentials, then their sum, then the logarithm; what was taken out before is added after. "
                "With weights and biases of 0, log Z is the number of all cells times log 2.",
                also=mistakes.SUMS_OF_LOGS,
            ),
            "the sum runs over the given pictures": Wrong(
                mistakes.of_the_given, "Z belongs to the machine, not to the data: it sums over all of `states`."
            ),
            "F or log Z is returned in another form": Wrong(
                mistakes.no_logarithm,
                "Neither exp(-F) nor log P, and not Z: return F of the pictures, and log Z. With log Z = 3 a picture "
                "with F = 1 has log P = -1 - 3.",
                also=mistakes.NO_LOGARITHM,
            ),
        },
        hints=(
            "The lesson has the formula: e to the -F is the product over the hidden cells, times e to b times v. Take "
            "the logarithm.",
            "F(v) = -(v @ b) minus the sum, over hidden cells, of the softplus of v @ W + c. Compute it for `states`, "
            "too.",
            "log Z is the logarithm of the sum of exp(-F) over all states. Subtract the largest of the -F before exp, "
            "and add it after log.",
        ),
    ),
    *EXERCISES_IN_CHAINS,
    Exercise(
        id="24.6",
        title="Dream in bars",
        target="an exact mean log P of at least -4.8 over three seeds, within 10,000 sweeps each",
        measure=bars.measure,
        hints=(
            "The lesson has a table with rates and kinds of chains. Which of them pass -4.8, and in how many sweeps?",
            "`rbm.cd_step` returns the ends of the chains. Hand them back at the next step, and they persist.",
            "Persistent chains, a few for each of the 28 pictures, with a rate of 0.2 that falls to almost nothing "
            "while the steps are taken.",
        ),
        seconds=240,
    ),
)
