"""The exercises 33.2 and 33.3: what was tried, and which weights a claim is about."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.capstone import advice, answers, inputs
from nnlearn.lessons.capstone import mistakes_in_ledgers as mistakes

EXERCISES_IN_LEDGERS = (
    Exercise(
        id="33.2",
        title="What is not written down",
        reference=answers.Ledger,
        inputs=inputs.sample_tries,
        special=inputs.TRIES,
        run=inputs.kept,
        returns=("best of an empty ledger", "best after each try", "report", "best of another ledger"),
        wrong={
            "a try is written over, or not written down": Wrong(
                mistakes.Overwriting,
                "Add the same settings with two seeds, and one seed with two settings: each time these are two tries. "
                "Whatever came before, and however bad it is, each call of `add` makes the number of tries one larger.",
                also=(mistakes.OverwritingSeed, mistakes.KeptIfBetter),
            ),
            "of equally good tries a later one is returned": Wrong(
                mistakes.LastOfEquals,
                "Of equally good tries the first counts: what came later has found nothing better. Look at the way you "
                "compare two values: is anything else compared as well?",
                also=(mistakes.HighestSeed,),
            ),
            "failed tries are not counted": Wrong(
                mistakes.FailedDropped,
                "A training that ended in NaN was a try. Count it among the tries, and among the failed ones; only NaN "
                "is not equal to itself, so `math.isnan` is the way to find it.",
                also=(mistakes.DoneCounted, mistakes.NoneFailed),
            ),
            "the seed of the best try is lost": Wrong(
                mistakes.SeedLost,
                "Somebody wants to train the best network again: that takes its settings and its own seed. `best` "
                "returns settings, seed and value, in this order.",
                also=(mistakes.PlaceForSeed, mistakes.LastSeed),
            ),
            "all tries share one dict of settings": Wrong(
                mistakes.NotCopied,
                "A search changes one dict from try to try. Put two tries in, change the dict, and look at the first "
                "try: it should say what it was tried with. What you keep has to be a copy.",
            ),
            "two ledgers share their tries": Wrong(
                mistakes.Shared,
                "Make two ledgers and add a try to one of them: the other stays empty. A list that is written in the "
                "class belongs to all objects; one that is made in `__init__` belongs to this one.",
            ),
            "a failed try is the best": Wrong(
                mistakes.FailedIsBest,
                "NaN is neither larger nor smaller than anything, so `max` may keep it. Look for the best among "
                "the tries that did not fail; if there is none, return None.",
                also=(mistakes.FailedIsZero,),
            ),
            "best is not the highest value": Wrong(
                mistakes.Lowest,
                "The value is an accuracy: higher is better, and it does not matter when it was reached.",
                also=(mistakes.Latest,),
            ),
        },
        hints=(
            "A list of tuples, made in `__init__`. `add` appends, and nothing ever removes.",
            "`dict(settings)` is a copy. For `best` leave out the tries whose value is NaN, and think of an "
            "empty rest.",
            "`max(done, key=lambda one: one[2])` returns the first of equals. The report is a pair: all tries, "
            "and those with `math.isnan(value)`.",
        ),
    ),
    Exercise(
        id="33.3",
        title="Other weights",
        reference=answers.stale,
        inputs=inputs.sample_card,
        special=inputs.CARDS,
        run=inputs.name_first,
        advice=advice.name_advice,
        wrong={
            "the numbers are not in the name": Wrong(
                mistakes.names_alone,
                "Train one step more: names and shapes stay, and the name of the weights should change. What is the "
                "second thing that goes into the digest, for each array?",
                also=mistakes.NAMES,
            ),
            "the order of the dict decides": Wrong(
                mistakes.order_of_dict,
                "Build the same dict in another order: the weights are the same, and your name for them is not. Go "
                "through the names in the order of the alphabet.",
            ),
            "numbers are turned into others, or into text, on the way": Wrong(
                mistakes.as_text,
                "Text shows a few digits of each number, and of a large array only the corners; rounding and another "
                "dtype change the bytes too. The bytes of the array itself, `.tobytes()`, hold every bit.",
                also=mistakes.TEXTS,
            ),
            "the names are not in the digest": Wrong(
                mistakes.values_alone,
                "Exchange the names of two arrays: that is another network. Each name goes in before its numbers.",
                also=mistakes.VALUES,
            ),
            "a claim that names no weights counts as fresh": Wrong(
                mistakes.nameless_are_fresh,
                'Nobody knows for which weights a claim with "" was made, so nobody should rely on it: it is listed.',
            ),
            "the fresh claims are listed": Wrong(
                mistakes.fresh_listed, "Wanted are the claims to be measured again: those made for other weights."
            ),
            "only the last array is in the name": Wrong(
                mistakes.last_array,
                "Change the first array: your name stays. One digest takes in all arrays, one after the other; "
                "where is it made?",
                also=mistakes.LAST,
            ),
            "the name is not 12 digits long": Wrong(
                mistakes.all_digits,
                "The card holds the first 12 digits of the hexadecimal digest. Cut yours to as many before you compare "
                "and return it.",
                also=mistakes.DIGITS,
            ),
        },
        hints=(
            "`digest = hashlib.sha256()` once, `digest.update(...)` for each name and each array, "
            "`digest.hexdigest()` at the end.",
            "`for name in sorted(weights)`: update with `name.encode()`, then with the bytes of the array, "
            "`.tobytes()`.",
            "A list of the claims whose second part is not the name. The empty one is never equal to it.",
        ),
    ),
)
