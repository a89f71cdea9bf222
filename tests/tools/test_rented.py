"""The copies for a rented GPU: links that open them there, one cell that installs, and all else as it is stored."""

import ast

import nbformat
import pytest
import rented

from nnlearn import __version__

NAME = "notebooks/02_perceptron.ipynb"
STORED = nbformat.read(rented.ROOT / NAME, 4)
COPY = rented.rented(nbformat.read(rented.ROOT / NAME, 4), NAME, "ada/nnlearn")
PAGES = "https://github.com/ada/nnlearn/blob/rented"


def test_the_head_comes_below_the_title_and_all_else_stays():
    assert [cell.id for cell in COPY.cells[1:3]] == ["rented-head", "rented-install"]
    code = [(cell.source, cell.outputs) for cell in COPY.cells if cell.cell_type == "code"]
    assert code[1:] == [(cell.source, cell.outputs) for cell in STORED.cells if cell.cell_type == "code"]
    assert len(COPY.cells) == len(STORED.cells) + 2
    nbformat.validate(COPY)


def test_its_links_open_this_notebook_and_lead_to_others_of_the_branch():
    head = COPY.cells[1].source
    assert f"[Open in Colab](https://colab.research.google.com/github/ada/nnlearn/blob/rented/{NAME})" in head
    assert f"[Open in Kaggle](https://www.kaggle.com/kernels/welcome?src={PAGES}/{NAME})" in head
    prose = "".join(cell.source for cell in COPY.cells if cell.cell_type == "markdown")
    assert f"]({PAGES}/exercises/02_perceptron_exercises.ipynb)" in prose
    assert f"]({PAGES}/notebooks/01_neuron.ipynb)" in prose
    assert "](../" not in prose


def test_the_cell_installs_this_version_where_it_is_missing_and_leaves_what_runs_the_notebook():
    lines = COPY.cells[2].source.splitlines()
    ast.parse("\n".join(lines[:3]) + "\n    pass")
    assert lines[-1] == f"    %pip install --quiet --no-deps nnlearn=={__version__}"
    assert '"torch>=2.6"' in lines[-2]
    assert not [name for name in rented.RUNS_THE_KERNEL if name in lines[-2]]


@pytest.mark.parametrize("address", [None, "", "https://example.org/ada/nnlearn", "github.com/ada"])
def test_without_an_address_nothing_is_written(address, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(rented.PROJECT, "urls", {"Repository": address})
    assert rented.main(["--out", str(tmp_path / "rented")]) == 1
    assert "expected the address of a repository such as" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_all_notebooks_are_written_anew(tmp_path):
    for name in (NAME, "exercises/02_perceptron_exercises.ipynb"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes((rented.ROOT / name).read_bytes())
    out = tmp_path / "rented"
    (out / "left").mkdir(parents=True)
    assert rented.write(out, "ada/nnlearn", tmp_path) == 2
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == {NAME, "exercises/02_perceptron_exercises.ipynb"}
    assert not list(tmp_path.glob(".*"))
    assert (tmp_path / NAME).read_bytes() == (rented.ROOT / NAME).read_bytes()
