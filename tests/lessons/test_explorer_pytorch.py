"""The crossover explorer: small products are for NumPy, large ones for the GPU; times are measured or a model's."""

import asyncio
import sys

import fake_clock
import numpy as np
import pytest
from written import faults

from nnlearn.explorers import CrossoverExplorer
from nnlearn.lessons.pytorch import stored
from nnlearn.lessons.pytorch.curves import crossing, curves, parts
from nnlearn.lessons.pytorch.measuring import CPU_WAYS, Measured, Measurement, copied, machine, threads
from nnlearn.lessons.pytorch.products import BATCHES, GPU, GPUS, LOOP, NUMPY, TORCH, WAYS, WIDTHS, modelled, product
from nnlearn.lessons.pytorch.words import day, readable


class FakeMachine:
    """A clock, and products that take the time of a formula on it: seconds of a call, products per second."""

    def __init__(self, call=5e-3, speed=1e9):
        self.now, self.call, self.speed, self.calls = 0.0, call, speed, []

    def clock(self):
        return self.now

    def make(self, way, batch, n):
        def work():
            self.calls.append((way, batch, n))
            self.now += self.call + batch * n**2 / self.speed

        return work


@pytest.fixture
def explorer():
    explorer = CrossoverExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def fake(monkeypatch):
    """Give a machine whose products take no real time."""
    made = FakeMachine()
    monkeypatch.setattr("nnlearn.lessons.pytorch.measuring.product", made.make)
    monkeypatch.setattr(Measurement.__init__, "__defaults__", (WIDTHS, made.clock, made.make, 0.06))
    monkeypatch.setattr(CrossoverExplorer, "timer", staticmethod(made.clock))
    return made


def test_small_is_numpy_and_large_is_the_gpu(explorer):
    explorer.set(width=16)
    assert explorer.canvas.alt.startswith("Width 16, batch 64: the fastest is NumPy, ")
    explorer.set(width=4096)
    assert explorer.canvas.alt.startswith("Width 4,096, batch 64: the fastest is GPU (model), ")


def test_stored_times_name_their_machine_and_date(explorer):
    found = stored()
    assert {*found.times} == set(BATCHES)
    assert day(found.date) in explorer.canvas.alt
    assert found.machine in explorer.canvas.alt
    assert "Not measured on this machine" in explorer.canvas.alt
    assert "a model, not measured" in explorer.canvas.alt


def test_a_loop_is_hundreds_of_times_slower_than_numpy():
    for batch in BATCHES[4:]:
        loop, numpy = (stored().curve(batch, way)[3] for way in (LOOP, NUMPY))
        assert loop > 100 * numpy


def test_more_calls_move_the_crossing_up_and_a_larger_batch_moves_it_down(explorer):
    first = crossing(explorer.view.found)[0]
    explorer.set(calls=10)
    assert crossing(explorer.view.found)[0] > first
    explorer.set(calls=1, batch=1024)
    assert crossing(explorer.view.found)[0] < first


def test_at_the_crossing_both_lines_have_the_same_height(explorer):
    for batch in BATCHES:
        found = curves(explorer.stored, explorer.here, "laptop GPU", batch)
        if (place := crossing(found)) is not None:
            for way in (NUMPY, GPU):
                at = np.exp(np.interp(np.log(place[0]), np.log(WIDTHS), np.log(found.times[way])))
                assert at == pytest.approx(place[1], rel=1e-6)


def test_the_parts_add_up_to_the_time(explorer):
    for width in WIDTHS:
        for way in WAYS:
            found = parts(explorer.view.found, way, width)
            total = explorer.view.found.times[way][WIDTHS.index(width)]
            assert sum(found.values()) == pytest.approx(total) if found else np.isnan(total)
    assert max(parts(explorer.view.found, GPU, 4).items(), key=lambda item: item[1])[0] == "the call"


def test_the_bars_show_the_parts(explorer):
    explorer.set(width=512)
    scene = explorer.scene
    for way in WAYS:
        found = parts(explorer.view.found, way, 512)
        for part, time in found.items():
            assert scene.parts[way, part].get_width() == pytest.approx(time / sum(found.values()))
        assert sum(
            scene.parts[way, part].get_visible() for part in ("computing", "moving numbers", "looking up")
        ) == bool(found)


def test_the_model_of_a_gpu_has_a_call_and_the_longer_of_computing_and_moving():
    rates = GPUS["laptop GPU"]
    assert modelled(rates, 1, 4, calls=3) == pytest.approx(3 * rates.call, rel=0.01)
    assert modelled(rates, 4096, 4096) == pytest.approx(rates.call + 4096**3 / rates.speed)
    assert modelled(rates, 1, 4096) == pytest.approx(rates.call + 4 * (4096**2 + 2 * 4096) / rates.traffic)


def test_every_way_computes_the_same_product():
    for batch, n in ((1, 4), (3, 8)):
        loop, numpy, torch = (np.asarray(product(way, batch, n)()) for way in CPU_WAYS)
        np.testing.assert_allclose(loop, numpy, rtol=1e-5)
        np.testing.assert_allclose(torch, numpy, rtol=1e-5)


# Measuring.


def test_a_measurement_finds_what_a_product_takes():
    fake, found = FakeMachine(), Measured("fake", "2026-01-01")
    measurement = Measurement(found, 4, CPU_WAYS, clock=fake.clock, make=fake.make)
    while measurement.step():
        pass
    expected = 5e-3 + 4 * np.array(WIDTHS, float) ** 2 / 1e9
    there = ~np.isnan(found.curve(4, NUMPY))
    np.testing.assert_allclose(found.curve(4, NUMPY)[there], expected[there], rtol=1e-6)
    assert expected[there].max() < 0.07 < expected[~there].min()  # what would take longer is left out
    assert found.rates[NUMPY].call == pytest.approx(5e-3, rel=0.01)
    assert found.finished == {4}
    assert measurement.done == measurement.total


def test_measure_here_draws_each_product_as_it_is_timed_and_names_this_machine(explorer, fake):
    drawn = []
    explorer.canvas.observe(lambda change: drawn.append(explorer.canvas.alt), "frame")

    async def go():
        explorer.measure_button.click()
        assert explorer.task.running
        while explorer.task.running:
            await asyncio.sleep(0.01)

    fake_clock.run(go())
    assert explorer.measure_button.description == "Measure here"
    assert sum("Measuring on this machine, batch 64" in alt for alt in drawn) > 3
    assert any("marks appear" in alt.lower() for alt in drawn)
    assert f"Marks: measured here, {machine()}" in explorer.canvas.alt
    shown = explorer.scene.points[NUMPY].get_ydata()
    np.testing.assert_allclose(shown[2], 5e-3 + 64 * 16**2 / 1e9, rtol=1e-6)
    np.testing.assert_array_equal(explorer.scene.lines[NUMPY].get_ydata(), shown)
    stored_line = explorer.scene.stored[NUMPY].get_ydata()
    np.testing.assert_array_equal(stored_line, stored().curve(64, NUMPY))
    explorer.set(batch=1)
    assert "Not measured on this machine at this batch" in explorer.canvas.alt
    explorer.set(batch=64)
    assert "measured here" in explorer.canvas.alt


def test_without_an_event_loop_it_is_measured_at_once(explorer, fake):
    explorer.measure_button.click()
    assert explorer.here.finished == {64}
    assert explorer.panel.fault.value == ""
    assert {way for way, _, _ in fake.calls} == set(CPU_WAYS)


def test_the_same_button_stops_it_and_what_was_measured_stays(explorer, fake):
    async def go():
        explorer.measure_button.click()
        while not explorer.here.times:
            await asyncio.sleep(0.01)
        assert explorer.measure_button.description == "Stop"
        explorer.measure_button.click()
        assert not explorer.task.running
        count = len(fake.calls)
        await asyncio.sleep(0.5)
        assert len(fake.calls) == count

    fake_clock.run(go())
    assert explorer.here.times
    assert explorer.here.finished == set()
    assert "stopped before the end" in explorer.canvas.alt
    assert "the fastest is GPU (model), 32 µs" in explorer.canvas.alt  # the stored lines still count
    assert explorer.measure_button.description == "Measure here"


@pytest.mark.parametrize("end", ["close", "reset", "tour", "gone"])
def test_it_ends_with_the_explorer(end, fake):
    async def go():
        explorer = CrossoverExplorer()
        explorer.panel.answer({"type": "seen"})
        explorer.measure_button.click()
        while not fake.calls:
            await asyncio.sleep(0.01)
        {
            "close": explorer.close,
            "reset": explorer.reset,
            "tour": lambda: explorer.panel.tour.go(1),
            "gone": lambda: explorer.panel.answer({"type": "gone"}),
        }[end]()
        assert not explorer.task.running
        count = len(fake.calls)
        await asyncio.sleep(0.3)
        assert len(fake.calls) == count
        explorer.close()

    fake_clock.run(go())


def test_sliders_answer_while_it_measures(explorer, fake):
    async def go():
        explorer.measure_button.click()
        while not explorer.here.times:
            await asyncio.sleep(0.01)
        explorer.controls["width"].value = 1024
        await asyncio.sleep(0.1)
        assert explorer.task.running
        assert explorer.pictured.width == 1024
        explorer.pause()

    fake_clock.run(go())


def test_pytorch_keeps_its_number_of_threads(explorer, fake):
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    explorer.measure_button.click()
    assert torch.get_num_threads() == 2
    torch.set_num_threads(before)
    assert threads() >= 1


def test_a_machine_with_a_gpu_measures_it(explorer, fake, monkeypatch):
    monkeypatch.setattr("nnlearn.lessons.pytorch.task.with_gpu", lambda: True)
    explorer.measure_button.click()
    assert not explorer.view.found.modelled
    assert "a model" not in explorer.canvas.alt
    assert "PyTorch, GPU" in explorer.canvas.alt


def test_a_fault_while_measuring_is_a_sentence(explorer, fake, monkeypatch):
    def broken():
        raise RuntimeError("no memory")

    monkeypatch.setattr(fake, "make", None)
    monkeypatch.setattr(Measurement.__init__, "__defaults__", (WIDTHS, fake.clock, lambda *_: broken, 0.06))

    async def go():
        explorer.measure_button.click()
        while explorer.task.running:
            await asyncio.sleep(0.01)

    fake_clock.run(go())
    assert "It could not be measured (RuntimeError: no memory)" in explorer.canvas.alt
    assert faults(explorer.picture) == []
    explorer.pause()
    explorer.measure_button.click()  # without an event loop, too
    assert "no memory" in explorer.canvas.alt
    assert not explorer.task.running


def test_a_real_product_is_timed_on_this_machine():
    found = Measured(machine(), "today")
    measurement = Measurement(found, 2, [NUMPY, TORCH], widths=(4, 8))
    while measurement.step():
        pass
    assert (found.curve(2, NUMPY, (4, 8)) < 0.1).all()
    assert copied(numbers=1000) > 0
    assert "torch" in sys.modules


# Pointer and keys.


def at(explorer, x, y, kind="down"):
    return {"axes": "times", "type": kind, "x": x, "y": y}


def test_keys_choose_width_and_batch(explorer):
    explorer.on_key("ArrowRight")
    assert explorer.state.width == 512
    explorer.on_key("ArrowUp")
    assert explorer.state.batch == 128
    explorer.set(batch=64)
    explorer.on_key("c")
    assert explorer.state.width == 128  # the crossing is at 156
    for _ in range(20):
        explorer.on_key("ArrowLeft")
        explorer.on_key("ArrowDown")
    assert (explorer.state.width, explorer.state.batch) == (4, 1)


def test_a_click_chooses_the_nearest_width(explorer):
    explorer.on_pointer(at(explorer, 1000.0, 1.0))
    assert explorer.state.width == 1024
    explorer.on_pointer(at(explorer, 0.0, 1.0, "move"))
    assert explorer.state.width == 4


def test_dragging_the_diamond_finds_the_batch_that_puts_the_crossing_there(explorer):
    place = crossing(explorer.view.found)
    assert explorer.on_hover(at(explorer, *place, "hover")).startswith(f"from width {place[0]:,.0f} on")
    explorer.on_pointer(at(explorer, *place))
    explorer.on_pointer(at(explorer, 40.0, place[1], "move"))
    assert explorer.state.batch > 64
    assert explorer.state.width == 256
    away = {b: crossing(curves(explorer.stored, explorer.here, "laptop GPU", b)) for b in BATCHES}
    nearest = min((b for b in BATCHES if away[b]), key=lambda b: abs(np.log(away[b][0] / 40.0)))
    assert explorer.state.batch == nearest
    explorer.on_pointer(at(explorer, 40.0, place[1], "up"))
    explorer.on_pointer(at(explorer, 16.0, 1.0))
    assert explorer.state.width == 16


def test_the_pointer_is_told_the_fastest_way_and_the_line_under_it(explorer):
    times = explorer.view.found.times
    words = explorer.on_hover(at(explorer, 256.0, times[LOOP][6], "hover")).split("\n")
    assert words[0] == f"width 256: GPU (model) is the fastest, {readable(times[GPU][6])}"
    assert words[1:] == [f"Python loop: {readable(times[LOOP][6])}", "click: choose this width"]


def test_a_part_of_a_bar_says_what_it_is(explorer):
    words = explorer.on_hover({"axes": "parts", "type": "hover", "x": 0.01, "y": 3.5})
    assert words.startswith("GPU (model): 30 µs of 32 µs")
    assert words.endswith("for the call itself")


def test_a_click_on_the_page_chooses_the_width_under_it(explorer):
    """The page counts evenly between the ends of the axis, which is logarithmic."""
    left, _, across, _, low, high, *_ = explorer.canvas.axes["times"]
    pixel = left + across * np.log(64 / low) / np.log(high / low)
    x = low + (pixel - left) / across * (high - low)
    explorer.set(width=8)
    explorer.panel.answer({"type": "down", "axes": "times", "x": x, "y": 1.0})
    assert explorer.state.width == 64


def test_sliders_show_the_number_itself(explorer):
    assert dict(explorer.controls["width"].options)["256 units"] == 256
    assert dict(explorer.controls["batch"].options)["4,096 rows"] == 4096
