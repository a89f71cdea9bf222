"""Execute a notebook as a learner would, and make its outputs the same on every machine."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from notebook_source import FOLDERS

CELL_SECONDS = 120
FREE = ("machine", "nbval-ignore-output")  # tags of cells whose outputs may differ between machines


@contextmanager
def environment(threads=1):
    """Yield the environment variables for every run of a notebook (build, nbval, swap run), without user settings."""
    with tempfile.TemporaryDirectory(prefix="nnlearn-") as folder:
        profile = Path(folder, "ipython", "profile_default")
        profile.mkdir(parents=True)
        Path(profile, "ipython_kernel_config.py").write_text("c.Application.log_level = 40\n")  # errors only
        yield {
            **os.environ,
            "NNLEARN_PROGRESS": str(Path(folder, "progress.json")),
            "IPYTHONDIR": str(Path(folder, "ipython")),  # no startup files, no history
            "MPLBACKEND": "Agg",
            "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(Path(tempfile.gettempdir(), "nnlearn-matplotlib"))),
            "OMP_NUM_THREADS": str(threads),
            "OPENBLAS_NUM_THREADS": str(threads),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "PYTHONHASHSEED": "0",
            "TQDM_DISABLE": "1",
        }


class RunError(RuntimeError):
    """A notebook failed, or an output must not be stored; the message names the cell."""


def execute(notebook, folder="notebooks", on_cell=lambda: None):
    """Run every cell of `notebook` in place, in a fresh folder laid out like the learner's `course/`.

    Raises
    ------
    RunError
        If a cell fails, takes longer than 120 s, kills the kernel, or leaves a file.
    """
    if not any(cell.cell_type == "code" for cell in notebook.cells):
        return
    current = 0

    def count(cell, cell_index):
        nonlocal current
        current = cell_index
        on_cell()

    with tempfile.TemporaryDirectory(prefix="nnlearn-") as course, environment() as variables:
        for name in FOLDERS:
            Path(course, name).mkdir()
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": str(Path(course, folder))}},
            on_cell_start=count,
        )
        try:
            client.execute(env=variables)
        except CellExecutionError as error:
            raise RunError(f"{place(notebook, current)} fails with {error.ename}: {error.evalue}") from None
        except CellTimeoutError:
            raise RunError(f"{place(notebook, current)} takes longer than {CELL_SECONDS} s") from None
        except DeadKernelError:
            raise RunError(f"{place(notebook, current)} killed the kernel") from None
        if left := sorted(file.name for file in Path(course, folder).iterdir()):
            raise RunError(f"leaves {left[0]} in the working folder: write it under tempfile.TemporaryDirectory()")


def place(notebook, index):
    """Name a cell so that an author finds it: by its number among all cells and its first line."""
    line = next(iter(notebook.cells[index].source.strip().splitlines()), "")
    return f"cell {index + 1} (`{line[:60]}`)"


def normalise(notebook):
    """Make the outputs independent of machine and front end, in place.

    Widget views are removed: without their kernel Lab would show an error in place of the stored picture. Of an error
    shown on purpose one line stays: the traceback contains paths. What a stream wrote in pieces becomes one output.
    Warnings and progress bars of cells that are not compared are removed; in other cells the build refuses them.
    """
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        tags = cell.metadata.get("tags", [])
        kept = []
        for output in [] if "machine" in tags else cell.outputs:
            if output.output_type == "stream":
                if output.name == "stderr" and set(tags) & set(FREE):
                    continue
                if kept and kept[-1].get("name") == output.name:
                    kept[-1].text += output.text
                    continue
            elif output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]
            else:
                output.data.pop("application/vnd.jupyter.widget-view+json", None)
                if not output.data:
                    continue
            kept.append(output)
        cell.outputs = kept
        if "machine" in tags:
            cell.execution_count = None
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = {"name": "python"}  # nbclient adds this machine's version of Python
