"""What is special to the explorer of lesson 20; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest
from written import faults

from nnlearn import trees
from nnlearn.explorers import Explorer, TreeExplorer
from nnlearn.lessons.recursive_networks import edits, forest
from nnlearn.lessons.recursive_networks.canopy import PLACE, place_at, places, tile
from nnlearn.lessons.recursive_networks.picture import PLANE, near, spot_of
from nnlearn.lessons.recursive_networks.replays import MOMENTS, SIZES, TOLD
from nnlearn.lessons.recursive_networks.state import State, settled
from nnlearn.lessons.recursive_networks.view import view_of

FOUR = ("not", "T", "or", "T")
LONGEST = (
    "T and F and T and F and T and F and T",
    "not not not not not not not not T",
    "not (T or (F and (T or (F and (T or F)))))",
    "not T and not F or not T or T and not F",
    "9 and not 8 or 7 and not 6 or 5",
)


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = TreeExplorer(words=FOUR, merged=())
    yield made
    made.close()


def on_tree(explorer, place, kind="down"):
    x, y = places(explorer.view)[place]
    return {"type": kind, "axes": "tree", "x": x, "y": y}


def on_plane(kind, x, y):
    return {"type": kind, "axes": "plane", "x": x, "y": y}


def click(explorer, *of):
    for place in of:
        explorer.on_pointer(on_tree(explorer, place))
        explorer.on_pointer(on_tree(explorer, place, "up"))


# Merging.


def test_the_order_of_merging_makes_the_tree_and_the_answer(explorer):
    click(explorer, 0, 2)
    assert forest.whole(explorer.state.words, explorer.state.merged) == ("or", ("not", "T"), "T")
    assert explorer.view.truth[explorer.view.root]
    assert explorer.view.chances[explorer.view.root] > 0.9
    before = explorer.view.bag
    explorer.take_apart()
    click(explorer, 2, 0)
    assert forest.whole(explorer.state.words, explorer.state.merged) == ("not", ("or", "T", "T"))
    assert explorer.view.chances[explorer.view.root] < 0.1
    assert explorer.view.bag == before  # it counts the same tokens
    assert "The root says false" in repr(explorer)


def test_an_operator_waits_for_its_neighbours(explorer):
    explorer.set(words=("T", "and", "not", "F"))
    click(explorer, 1)
    assert (explorer.state.merged, explorer.state.selected) == ((), 1)
    assert "its neighbours have to merge first" in explorer.on_hover(on_tree(explorer, 1, "hover"))
    click(explorer, 2, 1)
    assert explorer.state.merged == (2, 1)


def test_a_second_click_takes_an_operator_apart_with_all_above_it(explorer):
    explorer.merge_all()
    assert explorer.state.merged == (0, 2)
    click(explorer, 2)
    assert (explorer.state.merged, explorer.state.selected) == ((0, 2), 2)
    click(explorer, 2)
    assert explorer.state.merged == (0,)
    explorer.merge_all()
    click(explorer, 0, 0)
    assert explorer.state.merged == ()


def test_every_random_tree_is_taken_into_words_and_grown_again():
    rng = np.random.default_rng(0)

    def random(depth):
        operator = rng.choice(["not", "and", "or"]) if depth else rng.choice(["F", "T"])
        below = 1 if operator == "not" else 2
        return (str(operator), *(random(int(rng.integers(depth))) for _ in range(below))) if depth else str(operator)

    for _ in range(100):
        tree = random(int(rng.integers(1, 6)))
        words, merged = forest.taken(tree)
        assert forest.whole(words, merged) == tree
        assert trees.parse(forest.spoken(words, merged)) == tree
        assert forest.whole(words, forest.merged_whole(words, ())) == trees.parse(" ".join(words))
        for place in range(len(words)):
            negated = forest.whole(*forest.negated(words, merged, place))
            assert sum(word == "not" for word in forest.taken(negated)[0]) != sum(word == "not" for word in words)
        root = forest.tops(words, merged)[0]
        assert trees.value(forest.whole(*forest.negated(words, merged, root))) != trees.value(tree)
        for place in merged:
            left = forest.apart(words, merged, place)
            assert place not in left
            assert forest.whole(words, forest.merged_whole(words, left)) is not None


# Leaves, nots and typing.


def test_a_click_on_a_leaf_flips_it_and_the_change_ends_where_nothing_depends_on_it(explorer):
    explorer.set(**edits.read("(T and T) or (T and T)"))
    click(explorer, 2)
    assert explorer.state.words[2] == "F"
    assert explorer.view.above == [1, 3]
    assert explorer.view.left[0] > 0.8
    assert explorer.view.left[1] < 0.2
    click(explorer, 6)
    assert explorer.view.left[-1] > 0.8  # now both sides are false
    assert "F is new; moved above:" in explorer.scene.about.get_text()


def test_a_not_is_put_and_removed(explorer):
    explorer.set(**edits.read("T and F"))
    explorer.set(selected=2)
    explorer.negate()
    assert forest.whole(explorer.state.words, explorer.state.merged) == ("and", "T", ("not", "F"))
    assert explorer.state.words[explorer.state.selected] == "F"
    explorer.negate()
    assert forest.whole(explorer.state.words, explorer.state.merged) == ("and", "T", "F")
    explorer.set(selected=1)
    explorer.negate()
    assert forest.whole(explorer.state.words, explorer.state.merged) == ("not", ("and", "T", "F"))
    explorer.take_apart()
    explorer.negate()  # of an operator that has not merged: nothing
    assert len(explorer.state.words) == 4


def test_there_is_a_limit_to_nots(explorer):
    explorer.set(**edits.read("T"))
    for _ in range(20):
        explorer.set(selected=0)
        explorer.set(**edits.negated(settled(explorer.state, selected=len(explorer.state.words) - 1)))
    assert len(explorer.state.words) <= 9


def test_what_is_typed_is_read_or_explained(explorer):
    explorer.typed.value = "not (T or F) and T"
    assert forest.whole(explorer.state.words, explorer.state.merged) == ("and", ("not", ("or", "T", "F")), "T")
    explorer.typed.value = "not (T or"
    assert "parse expected text" in explorer.misread.value
    assert explorer.state.words == ("not", "T", "or", "F", "and", "T")
    for text in ("T xor F", "12 and T", " and ".join("T" * 8)):
        explorer.typed.value = text
        assert "Up to 14 words" in explorer.misread.value
    explorer.typed.value = "7 and not 4"
    assert (explorer.state.words, explorer.state.pictures) == ((28, "and", "not", 16), True)
    assert explorer.misread.value == ""


def test_pictures_take_the_place_of_letters_with_the_same_truth(explorer):
    explorer.set(**edits.read("not (T and F) or F"))
    truth = explorer.view.truth
    explorer.set(pictures=True)
    assert explorer.view.truth == truth
    digits = [word // 4 for word in explorer.state.words if not isinstance(word, str)]
    click(explorer, 1)
    assert explorer.state.words[1] // 4 == digits[0] + 1
    explorer.set(pictures=False)
    assert explorer.state.words == ("not", "F", "and", "F", "or", "F")


# Pushing.


def test_a_dragged_mark_is_pushed_and_the_push_fades_on_the_way_up(explorer):
    explorer.set(**edits.read("((T and F) or F) or F"))
    x, y = spot_of(explorer.view, 1)
    explorer.on_pointer(on_plane("down", x, y))
    held = explorer.state.selected
    explorer.on_pointer(on_plane("move", x + 0.4, y - 0.4))
    assert explorer.view.pushed == pytest.approx(np.hypot(0.4, 0.4) / explorer.view.heaps.gap, abs=1e-4)
    assert spot_of(explorer.view, held) == pytest.approx(
        np.add(explorer.view.before[held], (0.4, -0.4)), abs=1e-4
    )  # fmt: skip
    assert all(np.diff([explorer.view.pushed, *explorer.view.left]) < 0)
    explorer.on_pointer(on_plane("up", 0, 0))
    pushed = explorer.state.push
    explorer.on_pointer(on_plane("move", 0, 0))
    assert explorer.state.push == pushed
    explorer.set(selected=(held + 1) % len(explorer.state.words))
    assert explorer.state.push == ()


@pytest.mark.parametrize("size", SIZES)
def test_keys_push_towards_the_other_heap_and_far_enough_the_root_changes_its_mind(explorer, size):
    explorer.set(**edits.read("((T and F) or F) or F"), size=size)
    explorer.set(selected=1)
    explorer.on_key("+")
    assert explorer.view.pushed == pytest.approx(0.1, abs=0.02)
    assert explorer.view.chances[explorer.view.root] < 0.5
    for _ in range(9):
        explorer.on_key("+")
    assert explorer.view.chances[explorer.view.root] > 0.5
    for _ in range(10):
        explorer.on_key("-")
    assert explorer.state.push == ()
    explorer.set(**edits.read("not F"))  # true: away from it is the other way
    for _ in range(9):
        explorer.on_key("+")
    assert explorer.view.chances[explorer.view.root] < 0.5


def test_a_push_that_is_shown_is_in_the_code(explorer, capsys):
    for size, sentence in ((1, "(T and F) or F"), (2, "(7 and 4) or 2"), (16, "not (T or F)")):
        explorer.set(**edits.read(sentence), size=size)
        for place in explorer.view.parts:
            explorer.set(selected=place)
            explorer.on_key("+")
            assert explorer.state.push
            names = {}
            exec(explorer.code(explorer.view), names)
            for expression, value in explorer.numbers(explorer.view).items():
                assert np.allclose(eval(expression, names), value, atol=1e-5), expression


# Keys and hovering.


def test_keys_do_what_the_pointer_does(explorer):
    for key in ("m", "ArrowRight", "ArrowRight", "m"):
        explorer.on_key(key)
    assert explorer.state.merged == (0, 2)
    explorer.on_key("u")
    explorer.on_key("a")
    assert explorer.state.merged == (0, 2)
    explorer.on_key("ArrowRight")
    explorer.on_key("m")
    assert explorer.state.words == ("not", "T", "or", "F")
    explorer.on_key("n")
    assert explorer.state.words == ("not", "T", "or", "not", "F")
    explorer.on_key("ArrowDown")
    assert explorer.view.step == MOMENTS[-2]
    explorer.set(words=("T",), merged=(), selected=0)
    explorer.on_key("ArrowLeft")
    assert explorer.state.selected == 0


def test_the_pointer_is_told_what_lies_under_it(explorer):
    explorer.set(merged=(0,))
    said = [explorer.on_hover(on_tree(explorer, place, "hover")) for place in range(4)]
    assert said[0].startswith("not, 1 above the leaves\nvector: ")
    assert said[1].endswith("click: flip it")
    assert said[2] == "or, not merged\nclick: it takes its neighbours"
    assert explorer.on_hover({"type": "hover", "axes": "tree", "x": 3, "y": 3}) == ""
    x, y = spot_of(explorer.view, 0)
    assert explorer.on_hover(on_plane("hover", x, y)).startswith("not in the tree: ")
    assert explorer.on_hover(on_plane("hover", 0, 0)).startswith("no node near")
    (x, y), truth = explorer.view.spots[5], explorer.view.heaps.truth[5]
    own, other = near(explorer.view, x, y)
    assert own is not None or explorer.view.heaps.truth[other] == truth


# The picture.


@pytest.mark.parametrize("text", LONGEST)
def test_texts_and_tiles_have_room(explorer, text):
    changes = edits.read(text)
    for number, (size, told) in enumerate((size, told) for size in SIZES for told in TOLD):
        for merged in ((), changes["merged"][:2], changes["merged"]):
            explorer.set(**{**changes, "size": size, "told": told, "merged": merged, "position": 4 * number})
            assert faults(explorer.picture, (1.0, 1.25, 2.0)[number % 3]) == []
            view = explorer.view
            boxes = [tile(view, place, middle) for place, middle in places(view).items()]
            for left, top, right, bottom in boxes:
                assert left >= 3
                assert top >= 3
                assert right <= PLACE[2] - 3
                assert bottom <= PLACE[3] - 3
            assert [place_at(view, *middle) for middle in places(view).values()] == list(range(len(boxes)))
            explorer.on_key("+")
            explorer.on_key("m")
            assert faults(explorer.picture) == []


def test_a_ring_is_what_is_read_and_a_cross_is_an_error(explorer):
    explorer.set(**edits.read("(T and F) or (T and T)"), position=0)
    scene, view = explorer.scene.canopy, explorer.view
    said = [chance > 0.5 for chance in view.chances.values()]
    assert (len(scene.true.get_segments()), len(scene.false.get_segments())) == (sum(said), len(said) - sum(said))
    wrong = sum(one != true for one, true in zip(said, view.truth.values(), strict=True))
    assert len(scene.crosses.items[0][0]) == wrong > 0
    explorer.go(len(MOMENTS) - 1)
    assert len(scene.crosses.items[0][0]) == 0


def test_nothing_leaves_the_plane():
    for size in SIZES:
        view = view_of(State(size=size, position=0))
        for place in view.parts:
            x, y = spot_of(view, place)
            limit = 4.4 if size == 16 else 1.3
            assert abs(x) <= limit
            assert -limit <= y <= (8.7 if size == 1 else limit)
    assert PLANE[2] == PLANE[3]


# The tour.


def test_the_tour_says_what_is_true(explorer):
    tour, views = explorer.panel.tour, []
    for stop in range(7):
        tour.go(stop)
        views.append(explorer.view)
        assert faults(explorer.picture) == []
    words, merged, other, flip, start, push, seen = views
    assert words.root is None
    assert merged.root is None
    assert words.bag == merged.bag == other.bag > 0.5
    assert not other.truth[other.root]
    assert other.pairs > 0.5  # wrong as well
    assert flip.state.words[2] == "F"
    assert flip.truth[flip.root]
    assert flip.left[0] > 0.8 > 0.2 > flip.left[1]
    assert start.step == 0
    assert start.heaps.gap < 0.2
    assert push.pushed == pytest.approx(0.2, abs=0.005)
    assert len(push.left) == 3
    assert push.left[0] < 0.2
    assert push.left[2] < 0.05
    assert seen.state.told == "the root"
    assert seen.truth[0]
    assert {place for place, chance in seen.chances.items() if (chance > 0.5) != seen.truth[place]} == set()
