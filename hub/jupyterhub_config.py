"""An example of the course on a JupyterHub: try it on one machine, then adapt it.

    .venv/bin/python -m pip install jupyterhub      # in the course's environment: its servers need both
    npm install --global configurable-http-proxy
    .venv/bin/jupyterhub --config hub/jupyterhub_config.py

It listens on this machine only, and admits everyone who knows the password: good enough to try it. A real hub uses its
own authenticator and spawner (TEACHING.md says how much memory learners need) and keeps the line with `start.py`, which
gives every learner a copy of the course in their home folder and updates it at each start.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 - JupyterHub defines it
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["NNLEARN_HUB_PASSWORD"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = os.environ.get("NNLEARN_HUB_HOMES", "/tmp/nnlearn-hub") + "/{username}"
c.Spawner.cmd = [sys.executable, str(HERE / "start.py")]
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # processors are shared
c.Spawner.default_url = "/lab/tree/nnlearn/notebooks/00_start.ipynb"
c.Spawner.mem_limit = "2G"  # spawners that support limits enforce it; this one does not
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
