"""An example: the course on a JupyterHub, to be tried on one machine and then changed.

    .venv/bin/python -m pip install jupyterhub      # next to the course, since its servers need both
    npm install --global configurable-http-proxy
    .venv/bin/jupyterhub --config hub/jupyterhub_config.py

It listens on this machine only, and lets in everybody who knows the password: for trying it out. A real hub uses its
own authenticator and spawner (TEACHING.md has the memory that learners need) and keeps the line with `start.py`, which
gives every learner a copy of the course in their own home and brings it up to date at each start.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 - JupyterHub gives it
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
