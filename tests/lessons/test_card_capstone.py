"""The sixty starts of lesson 33, their replays, and what a card can say of them."""

from itertools import product

import numpy as np
import pytest

from nnlearn.lessons.capstone import claims, replays, starts
from nnlearn.lessons.capstone.claims import COMPUTED, ELSEWHERE, LIES, OLD, PLANTED, TYPED, lines, numbers, revealed
from nnlearn.lessons.capstone.measures import Measures
from nnlearn.lessons.capstone.state import CARDS, CLAIMS, HONEST, SHOWN, SIZES, WEIGHED, State, next_state


def standings(state):
    return {line.claim: line.standing for line in lines(state)}


def text(state, claim):
    return lines(state)[CLAIMS.index(claim)].text


# The record.


def test_what_is_stored_is_small_and_cannot_be_written_to():
    assert starts.RECORD.stat().st_size < 200_000
    found = replays.record()
    assert {name: one.shape for name, one in found.items()} == {
        "right": (60, 10_000), "rivals": (2, 10_000), "leaked": (5, 2000), "attacked": (2, 5, 3, 2000),
        "same": (2, 5, 2), "labels": (10_000,), "seconds": (),
    }  # fmt: skip
    with pytest.raises(ValueError, match="read-only"):
        replays.right()[0, 0] = True


def test_a_start_trained_again_reads_and_fails_as_recorded():
    """Within what another processor's rounding may change."""
    data = starts.parts()
    net, x, y = starts.trained(41, data.x, data.y), data.pool_x[:2000], data.pool_y[:2000]
    np.testing.assert_array_equal(data.pool_y, replays.record()["labels"])
    assert (starts.right(net, x, y) == replays.right()[41, :2000]).mean() > 0.9
    attacked = replays.record()["attacked"][1, 1]
    assert np.allclose(starts.under_attack(net, x, y, 41).mean(axis=1), attacked.mean(axis=1), atol=0.03)
    pair, x, y = (net, starts.fresh(41)), x[:300], y[:300]
    same = [starts.alike(*(make(one, x, y) for one in pair)) for make in (starts.covers, starts.products)]
    np.testing.assert_allclose(same, replays.record()["same"][1, 1], atol=0.05)


# The replays.


def test_a_replay_is_the_best_of_the_first_starts_and_the_same_start_on_fresh_examples():
    sums, tried = replays._sums()
    for size, tries in ((50, 1), (300, 20), (2000, 60)):
        reported, fresh = replays.replay(tries, size)
        for k in (0, 7, 999, 1000, 1999):
            order, place = divmod(k % 1000, replays.SETS)
            first, blocks = place * 200 // replays.SETS, size // 50
            ends = [sums[order, first + part * blocks].astype(int) for part in range(3)]
            here, there = ends[1] - ends[0], ends[2] - ends[1]
            if k >= 1000:
                here, there = there, here
            best = max(tried[k][:tries], key=lambda start: here[start])  # of equals, the first
            assert reported[k] == pytest.approx(here[best] / size)
            assert fresh[k] == pytest.approx(there[best] / size)


def test_a_plain_loop_over_the_record_finds_the_same_gap():
    rng, ok, found = np.random.default_rng(1), replays.right(), []
    for _ in range(1500):
        test, again = rng.permutation(10_000)[:600].reshape(2, 300)
        tried = rng.permutation(60)[:20]
        scores = ok[np.ix_(tried, test)].mean(axis=1)
        found.append((scores.max(), ok[tried[scores.argmax()], again].mean()))
    means = np.mean(found, axis=0)
    np.testing.assert_allclose(means, [one.mean() for one in replays.replay(20, 300)], atol=0.004)
    assert means[0] - means[1] == pytest.approx(0.022, abs=0.004)


def test_one_try_has_no_gap_more_tries_report_more_and_the_map_has_the_replays_gaps():
    for size in SIZES:
        reported, fresh = replays.replay(1, size)
        np.testing.assert_array_equal(np.sort(reported), np.sort(fresh))
        means = [replays.replay(tries, size)[0].mean() for tries in (1, 5, 20, 60)]
        assert means == sorted(means)
    found = replays.gaps(SIZES)
    assert found.shape == (len(SIZES), 60)
    for row, tries in ((0, 60), (4, 20), (8, 20)):
        reported, fresh = replays.replay(tries, SIZES[row])
        assert found[row, tries - 1] == pytest.approx(reported.mean(dtype=float) - fresh.mean(dtype=float), abs=1e-6)
    assert (np.diff(found[:, 19]) < 0).all(), "a larger test set makes it smaller"


@pytest.mark.parametrize(("arguments", "fault"), [((0, 300), "tries"), ((61, 300), "tries"), ((5, 310), "multiple")])
def test_a_replay_says_what_it_does_not_know(arguments, fault):
    with pytest.raises(ValueError, match=f"replay expected .*{fault}"):
        replays.replay(*arguments)


# The measures.


@pytest.mark.parametrize(("size", "seeds", "later"), [(50, 1, False), (300, 5, True), (2000, 20, False)])
def test_intervals_are_those_of_the_formula(size, seeds, later):
    one, first = Measures(size, seeds, later), 40 if later else 0
    ok, rival = replays.right()[first : first + seeds, :size].astype(float), replays.rival()[:size].astype(float)
    means = [sum(column) / seeds for column in ok.T]
    assert one.accuracy == pytest.approx(ok.mean())
    assert one.half == pytest.approx(1.96 * np.std(means) / size**0.5)
    assert one.rival_half == pytest.approx(1.96 * (rival.mean() * (1 - rival.mean()) / size) ** 0.5)
    covariance = np.mean(means * rival) - np.mean(means) * rival.mean()
    assert one.apart_half**2 - one.paired_half**2 == pytest.approx(2 * 1.96**2 * covariance / size)
    assert one.paired_half < one.apart_half
    assert one.spread == pytest.approx(np.std(ok.mean(axis=1), ddof=1) if seeds > 1 else 0)
    digit, share, count = one.worst
    labels = replays.record()["labels"][:size]
    shares = {k: ok[:, labels == k].mean() for k in range(10) if (labels == k).any()}
    assert (share, count) == (pytest.approx(min(shares.values())), (labels == digit).sum())


# The card.


def test_a_line_is_computed_by_its_own_cell_alone():
    state = next_state(State(), claim="worst digit")
    assert (state.evidence, standings(state)["worst digit"]) == ("none", TYPED)
    assert text(state, "worst digit") == claims.BY_HAND["worst digit"]
    wrong = next_state(state, evidence="4 seal")
    assert standings(wrong)["worst digit"] == ELSEWHERE
    assert text(wrong, "worst digit") == claims.BY_HAND["worst digit"]
    shown = next_state(wrong, evidence="17 digits")
    assert (standings(shown)["worst digit"], text(shown, "worst digit")[:12]) == (COMPUTED, "Worst digit:")
    other = next_state(shown, claim="attack")
    assert (other.evidence, next_state(other, claim="worst digit").evidence) == ("none", "17 digits")


def test_training_again_leaves_old_numbers_until_their_cells_run():
    before = next_state(State(), cells=SHOWN)
    after = next_state(before, retrained=True)
    for claim, how in standings(after).items():
        assert how == (OLD if claim in WEIGHED else COMPUTED)
        assert text(after, claim) == text(before, claim), "an old number is shown as it was"
    again = next_state(after, claim="accuracy", evidence="14 test")
    assert [claim for claim, how in standings(again).items() if how == OLD] == [*WEIGHED[1:]]
    assert text(again, "accuracy") != text(before, "accuracy")
    assert set(standings(next_state(again, retrained=False)).values()) == {COMPUTED}


@pytest.mark.parametrize("card", CARDS[1:])
def test_a_planted_card_looks_computed_and_differs_in_the_line_that_lies(card):
    honest = next_state(State(), cells=SHOWN)
    state = next_state(State(), card=card)
    assert set(standings(state).values()) == {COMPUTED}
    assert text(state, PLANTED[card]) != text(honest, PLANTED[card])
    assert revealed(state) == ""
    shown = standings(next_state(state, reveal=True))
    assert [claim for claim, how in shown.items() if how == LIES] == [PLANTED[card]]


def test_every_lie_is_large_enough_to_matter():
    for later, size in product((False, True), (300, 1000)):
        state = next_state(State(), test_size=size, retrained=later)
        one = numbers(state)
        assert numbers(next_state(state, card="A")).accuracy > one.accuracy + 0.1
        assert Measures(size, 5).best(claims.BEST) > Measures(size, 5).accuracy + 0.02
        assert numbers(next_state(state, card="C")).difference > 0.05 > -0.1 > one.difference
        toss, margin, masked = one.attacked
        assert margin < masked - 0.1 < toss
        assert one.same[0] < 0.2 < 0.6 < one.same[1]
        assert one.spread > 0.005


def test_what_is_revealed_has_the_honest_numbers():
    state = next_state(State(), reveal=True)
    one = numbers(state)
    said = {card: revealed(next_state(state, card=card)) for card in CARDS}
    assert said[HONEST] == "Nothing is planted in this card."
    expected = {"A": one.accuracy, "B": one.accuracy, "C": one.rival, "D": one.attacked[1], "F": one.spread}
    for card, value in expected.items():
        assert f"{value:.3f}" in said[card]
    assert f"{one.same[1]:.2f}" in said["E"]
