"""The example JupyterHub, on this machine: two users, each with a copy that the other cannot read."""

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
PASSWORD = "only for this test"


class Visitor:
    """A user with a browser's cookies."""

    def __init__(self, address, name):
        self.address, self.name, self.jar = address, name, http.cookiejar.CookieJar()
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
        self.open("/hub/login", username=self.name, password=PASSWORD, _xsrf=token)
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


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """Give the address of a running hub: the example, on free ports."""
    pytest.importorskip("jupyterhub", reason="the hub is tested where it is installed: pip install jupyterhub")
    if not shutil.which("configurable-http-proxy"):
        pytest.skip("the hub is tested where its proxy is: npm install --global configurable-http-proxy")
    folder = tmp_path_factory.mktemp("hub")
    port, api, proxy = free_ports(3)
    root_user = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    (folder / "config.py").write_text(
        f"load_subconfig({str(ROOT / 'hub/jupyterhub_config.py')!r})\n"
        f"c.JupyterHub.bind_url = 'http://127.0.0.1:{port}'\n"
        f"c.JupyterHub.hub_bind_url = 'http://127.0.0.1:{api}'\n"
        f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{proxy}'\n"
        f"c.Spawner.args = {root_user!r}\n"
    )
    env = {**os.environ, "NNLEARN_HUB_PASSWORD": PASSWORD, "NNLEARN_HUB_HOMES": str(folder / "homes")}
    command = [sys.executable, "-m", "jupyterhub", "--config", "config.py"]
    log = folder / "log"
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


def test_each_user_has_a_copy_of_their_own(hub):
    ada, emmy = (Visitor(hub, name) for name in ("ada", "emmy"))
    for visitor in (ada, emmy):
        visitor.log_in()
        assert {"notebooks", "exercises"} <= {entry["name"] for entry in visitor.contents("nnlearn")["content"]}
        assert len(visitor.contents("nnlearn/notebooks/02_perceptron.ipynb")["content"]["cells"]) > 20
    for visitor, other in ((ada, "emmy"), (emmy, "ada")):
        with pytest.raises(urllib.error.HTTPError) as refused:
            visitor.contents("nnlearn", of=other)
        with refused.value as answer:
            assert answer.code in (403, 404)


def test_without_the_password_nobody_gets_in(hub):
    visitor = Visitor(hub, "mallory")
    _, page = visitor.open("/hub/login")
    token = re.search(r'name="_xsrf" value="([^"]+)"', page)[1]
    with pytest.raises(urllib.error.HTTPError) as refused:
        visitor.open("/hub/login", username="mallory", password="guessed", _xsrf=token)
    with refused.value as answer:
        assert answer.code == 403
