"""The exercises and quizzes of lesson 25: deep belief networks."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.deep_belief_networks import answers, inputs, mistakes, mistakes_in_dreams, twenty_labels
from nnlearn.lessons.deep_belief_networks.exercises_in_numbers import EXERCISES_IN_NUMBERS
from nnlearn.lessons.deep_belief_networks.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="25.1",
        title="All the way up",
        reference=answers.up,
        inputs=inputs.sample_up,
        cases=(inputs.SQUARE,),
        special=inputs.UPS,
        wrong={
            "cells are drawn or rounded": Wrong(
                mistakes.cells_handed_on,
                "The task asks for probabilities, and the layer above sees these as well. Do your numbers, or what is "
                "made of them, jump between 0 and 1?",
                also=mistakes.CELLS,
            ),
            "the biases are those of the visible cells": Wrong(
                mistakes.visible_biases,
                "b belongs to the visible cells of a machine, and c to its hidden ones. Which of them are asked here?",
            ),
            "W is turned over on the way up": Wrong(
                mistakes.turned,
                "W has the shape (visible, hidden). Upwards `v @ W` is enough; its transpose leads down.",
                also=mistakes.TURNED,
            ),
            "only the top is returned": Wrong(
                mistakes.only_the_top,
                "A list is asked for, with one array for each layer. Two layers, two arrays.",
                also=mistakes.TOPS,
            ),
            "every layer sees the pixels": Wrong(
                mistakes.from_the_pixels,
                "Only the lowest machine sees the picture. What is the data of the second one?",
            ),
            "the biases are missing": Wrong(
                mistakes.no_biases, "Let all weights be 0: a layer then shows sigma(c). Does yours show one half?"
            ),
            "scores take the place of probabilities": Wrong(
                mistakes.scores,
                "A score may be any number. Its sigma is the probability, in what is returned and in what the layer "
                "above sees.",
                also=mistakes.SCORES,
            ),
            "the list holds other layers, or in another order": Wrong(
                mistakes.with_the_picture,
                "One array for each machine: its hidden cells. The lowest comes first, the top last, and the picture "
                "is not among them.",
                also=mistakes.LISTS,
            ),
        },
        hints=(
            "A loop over the machines. What goes into the next round?",
            "Take W and c of a machine; b stays unused. `v @ W + c` are the scores of its hidden cells.",
            "In each round compute sigma of the scores, append it to the list, and let it be the v of the next round.",
        ),
    ),
    Exercise(
        id="25.2",
        title="One on top of the other",
        reference=answers.stack,
        inputs=inputs.sample_stack,
        cases=(inputs.EQUAL,),
        special=inputs.STACKS,
        wrong={
            "the machines are not trained on the layer below": Wrong(
                mistakes.all_on_the_pixels,
                "Then they do not fit on each other: the visible cells of each machine are the hidden cells of the one "
                "right below it.",
                also=(mistakes.first_layer_again,),
            ),
            "0 and 1 are handed on": Wrong(
                mistakes.cells_to_learn,
                "The training of the next machine draws its cells again in every epoch, and for that it needs the "
                "probabilities.",
                also=mistakes.CELLS_TO_LEARN,
            ),
            "scores are handed on": Wrong(
                mistakes.scores_to_learn,
                "The next machine learns from numbers between 0 and 1. What turns a score into a probability?",
                also=mistakes.SCORES_TO_LEARN,
            ),
            "the bias of the hidden cells is not used": Wrong(
                mistakes.other_bias,
                "What does each machine say of its hidden cells? Take `up` of 25.1: c has a part in it.",
                also=mistakes.OTHER_BIASES,
            ),
            "what comes back down is handed on": Wrong(
                mistakes.what_comes_back,
                "That is a picture again, with as many cells as before. The next machine learns the hidden cells.",
                also=mistakes.COMES_BACK,
            ),
            "the sizes are others": Wrong(
                mistakes.first_size_too,
                "sizes goes from the pixels to the top. [64, 100, 50] is two machines: 64 to 100, and then 100 to 50.",
                also=mistakes.SIZES,
            ),
            "another list is returned": Wrong(
                mistakes.only_weights,
                "Return one list, and in it for each machine, the lowest first, the three arrays (W, b, c).",
                also=mistakes.FORMS,
            ),
        },
        hints=(
            "A loop over the sizes of the hidden layers, and `train` once in each round. On what?",
            "`W, b, c = train(v, hidden)`. Keep the three, then make from v what the next machine is to learn.",
            "The next data is sigma(v W + c), as in 25.1: as many rows as before, a column for each hidden cell.",
        ),
    ),
    Exercise(
        id="25.3",
        title="Dream",
        reference=answers.dream,
        inputs=inputs.sample_dream,
        cases=(inputs.EVEN,),
        special=inputs.DREAMS,
        wrong={
            "the chain runs through all layers": Wrong(
                mistakes_in_dreams.through_all,
                "Only the top machine is undirected: its two layers argue, sweep after sweep. The layers below it "
                "wait, and are passed once, at the end.",
                also=mistakes_in_dreams.THROUGH,
            ),
            "in the chain probabilities are handed on": Wrong(
                mistakes_in_dreams.probabilities_in_the_chain,
                "The chain goes from state to state. In each sweep both layers are drawn, first the top cells, then "
                "the ones below them.",
                also=mistakes_in_dreams.CHAINS,
            ),
            "on the way down other layers are drawn": Wrong(
                mistakes_in_dreams.way_not_drawn,
                "Every layer between the top machine and the pixels is drawn, and its draw is handed down. The pixels "
                "are the exception: return their probabilities.",
                also=mistakes_in_dreams.DRAWS,
            ),
            "a bias is missing, or another one": Wrong(
                mistakes_in_dreams.no_biases_in_dreams,
                "Let all weights be 0: the probability is then the sigma of the bias. Top cells have c, and everything "
                "that is made on a way down has b.",
                also=mistakes_in_dreams.BIASES,
            ),
            "the chain has another number of sweeps": Wrong(
                mistakes_in_dreams.one_sweep_more,
                "A sweep is the top cells once and the cells below them once, and it begins where the last one has "
                "ended. With `sweeps=0` the h that is given goes straight down.",
                also=mistakes_in_dreams.SWEEPS,
            ),
            "the chain does not start at h": Wrong(
                mistakes_in_dreams.from_noise,
                "h holds the first state of the cells below the top, and the first sweep goes up from it.",
                also=mistakes_in_dreams.NOISE,
            ),
            "the way down takes other machines": Wrong(
                mistakes_in_dreams.top_again,
                "After the sweeps you stand below the top machine. Down from there lead all machines but the top one, "
                "the highest of them first.",
                also=mistakes_in_dreams.WAYS,
            ),
            "cells are drawn with other uniforms": Wrong(
                mistakes_in_dreams.other_uniforms,
                "A cell is on where its own uniform number is below its probability: one call of `rng.random` for each "
                "layer that is drawn, with a row for each dream, in the order in which the layers are drawn.",
                also=mistakes_in_dreams.UNIFORMS,
            ),
        },
        hints=(
            "Two loops, one after the other: over the sweeps, in the top machine alone; then over the machines below.",
            "Upwards sigma(h W + c), downwards sigma(h W^T + b), and each time `rng.random(p.shape) < p`.",
            "After the sweeps go through `layers[:-1]` from its end: a layer's probabilities, then its draw, and the "
            "draw is the h of the next one. What is returned are the last probabilities.",
        ),
    ),
    *EXERCISES_IN_NUMBERS,
    Exercise(
        id="25.6",
        title="Twenty labels",
        target=f"on average {twenty_labels.TARGET} of the held-out digits right, over five draws of 20 labels",
        measure=twenty_labels.measure,
        hints=(
            "The lesson has a table of starts with 20 labels. Which of them gets furthest, and what has it seen that "
            "the others have not?",
            "`nn.DBN` has `pretrain(x)`, for which no label is needed, and `to_mlp(10)`. How does the accuracy change "
            "with the epochs and the rate of the pretraining?",
            "Two layers of 100 cells, first weights of 0.05, and 15 epochs with a rate of 0.3; then 200 steps of SGD "
            "with momentum on all twenty labels at once.",
        ),
        seconds=240,
    ),
)
