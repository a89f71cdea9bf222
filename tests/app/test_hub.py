"""The example JupyterHub, on this machine: two users, each with a copy that the other cannot read."""

import os
import re
import subprocess
import sys
import urllib.error
from types import SimpleNamespace

import pytest
from hub_driver import CONFIG, Visitor, need_hub, running

PASSWORD = "only for this test"


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """Give the address of a running hub with one password for all."""
    need_hub()
    folder = tmp_path_factory.mktemp("hub")
    own = {"NNLEARN_HUB": "trial", "NNLEARN_HUB_PASSWORD": PASSWORD, "NNLEARN_HUB_HOMES": str(folder / "homes")}
    with running(folder, **own) as address:
        yield address


def started(**settings):
    """Run the example's lines with some settings, and without JupyterHub."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NNLEARN_HUB")}
    program = f"get_config = dict; exec(compile(open({str(CONFIG)!r}).read(), 'c', 'exec'))"
    program = f"__file__ = {str(CONFIG)!r}; {program}"
    return subprocess.run([sys.executable, "-c", program], env=environment | settings, capture_output=True, text=True)


@pytest.mark.parametrize("password", ["", "short"])
def test_without_a_password_the_example_says_so(password):
    done = started(NNLEARN_HUB="trial", NNLEARN_HUB_PASSWORD=password)
    assert done.returncode == 1
    assert done.stderr.startswith("the hub expected a password of at least 8 characters in NNLEARN_HUB_PASSWORD")
    assert "Traceback" not in done.stderr


def test_another_way_to_start_servers_is_named():
    done = started(NNLEARN_HUB="podman")
    assert done.returncode == 1
    assert done.stderr.startswith("the hub expected NNLEARN_HUB to be users, systemd, docker or trial, got 'podman'")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may start servers as their learners")
@pytest.mark.parametrize("how", [{}, {"NNLEARN_HUB": "systemd"}])
def test_only_root_starts_a_server_as_its_learner(how):
    done = started(**how)
    assert done.returncode == 1
    assert done.stderr.startswith("the hub expected to be started by root")


@pytest.mark.parametrize(
    ("how", "package", "told"),
    [
        ("users", "jupyterhub", {"cmd", "mem_limit", "environment"}),
        ("systemd", "systemdspawner", {"isolate_tmp", "disable_user_sudo", "mem_limit"}),
        ("docker", "dockerspawner", {"image", "volumes", "remove", "cmd"}),
    ],
)
def test_the_spawners_know_every_setting(how, package, told, tmp_path, monkeypatch):
    """The configuration is loaded and its spawner is made from it; systemd and Docker themselves are not asked."""
    pytest.importorskip("jupyterhub", reason="the hub is tested where it is installed: pip install jupyterhub")
    pytest.importorskip(package, reason=f"its settings are tested where it is installed: {package}")
    from jupyterhub.app import JupyterHub

    monkeypatch.setenv("NNLEARN_HUB", how)
    monkeypatch.setenv("NNLEARN_HUB_STATE", str(tmp_path / "own"))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    app = JupyterHub(log_level=50)
    app.load_config_file(str(CONFIG))
    spawner = app.spawner_class(config=app.config, parent=app, user=SimpleNamespace(name="ada", id=1))
    assert type(spawner).__module__.startswith(package)
    set_here = {
        name: value for kind in type(spawner).__mro__ for name, value in app.config.get(kind.__name__, {}).items()
    }
    assert told <= {*set_here}
    assert not [name for name in set_here if not spawner.has_trait(name)]
    assert spawner.mem_limit == 2 * 1024**3
    assert "root" in app.authenticator_class(config=app.config, parent=app).blocked_users


def test_each_user_has_a_copy_of_their_own(hub):
    ada, emmy = (Visitor(hub, name, PASSWORD) for name in ("ada", "emmy"))
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
    visitor = Visitor(hub, "mallory", "guessed")
    _, page = visitor.open("/hub/login")
    token = re.search(r'name="_xsrf" value="([^"]+)"', page)[1]
    with pytest.raises(urllib.error.HTTPError) as refused:
        visitor.open("/hub/login", username="mallory", password=visitor.password, _xsrf=token)
    with refused.value as answer:
        assert answer.code == 403
