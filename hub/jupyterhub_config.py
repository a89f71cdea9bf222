"""The course on a JupyterHub, with a system user for each learner. NNLEARN_HUB chooses how their servers start:

    users     (the default) as the learner's own user of this system: nobody reads another's files. Limits no memory.
    systemd   the same as units of systemd, which limit memory and hide /tmp: pip install jupyterhub-systemdspawner
    docker    in a container each, of the image NNLEARN_HUB_IMAGE: pip install dockerspawner
    trial     as you, on this machine, with one password for all (NNLEARN_HUB_PASSWORD): to look at it and no more.
              Everybody can read everybody's files and the hub's secrets from a terminal.

The course lies where every user may read and root alone may write, such as /srv/nnlearn, and so does its Python
(`make lab LAB_ARGS=--version` installs both). There, as root:

    .venv/bin/python -m pip install jupyterhub      # in the course's environment: its servers need both
    npm install --global configurable-http-proxy
    useradd --create-home ada; passwd ada           # for each learner; who has an account may log in
    NNLEARN_HUB_ADMINS='teacher' .venv/bin/jupyterhub --config hub/jupyterhub_config.py

It listens on this machine only: put a web server with https in front of it. `nnlearn collect /home class` brings the
instructor everybody's exercises. Tested are users and trial; systemd and docker are only read by a test, not run.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOW = os.environ.get("NNLEARN_HUB", "users")
PASSWORD = os.environ.pop("NNLEARN_HUB_PASSWORD", "")
ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0
if HOW not in ("users", "systemd", "docker", "trial"):
    sys.exit(f"the hub expected NNLEARN_HUB to be users, systemd, docker or trial, got {HOW!r}: choose one of them")
if HOW == "trial" and len(PASSWORD) < 8:
    sys.exit("the hub expected a password of at least 8 characters in NNLEARN_HUB_PASSWORD: set it, and start again")
if HOW != "trial" and not ROOT_USER:
    sys.exit(
        "the hub expected to be started by root, to start servers as their learners: use sudo, or NNLEARN_HUB=trial"
    )

HOMES = Path(os.environ.get("NNLEARN_HUB_HOMES", "/tmp/nnlearn-hub" if HOW == "trial" else "/home"))
OWN = Path(os.environ.get("NNLEARN_HUB_STATE", HOMES / ".hub" if HOW == "trial" else "/var/lib/nnlearn-hub"))
OWN.mkdir(mode=0o700, parents=True, exist_ok=True)  # the hub's secrets, for its own user alone
OWN.chmod(0o700)

c = get_config()  # noqa: F821 - JupyterHub defines it
c.JupyterHub.db_url = f"sqlite:///{OWN / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(OWN / "jupyterhub_cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(OWN / "jupyterhub-proxy.pid")
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.Authenticator.allow_all = True
c.Authenticator.blocked_users = {"root"}
c.Authenticator.admin_users = set(os.environ.get("NNLEARN_HUB_ADMINS", "").split())  # see who is there, stop servers
c.Spawner.cmd = [sys.executable, str(HERE / "start.py")]
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # processors are shared
c.Spawner.default_url = "/lab/tree/nnlearn/notebooks/00_start.ipynb"
c.Spawner.mem_limit = "2G"  # systemd and docker enforce it
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
# With NNLEARN_WITHHOLD=1 learners' copies come without solutions, until `nnlearn release 02` releases those of 02.
c.Spawner.environment["NNLEARN_WITHHOLD"] = os.environ.get("NNLEARN_WITHHOLD", "0")

if HOW == "trial":
    c.JupyterHub.authenticator_class = "shared-password"
    c.SharedPasswordAuthenticator.user_password = PASSWORD
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = f"{HOMES}/{{username}}"
else:
    c.JupyterHub.authenticator_class = "pam"  # the passwords of this system; any other with the same names will do
    c.JupyterHub.spawner_class = {
        "users": "jupyterhub.spawner.LocalProcessSpawner",
        "systemd": "systemdspawner.SystemdSpawner",
        "docker": "dockerspawner.DockerSpawner",
    }[HOW]
if HOW == "systemd":
    c.SystemdSpawner.isolate_tmp = c.SystemdSpawner.isolate_devices = c.SystemdSpawner.disable_user_sudo = True
if HOW == "docker":  # such as jupyter-repo2docker --no-run --target-repo-dir /srv/nnlearn --image-name nnlearn .
    c.DockerSpawner.image = os.environ.get("NNLEARN_HUB_IMAGE", "nnlearn")  # with jupyterhub in it
    c.DockerSpawner.cmd = ["python", "/srv/nnlearn/hub/start.py"]
    c.DockerSpawner.volumes = {f"{HOMES}/{{username}}": "/home/jovyan"}  # what a learner writes outlives the container
    c.DockerSpawner.remove = True
    c.JupyterHub.hub_bind_url = "http://172.17.0.1:8081"  # Docker's bridge: containers have to reach the hub
