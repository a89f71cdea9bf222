"""Build what `nnlearn report --example` and `--start` hand out: `python tools/capstone/build.py`.

The example is run once from a clean kernel, in an empty folder; everything in it is what that run wrote.
"""

import argparse
import ast
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PLACE = ROOT / "nnlearn" / "lessons" / "capstone"
sys.path[:0] = [str(HERE.parent), str(ROOT)]


def notebook(source):
    """Return the notebook of a text in percent format: markdown is a string, everything else is code."""
    cells = []
    for block in f"\n{source}".split("\n# %%")[1:]:
        head, _, body = block.partition("\n")
        if "[markdown]" in head:
            cells.append(nbformat.v4.new_markdown_cell(ast.literal_eval(body.strip()).strip()))
        else:
            cells.append(nbformat.v4.new_code_cell(body.strip()))
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place}"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def built(name, folder):
    """Run a report in a folder, where it leaves its files, and write it there too; unless it is the empty template."""
    from notebook_run import environment

    found = notebook((HERE / f"{name}.py").read_text(encoding="utf-8"))
    if name == "report":
        with environment() as variables:
            client = NotebookClient(found, timeout=300, kernel_name="python3", record_timing=False)
            client.resources = {"metadata": {"path": str(folder)}}
            client.execute(env=variables | {"PYTHONPATH": str(ROOT)})
    found.metadata.pop("language_info", None)
    nbformat.write(found, folder / "report.ipynb")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.parse_args(arguments)
    for name, place in (("template", "template"), ("report", "example")):
        with tempfile.TemporaryDirectory() as folder:
            built(name, Path(folder))
            shutil.rmtree(PLACE / place, ignore_errors=True)
            (PLACE / place).mkdir()
            for path in sorted(Path(folder).iterdir()):
                if path.is_file() and path.suffix != ".lock" and not path.name.startswith("."):
                    shutil.copyfile(path, PLACE / place / path.name)


if __name__ == "__main__":
    main()
