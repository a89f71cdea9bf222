"""Baskets with known tastes: they follow these, and `best` is Bayes' rule, which nothing beats."""

import math

import numpy as np
import pytest

from nnlearn import datasets as data


@pytest.fixture(scope="module")
def shop():
    return data.baskets(20_000, seed=3)


def test_baskets_hold_three_things_or_more_and_the_tastes_are_fixed(shop):
    assert shop.x.sum(axis=1).min() == 3
    assert set(np.unique(shop.x)) == {0.0, 1.0}
    assert list(shop.things) == sorted(set(shop.things))
    assert shop.tastes.shape == (8, 54)
    assert shop.shares.sum() == pytest.approx(1)
    assert 0 < shop.tastes.min() <= shop.tastes.max() < 1
    np.testing.assert_array_equal(shop.tastes, data.baskets(1, seed=8).tastes)
    assert f"each of 3 to {int(shop.x.sum(axis=1).max())} of 54 things" in " ".join(shop.card.split())


def test_things_are_as_frequent_as_the_tastes_say_but_for_small_baskets(shop):
    """Drawing again the small baskets takes P(size - 1 >= 2) / P(size >= 3) times a taste, for each occasion."""
    kept = []
    for number, tastes in enumerate(shop.tastes):
        got = shop.x[shop.occasion == number].mean(axis=0)
        chance = np.zeros(55)
        chance[0] = 1
        for p in tastes:  # how many things a basket has
            chance[1:], chance[0] = chance[1:] * (1 - p) + chance[:-1] * p, chance[0] * (1 - p)
        enough = 1 - chance[:3].sum()
        kept.append(enough)
        expected = []
        for p in tastes:
            rest = [chance[0] / (1 - p)]
            rest.append((chance[1] - p * rest[0]) / (1 - p))
            expected.append(p * (1 - sum(rest)) / enough)
        spread = np.sqrt(np.array(expected) / (shop.occasion == number).sum())
        assert (np.abs(got - expected) < 5 * spread).all()
    shares = shop.shares * kept / (shop.shares @ kept)
    np.testing.assert_allclose(np.bincount(shop.occasion) / len(shop.x), shares, atol=0.015)


@pytest.mark.parametrize("names", [("beer", "charcoal"), ("milk", "bread"), ("flour", "milk", "nappies", "bleach")])
def test_the_best_chances_are_those_of_every_basket_that_it_may_have_been(shop, names):
    held = shop.codes(*names)
    chances = []
    for code in range(len(shop.things)):
        basket = {*held.tolist(), code}
        factors = [[p if i in basket else 1 - p for i, p in enumerate(row)] for row in shop.tastes.tolist()]
        chances.append(0 if code in held else sum(s * math.prod(f) for s, f in zip(shop.shares, factors, strict=True)))
    np.testing.assert_allclose(shop.best(held), np.array(chances) / sum(chances), rtol=1e-10)


def test_best_is_calibrated_and_finds_more_than_popularity_and_neighbours():
    """Its chance for the hidden thing is as large on average as it says, and no other order finds it as often."""
    shop = data.baskets(9000)
    train, test = shop.x[:4500], shop.x[4500:]
    rng = np.random.default_rng(0)
    popular, together = train.sum(axis=0), train.T @ train
    np.fill_diagonal(together, 0)
    cosine = together / np.sqrt(np.outer(popular, popular))
    found = {"popular": 0, "cosine": 0, "best": 0}
    said, came = [], []
    for row in test:
        basket = np.flatnonzero(row)
        hidden = rng.choice(basket)
        held = basket[basket != hidden]
        best = shop.best(held)
        said.append((best**2).sum())
        came.append(best[hidden])
        for name, scores in (("popular", popular.copy()), ("cosine", cosine[held].sum(axis=0)), ("best", best)):
            scores[held] = -1
            found[name] += hidden in np.argsort(-scores, kind="stable")[:5]
    assert np.mean(came) == pytest.approx(np.mean(said), abs=4 * np.std(came) / np.sqrt(len(test)))
    hits = {name: count / len(test) for name, count in found.items()}
    assert hits["popular"] + 0.08 < hits["cosine"] < hits["best"]
    assert hits["best"] == pytest.approx(0.5, abs=0.03)


def test_seeds_and_sizes():
    first, again, other = data.baskets(50), data.baskets(50), data.baskets(50, seed=1)
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.occasion, again.occasion)
    assert not np.array_equal(first.x, other.x)
    assert data.baskets(1).x.shape == (1, 54)
    assert repr(first) == "Baskets(50 baskets, 54 things, 8 occasions)"


def test_what_is_wrong_is_named(shop):
    for wrong, error in (("9", TypeError), (None, TypeError), (0, ValueError), (100_001, ValueError)):
        with pytest.raises(error, match="baskets expected n"):
            data.baskets(wrong)
    with pytest.raises(ValueError, match="baskets expected seed"):
        data.baskets(9, seed=-1)
    with pytest.raises(ValueError, match=r"Baskets\.codes expected names of `things`, got 'caviar'"):
        shop.codes("milk", "caviar")
    for wrong in ([1, 2], np.array([1.0, 2.0]), np.array([[1, 2]]), None):
        with pytest.raises(TypeError, match=r"Baskets\.best expected codes"):
            shop.best(wrong)
    for wrong in ([1], [1, 1], [-1, 2], [1, 54], []):
        with pytest.raises(ValueError, match=r"Baskets\.best expected 2 or more distinct codes in 0\.\.53"):
            shop.best(np.array(wrong, int))
