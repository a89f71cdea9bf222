"""The exercises and quizzes of lesson 30: interpretability."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.interpretability import answers, inputs, inspection, mistakes
from nnlearn.lessons.interpretability.exercises_in_shares import EXERCISES_IN_SHARES
from nnlearn.lessons.interpretability.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="30.1",
        title="Take a unit away",
        reference=answers.ablate,
        inputs=inputs.sample_network,
        cases=(inputs.MAPS_BY_MEAN, inputs.UNITS_BY_MEAN, inputs.MAPS_BY_ZERO, inputs.UNITS_BY_ZERO),
        special=inputs.NETWORKS,
        wrong={
            "the mean comes from the pictures that are asked about": Wrong(
                mistakes.own_mean,
                "The mean has to say what the unit gives usually: run x_train through the lower layers, and take the "
                "mean over its examples. With one picture x, its own mean would change nothing.",
                also=mistakes.OWN_MEANS,
            ),
            "different places or units share one mean": Wrong(
                mistakes.map_mean,
                "Each unit has its own mean, and in a map each place has: only the examples, axis 0, are averaged.",
                also=mistakes.MAP_MEANS,
            ),
            "the units get 0 or another number in place of their mean": Wrong(
                mistakes.always_zero,
                "If x_train is given, the units get neither 0 nor what one picture, the largest or the middle one "
                "gives, but the mean over all examples of x_train. Does your answer use them?",
                also=mistakes.NOT_MEANS,
            ),
            "another layer is changed": Wrong(
                mistakes.one_later,
                "`layers[:cut]` are run first, `cut` of them; the units are what the last of these gives, and "
                "`layers[cut:]` follow. With `cut` 0 the units are the pixels.",
                also=(mistakes.one_earlier, mistakes.earlier_then_mean, mistakes.pixels),
            ),
            "other units are taken away": Wrong(
                mistakes.all_but_these,
                "Exactly the units in the list go, all of them at once, and every other one stays.",
                also=mistakes.OTHERS,
            ),
            "the units are looked for along another axis": Wrong(
                mistakes.rows,
                "`h[units]` picks examples, which lie along axis 0, and `h[..., units]` columns of a map. Units and "
                "channels lie along axis 1.",
                also=(mistakes.rows_of_the_mean, mistakes.last_axis),
            ),
            "it is not the scores after the change": Wrong(
                mistakes.units_returned,
                "After the change the layers from `cut` on have to run, on the changed h. What the last one gives is "
                "the answer.",
                also=(mistakes.from_the_beginning,),
            ),
            "the mean picture is sent through the network": Wrong(
                mistakes.of_the_mean_picture,
                "What a unit gives for the mean picture is not the mean of what it gives: a ReLU lies between. First "
                "the layers, then the mean.",
            ),
        },
        hints=(
            "Three parts: up to the cut, change the units, on from there. The first part is needed for x_train, too.",
            "A loop `for layer in layers[:cut]` makes h (N, units) or (N, channels, height, width). `h[:, units]` are "
            "the units of all examples, in both cases.",
            "Copy h; set `h[:, units]` to 0, or to the mean over axis 0 of the same units for x_train; run "
            "`layers[cut:]` on it.",
        ),
    ),
    Exercise(
        id="30.2",
        title="One step of a dream",
        reference=answers.dream_step,
        inputs=inputs.sample_dream,
        cases=(inputs.SQUARE_DREAM,),
        special=inputs.DREAMS,
        wrong={
            "it climbs down": Wrong(
                mistakes.downhill,
                "The score is to rise. Training goes against the slope because it wants a loss to fall.",
            ),
            "the ReLU has no or another slope": Wrong(
                mistakes.always_on,
                "The slope of a ReLU is 1 where its input z = W1 x + b1 is above 0, and 0 elsewhere; only units that "
                "are on hand the slope down.",
                also=mistakes.ONS,
            ),
            "it is the slope of the softmax": Wrong(
                mistakes.of_probability,
                "Climb the score of the class itself. A probability also rises when other scores fall, and hardly has "
                "a slope where it is near 1.",
                also=mistakes.OF_PROBABILITIES,
            ),
            "it climbs the scores of other classes": Wrong(
                mistakes.all_classes,
                "Each picture n climbs one score, that of its own class k[n]: row k[n] of W2.",
                also=mistakes.ALL_CLASSES,
            ),
            "the slope keeps its own length": Wrong(
                mistakes.as_long_as_it_is,
                "Slopes of different pictures differ in size many times over. Divide each by its root mean square, so "
                "that the rate says how far a pixel moves, on average.",
            ),
            "all pictures share one size": Wrong(
                mistakes.one_size,
                "Each picture's slope is divided by its own root mean square: the mean runs over its pixels, axis 1, "
                "and keeps a column (N, 1).",
                also=mistakes.ONE_SIZES,
            ),
            "the slope is divided by another measure of size": Wrong(
                mistakes.length,
                "Root mean square, from the inside out: square, take the mean over the pixels, take the root. (A "
                "length has a sum in place of the mean, and np.std takes the mean away first.)",
                also=mistakes.LENGTHS,
            ),
            "it is not the new picture, cut to the range from 0 to 1": Wrong(
                mistakes.not_clipped,
                "The new picture is x plus the step. Then what is below 0 becomes 0, what is above 1 becomes 1, and "
                "nothing else changes.",
                also=(*mistakes.CLIPS, mistakes.move_alone),
            ),
        },
        hints=(
            "First which units are on, then the slope (N, d) by the chain rule, then its size, then the step.",
            "`W2[k]` (N, units) are the slopes of the scores with respect to the hidden units. Units that are off hand "
            "nothing down; the others multiply with W1.",
            "slope = (W2[k] * (z > 0)) @ W1; divide it by its root mean square over axis 1 (keepdims=True; not where "
            "that is 0), add rate times it to x, clip.",
        ),
    ),
    *EXERCISES_IN_SHARES,
    Exercise(
        id="30.6",
        title="Would you sign?",
        target="14 of 16 networks judged rightly: signed, or refused with the place of the mark",
        measure=inspection.measure,
        hints=(
            "A mark in the pictures is not yet a fault of the network. What would the network say without it?",
            "There are 14 places. Cover each of them in all pictures, and see how far the score of the right class "
            "falls, class by class: the mean over the pictures of one class.",
            "Take the largest of these 140 numbers. Where it is far larger than anything the other classes show, the "
            "network leans on that place: return it. Otherwise sign.",
        ),
        seconds=120,
    ),
)
