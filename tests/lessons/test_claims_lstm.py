"""What lesson 19 says in words: the algebra is checked, the record comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.lstm import (
    best,
    cells_after,
    count_read,
    counter_of,
    damaged,
    drawn,
    gradient_back,
    padded,
    reader,
    record,
    recorded,
    right_up_to,
    set_gate,
    solved_table,
    trainings,
)
from nnlearn.lessons.lstm.starts import made
from nnlearn.lessons.lstm.statements import CLOSING


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# The algebra.


def test_the_error_signals_of_the_text_are_the_library_s():
    rng, units = np.random.default_rng(0), 4
    nn.manual_seed(0)
    lstm = nn.LSTM(3, units).double()
    x, d_out = rng.normal(size=(6, 5, 3)), rng.normal(size=(6, 5, units))
    w_x, w_h = lstm.weight_ih_l0.data, lstm.weight_hh_l0.data
    b, h, c, kept = lstm.bias_ih_l0.data + lstm.bias_hh_l0.data, np.zeros((5, units)), np.zeros((5, units)), []
    for x_t in x:
        a_i, a_f, a_g, a_o = np.split(x_t @ w_x.T + h @ w_h.T + b, 4, axis=1)
        i, f, g, o = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g), sigmoid(a_o)
        before, c = c, f * c + i * g
        kept.append((x_t, h, before, c, i, f, g, o))
        h = o * np.tanh(c)
    d_next, e_next = np.zeros((5, units)), np.zeros((5, units))
    g_w_x, g_w_h, g_x = np.zeros_like(w_x), np.zeros_like(w_h), []
    for t in reversed(range(6)):
        x_t, h, before, c, i, f, g, o = kept[t]
        d = d_out[t] + d_next
        e = d * o * (1 - np.tanh(c) ** 2) + e_next  # e_next is e_{t+1} f_{t+1}
        g_a = np.hstack([e * g * i * (1 - i), e * before * f * (1 - f), e * i * (1 - g**2),
                         d * np.tanh(c) * o * (1 - o)])  # fmt: skip
        g_w_x, g_w_h, d_next, e_next = g_w_x + g_a.T @ x_t, g_w_h + g_a.T @ h, g_a @ w_h, e * f
        g_x.insert(0, g_a @ w_x)
    lstm(x)
    grad_x, _ = lstm.backward(d_out)
    np.testing.assert_allclose(grad_x, g_x, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(lstm.weight_ih_l0.grad, g_w_x, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(lstm.weight_hh_l0.grad, g_w_h, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("b", "half"), [(0, 1.0), (1, 2.2), (3, 14.3), (5, 103.2)])
def test_half_of_it_is_left_after_the_half_life(b, half):
    k = np.log(2) / -np.log(sigmoid(b))
    assert k == pytest.approx(half, abs=0.06)
    assert sigmoid(b) ** k == pytest.approx(0.5)


def test_a_new_lstm_has_half_open_gates_and_four_times_the_weights():
    layer = made("LSTM", 9, 32, 0)
    gates = layer.gates(datasets.recall_task(64).x)
    for name in "ifo":
        assert gates[name].mean() == pytest.approx(0.5, abs=0.05)
        assert ((gates[name] > 0.1) & (gates[name] < 0.9)).mean() > 0.99
    sizes = [sum(p.numel() for p in one.parameters()) for one in (made("RNN", 9, 32, 0), layer)]
    assert sizes[1] == 4 * sizes[0]


def test_as_made_an_lstm_loses_the_gradient_and_an_open_gate_keeps_it():
    back = {start: gradient_back(start, 40) for start in ("RNN", "LSTM", "LSTM, f 1", "LSTM, f 3", "GRU")}
    assert back["RNN"][20] < 1e-5 < back["LSTM"][20] < 1e-4
    assert back["GRU"][20] < 1e-4
    assert 0.01 < back["LSTM, f 1"][20] < 0.04
    assert back["LSTM, f 3"][20] > 0.2 < back["LSTM, f 3"][40]
    for b, start in ((1, "LSTM, f 1"), (3, "LSTM, f 3")):
        assert back[start][20] > sigmoid(b) ** 20, "it reaches farther than the formula"


def test_what_is_kept_and_written_adds_up():
    rng = np.random.default_rng(0)
    written = 0.5 * (0.1 + 0.3 * rng.normal(size=(20_000, 80)))
    assert written.sum(axis=1).mean() == pytest.approx(80 * 0.5 * 0.1, rel=0.02)
    assert written.sum(axis=1).var() == pytest.approx(80 * 0.25 * 0.09, rel=0.05)
    x = datasets.recall_task(256, distance=80).x
    for seed in range(5):
        kept, closed = cells_after("LSTM, f 5", x, seed), cells_after("LSTM, f 5, i -5", x, seed)
        assert np.abs(kept).mean() > 4 > 0.2 > np.abs(closed).mean()
        assert (1 - np.tanh(kept) ** 2).mean() < 0.25 < 0.95 < (1 - np.tanh(closed) ** 2).mean()


def test_a_gru_mixes_and_stays_between_minus_1_and_1():
    layer = made("GRU, z 5", 2, 8, 0)
    x = 30 * np.random.default_rng(0).normal(size=(3, 200, 2)).astype(np.float32)
    gates = layer.gates(x)
    assert np.abs(gates["h"]).max() <= 1
    before = np.concatenate([np.zeros((3, 1, 8), np.float32), gates["h"][:, :-1]], axis=1)
    mixed = (1 - gates["z"]) * gates["n"] + gates["z"] * before
    np.testing.assert_allclose(mixed, gates["h"], rtol=1e-4, atol=1e-6)


# The tools of the text.


@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
def test_a_reader_is_the_same_on_both_sides(kind, last):
    import nnlearn.torch as theirs

    nn.manual_seed(0)
    ours = reader(nn, getattr(nn, kind)(3, 4, batch_first=True), 2, last=last)
    other = reader(theirs, getattr(theirs, kind)(3, 4, batch_first=True), 2, last=last)
    other.load_state_dict({name: theirs.tensor(value) for name, value in ours.state_dict().items()})
    x = np.random.default_rng(0).normal(size=(5, 7, 3)).astype(np.float32)
    y = np.zeros((5, 2) if last else (5, 2, 7), np.float32)
    np.testing.assert_allclose(nn.predict(ours, x), theirs.predict(other, x), atol=1e-6)
    nn.backprop(ours, nn.MSELoss(), x, y)
    theirs.backprop(other, theirs.MSELoss(), x, y)
    for (name, one), (_, two) in zip(ours.named_parameters(), other.named_parameters(), strict=True):
        np.testing.assert_allclose(one.grad, theirs.to_numpy(two.grad), atol=1e-6, err_msg=name)


def test_a_gate_is_set_in_one_of_its_two_biases():
    import nnlearn.torch as theirs

    for side in (nn, theirs):
        gru = side.GRU(2, 3, num_layers=2)
        set_gate(gru, "z", 4)
        for k in (0, 1):
            bias = side.to_numpy(getattr(gru, f"bias_ih_l{k}")) + side.to_numpy(getattr(gru, f"bias_hh_l{k}"))
            assert bias[3:6].tolist() == [4, 4, 4]
            assert (np.abs(np.delete(bias, [3, 4, 5])) < 2).all()
    with pytest.raises(TypeError, match=r"expected an nn\.LSTM or nn\.GRU, got RNN"):
        set_gate(nn.RNN(2, 3), "f", 1)
    with pytest.raises(ValueError, match="expected gate"):
        set_gate(nn.GRU(2, 3), "f", 1)


def test_one_closing_bracket_is_wrong_and_few_have_a_twin_that_was_learned():
    wrong, known = damaged(), {s.tobytes() for s in datasets.code_signs().statements}
    whole = [s for s in datasets.code_signs("test").statements
             if np.isin(s, CLOSING).sum() >= 3 and len(set(s[np.isin(s, CLOSING)].tolist())) >= 2]  # fmt: skip
    for broken, statement, place, far in zip(wrong.statements, whole, *wrong[1:], strict=True):
        assert np.flatnonzero(broken != statement).tolist() == [place]
        assert {broken[place], statement[place]} <= set(CLOSING)
        assert statement[place - far] == statement[place] - 1
    assert sum(s.tobytes() in known for s in whole) == 11
    assert len(wrong.where) == 210
    guess = np.mean([1 / np.isin(s, CLOSING).sum() for s in wrong.statements])
    assert guess == pytest.approx(0.286, abs=0.001)
    assert drawn(np.array([0, 8, 1, 9, 3, 10, 11, 5])) == "n[1]+{}"
    x, y, mask = padded(wrong.statements[:3])
    for row, statement in zip(y, wrong.statements, strict=False):
        assert row[: len(statement)].tolist() == statement.tolist()
    np.testing.assert_array_equal(x[:, 1:].argmax(axis=2)[mask[:, 1:]], y[:, :-1][mask[:, 1:]])
    assert (x[:, 0].argmax(axis=1) == 12).all()


def test_a_counter_is_found_and_its_words_are_tried():
    values = np.random.default_rng(0).normal(size=(40, 5))
    values[:, 3] = 2 - 0.7 * count_read(20)
    unit, r = counter_of(values)
    assert (unit, r) == (3, -1)

    def answers(x, longest=7):
        a, b = np.cumsum(x[0], axis=0).T
        return np.where((a == b) & (a <= longest), 1.0, -1.0)[None, None]

    assert right_up_to(answers) == 7
    assert right_up_to(lambda x: answers(x, 1000), longest=30) == 30


# The record.


@pytest.mark.parametrize("part", sorted(set(record.PARTS) - {"tables"}))
def test_the_record_is_whole(part):
    rows = recorded(part)
    assert sorted({row["seed"] for row in rows}) == list(record.SEEDS)
    assert len({sum(row["seed"] == seed for row in rows) for seed in record.SEEDS}) == 1, "the same rows for each seed"


@pytest.mark.parametrize(("start", "rate", "seed"), [("LSTM, f 3", 0.01, 1), ("GRU", 0.01, 0)])
def test_the_script_makes_rows_of_the_record(start, rate, seed):
    (row,) = recorded("recall", start=start, rate=rate, seed=seed, distance=20)
    found = trainings.task_run("recall", start, 20, row["steps"], rate, seed)
    assert abs(found["solved"] - row["solved"]) <= 100


def test_the_script_makes_the_brackets_and_the_tables_of_the_record():
    (row,) = recorded("brackets", start="GRU", rate=0.01, seed=0)
    found = trainings.bracket_run("GRU", row["units"], 0.01, 0)
    assert found["weights"] == row["weights"]
    assert found["perplexity"] == pytest.approx(row["perplexity"], abs=0.15)
    assert found["6-10"] == pytest.approx(row["6-10"], abs=0.03)
    (row,) = recorded("tables", characters=2)
    assert trainings.table_perplexity(2) == pytest.approx(row["perplexity"], abs=0.01)


def test_networks_that_are_compared_have_about_as_many_weights():
    for part in ("brackets", "finder", "docs"):
        sizes = {row["weights"] for row in recorded(part)}
        assert max(sizes) < 1.12 * min(sizes)


def solved(part, start, distance):
    return sum(bool(row["solved"]) for row in best(part, start=start, distance=distance))


# The comparisons.


def test_a_plain_network_bridges_twenty_steps_more_often_than_a_new_lstm():
    assert solved("recall", "LSTM", 10) == solved("recall", "RNN", 10) == 4
    assert solved("recall", "RNN", 20) == 4
    assert solved("recall", "LSTM", 20) == solved("recall", "LSTM", 40) == 0
    assert solved("recall", "LSTM, f 1", 20) < 5
    assert solved("recall", "LSTM, f 1", 40) == 0
    assert solved("recall", "LSTM, f 3", 40) == solved("recall", "RNN, orthogonal", 40) == 5
    assert solved("recall", "RNN", 40) <= 1


def test_keeping_alone_depends_on_the_rate_and_a_shut_input_gate_does_not():
    def at(start, rate):
        return sum(bool(row["solved"]) for row in recorded("recall", start=start, rate=rate, distance=80))

    assert (at("LSTM, f 5", 0.003), at("LSTM, f 5", 0.01)) == (4, 1)
    assert at("LSTM, f 5, i -5", 0.003) == at("LSTM, f 5, i -5", 0.01) == 5
    assert solved("recall", "RNN, orthogonal", 80) == 4
    assert solved("recall", "GRU", 20) == solved("recall", "GRU, z 3", 40) == solved("recall", "GRU, z 3", 80) == 5
    assert solved("recall", "GRU", 40) == solved("recall", "GRU", 80) == 0
    lines = solved_table("recall", ["LSTM, f 5"], [10, 80], rate=0.01).splitlines()
    assert lines[1].split() == ["LSTM,", "f", "5", "-", "1", "(300)"]


def test_one_cell_of_every_lstm_counts_and_no_unit_of_the_others():
    rows = {start: recorded("counter", start=start) for start in ("LSTM, f 1", "GRU", "RNN")}
    for row in rows["LSTM, f 1"]:
        assert abs(row["r"]) > 0.999
        assert abs(row["a"] + row["b"]) < 0.02 < 0.5 < abs(row["a"])
        assert 20 <= row["up to"] < 40
    for row in rows["GRU"] + rows["RNN"]:
        assert abs(row["r"]) < 0.98
        assert np.abs(row["values"]).max() <= 1
        assert row["up to"] <= 24


def test_the_wrong_bracket_is_found_nine_times_of_ten_by_all_alike():
    means = {}
    for start in ("RNN", "LSTM, f 1", "GRU"):
        for rate in record.RATES:
            means[start, rate] = np.mean([row["found"] for row in recorded("finder", start=start, rate=rate)])
    assert 0.88 < min(means.values()) < max(means.values()) < 0.93
    assert max(means, key=means.get)[0] == "RNN"


def test_gates_are_needed_to_add_two_marked_numbers():
    assert solved("adding", "RNN", 40) == solved("adding", "RNN, orthogonal", 40) == 0
    assert solved("adding", "LSTM, f 1", 40) == solved("adding", "GRU, z 3", 40) == 5
    for start in ("RNN", "RNN, orthogonal"):
        assert np.mean([row["score"] for row in best("adding", start=start)]) == pytest.approx(1 / 6, abs=0.01)


def test_gates_pay_in_nested_brackets_and_miss_beyond_twenty():
    right = {start: {span: np.mean([row[span] for row in best("brackets", start=start)])
                     for span in ("1-2", "3-5", "6-10", "11-20", "21-60")}
             for start in ("RNN", "LSTM, f 1", "GRU")}  # fmt: skip
    for gated in ("LSTM, f 1", "GRU"):
        assert right[gated]["6-10"] > right["RNN"]["6-10"] + 0.05
        assert right[gated]["11-20"] > right["RNN"]["11-20"] + 0.1
        assert 0.75 < right[gated]["21-60"] < 0.9


def test_a_table_of_three_characters_beats_all_three_after_four_epochs():
    tables = {row["characters"]: row["perplexity"] for row in recorded("tables")}
    found = {start: np.mean([min(row["perplexity"]) for row in best("docs", start=start)]) for start in record.THREE}
    assert tables[4] < tables[3] < min(found.values()) < max(found.values()) < tables[1]
    assert all(len(row["perplexity"]) == 4 for row in recorded("docs"))
