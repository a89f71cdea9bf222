"""A JupyterHub for a test: the example in `hub/` on free ports, and visitors with cookies."""

import contextlib
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import jupyterlab_driver as lab
import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "hub/jupyterhub_config.py"


class Visitor:
    """A user with a browser's cookies."""

    def __init__(self, address, name, password):
        self.address, self.name, self.password, self.jar = address, name, password, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def open(self, path, **fields):
        """Return (final address, body) of a page, or of the answer to a form."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with self.opener.open(self.address + path, data, timeout=lab.patience(60)) as answer:
            return answer.url, answer.read().decode()

    def log_in(self):
        """Send name and password, and wait for their own server."""
        _, page = self.open("/hub/login")
        token = re.search(r'name="_xsrf" value="([^"]+)"', page)[1]
        self.open("/hub/login", username=self.name, password=self.password, _xsrf=token)
        lab.wait_for(lambda: "/hub/" not in self.open(f"/user/{self.name}/lab")[0], 120, f"no server for {self.name}")
        self.opener.addheaders = [
            ("X-XSRFToken", c.value) for c in self.jar if c.name == "_xsrf" and c.path.startswith(f"/user/{self.name}")
        ]

    def contents(self, path, of=None):
        """Return what a server says about a file or a folder, their own or someone else's."""
        return json.loads(self.open(f"/user/{of or self.name}/api/contents/{path}")[1])


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def need_hub():
    """Skip where JupyterHub or its proxy is missing, and say which."""
    pytest.importorskip("jupyterhub", reason="the hub is tested where it is installed: pip install jupyterhub")
    if not shutil.which("configurable-http-proxy"):
        pytest.skip("the hub is tested where its proxy is: npm install --global configurable-http-proxy")


@contextlib.contextmanager
def running(folder, **environment):
    """Run the example with its files in a folder; give its address."""
    port, api, proxy = free_ports(3)
    (folder / "config.py").write_text(
        f"load_subconfig({str(CONFIG)!r})\n"
        f"c.JupyterHub.bind_url = 'http://127.0.0.1:{port}'\n"
        f"c.JupyterHub.hub_bind_url = 'http://127.0.0.1:{api}'\n"
        f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{proxy}'\n"
    )
    command = [sys.executable, "-m", "jupyterhub", "--config", "config.py"]
    log, env = folder / "log", {**os.environ, **environment}
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        lab.wait_for(lambda: opens(f"{address}/hub/login") or process.poll() is not None, 90, "the hub did not start")
        assert process.poll() is None, log.read_text()[-2000:]
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(lab.patience(30))


def opens(address):
    try:
        with urllib.request.urlopen(address, timeout=lab.patience(2)) as answer:
            return answer.status == 200
    except urllib.error.HTTPError as answer:
        answer.close()
        return False
    except OSError:
        return False
