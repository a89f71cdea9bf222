"""Mistakes that people really make in exercise 19.5, find the wrong bracket."""

import numpy as np

from nnlearn.lessons.lstm.answers import find


def softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def closing_places(signs, closing):
    return np.flatnonzero(np.isin(signs, closing))


def own(p, signs, places, closing):
    """Return what `p` gives to the sign that stands at each of these places, p (T, kinds)."""
    return p[places, [list(closing).index(signs[place]) for place in places]]


def _place(p, signs, closing, choose=np.argmin):
    places = closing_places(signs, closing)
    return int(places[choose(own(p, signs, places, closing))])


def all_signs_compete(logits, signs, closing):
    return _place(softmax(logits)[:, closing], signs, closing)


def logits_alone(logits, signs, closing):
    return _place(logits[:, closing], signs, closing)


def powers_alone(logits, signs, closing):
    return _place(np.exp(logits[:, closing]), signs, closing)


def relative_to_the_likeliest(logits, signs, closing):
    kinds = logits[:, closing]
    return _place(np.exp(kinds - kinds.max(axis=1, keepdims=True)), signs, closing)


def all_between_compete(logits, signs, closing):
    """Take the columns from the smallest to the largest code for those of the three kinds."""
    first, last = int(min(closing)), int(max(closing))
    return _place(softmax(logits[:, first : last + 1])[:, np.asarray(closing) - first], signs, closing)


def all_logarithms(logits, signs, closing):
    return _place(np.log(softmax(logits)[:, closing]), signs, closing)


def over_the_places(logits, signs, closing):
    """Take the softmax over the statement instead of over the kinds."""
    return _place(softmax(logits[:, closing].T).T, signs, closing)


def over_the_closing_places(logits, signs, closing):
    places = closing_places(signs, closing)
    return int(
        places[own(softmax(logits[places][:, closing].T).T, signs[places], np.arange(len(places)), closing).argmin()]
    )


def over_everything(logits, signs, closing):
    kinds = logits[:, closing]
    return _place(softmax(kinds.ravel()).reshape(kinds.shape), signs, closing)


def any_sign(logits, signs, closing):
    """Look at every sign, not only at the closing brackets."""
    return int(softmax(logits)[np.arange(len(signs)), signs].argmin())


def any_sign_of_the_logits(logits, signs, closing):
    return int(logits[np.arange(len(signs)), signs].argmin())


def any_sign_beside_the_kinds(logits, signs, closing):
    """Compare the logit of every sign with the sum over the three closing kinds."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return int((powers[np.arange(len(signs)), signs] / powers[:, closing].sum(axis=1)).argmin())


def rank(logits, signs, closing):
    return int(np.flatnonzero(closing_places(signs, closing) == find(logits, signs, closing))[0])


def most_expected(logits, signs, closing):
    return _place(softmax(logits[:, closing]), signs, closing, np.argmax)


def one_late(logits, signs, closing):
    """Take the row after the sign: what is expected next."""
    return find(np.roll(logits, -1, axis=0), signs, closing)


def one_late_without_the_last(logits, signs, closing):
    return find(logits[1:], signs[:-1], closing)


def one_early(logits, signs, closing):
    return find(np.roll(logits, 1, axis=0), signs, closing)


def row_before_cut(logits, signs, closing):
    """Take the row before each place, and look at the signs after the first alone."""
    return find(logits[:-1], signs[1:], closing) + 1


def cut_and_not_put_back(logits, signs, closing):
    return find(logits[:-1], signs[1:], closing)


def surest_of_another(logits, signs, closing):
    """Look for the place where another kind is surest, whatever stands there, the right kind included."""
    return _place_of(softmax(logits[:, closing]).max(axis=1), signs, closing, np.argmax)


def least_sure(logits, signs, closing):
    return _place_of(softmax(logits[:, closing]).max(axis=1), signs, closing, np.argmin)


def least_of_any_kind(logits, signs, closing):
    return _place_of(softmax(logits[:, closing]).min(axis=1), signs, closing, np.argmin)


def least_of_any_kind_in_all(logits, signs, closing):
    return _place_of(softmax(logits)[:, closing].min(axis=1), signs, closing, np.argmin)


def sum_of_the_kinds(logits, signs, closing):
    return _place_of(softmax(logits)[:, closing].sum(axis=1), signs, closing, np.argmin)


def most_entropy(logits, signs, closing):
    p = softmax(logits[:, closing])
    return _place_of(-(p * np.log(p)).sum(axis=1), signs, closing, np.argmax)


def _place_of(value, signs, closing, choose):
    places = closing_places(signs, closing)
    return int(places[choose(value[places])])


def first_that_surprises(logits, signs, closing):
    """Name the first closing bracket that is not the likeliest of the three kinds."""
    p = softmax(logits[:, closing])
    for place in closing_places(signs, closing):
        if closing[p[place].argmax()] != signs[place]:
            return int(place)
    return None


def first_that_surprises_or_the_last(logits, signs, closing):
    found = first_that_surprises(logits, signs, closing)
    return int(closing_places(signs, closing)[-1]) if found is None else found


def first_below_a_half(logits, signs, closing):
    p = softmax(logits[:, closing])
    for place in closing_places(signs, closing):
        if p[place, list(closing).index(signs[place])] < 0.5:
            return int(place)
    return None


def first_below_a_tenth(logits, signs, closing):
    p = softmax(logits[:, closing])
    for place in closing_places(signs, closing):
        if p[place, list(closing).index(signs[place])] < 0.1:
            return int(place)
    return None


def kinds_in_order(logits, signs, closing):
    """Take the kinds in ascending order of their codes, and the signs' places in `closing`."""
    return _place(softmax(logits[:, np.sort(closing)]), signs, closing)


def own_kind_in_order(logits, signs, closing):
    """Take the probabilities in the order of `closing`, and a sign's column in ascending order."""
    places = closing_places(signs, closing)
    kinds = np.searchsorted(np.sort(closing), signs[places])
    return int(places[softmax(logits[places][:, closing])[np.arange(len(places)), kinds].argmin()])


def own_kind_searched(logits, signs, closing):
    """Search `closing` as if it were sorted."""
    places = closing_places(signs, closing)
    kinds = np.searchsorted(closing, signs[places])
    return int(places[softmax(logits[places][:, closing])[np.arange(len(places)), kinds].argmin()])


def own_kind_by_its_code(logits, signs, closing):
    """Take the column (code - smallest code) / 2, which holds for the codes 7, 9 and 11 alone."""
    places = closing_places(signs, closing)
    kinds = (signs[places] - min(closing)) // 2
    return int(places[softmax(logits[places][:, closing])[np.arange(len(places)), np.minimum(kinds, 2)].argmin()])


def first_three_columns(logits, signs, closing):
    return _place(softmax(logits[:, :3]), signs, closing)


def not_chosen_by_place(logits, signs, closing):
    """Overlook that what is not a closing bracket has 0 among the products."""
    p = softmax(logits[:, closing])
    own_kind = (np.asarray(signs)[:, None] == closing) * p
    return int(own_kind.sum(axis=1).argmin())


def the_kind(logits, signs, closing):
    place = find(logits, signs, closing)
    return int(closing[logits[place, closing].argmax()])


def the_sign(logits, signs, closing):
    return int(signs[find(logits, signs, closing)])


def overflows(logits, signs, closing):
    with np.errstate(all="ignore"):
        powers = np.exp(logits[:, closing])
        return _place(powers / powers.sum(axis=1, keepdims=True), signs, closing)


def largest_of_all_subtracted(logits, signs, closing):
    with np.errstate(all="ignore"):
        powers = np.exp(logits[:, closing] - logits.max())
        return _place(powers / powers.sum(axis=1, keepdims=True), signs, closing)
