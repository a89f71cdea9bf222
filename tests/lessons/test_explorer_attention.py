"""What is special to the explorer of lesson 21; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.explorers import AttentionExplorer, Explorer
from nnlearn.lessons.attention.networks import NETWORKS, STEPS, made, network, scores_of, weights_of
from nnlearn.lessons.attention.picture import place_at, row_at
from nnlearn.lessons.attention.reading import cleaned, read, samples
from nnlearn.lessons.attention.state import TEXTS, State, settled, view_of

DATE = "thu 5 mar 1998"


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = AttentionExplorer()
    yield made
    made.close()


def event(kind, axes, x, y=0.5):
    return {"type": kind, "axes": axes, "x": x, "y": y}


# What is stored.


def test_what_is_stored_is_small_and_does_what_was_measured():
    held = datasets.dates(60, held_out=True)
    for name in NETWORKS[:2]:
        written = network(name, 1000).generate(held.x[:, :31], 10, temperature=0)[:, 31:]
        assert (written == held.y).all(axis=1).mean() > 0.95
        assert scores_of(name, 100)[0] < 0.05 < 0.9 < scores_of(name, 300)[0] < scores_of(name, 1000)[0]
    assert abs(scores_of("names", 1000)[0] - scores_of("names", 1000)[1]) < 1e-6  # the mask hides the future
    as_trained, alone = scores_of("names, no mask", 1000)
    assert as_trained < 0.01 < 5 < alone
    assert scores_of("copy", 1000)[0] > 0.95


def test_a_network_made_does_not_touch_the_readers_random_numbers():
    nn.manual_seed(3)
    wanted = nn.Linear(2, 2).weight.data
    nn.manual_seed(3)
    made("names")
    assert (nn.Linear(2, 2).weight.data == wanted).all()
    assert (made("copy").head.weight.data == made("copy").head.weight.data).all()


def test_what_was_not_stored_is_named():
    with pytest.raises(ValueError, match=r"network expected a network of .* got 'dates' and 7"):
        network("dates", 7)
    with pytest.raises(ValueError, match=r"weights_of expected a network of .* got 'poems'"):
        weights_of("poems")


# What a reading says is what the library computes.


@pytest.mark.parametrize(("temperature", "hidden"), [(1.0, ()), (2.0, (4,)), (1.0, (0, 12, 13))])
def test_a_reading_of_a_date_is_the_librarys(temperature, hidden):
    data, model = datasets.dates(1), network("dates", 1000, temperature)
    x, first = data.encode([DATE]), 30 - len(DATE)
    may_look = x[:, None, :30] != 0
    may_look[:, :, [first + place for place in hidden]] = False
    for _ in range(10):
        x = np.column_stack([x, model(x, attn_mask=may_look)[:, :, -1].argmax(axis=1)])
    reading = read("dates", 1000, DATE, temperature, hidden)
    assert reading.writes == data.decode(x[0, 31:])
    a = model.attention_weights(x[:, :-1], attn_mask=may_look)[0, :, first:]
    np.testing.assert_allclose(reading.weights[0, 0], a, atol=1e-6)
    assert np.all(reading.weights[0, 0][:, list(hidden)] == 0)


def test_each_hidden_letter_alone_does_what_the_triangles_say():
    for name, text in (("dates", DATE), ("names", "moss gre"), ("names, no mask", "red")):
        whole = read(name, 1000, text)
        for place in range(len(whole.text)):
            without = read(name, 1000, text, 1.0, (place,))
            changed = [one != other for one, other in zip(whole.writes, without.writes, strict=True)]
            assert whole.changes[:, place].tolist() == changed


def test_a_reading_of_a_name_is_the_librarys():
    for name in ("names", "names, no mask", "copy"):
        reading, model = read(name, 1000, "moss"), network(name, 1000)
        x = np.array([[reading.characters.index(letter) for letter in reading.text]])
        for mine, library in zip(reading.weights, model.attention_weights(x), strict=True):
            np.testing.assert_allclose(mine, library[0], atol=1e-6)
        z = model(x)[0]
        assert reading.writes == "".join(reading.characters[code] for code in z.argmax(axis=0))


def test_a_temperature_divides_the_scores():
    for name, text in (("dates", DATE), ("names, no mask", "red"), ("copy", "tigert")):
        plain, warm = (read(name, 1000, text, temperature).scores[0] for temperature in (1.0, 2.0))
        places = np.s_[:, :1, :3]  # of the first row: it reads what was typed
        seen = np.isfinite(plain[places])
        np.testing.assert_allclose(warm[places][seen], plain[places][seen] / 2, rtol=1e-4, atol=1e-5)


def test_the_future_is_seen_without_the_mask_only():
    upper = np.triu(np.ones((5, 5), bool), 1)
    assert (read("names", 1000, "mosses").weights[..., :5, :5][..., upper] == 0).all()
    assert (read("names, no mask", 1000, "mosses").weights[..., :5, :5][..., upper] > 0).all()


def test_names_are_invented_with_the_mask_and_not_without():
    known = set(" ".join(datasets.colour_names().names).split())
    words = [word for name in samples("names", 1000, "") for word in name.split()]
    assert sum(word in known for word in words) > len(words) / 2
    assert not any(word in known for name in samples("names, no mask", 1000, "") for word in name.split())


def test_any_text_is_read(explorer):
    odd = ("", " ", "?", "Ünïcödé", "MAY 5TH, 1998", "x" * 99, "_=·", "5\n\t6", "2", "👋 may")
    for name in NETWORKS:
        for text in odd:
            explorer.set(network=name, text=text)
            assert explorer.state.text == text  # what is typed stays as it is
            assert explorer.view.reading.text.strip("·").startswith(cleaned(name, text))
            assert faults(explorer.picture) == []
    explorer.set(network="dates", text="MAY 5th, 1998!")
    assert explorer.view.reading.writes == "1998-05-05"


# Hands.


def test_typing_reads_after_each_letter_and_forgets_what_was_hidden(explorer):
    explorer.set(hidden=(3,), place=3)
    explorer.controls["text"].value = "thu 5 may 1998"
    assert (explorer.state.hidden, explorer.view.place) == ((), explorer.view.brightest)
    assert explorer.view.reading.writes == "1998-05-05"
    assert explorer.controls["text"].continuous_update
    assert explorer.controls["text"].description == "text"  # what a screen reader says


def test_another_task_brings_its_own_text_and_the_same_task_keeps_it():
    state = State(text="5 may 1998", hidden=(2,))
    assert settled(state, network="dates, other seed").text == "5 may 1998"
    assert settled(state, network="dates, other seed").hidden == (2,)
    assert settled(state, network="names").text == TEXTS["names"]
    assert settled(state, network="names").hidden == ()
    assert settled(state, network="names", text="red").text == "red"


def test_there_are_no_more_layers_and_heads_than_the_network_has(explorer):
    assert explorer.controls["head"].disabled
    for name, layers, heads in (("names", 2, 4), ("copy", 2, 2), ("dates", 1, 1)):
        explorer.set(network=name, layer=2, head=4)
        assert (explorer.state.layer, explorer.state.head) == (layers, heads)
        assert explorer.controls["head"].value == heads
        assert explorer.view.reading.weights.shape[:2] == (layers, heads)
        assert explorer.controls["head"].disabled == (heads == 1)


def test_a_click_hides_a_letter_and_shows_it_again(explorer):
    explorer.set(text=DATE)
    assert explorer.view.reading.writes == "1998-03-05"
    at = 4.5 / len(DATE)
    explorer.on_pointer(event("down", "text", at))
    assert explorer.state.hidden == (4,)
    assert explorer.view.reading.writes != "1998-03-05"
    assert "Hidden: “5”." in repr(explorer)
    explorer.on_pointer(event("down", "text", at))
    assert explorer.state.hidden == ()
    assert explorer.view.reading.writes == "1998-03-05"


def test_a_drag_over_the_map_goes_through_the_rows(explorer):
    explorer.set(text=DATE)
    explorer.on_pointer(event("down", "map", 0.5, 0.05))
    assert (explorer.at, explorer.view.place) == (0, 7)
    explorer.on_pointer(event("move", "map", 0.99, 0.65))
    assert (explorer.at, explorer.view.place) == (6, 13)
    explorer.on_pointer(event("up", "map", 0.0, 0.0))
    assert (explorer.at, explorer.view.place) == (6, 13)


def test_keys_do_what_the_pointer_does(explorer):
    explorer.set(text=DATE)
    for key in ("ArrowUp", "ArrowLeft", "h"):
        explorer.on_key(key)
    assert explorer.at == 8
    assert explorer.state.hidden == (explorer.view.place,)
    explorer.on_key("r")
    assert explorer.state.hidden == ()
    explorer.set(place=0)
    explorer.on_key("ArrowLeft")
    assert explorer.view.place == 0
    explorer.on_key("ArrowRight")
    explorer.on_key("ArrowDown")
    assert (explorer.at, explorer.view.place) == (9, 1)


def test_the_pointer_is_told_what_lies_under_it(explorer):
    explorer.set(text=DATE)
    view = explorer.view
    said = explorer.on_hover(event("hover", "text", 4.5 / 14))
    assert said.startswith("place 5, “5”: weight 1.00 in row 10\nhiding it makes the row write another letter")
    score = f"{view.scores[9, 4]:.2f}"
    assert f"score {score}, weight 1.00" in explorer.on_hover(event("hover", "map", 4.5 / 14, 0.95))
    assert explorer.on_hover(event("hover", "product", 0.0)).startswith("number 1 of 64\nq × k = ")
    explorer.set(hidden=(4,))
    assert explorer.on_hover(event("hover", "text", 4.5 / 14)).endswith("hidden from all rows\nclick to show it")
    assert "it may not look there" in explorer.on_hover(event("hover", "map", 4.5 / 14, 0.95))
    explorer.set(network="names", text="dark", position=0)
    assert explorer.on_hover(event("hover", "text", 0.99)).endswith("written by the network: row 1 may not look at it")


def test_the_opened_cell_sums_to_its_score(explorer):
    for changes in ({}, {"temperature": 4.0}, {"network": "names", "layer": 2, "head": 4, "place": 2}):
        explorer.set(**changes)
        view = explorer.view
        assert view.query @ view.key / view.divisor == pytest.approx(view.scores[view.at, view.place], rel=1e-4)


def test_its_code_gives_hidden_letters_and_another_temperature(explorer, capsys):
    for changes in (
        {"text": DATE, "hidden": (4, 9), "temperature": 0.5},
        {"network": "names", "text": "pale", "hidden": (1,), "layer": 2, "head": 3, "temperature": 2.0},
        {"network": "copy", "text": "tigert", "hidden": (5,), "layer": 2},
    ):
        explorer.show(settled(State(), **changes))
        names = {}
        exec(explorer.code(explorer.view), names)
        for expression, value in explorer.numbers(explorer.view).items():
            np.testing.assert_allclose(eval(expression, names), value, atol=1e-5, err_msg=expression)
    assert capsys.readouterr().out


# The picture.


def test_every_place_of_the_map_is_found_again():
    for text in ("5", DATE, TEXTS["dates"]):
        view = view_of(State(text=text))
        rows, columns = view.weights.shape
        assert [place_at(view, (k + 0.5) / columns) for k in range(columns)] == list(range(columns))
        assert [row_at(view, (k + 0.5) / rows) for k in range(rows)] == list(range(rows))


def test_whatever_is_hidden_the_texts_have_room(explorer):
    for name in NETWORKS:
        for steps in (STEPS[0], STEPS[-1]):
            for hidden in ((), (0,), (1, 2, 3, 4), tuple(range(7)), tuple(range(30))):
                explorer.show(settled(State(), network=name, steps=steps, hidden=hidden, show="scores"))
                assert faults(explorer.picture) == []
    wide = "mmmmmmmmmmmmmmmm"
    for name in NETWORKS[2:]:
        explorer.show(settled(State(), network=name, text=wide))
        assert faults(explorer.picture) == []


# The tour.


def test_the_tour_says_what_is_true(explorer):
    tour, views = explorer.panel.tour, []
    for stop in range(7):
        tour.go(stop)
        views.append(explorer.view)
        assert tour.sentence.value
    right = "2011-09-14"
    assert views[0].reading.writes == views[1].reading.writes == views[5].reading.writes == right
    text = views[1].reading.text
    assert views[1].weights[8:, text.index("14") : text.index("14") + 2].sum(axis=1).min() > 0.8  # the day
    assert views[2].reading.writes == "1998-05-05"
    assert views[2].reading.text[views[2].brightest] == "y"
    assert views[3].reading.writes != right  # a blur
    assert views[4].state.hidden == (view_of(settled(State(), position=9)).brightest,)
    assert views[4].plain.writes == right != views[4].reading.writes
    assert views[4].plain.changes[9].sum() == 1
    first = read("dates", 1000, text).weights[0, 0]
    assert 0.5 * np.abs(views[5].weights - first).sum(axis=1).mean() > 0.2
    ahead = [views[6].weights[row, row + 1] for row in range(4)]
    assert np.mean(ahead) > 0.8
