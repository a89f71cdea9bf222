"""What is special to the explorer of lesson 22; the walk over all explorers is in tests/explorers/."""

import itertools

import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.explorers import CodeExplorer, Explorer
from nnlearn.lessons.autoencoders import words
from nnlearn.lessons.autoencoders.codes import MODELS, NETWORKS, RECORD, coder, nearest, usual, weights
from nnlearn.lessons.autoencoders.networks import autoencoder
from nnlearn.lessons.autoencoders.parts import digits
from nnlearn.lessons.autoencoders.picture import pixel_at
from nnlearn.lessons.autoencoders.state import BLANK, State, drawn, settled, view_of, whole


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = CodeExplorer()
    yield made
    made.close()


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": float(x), "y": float(y)}


def drag(explorer, axes, *spots):
    explorer.on_pointer(event("down", axes, *spots[0]))
    for spot in spots[1:]:
        explorer.on_pointer(event("move", axes, *spot))
    explorer.on_pointer(event("up", axes, *spots[-1]))


# What is stored.


def test_the_record_is_small_and_the_library_computes_the_same_with_it():
    assert RECORD.stat().st_size < 200_000
    x = digits().x_test[:20]
    for model in NETWORKS[:2]:
        net = autoencoder(64, 2)
        layers = [layer for layer in net if isinstance(layer, nn.Linear)]
        for k, layer in enumerate(layers):
            layer.weight.data[:], layer.bias.data[:] = weights(model)[2 * k : 2 * k + 2]
        np.testing.assert_allclose(coder(model).encode(x), nn.predict(net[:3], x), atol=1e-4)
        np.testing.assert_allclose(coder(model).decode(coder(model).encode(x)), nn.predict(net, x), atol=1e-4)
    vae = nn.VAE(64, 2)
    layers = [layer for part in (vae.encoder, vae.decoder) for layer in part.modules() if isinstance(layer, nn.Linear)]
    for k, layer in enumerate(layers):
        layer.weight.data[:], layer.bias.data[:] = weights("VAE")[2 * k : 2 * k + 2]
    mean, s = vae.encode(x)
    np.testing.assert_allclose(coder("VAE").encode(x), mean, atol=1e-4)
    np.testing.assert_allclose(coder("VAE").spread(x), np.exp(s / 2), rtol=1e-3)
    np.testing.assert_allclose(coder("VAE").decode(mean), 1 / (1 + np.exp(-vae.decode(mean))), atol=1e-4)


def test_a_network_that_was_not_stored_is_named():
    with pytest.raises(ValueError, match=r"weights expected one of .* got 'PCA'"):
        weights("PCA")


def test_the_map_says_how_far_the_nearest_digit_is():
    """And the measure does what it should with what is known: a digit learned from is at 0, noise is far away."""
    assert nearest(digits().x[:5])[1].max() < 1e-6
    assert nearest(np.random.default_rng(0).random((50, 64)))[1].min() > 4 * usual()
    for model in MODELS:
        x0, _, y0, y1 = coder(model).limits
        assert coder(model).map[0, 0] == pytest.approx(nearest(coder(model).decode(np.array([[x0, y0]])))[1][0])
        assert coder(model).map[-1, 0] == pytest.approx(nearest(coder(model).decode(np.array([[x0, y1]])))[1][0])


# Hands.


def test_a_drag_in_the_plane_sets_the_code_and_another_picture_takes_it_back(explorer):
    drag(explorer, "plane", (0.3, 0.1), (0.5, 0.2))
    assert explorer.state.code == (0.5, 0.2)
    np.testing.assert_allclose(explorer.view.p, explorer.view.coder.decode(np.array([[0.5, 0.2]]))[0])
    assert "set by hand" in repr(explorer)
    explorer.on_pointer(event("move", "plane", 1, 1))  # it is up
    assert explorer.state.code == (0.5, 0.2)
    explorer.controls["digit"].value = 40
    assert explorer.state.code == ()
    np.testing.assert_allclose(explorer.view.z, explorer.view.codes[1])


def test_the_ring_is_dragged_from_where_it_is(explorer):
    ring = explorer.view.ring
    drag(explorer, "plane", ring + 5 * explorer.unit(), (0.25, 0.5))
    assert (explorer.state.ring, explorer.state.code) == ((0.25, 0.5), ())
    np.testing.assert_allclose(explorer.view.line[0], explorer.view.coder.decode(np.array([[0.25, 0.5]]))[0])


def test_the_pen_draws_on_paper_and_erases_ink(explorer):
    x = explorer.view.clean.reshape(8, 8)
    row, column = np.unravel_index(x.argmax(), x.shape)
    drag(explorer, "in", (column + 0.5, row + 0.5), (0.5, 0.5))
    assert dict(explorer.state.pen) == {8 * row + column: 0, 0: 0}
    assert "drawn over" in repr(explorer)
    explorer.on_key("u")
    drag(explorer, "in", (0.2, 7.9), (1.5, 7.9))
    assert explorer.state.pen == ((56, 1), (57, 1))
    assert explorer.view.x[56] == 1
    explorer.controls["digit"].value = 7
    assert explorer.state.pen == ()


def test_a_drag_does_not_leave_where_it_began(explorer):
    explorer.on_pointer(event("down", "in", 0.5, 0.5))
    explorer.on_pointer(event("move", "plane", 0, 0))
    assert explorer.state.code == ()
    explorer.on_pointer(event("up", "plane", 0, 0))
    explorer.on_pointer(event("move", "in", 3.5, 0.5))
    assert len(explorer.state.pen) == 1


def test_keys_do_what_the_pointer_does(explorer):
    z = explorer.view.z
    for key in ("ArrowRight", "ArrowUp", "ArrowUp"):
        explorer.on_key(key)
    np.testing.assert_allclose(explorer.view.z, z + explorer.unit() * np.array([6, 12]), atol=1e-3)
    explorer.on_key("a")
    np.testing.assert_allclose(explorer.view.ring, explorer.view.z)
    explorer.on_key("c")
    assert explorer.view.blank
    assert explorer.state.code == ()
    explorer.on_key("g")
    assert explorer.view.by_hand
    first = explorer.state.code
    explorer.on_key("g")
    assert explorer.state.code != first
    explorer.on_key("i")
    assert not explorer.view.by_hand
    assert explorer.view.blank
    explorer.on_key("u")
    assert not explorer.view.spoiled


def test_buttons_do_what_the_keys_do(explorer):
    for name, shown in (("Gaussian code", "by_hand"), ("Blank page", "blank")):
        explorer.buttons[name].click()
        assert getattr(explorer.view, shown)
    explorer.set(code=(0.0, 0.0))
    explorer.buttons["Code of what goes in"].click()
    assert not explorer.view.by_hand


def test_nothing_leaves_the_plane(explorer):
    for model in MODELS:
        explorer.set(model=model, code=(99.0, -99.0), ring=(-99.0, 99.0))
        x0, x1, y0, y1 = explorer.view.coder.limits
        assert (explorer.state.code, explorer.state.ring) == ((x1, y0), (x0, y1))


def test_in_another_model_the_line_leads_to_the_same_digits():
    codes = coder("autoencoder").codes
    state = settled(State(), code=tuple(codes[10]), ring=tuple(codes[20]))
    view = view_of(state)
    for model in MODELS[2:]:
        other = view_of(settled(state, model=model))
        np.testing.assert_allclose(other.z, other.coder.codes[view.kin[-1]], atol=1e-3)
        np.testing.assert_allclose(other.ring, other.coder.codes[view.kin[0]], atol=1e-3)
    assert settled(State(), model="PCA").code == ()


def test_the_pointer_is_told_what_lies_under_it(explorer):
    view = explorer.view
    assert explorer.on_hover(event("hover", "plane", *view.ring)).startswith("here the line begins: a 0")
    away = np.hypot(*(view.coder.codes - view.ring).T)
    k = int(away.argmax())
    assert explorer.on_hover(event("hover", "plane", *view.coder.codes[k])).startswith(f"a {digits().y[k]}, learned")
    x0, _, y0, _ = view.coder.limits
    assert "decoded, it differs from" in explorer.on_hover(event("hover", "plane", x0, y0))
    said = explorer.on_hover(event("hover", "in", 7.5, 0.5))
    assert said.startswith(f"row 1, column 8: {words.fixed(view.x[7])} goes in, ")
    last = explorer.on_hover(event("hover", "row", 9.5, 0.5))
    assert last.startswith(f"10 of 10: code {words.pair(view.z)}\nnearest: a {view.kinds[-1]}, ")


def test_every_pixel_is_found_again():
    assert [pixel_at(k % 8 + 0.5, k // 8 + 0.5) for k in range(64)] == list(range(64))
    assert pixel_at(-1, 9) == 56


def test_its_code_gives_the_pen_the_noise_and_a_code_by_hand(explorer, capsys):
    for model, changes in itertools.product(
        MODELS, ({"noise": 0.4, "pen": ((3, 1), (9, 0))}, {"pen": BLANK}, {"code": (0.25, -0.5)})
    ):
        explorer.show(settled(State(digit=11), model=model, **changes))
        names = {}
        exec(explorer.code(explorer.view), names)
        for expression, value in explorer.numbers(explorer.view).items():
            np.testing.assert_allclose(eval(expression, names), value, atol=1e-9, err_msg=expression)
    assert capsys.readouterr().out


# The picture.


def test_whatever_goes_in_the_texts_have_room(explorer):
    cases = (
        {"noise": 0.6},
        {"noise": 0.6, "pen": drawn((), 9, 1)},
        {"pen": BLANK},
        {"pen": whole(np.full(64, 0.5)), "ring": (-99.0, -99.0)},
        {"code": (99.0, 99.0), "ring": (-99.0, 99.0)},
        {"noise": 0.6, "code": (-99.0, -99.0)},
    )
    for ratio, (model, changes) in zip(
        itertools.cycle((1.0, 1.5, 2.0)), itertools.product(MODELS, cases), strict=False
    ):
        explorer.show(settled(State(), model=model, **changes))
        assert faults(explorer.picture, ratio) == []


# The tour.


def test_the_tour_says_what_is_true(explorer):
    tour, views = explorer.panel.tour, []
    for stop in range(6):
        tour.go(stop)
        views.append(explorer.view)
        assert tour.sentence.value
    bent, flat, dark, filled, noisy, fed = views
    assert 0.27 < flat.coder.share < 0.29 < 0.45 < bent.coder.share
    assert dark.away[0] < usual() / 2 < 2 * usual() < dark.away[-1]
    assert bent.coder.strange > 1.5 * filled.coder.strange
    assert filled.coder.map.max() < bent.coder.map[0, 0]  # dark there, and nowhere here
    x = digits().x
    drawn = filled.coder.codes + filled.coder.spread(x) * np.random.default_rng(0).standard_normal((len(x), 2))
    np.testing.assert_allclose(drawn.mean(axis=0), 0, atol=0.15)
    np.testing.assert_allclose(drawn.std(axis=0), 1, atol=0.15)
    assert noisy.error < noisy.damage / 4
    assert nearest(fed.x[None])[1] > usual()
    assert fed.worse > 0.95
    blank = view_of(settled(fed.state, pen=BLANK))
    assert blank.worse < 0.05  # its error is large


def test_it_has_practised_with_noise():
    x = digits().x_test.astype(float)
    spoiled = x + 0.4 * np.random.default_rng(0).standard_normal(x.shape)
    errors = {model: ((coder(model).decode(coder(model).encode(spoiled)) - x) ** 2).mean() for model in MODELS}
    assert errors["denoising autoencoder"] < 0.05 < errors["PCA"] < errors["autoencoder"]
