"""The course in a browser without installation, where it is built: it opens, lists, edits, computes and remembers.

Nothing outside is reached, so NumPy is there only if it lies beside the page, which `make lite LITE_ARGS="--packages
FOLDER"` puts there; then a lesson runs, too.
"""

import contextlib
import functools
import http.server
import json
import threading

import jupyterlab_driver as lab
import lite
import pytest

from nnlearn.syllabus import existing

FOLDER = lite.ROOT / "dist" / "lite"
PYODIDE = FOLDER / "static" / "pyodide"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (FOLDER / "index.html").exists(), reason="the course is not built for a browser: make lite"),
]
# The engine of the exercises needs NumPy; the file of the progress does not, so it is tried without that package.
COUNT = """import sys, types, nnlearn
stub = types.ModuleType("nnlearn.checks")
stub.__path__ = [nnlearn.__path__[0] + "/checks"]
sys.modules[stub.__name__] = stub
from nnlearn.checks.progress_record import record
print(record().path, record().add("01.1", tries=1)["tries"], sorted(record().told))"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static server, as `python -m http.server` is one."""

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served():
    """Serve the built folder and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(FOLDER)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def expose(route):
    """Show the application to the page, so that a test can ask it; for these tests only."""
    answer = route.fetch()
    settings = answer.json()
    settings["jupyter-config-data"]["exposeAppInBrowser"] = True
    route.fulfill(response=answer, json=settings)


@contextlib.contextmanager
def visitor():
    """Give the address and a browser that reaches nothing else."""
    with served() as address, lab.chromium() as context:
        context.route(lambda url: not url.startswith(address), lambda route: route.abort())
        context.route("**/jupyter-lite.json*", expose)
        yield address, context


class Open(lab.Notebook):
    """A notebook of the built course, open in a page."""

    def __init__(self, context, address, path):
        self.page, self.errors = context.new_page(), []
        self.page.on("pageerror", self._thrown)
        self.page.set_default_timeout(1000 * lab.patience(60))
        self.page.goto(f"{address}/lab/index.html?path={path}")
        self.wait()

    def first_code(self):
        """Return the number of the first cell with code."""
        return self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.content.widgets.findIndex(cell => cell.model.type === 'code')"
        )


def numpy_is_beside():
    packages = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    return "://" not in packages["numpy"]["file_name"]


def test_the_first_page_says_what_is_missing_and_opens_the_course_with_all_its_notebooks():
    with visitor() as (address, context):
        page = context.new_page()
        page.set_default_timeout(1000 * lab.patience(60))
        page.goto(address)
        if not numpy_is_beside():
            assert "NumPy" in page.locator("main p").first.inner_text()
            page.get_by_role("link", name="Open the course").click()
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        listed = page.locator(".jp-DirListing-item")
        lab.wait_for(lambda: listed.count() > 30, 30, "the notebooks are not listed")
        names = set(listed.locator(".jp-DirListing-itemName").all_inner_texts())
        assert {f"{lesson.stem}.ipynb" for lesson in existing(lite.ROOT)} <= names


def test_cells_run_and_what_was_written_and_counted_survives_a_reload():
    with visitor() as (address, context):
        notebook = Open(context, address, "exercises/01_neuron_exercises.ipynb")
        cell = notebook.first_code()
        assert notebook.rewrite(cell, "1 + 1").split()[-1] == "2"
        assert notebook.rewrite(cell, COUNT).strip() == "/drive/.nnlearn-progress.json 1 []"
        said = notebook.rewrite(cell + 2, "import torch")
        assert "ModuleNotFoundError: PyTorch and processes of its own do not run in a browser" in said
        notebook.save()
        notebook.reload()
        assert notebook.source(cell) == COUNT
        assert notebook.rewrite(cell, COUNT).strip() == "/drive/.nnlearn-progress.json 2 []"
        assert notebook.errors == []


@pytest.mark.skipif(
    (FOLDER / "index.html").exists() and not numpy_is_beside(),
    reason='NumPy does not lie beside the page: make lite LITE_ARGS="--packages FOLDER" with Pyodide\'s distribution',
)
def test_a_lesson_runs_to_its_end():
    with visitor() as (address, context):
        notebook = Open(context, address, "notebooks/02_perceptron.ipynb")
        notebook.run_all(300)
        assert notebook.failures() == []
