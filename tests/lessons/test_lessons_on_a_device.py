"""Every lesson with its import swapped, on the fake accelerator: nothing it makes stays on the CPU by mistake."""

from pathlib import Path

import nbformat
import pytest
from notebook_run import execute
from notebook_source import plan
from test_notebooks import NUMPY, SWAPPED, TORCH

ROOT = Path(__file__).resolve().parents[2]
START = f"""
import sys
sys.path.append({str(ROOT / "tests" / "library")!r})
import torch, nnlearn.torch, nnlearn.torch.tensors
from fake_accelerator import FakeAccelerator
nnlearn.torch.device = nnlearn.torch.tensors.device = lambda: "cuda"
torch.backends.cudnn.enabled = False
FakeAccelerator().__enter__()
"""


def run(lesson):
    notebook = plan(ROOT)[f"notebooks/{lesson.stem}.ipynb"]
    for cell in notebook.cells:
        cell.source = cell.source.replace(NUMPY, TORCH)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(START))
    execute(notebook)


@pytest.mark.slow
def test_forward_propagation_runs_on_the_fake_device():
    run(next(one for one in SWAPPED if one.number == "04"))


@pytest.mark.whole("test_forward_propagation_runs_on_the_fake_device")
@pytest.mark.parametrize("lesson", SWAPPED, ids=lambda one: one.stem)
def test_every_lesson_runs_on_the_fake_device(lesson):
    if lesson.swap:
        pytest.skip(lesson.swap)
    run(lesson)
