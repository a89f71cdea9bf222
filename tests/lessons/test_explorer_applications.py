"""What is special to lesson 32's explorers of money and of baskets; the walk over all is in tests/explorers/."""

import time

import numpy as np
import pytest
from written import faults

from nnlearn import datasets
from nnlearn.explorers import BasketExplorer, Explorer, MoneyExplorer
from nnlearn.explorers.controls import ARROWS
from nnlearn.lessons.applications import baskets, loans
from nnlearn.lessons.applications.basket_lists import LEARNED, WAYS, among_first, learned, ranked, scores, shop
from nnlearn.lessons.applications.basket_picture import neighbour, shelf
from nnlearn.lessons.applications.basket_state import MOST
from nnlearn.lessons.applications.picture import RISKS, ROW, placed
from nnlearn.lessons.applications.record_applicants import split
from nnlearn.lessons.applications.records import recorded
from nnlearn.lessons.applications.risks import DRAWS, MODELS, applicants, curve, losses


@pytest.fixture
def strict(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)


@pytest.fixture
def money(strict):
    made = MoneyExplorer()
    yield made
    made.close()


@pytest.fixture
def basket(strict):
    made = BasketExplorer()
    yield made
    made.close()


def event(kind, axes, x, y=0.5):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def told(kind):
    """Return (view, sentence) of each stop of a tour."""
    explorer = kind()
    found = []
    for stop in explorer.tour:
        explorer.show(stop.state(explorer))
        found.append((explorer.view, stop.text(explorer.view)))
    explorer.close()
    return found


def says(stop, *parts):
    for part in parts:
        assert part in stop[1], (part, stop[1])


# Money: the applicants.


def test_applicants_are_the_rows_that_no_model_learned_from():
    for draw in range(DRAWS):
        parts, people = split(draw), applicants(draw)
        np.testing.assert_array_equal(people.rows, parts.test)
        assert sorted([*parts.final, *parts.test]) == list(range(1000))
        assert [loans.data()[1][part].mean() for part in parts] == [0.3] * 4
        assert people.bad.sum() == 90
        assert list(people.risks) == list(MODELS)
        assert all(0 < p.min() < p.max() < 1 for p in people.risks.values())


def test_a_stored_risk_is_what_the_model_says():
    parts = split(0)
    said = loans.predicted("logistic", {"C": 0.3}, parts.final, parts.test)
    np.testing.assert_allclose(applicants(0).risks["logistic"], said, atol=1e-3)


def test_money_lost_is_the_cost_of_the_lab():
    for draw in range(DRAWS):
        people = applicants(draw)
        for p in people.risks.values():
            for threshold in (0.0, 1 / 6, float(p[17]), 0.5, 1.0):
                granted, refused = losses(p, people.bad, threshold, 7)
                assert granted + refused == pytest.approx(loans.cost(p, people.bad, threshold, 7))
            levels, costs = curve(p, people.bad, 7)
            expected = [loans.cost(p, people.bad, level, 7) for level in levels]
            np.testing.assert_allclose(costs, expected)


def test_the_threshold_moves_the_cost_and_the_choice_of_the_model_hardly_does():
    cost = np.array([
        [[loans.cost(p, people.bad, t) for p in list(people.risks.values())[:4]] for t in (1 / 6, 0.5)]
        for people in map(applicants, range(DRAWS))
    ])  # fmt: skip
    sixth, half = cost.mean(axis=0)
    assert (half - sixth > 0.4).all()
    assert np.ptp(sixth) < 0.03
    assert len({int(one) for one in cost[:, 0].argmin(axis=1)}) > 1  # another draw has another winner


# Money: pointer and keys.


def test_the_line_is_dragged_and_stays_where_it_is_dropped(money):
    money.on_pointer(event("down", "risks", 0.5, 60))
    money.on_pointer(event("move", "risks", 0.16666, 60))
    money.on_pointer(event("up", "risks", 0.16666, 60))
    assert money.state.threshold == 0.167
    money.on_pointer(event("move", "risks", 0.9, 60))
    assert money.state.threshold == 0.167
    money.on_pointer(event("down", "curve", 1.2, 0.5))
    assert (money.state.threshold, money.view.cost) == (1.0, 1.5)
    money.on_pointer(event("up", "curve", 1.2, 0.5))


@pytest.mark.parametrize("model", MODELS)
def test_arrow_keys_move_one_applicant_across_the_line(money, model):
    money.set(model=model, threshold=0.3)
    refused = []
    for key in ["ArrowLeft"] * 3 + ["ArrowRight"] * 5:
        money.on_key(key)
        refused.append(int(money.view.refused.sum()))
    assert (np.sign(np.diff(refused)) == [1, 1, -1, -1, -1, -1, -1]).all()
    money.set(threshold=0.0)
    money.on_key("ArrowLeft")
    assert money.view.refused.all()
    money.set(threshold=1.0)
    money.on_key("ArrowRight")
    assert not money.view.refused.any()


def test_the_formula_and_the_models_have_keys(money):
    money.set(default=9)
    money.on_key("f")
    assert money.state.threshold == 0.1
    seen = []
    for _ in MODELS:
        money.on_key("m")
        seen.append(money.state.model)
    assert seen == [*MODELS[1:], MODELS[0]]
    money.on_pointer(event("down", "models", 200, ROW * 2.5))
    assert money.state.model == "forest"


def test_an_applicant_under_the_pointer_is_described(money):
    view = money.view
    rows, y = datasets.credit().x, view.people
    one = int(np.flatnonzero(y.bad & (view.p < 0.1))[0])
    x, up = placed(1, "logistic")[one]
    amount = rows[y.rows[one], datasets.credit().features.index("amount")]
    said = money.on_hover(event("hover", "risks", x, up))
    assert said == f"{amount:,.0f} marks for {said.split(' for ')[1].split(' ')[0]} months, not paid back\n" + (
        f"risk {view.p[one]:.3f}: granted, 5 lost"
    )
    assert money.on_hover(event("hover", "risks", 0.97, 70)).startswith("t = 0.970: 0 of 300 refused")
    assert money.on_hover(event("hover", "models", 20, 1)).startswith("logistic regression: 0.850 + 0.073 = 0.923")


def test_applicants_stand_at_their_risk_and_apart():
    for draw in (1, 4):
        for model in MODELS[:4]:
            places = placed(draw, model)
            np.testing.assert_array_equal(places[:, 0], applicants(draw - 1).risks[model])
            assert (places[:, 1] > 0).sum() == 90
            pixels = places * (RISKS[2], 1)
            for one in range(300):
                away = np.hypot(*(pixels - pixels[one]).T)
                assert np.sort(away)[1] > 4


def test_texts_of_money_have_room_wherever_the_line_is(money):
    for default in (1, 5, 20):
        for threshold in (0.0, 0.05, 1 / 6, 0.5, 0.95, 1.0):
            money.set(threshold=threshold, default=default, model=MODELS[default % 5])
            assert faults(money.picture) == []


def test_the_stops_of_money_are_true():
    stops = told(MoneyExplorer)
    says(stops[0], "90 of 300 loans are not paid back, each costs 5", "1.500 per applicant")
    says(stops[1], "210 good customers are lost at 1 each, 0.700 per applicant")
    says(stops[2], "51 bad loans are granted, and only 22 good ones", "0.923, more than refusing everybody (0.700)")
    says(stops[3], "0.487 in place of 0.923. The same model, 0.437 less")
    says(stops[4], "0.493 and 0.487", "between 0.487 and 0.543")
    says(stops[5], "0.243 there, and 0.380 at 1/6")
    says(stops[6], "160 of 300 a risk below 0.02", "0.860, more than refusing everybody")
    people = applicants(0)
    p = people.risks["logistic"]
    assert loans.cost(p, people.bad, 0.5) == pytest.approx(0.923, abs=5e-4)
    assert loans.cost(p, people.bad, 0.5, 1) == pytest.approx(0.243, abs=5e-4)
    view, _ = stops[6]
    assert view.lowest("network, no decay") == pytest.approx((0.64, 0.0), abs=0.01)  # "Where is its curve lowest?"


# Baskets: the lists.


def test_the_stored_networks_are_those_of_the_record():
    """Their weights have 16 bits: a few of 1,200 ranks may differ by one."""
    _, _, seen, hidden = shop()
    for name in LEARNED:
        said = np.array([learned(name, np.flatnonzero(row)) for row in seen])
        found = baskets.measures(np.where(seen > 0, -np.inf, said), baskets.split(0).test)
        row = recorded("baskets", split=0, rival=name)[0]
        assert found["among five"] == pytest.approx(row["among five"], abs=0.002)
        assert found["rank"] == pytest.approx(row["rank"], abs=0.001)
    assert len(hidden) == 1200


def test_the_other_lists_are_those_of_the_lab():
    _, _, seen, _ = shop()
    split = baskets.split(0)
    for way, rival, setting in (
        ("popular", "popular", {}),
        ("cosine", "cosine", {"power": 0.5}),
        ("best", "best possible", {}),
    ):
        said = baskets.predicted(rival, setting, split.final, split.test[:40])
        for row, expected in zip(seen, said, strict=False):
            np.testing.assert_array_equal(ranked(scores(np.flatnonzero(row))[way]), ranked(expected))


def test_the_chance_above_a_list_is_how_often_it_is_right():
    """Averaged over the test, the known chances are the recorded hit rates, within the luck of 1,200 baskets."""
    _, _, seen, _ = shop()
    chances = np.array([[among_first(found, way) for way in WAYS]
                        for found in (scores(np.flatnonzero(row), "network") for row in seen)])  # fmt: skip
    for way, rival, mean in zip(WAYS, ("popular", "cosine", "network", "best possible"), chances.mean(0), strict=True):
        hits = recorded("baskets", split=0, rival=rival)[0]["among five"]
        assert mean == pytest.approx(hits, abs=3 * np.sqrt(0.25 / 1200)), way
    assert (chances <= chances[:, 3:] + 1e-12).all()  # nothing beats the best


# Baskets: pointer and keys.


def test_things_are_ticked_with_pointer_and_keys(basket):
    _, places = shelf()
    beer = basket.view.names.index("beer")
    left, top, width = places[beer]
    basket.on_pointer(event("down", "shelf", left + width / 2, top + 10))
    assert basket.state.held == ("charcoal", "sausages", "beer")
    basket.on_key(" ")
    assert basket.state.held == ("charcoal", "sausages")
    first = int(basket.view.lists["cosine"][0])
    basket.on_pointer(event("down", "lists", 200, 5))
    assert basket.view.names[first] in basket.state.held
    basket.on_key("c")
    assert basket.view.held == ()
    assert list(basket.view.lists) == ["popular"]
    basket.on_key(" ")
    assert list(basket.view.lists) == ["popular", "cosine", "learned"]


def test_the_keys_reach_every_thing(basket):
    seen, waiting = {basket.state.at}, [basket.state.at]
    while waiting:
        at = waiting.pop()
        new = {neighbour(at, *way) for way in ARROWS.values()} - seen
        seen |= new
        waiting += new
    assert len(seen) == 54
    basket.on_key("ArrowDown")
    assert basket.state.at == neighbour("charcoal", 0, -1) == "peanuts"


def test_a_basket_holds_ten_things_and_no_more(basket):
    names = basket.view.names
    basket.set(held=tuple(names[:MOST]), at=names[20])
    basket.on_key(" ")
    assert len(basket.state.held) == MOST
    assert "it is full" in repr(basket)
    left, top, _ = shelf()[1][20]
    assert basket.on_hover(event("hover", "shelf", left, top + 5)).endswith("the basket is full")


def test_a_test_basket_becomes_yours_when_it_is_changed(basket):
    _, _, seen, hidden = shop()
    basket.set(number=1)
    assert (basket.view.held, basket.view.hidden) == (tuple(np.flatnonzero(seen[0]).tolist()), hidden[0])
    names = [basket.view.names[code] for code in basket.view.held]
    basket.set(at=basket.view.names[hidden[0]])
    basket.on_key(" ")
    assert basket.state.number == 0
    assert list(basket.state.held) == [*names, basket.view.names[hidden[0]]]
    basket.set(number=1200)
    basket.on_key("n")
    assert basket.state.number == 1


def test_what_lies_under_the_pointer_is_told(basket):
    _, places = shelf()
    left, top, _ = places[basket.view.names.index("beer")]
    said = basket.on_hover(event("hover", "shelf", left, top + 5))
    assert said.splitlines() == [
        "beer: in 10.9 % of all baskets", "the best possible list: rank 1, 14 %", "click to put it in",
    ]  # fmt: skip
    said = basket.on_hover(event("hover", "lists", 20, 5))
    assert said.splitlines()[:2] == ["milk: rank 1, 34 %", "elsewhere: cosine 5, embedding 6, best"]
    assert basket.on_hover(event("hover", "lists", 166, 5)) == ""  # between two lists


def test_texts_of_baskets_have_room(basket):
    names = basket.view.names
    for count in range(MOST + 1):
        basket.set(held=tuple(names[5 * count % 44 :][:count]), third=LEARNED[count % 2], power=count % 5 / 4)
        assert faults(basket.picture) == []
    for number in range(1, 400, 23):
        basket.set(number=number)
        assert faults(basket.picture) == []


def test_the_stops_of_baskets_are_true():
    stops = told(BasketExplorer)
    says(stops[0], "milk, bread and eggs to everybody: in 35 %", "charcoal: 48 %", "better than 51 %")
    says(stops[1], "sausages at rank 5: 45 %", "multiplied: 51 %, of 51 % at best")
    says(stops[2], "milk at rank 6: 32 %", "milk, bread and spaghetti: 41 %, of 41 % at best")
    says(stops[3], "20 % to 23 %")
    says(stops[4], "steaks, ketchup and mustard. Its first 5 hold the thing in 44 %")
    says(stops[5], "cucumber was taken out. It is at rank 30 by popularity, 6 by the cosine, 2 by the network")
    says(stops[5], "popularity 35.8 %, the cosine 46.8 %, the network 48.2 %, the best possible 50.0 %")
    chances = {power: among_first(scores(shop()[0].codes("charcoal", "sausages"), power=power), "cosine")
               for power in (0, 0.25, 0.5, 0.75, 1)}  # fmt: skip
    assert chances[0] == chances[0.25] > chances[0.5] >= chances[0.75] >= chances[1]  # "Which power is best here?"
    odds = shop()[0].tastes.max(axis=0) / shop()[0].tastes.mean(axis=0)
    assert shop()[0].things[odds.argmax()] in ("nappies", "wipes", "baby food", "bleach")  # "Which says most?"


@pytest.mark.parametrize("kind", [MoneyExplorer, BasketExplorer])
def test_a_picture_takes_less_than_ten_milliseconds_of_the_processor(kind):
    """The fastest of some, each of another state; a slow machine gets three times as long."""
    explorer = kind()

    def took(k):
        changes = {"threshold": k / 40} if kind is MoneyExplorer else {"number": k}
        began = time.process_time()
        explorer.set(**changes)
        return time.process_time() - began

    fastest = min(took(k) for k in range(1, 25))
    explorer.close()
    assert fastest < 0.03
