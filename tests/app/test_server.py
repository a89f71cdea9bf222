"""`make lab` starts a server: this machine only, with a token, the course's own Python, nothing registered outside."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import jupyterlab_driver as lab
import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
OPEN_CONFIG = ".jupyter/jupyter_server_config.json"
HERE = {"127.0.0.1", "::1"}

pytestmark = pytest.mark.skipif(not hasattr(os, "setsid"), reason="make and process groups are POSIX")


class Server:
    """A running `make lab`: its port and token, and how to ask it."""

    def __init__(self, process, port, home):
        self.process, self.port, self.home = process, port, home
        self.started = sum(sum(one.cpu_times()[:4]) for one in [psutil.Process(process.pid), *self.processes()])
        runtime = ROOT / ".jupyter/runtime"
        infos = [json.loads(path.read_text()) for path in runtime.glob("jpserver-*.json")]
        (self.info,) = [info for info in infos if info["port"] == port]

    def ask(self, path, token=None, data=None, method=None, **headers):
        """Return the status, headers and body of one request."""
        if token:
            headers["Authorization"] = f"token {token}"
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=data, method=method, headers=headers
        )
        try:
            with urllib.request.urlopen(request, timeout=lab.patience(20)) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def processes(self):
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    (folder / "home").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # a machine whose own Jupyter settings open everything: `make lab` must ignore them
    open_config = {"ServerApp": {"ip": "0.0.0.0", "allow_origin": "*"}, "IdentityProvider": {"token": ""}}
    (folder / "home/.jupyter").mkdir()
    (folder / "home" / OPEN_CONFIG).write_text(json.dumps(open_config))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "MAKE"))}
    environment |= {"HOME": str(folder / "home")}
    command = ["make", "lab", f"LAB_ARGS=--no-browser --port={port} --ServerApp.port_retries=0"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        lab.wait_for(lambda: answers(port) or process.poll() is not None, SECONDS, "the server did not start")
        assert process.poll() is None, (folder / "log").read_text()
        yield Server(process, port, folder / "home")
    finally:
        with contextlib.suppress(ProcessLookupError):  # it ended by itself: the log above says why
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(lab.patience(20))


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=lab.patience(2)) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_it_listens_on_this_machine_only(server):
    addresses = [
        connection.laddr
        for process in server.processes()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert server.port in {address.port for address in addresses}
    assert {address.ip for address in addresses} <= HERE


@pytest.mark.parametrize("path", ["/api/contents", "/api/kernels", "/api/terminals", "/api/contents?token="])
def test_without_the_token_it_answers_403(server, path):
    assert server.ask(path)[0] == 403


def test_without_the_token_the_page_asks_for_it(server):
    _, _, page = server.ask("/lab")
    assert b"Password or token" in page
    assert b"jupyter-config-data" not in page


def test_a_wrong_token_is_no_token(server):
    assert server.ask("/api/contents", token="0" * 48)[0] == 403


def test_the_token_is_long_and_opens_the_learner_s_copy(server):
    assert len(server.info["token"]) >= 40
    status, _, body = server.ask("/api/contents", token=server.info["token"])
    assert status == 200
    assert "notebooks" in {entry["name"] for entry in json.loads(body)["content"]}
    assert Path(server.info["root_dir"]) == ROOT / "course"


def test_no_other_page_may_read_it(server):
    _, headers, _ = server.ask("/api/contents", Origin="http://example.org")
    assert "Access-Control-Allow-Origin" not in headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_it_opens_on_the_start_page(server):
    _, _, page = server.ask("/lab/tree/notebooks/00_start.ipynb", token=server.info["token"])
    assert b"JupyterLab" in page
    status, _, _ = server.ask("/api/contents/notebooks/00_start.ipynb", token=server.info["token"])
    assert status == 200


def test_the_kernel_is_the_course_s_own_python_and_listens_on_this_machine_only(server):
    token = server.info["token"]
    before = {process.pid for process in server.processes()}
    status, _, body = server.ask("/api/kernels", token=token, data=b'{"name": "python3"}')
    assert status == 201
    (kernel,) = [process for process in server.processes() if process.pid not in before]
    assert kernel.cmdline()[0].startswith(str(ROOT / ".venv"))
    listening = []

    def listens():
        found = [c.laddr.ip for c in kernel.net_connections("inet") if c.status == psutil.CONN_LISTEN]
        listening.extend(found)
        return found

    lab.wait_for(listens, 20, "the kernel does not listen")
    assert set(listening) <= HERE
    assert server.ask(f"/api/kernels/{json.loads(body)['id']}", token=token, method="DELETE")[0] == 204


def test_a_second_start_takes_seconds(server):
    assert server.started < 30  # of processor time, for make and all it started; a few on a current machine


def test_nothing_is_registered_outside_the_folder(server):
    """The page stores its settings and window layout; both must land in the course's folder."""
    token = server.info["token"]
    layout = json.dumps({"data": {}, "metadata": {"id": "test"}}).encode()
    assert server.ask("/lab/api/workspaces/test", token=token, data=layout, method="PUT")[0] == 204
    left = {str(path.relative_to(server.home)) for path in server.home.rglob("*") if path.is_file()}
    assert {name for name in left if name.startswith((".jupyter", ".ipython", ".local", ".config"))} == {OPEN_CONFIG}
    assert server.ask("/lab/api/workspaces/test", token=token, method="DELETE")[0] == 204


def test_the_page_neither_fetches_news_nor_asks_about_them(server):
    setting = "/lab/api/settings/@jupyterlab/apputils-extension:notification"
    _, _, body = server.ask(setting, token=server.info["token"])
    assert json.loads(body)["settings"] == {"fetchNews": "false", "checkForUpdates": False}
