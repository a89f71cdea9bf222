"""No test waits for a fixed time: how long it waits grows with the load of the machine."""

import re
from pathlib import Path

import jupyterlab_driver as lab
import pytest

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted(path for path in TESTS.rglob("*.py") if path != Path(__file__))
WAITS = r"timeout=(?!0\b)[\d.]|wait_for_timeout\(\d|\.wait\([\d.]"
FIXED = re.compile(WAITS + r"|\b(monotonic|perf_counter)\(\) [-<>]")
OWN = {
    "browser/jupyterlab_driver.py",  # patience is defined there
    "browser/test_browser_lessons.py",  # waits without failing, and by the same patience
}


@pytest.mark.parametrize(
    ("load", "processors", "expected"), [(0.0, 2, 5), (2.0, 2, 10), (9.0, 2, 27.5), (100.0, 2, 50), (1.0, None, 10)]
)
def test_patience_grows_with_the_load_up_to_tenfold(load, processors, expected, monkeypatch):
    monkeypatch.setattr(lab.os, "getloadavg", lambda: (load, 0.0, 0.0), raising=False)
    monkeypatch.setattr(lab.os, "cpu_count", lambda: processors)
    assert lab.patience(5) == expected


def test_a_system_that_does_not_know_its_load_is_taken_for_a_busy_one(monkeypatch):
    monkeypatch.delattr(lab.os, "getloadavg", raising=False)
    assert lab.patience(5) == 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_wait_is_fixed(path):
    if path.relative_to(TESTS).as_posix() not in OWN:
        assert not FIXED.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "page.wait_for_selector('canvas', timeout=60_000)",
        "page.wait_for_timeout(500)",
        "process.wait(20)",
        "assert time.monotonic() - start < 2",
    ],
)
def test_a_fixed_wait_is_found(line):
    assert FIXED.search(line)
