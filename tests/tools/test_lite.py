"""The course for a browser: its notebooks, its settings, its first page, and versions that fit each other."""

import json
import re

import lite
import nbformat
import pytest
import yaml

LOCKS = {name: (lite.TOOLS / f"{name}.lock").read_text(encoding="utf-8") for name in ("lite", "lite_wheels")}


def test_every_notebook_goes_in_with_its_texts_in_one_piece(tmp_path):
    lite.prepare(tmp_path / "input", ["notebooks", "exercises"])
    for name in ("notebooks", "exercises"):
        made = {path.name: json.loads(path.read_text()) for path in (tmp_path / "input" / "files" / name).iterdir()}
        assert set(made) == {path.name for path in (lite.ROOT / name).glob("*.ipynb")}
        assert all(isinstance(cell["source"], str) for notebook in made.values() for cell in notebook["cells"])
    whole = nbformat.read(lite.ROOT / "notebooks" / "02_perceptron.ipynb", 4)
    assert nbformat.read(tmp_path / "input/files/notebooks/02_perceptron.ipynb", 4) == whole


def test_what_is_loaded_before_the_first_cell_lies_beside_the_page(tmp_path):
    lite.prepare(tmp_path / "input", [])
    settings = json.loads((tmp_path / "input" / "jupyter-lite.json").read_text())["jupyter-config-data"]
    (kernel,) = settings["litePluginSettings"].values()
    beside = {line.split("==")[0].lower() for line in LOCKS["lite_wheels"].splitlines()}
    stubs = {stub.split("-")[0].replace("_", "-") for stub in lite.STUBS}
    assert set(kernel["loadPyodideOptions"]["packages"]) <= beside | stubs


def test_the_first_page_keeps_its_settings_and_opens_the_start(tmp_path):
    page = tmp_path / "index.html"
    page.write_text(f'<script id="jupyter-config-data">{{}}</script><script type="module">{lite.REDIRECT}</script>')
    lite.open_start(page)
    assert 'id="jupyter-config-data"' in page.read_text()
    assert lite.REDIRECT not in page.read_text()
    start = re.search(r'start = "lab/index.html\?path=(.*)"', page.read_text())[1]
    assert (lite.ROOT / start).is_file()
    with pytest.raises(OSError, match="JupyterLite has changed"):
        lite.open_start(page)


def test_versions_fit_each_other():
    """Pyodide's packages and the course's floor are the same Python; both locks name exact versions, once."""
    assert lite.PYODIDE[1] in LOCKS["lite_wheels"]
    python = lite.BROWSER[lite.BROWSER.index("--python-version") + 1]
    packages = yaml.safe_load((lite.ROOT / "environment.yml").read_text())["dependencies"]
    low, high = re.search(r"python>=3\.(\d+),<3\.(\d+)", " ".join(p for p in packages if isinstance(p, str))).groups()
    assert int(low) <= int(python.split(".")[1]) < int(high)
    for text in LOCKS.values():
        names = [line.split("==") for line in text.splitlines() if not line.startswith("#")]
        assert all(len(pair) == 2 for pair in names)
        assert len({name.lower() for name, _ in names}) == len(names)
