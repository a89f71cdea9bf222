"""Exercises 32.4 and 32.5: the rank of what was hidden, and the circles of a molecule."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.applications import answers, inputs
from nnlearn.lessons.applications import mistakes_in_baskets as baskets
from nnlearn.lessons.applications import mistakes_in_molecules as molecules

__all__ = ["EXERCISES_IN_BASKETS"]

EXERCISES_IN_BASKETS = (
    Exercise(
        id="32.4",
        title="Take away what is in the basket",
        reference=answers.rank_hidden,
        inputs=inputs.sample_baskets,
        special=inputs.BASKETS,
        returns=("hit rate", "reciprocal rank"),
        wrong={
            "what is in the basket is still ranked": Wrong(
                baskets.nothing_removed,
                "Nobody is recommended what is in the basket already, and those things score high. Take each basket's "
                "own things out of its own row, and nothing else.",
                also=baskets.REMOVED,
            ),
            "what is in the basket only gets another score": Wrong(
                baskets.scored_zero,
                "A score of 0 or -1 is not a place outside the ranking: below it may lie others, which then stand "
                "after what nobody is to be recommended. Which score is below every other?",
                also=baskets.ZEROS,
            ),
            "the best thing does not have rank 1": Wrong(
                baskets.from_nought,
                "If the hidden thing has the best score, its rank is 1: a hit for every k, and 1 / rank is 1. Are "
                "both counted that way?",
                also=baskets.FROM_ZERO,
            ),
            "the smallest score stands first": Wrong(
                baskets.smallest_first,
                "The largest score is the best. Which things stand before the hidden one in your ranking?",
                also=baskets.TURNED,
            ),
            "the thing at a place is taken for the place of a thing": Wrong(
                baskets.thing_for_rank,
                "`argsort` says which thing stands at a place, not at which place a thing stands. Where in that list "
                "is the hidden one? Or count the scores that are at least as large.",
                also=baskets.PLACES,
            ),
            "things with an equal score do not stand before the hidden one": Wrong(
                baskets.ties_before,
                "The hidden thing comes last among equal scores, so that a model which gives everything the same "
                "score gets nothing for it.",
                also=baskets.TIES,
            ),
            "it is not the mean of 1 / rank over all baskets": Wrong(
                baskets.of_the_mean,
                "First 1 / rank for each basket, then the mean, beyond place k as well. Ranks 1 and 3 give (1 + 1/3) "
                "/ 2 = 2/3, while 1 / 2 is 1 over the mean rank. And it is the second number returned.",
                also=baskets.MEANS,
            ),
            "the hit rate is not the share of baskets": Wrong(
                baskets.divided_by_k,
                "A basket is a hit if its hidden thing is among the first k. How many of all baskets are hits? No "
                "other division is needed.",
                also=baskets.HITS,
            ),
        },
        hints=(
            "Make a copy of the scores in which the things of each basket cannot win. Then find where the hidden thing "
            "stands.",
            "`np.where(baskets > 0, -np.inf, scores)` takes them out. The rank is how many scores of the row are at "
            "least as large as that of the hidden thing, itself included.",
            "`left[np.arange(N), hidden]` are the scores of what was hidden; compare each row with its own, sum along "
            "the row; then (rank <= k).mean() and (1 / rank).mean().",
        ),
    ),
    Exercise(
        id="32.5",
        title="Circles in a molecule",
        reference=answers.fingerprint,
        inputs=inputs.sample_molecule,
        cases=inputs.TWO_MOLECULES,
        special=inputs.MOLECULES,
        wrong={
            "circles of some radius are missing": Wrong(
                molecules.no_atoms,
                "All rounds count: the numbers of radius 0, of the largest radius, and all between. How many numbers "
                "do you have in the end? Atoms times (radius + 1).",
                also=molecules.RADII,
            ),
            "the pairs of an atom come in another order": Wrong(
                molecules.not_sorted,
                "Write the same molecule with its bonds in another order: its vector must not change. The pairs are "
                "(order of the bond, number of the neighbour), sorted, smallest first.",
                also=molecules.SORTED,
            ),
            "part of the pairs is missing": Wrong(
                molecules.no_orders,
                "C=O and C-O are different: the order of the bond belongs to the pair, beside the number of the "
                "neighbour. And every neighbour has a pair: two that are alike give the same pair twice.",
                also=molecules.ORDERS,
            ),
            "the vector counts": Wrong(
                molecules.counts,
                "Each bit says whether some circle has it, 0 or 1. Two atoms that are alike set the same bit twice, "
                "and it is still 1.",
                also=molecules.COUNTS,
            ),
            "the neighbours' numbers are not those of the round before": Wrong(
                molecules.in_place,
                "All atoms look at the same moment: the numbers of a round are made of those of the round before, "
                "kept until every atom has its new one. And it is what `number` returned: no symbol, no place, no bit.",
                also=molecules.OTHER_NUMBERS,
            ),
            "the atom itself is forgotten": Wrong(
                molecules.itself_forgotten,
                "A circle has a centre: `number` gets the atom's own number first, then the pairs of its neighbours.",
                also=molecules.ITSELF,
            ),
            "the first number is made of other things": Wrong(
                molecules.by_symbol,
                "At radius 0 an atom knows two things, in this order: its symbol, and how many neighbours it has, "
                "whatever the order of the bonds. `number` makes one number of the two.",
                also=molecules.SYMBOLS,
            ),
            "a bond leads one way only": Wrong(
                molecules.single_direction,
                "Bond (i, j) makes j a neighbour of i, and i one of j. Which of the two do you note?",
                also=molecules.DIRECTIONS,
            ),
        },
        hints=(
            "First make a list for each atom: its bonds, with the order and the place of the other atom. Each bond "
            "goes into two lists.",
            "Round 0: `number(symbol, how many neighbours)`. A next round: `number(own, sorted(pairs))`, with a pair "
            "(order, number of the neighbour in the round before).",
            "Make a new list of numbers in every round, and add it to a list of all that were found. In the end set "
            "the place `found % bits` of a vector of zeros to 1.",
        ),
    ),
)
