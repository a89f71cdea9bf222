"""What lesson 21 says in words: the algebra is checked, the record comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
import nnlearn.torch as torch_side
from nnlearn import datasets
from nnlearn.lessons.attention import (
    documentation,
    exact_match,
    explained,
    head_maps,
    leak,
    name_split,
    name_writer,
    nats,
    new_share,
    recorded,
    repeating,
    score_of,
    spread_of,
    stored,
    translate,
    unseen,
    written,
)
from nnlearn.lessons.attention.names import letter_by_letter, pairs_nats
from nnlearn.lessons.attention.translation import places


def means(part, name, **where):
    return np.array([np.ravel(row[name])[-1] for row in recorded(part, **where)])


# The algebra.


@pytest.mark.parametrize("d", [4, 64, 256])
def test_scores_spread_by_the_root_of_d_and_not_if_they_are_divided(d):
    raw, divided = spread_of(d, False), spread_of(d, True)
    assert raw["spread"] == pytest.approx(d**0.5, rel=0.03)
    assert divided["spread"] == pytest.approx(1, rel=0.03)
    assert divided["one key"] == 0
    assert 0.14 < divided["slope"] < 0.16


def test_without_the_divisor_a_wide_head_looks_at_one_place_and_gets_less_of_the_gradient():
    wide = spread_of(256, False)
    assert wide["one key"] > 0.5
    assert wide["slope"] < 0.65 * spread_of(256, True)["slope"]


def test_the_soft_look_up_of_the_text():
    scores = np.array([[-1.0, 0.5], [0.0, 0.6], [1.0, 0.9]]) @ [2.0, 2.0]
    shares = np.exp(scores) / np.exp(scores).sum()
    assert shares.argmax() == 2
    assert shares @ [7.0, 25.0, 160.0] == pytest.approx(149.6, abs=0.05)


@pytest.mark.parametrize("side", [nn, torch_side])
def test_order_is_unknown_without_positions_unless_there_is_a_causal_mask(side):
    x, order = np.arange(8)[None], np.random.default_rng(0).permutation(8)
    moved = {}
    for causal in (False, True):
        side.manual_seed(0)
        model = side.GPT(8, 8, d_model=16, positions=False, is_causal=causal)
        with side.no_grad():
            one, two = (side.to_numpy(model(side.tensor(z))) for z in (x, x[:, order]))
        moved[causal] = abs(one[:, :, order] - two).max()
    assert moved[False] < 1e-5
    assert moved[True] > 0.1


def test_the_counts_of_weights():
    layers = nn.MultiheadAttention(48, 4), nn.MultiheadAttention(48, 1)
    assert [sum(p.numel() for p in layer.parameters()) for layer in layers] == [4 * 48 * 48 + 4 * 48] * 2
    for kind in ("GPT", "GRU"):
        weights = sum(p.numel() for p in documentation.made(kind).parameters())
        assert weights == recorded("docs", kind=kind)[0]["weights"] < 100_000


# The record.


def test_attention_solves_dates_where_the_bottleneck_solves_none_and_the_bottleneck_learns_later():
    assert means("dates", "match", attention=True, steps=400).min() > 0.85
    assert means("dates", "match", attention=False, steps=400).max() <= 0.01
    late = means("dates", "match", attention=False, steps=2400)
    assert 0.2 < late.mean() < 0.7


def test_a_model_without_a_mask_has_a_wonderful_loss_and_cannot_write():
    assert means("colours", "as trained", kind="no mask").max() < 0.01
    for kind, least in (("no mask", 6), ("mask after softmax", 4)):
        assert means("colours", "as trained", kind=kind).max() < 0.5
        assert means("colours", "alone", kind=kind).min() > least
        assert means("colours", "leak", kind=kind).min() > 1
    right = recorded("colours", kind="right")
    assert all(row["as trained"] == row["alone"] and row["leak"] == 0 for row in right)
    assert all(row["as trained"] < row["pairs"] - 0.6 and row["old"] > 0.5 for row in right)


def test_one_layer_can_hardly_copy_and_order_comes_in_through_the_mask():
    one, two, blind, gru = (
        means("repeated", "accuracy", kind=k) for k in ("one layer", "two layers", "no positions", "GRU")
    )
    assert one.max() < gru.min() <= gru.max() < blind.min() <= blind.max() < two.min()


def test_the_gpt_beats_lessons_18_and_19_and_is_level_with_a_gru_of_its_size():
    gpt, gru = (means("docs", "perplexity", kind=kind) for kind in ("GPT", "GRU"))
    for kind in ("RNN, lesson 18", "GRU, lesson 19"):
        assert gpt.max() < means("earlier", "perplexity", kind=kind).min() - 1.5
    assert abs((gpt - gru).mean()) < 0.1
    assert all(row["seconds"] < 60 for row in recorded("docs"))


def test_hiding_the_brightest_place_matters_and_the_map_is_not_the_only_one():
    rows = {"attention": True}
    assert (
        0.45
        < means("dates", "brightest hidden", **rows).min()
        <= means("dates", "brightest hidden", **rows).max()
        < 0.6
    )
    assert means("dates", "another hidden", **rows).max() < 0.005
    assert 0.55 < means("dates", "most important", **rows).mean() < 0.75
    assert means("dates", "next to it", **rows).min() > 0.85
    other = [row for row in recorded("dates") if "other" in row]
    assert min(row["same digits"] for row in other) > 0.98
    assert max(row["same place"] for row in other) < 0.8


def test_the_record_has_five_seeds_of_everything_and_its_time():
    for part in ("colours", "repeated", "docs", "earlier"):
        kinds = {row["kind"] for row in recorded(part)}
        assert all([row["seed"] for row in recorded(part, kind=kind)] == [0, 1, 2, 3, 4] for kind in kinds)
    assert score_of([{"a": 1.0}, {"a": 3.0}], "a") == "2.00 ± 1.41"


# Trainings and shipped models, in short.


def test_a_recorded_network_of_lesson_18_comes_out_again_after_its_first_epoch():
    row = documentation.read_as_before("RNN", 100, 0, epochs=1)
    assert row["perplexity"][0] == pytest.approx(
        recorded("earlier", kind="RNN, lesson 18")[0]["perplexity"][0], rel=0.02
    )


@pytest.mark.parametrize("side", [nn, torch_side])
def test_the_shipped_translators_translate_and_are_explained_alike(side):
    model = stored(side, "dates 0")
    assert exact_match(model, unseen()) > 0.99
    assert translate(model, datasets.dates(1), ["thu 5 mar 1998"]) == ["1998-03-05"]
    before = {name: side.to_numpy(value).copy() for name, value in model.state_dict().items()}
    found = explained(side, model, n=60, tried=10)
    assert found["brightest hidden"] > 50 * max(found["another hidden"], 0.002)
    assert found["uniform"] > 0.3
    for name, value in model.state_dict().items():
        np.testing.assert_array_equal(side.to_numpy(value), before[name])  # given back as it was


def test_the_places_of_year_month_and_day_in_all_forms():
    for form in range(8):
        data = datasets.dates(40, form=form)
        for text, answer, where in zip(data.texts, data.answers, places(data.texts, 30), strict=True):
            year, month, day = (text.rjust(30, "_")[a:b] for a, b in where)
            assert (year, int(day)) == (answer[:4], int(answer[8:]))
            number = int(answer[5:7])
            assert (
                month == str(number) or month[:3] == "janfebmaraprmayjunjulaugsepoctnovdec"[3 * number - 3 : 3 * number]
            )


def test_a_leak_is_found_and_a_writer_without_mask_is_worse_when_it_writes():
    _, (x, y) = name_split(0)
    right, wrong = (stored(nn, name) for name in ("names", "names, no mask"))
    assert leak(nn, right, x) == 0
    assert leak(nn, wrong, x) > 1
    assert nats(nn, right, x, y) == pytest.approx(letter_by_letter(nn, right, x, y), abs=1e-4)
    assert letter_by_letter(nn, wrong, x, y) > nats(nn, wrong, x, y) + 4
    after = name_writer(nn, steps=1, kind="mask after softmax")
    assert leak(nn, after, x) > 1e-4


def test_a_short_training_comes_out_as_the_text_says():
    writer = name_writer(nn, steps=150)
    _, (x, y) = name_split(0)
    assert nats(nn, writer, x, y) < pairs_nats(0)
    old, new = new_share(written(writer, 50))
    assert 0 <= old + new <= 1


def test_repeats_can_be_known_where_they_are_counted():
    x, y, known = repeating.repeats(20)
    for row, follows, can in zip(x, y, known, strict=True):
        first = int(np.argmax(can))
        assert len(set(row[:first])) == first
        np.testing.assert_array_equal(follows[first:], np.resize(row[:first], 33)[1 + first :])


def test_the_picture_of_the_heads_has_a_triangle_for_each():
    fig, alt = head_maps(nn, "sea blue")
    assert len(fig.axes) == 8
    for ax in fig.axes:
        weights = ax.images[0].get_array()
        assert weights.shape == (9, 9)
        assert np.triu(weights, 1).max() == 0
    assert "triangles" in alt
