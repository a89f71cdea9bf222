"""Drive a real JupyterLab in headless Chromium: start it, open a notebook, run it, read its pixels.

The server listens on loopback with a token, in a home of its own. Two things differ from `make lab`, for these tests
only: the application is exposed in the page, so that a test can wait for the kernel, and saving is the tests' own.
"""

import contextlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image, ImageChops

from nnlearn.app.lab import SAVED_PICTURES, settle

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=Translate,OptimizationHints",
]
READY = """() => { const s = window.jupyterapp?.shell.currentWidget?.sessionContext;
    return s?.isReady && s.session?.kernel?.status === 'idle' }"""
RAN = """() => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].every(cell =>
        !cell.querySelector('.cm-content')?.textContent.trim()
        || /\\[\\d+\\]/.test(cell.querySelector('.jp-InputPrompt').textContent))
    && window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"""
ASK = """() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestKernelInfo()
    .then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(0)))))"""
OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets.flatMap(
        (cell, k) => (cell.model.outputs?.toJSON() ?? []).map(output => [k, output]))"""


def patience(seconds):
    """Return how long to wait for something that takes up to `seconds` on an idle machine: longer on a busy one.

    Every wait of the tests comes from here, so that none fails because other programs run.
    """
    if not hasattr(os, "getloadavg"):
        return 3 * seconds
    return seconds * min(max(1 + os.getloadavg()[0] / (os.cpu_count() or 1), 1), 10)


def pause(page, seconds):
    """Leave a page alone for some time."""
    page.wait_for_timeout(1000 * patience(seconds))


def missing():
    """Return a sentence that says what these tests lack, or None."""
    if CHROMIUM is None:
        return "browser tests need Debian's chromium: apt-get install chromium"
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "browser tests need Playwright: pip install playwright"
    return None


@contextlib.contextmanager
def server(root):
    """Serve a folder with JupyterLab; give the address of its pages and the token."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = os.urandom(24).hex()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        own = {f"JUPYTER_{name}_DIR": f"{home}/{name}" for name in ("CONFIG", "DATA", "RUNTIME")}
        env = {**os.environ, **own, "IPYTHONDIR": f"{home}/ipython", "NNLEARN_PROGRESS": "memory"}
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
        command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"]
        command += ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
        command += SAVED_PICTURES
        command += ["--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"]
        command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        settle(own["JUPYTER_CONFIG_DIR"])
        log = Path(home) / "log"
        with log.open("w") as out:
            lab = subprocess.Popen(command, env=env, stdout=out, stderr=out, start_new_session=True)
            try:
                wait_for(lambda: answers(port) or lab.poll() is not None, 60, "JupyterLab did not start")
                assert lab.poll() is None, log.read_text()[-2000:]
                yield f"http://127.0.0.1:{port}", token
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(lab.pid, signal.SIGTERM)  # only the process group started here
                lab.wait(patience(20))


def answers(port):
    """Return whether a server answers on this port."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=patience(1)):
            return True
    except OSError:
        return False


RUNNING: list = []  # the Playwright of this process, if one is started


@contextlib.contextmanager
def driver():
    """Give the one Playwright of this process, which allows no second one."""
    from playwright.sync_api import sync_playwright

    if RUNNING:
        yield RUNNING[0]
        return
    with sync_playwright() as started:
        RUNNING.append(started)
        try:
            yield started
        finally:
            RUNNING.clear()


@contextlib.contextmanager
def chromium(**settings):
    """Start a headless Chromium and give a context for pages."""
    with driver() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = {"viewport": {"width": 1280, "height": 1000}, **settings}
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, headless=True, args=FLAGS, **settings
        )
        context.set_default_timeout(1000 * patience(30))
        yield context
        context.close()


class Notebook:
    """A notebook open in a page. `errors` collects what the page's scripts throw."""

    def __init__(self, context, address, token, path):
        self.page, self.errors = context.new_page(), []
        self.page.on("pageerror", self._thrown)
        self.page.set_default_timeout(1000 * patience(30))  # the context's is as old as the browser
        path, sharp, fragment = path.partition("#")
        self.page.goto(f"{address}/lab/workspaces/t{time.time_ns()}/tree/{path}?token={token}{sharp}{fragment}")
        self.wait()

    def _thrown(self, error):
        """Keep what the page threw, except from JupyterLab's debugger, which asks a kernel that was just shut down."""
        if not (str(error) == "Kernel is dead" and "requestDebug" in (error.stack or "")):
            self.errors.append(str(error))

    def wait(self):
        """Wait until it is open and its kernel is ready; until then, "Run All" asks for a kernel."""
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=1000 * patience(60))
        self.page.wait_for_function(READY, timeout=1000 * patience(60))
        cells = self.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")
        self.page.set_viewport_size({"width": 1280, "height": min(900 + 350 * cells, 16_000)})  # room for every cell

    def save(self):
        """Save it."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save').then(() => 0)")

    def kernel(self, command):
        """Tell its kernel to `interrupt`, `restart` or `shutdown`."""
        session = "window.jupyterapp.shell.currentWidget.sessionContext.session"
        self.page.evaluate(f"command => {session}.kernel[command]().then(() => 0)", command)

    def reload(self):
        """Load the page again."""
        self.page.reload()
        self.wait()

    def run_all(self, seconds=90):
        """Choose Run > Run All Cells in the menu, and wait until every cell has run."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
        pause(self.page, 0.3)
        self.page.wait_for_function(RAN, timeout=1000 * patience(seconds))

    def catch_up(self):
        """Wait until the kernel has answered what the page sent, and what followed is drawn."""
        for _ in range(3):  # a picture is drawn soon after its event, not with it
            self.page.evaluate(ASK)
            self.page.wait_for_function(READY)

    def outputs(self):
        """Return the outputs as (number of the cell, output)."""
        return [(int(cell), output) for cell, output in self.page.evaluate(OUTPUTS)]

    def failures(self):
        """Return the errors that cells raised."""
        return [f"{o['ename']}: {o['evalue']}" for _, o in self.outputs() if o["output_type"] == "error"]

    def cell(self, number):
        """Return the locator of a cell; code and text cells are counted together, from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number)

    def source(self, number):
        """Return the text of a cell."""
        get = "number => window.jupyterapp.shell.currentWidget.content.widgets[number].model.sharedModel.getSource()"
        return self.page.evaluate(get, number)

    def rewrite(self, number, source):
        """Replace a cell's text and run it; return the text of its output."""
        self.page.evaluate(
            """([number, source]) => { const notebook = window.jupyterapp.shell.currentWidget.content;
                notebook.activeCellIndex = number; notebook.widgets[number].model.sharedModel.setSource(source);
                notebook.widgets[number].model.outputs.clear(); }""",
            [number, source],
        )
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
        self.page.wait_for_function(READY, timeout=1000 * patience(60))
        return self.cell(number).locator(".jp-OutputArea").inner_text()

    def close(self):
        """Shut the kernel down and close the page."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.page.close()


def picture(locator):
    """Return the pixels of an element as they are on the screen."""
    return Image.open(io.BytesIO(locator.screenshot())).convert("RGB")


def changes(locator, before, seconds=5.0):
    """Wait until an element's pixels differ from `before`, and return them."""
    found = []

    def differ():
        found.append(picture(locator))
        return found[-1].size != before.size or ImageChops.difference(found[-1], before).getbbox() is not None

    wait_for(differ, seconds, "the picture did not change")
    return found[-1]


def settled(locator, seconds=5.0):
    """Wait until two screenshots of an element agree, and return the pixels."""
    found = [picture(locator)]

    def same():
        time.sleep(patience(0.08))
        found.append(picture(locator))
        return ImageChops.difference(found[-1], found[-2]).getbbox() is None

    wait_for(same, seconds, "the picture does not come to rest")
    return found[-1]


def wait_for(condition, seconds, failure):
    """Wait until a condition holds, or fail with a sentence; a machine that becomes busy gets more time."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < patience(seconds), failure
        time.sleep(0.05)
