"""Open the course in JupyterLab: the learner's own copy, on this machine only, with no files outside the folder."""

import os
import sys
from pathlib import Path

from nnlearn.files import write_atomically
from nnlearn.originals import ROOT, copy_of, settings_of

START = "notebooks/00_start.ipynb"
SAVED_PICTURES = [  # a notebook that is opened again shows pictures where its widgets are gone
    "--ServerApp.contents_manager_class=nnlearn.app.saved_pictures.Contents",
    "--ServerApp.kernel_manager_class=nnlearn.app.saved_pictures.Kernels",
]
FOREIGN = "JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTERLAB_SETTINGS_DIR"  # they would come before our folders
FIRST_SETTINGS = {  # no news and no search for updates; no white page below a notebook's last cell
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}\n',
    "notebook-extension/tracker": '{"scrollPastEnd": false}\n',
}


def homes(root=ROOT):
    """Return the environment variables that keep the files of Jupyter, IPython and matplotlib in the course's folder.

    The learner's own Jupyter settings are neither read nor changed, and the only kernel is this Python's.
    """
    home = settings_of(Path(root))
    places = {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "IPYTHONDIR": home / "ipython",
        "MPLCONFIGDIR": home / "matplotlib",
    }
    return {name: str(place) for name, place in places.items()}


def leave_homes():
    """Let Jupyter read and write in the course's folder alone: a cluster's own kernel would not find nnlearn."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(homes())


def few_threads():
    """Let kernels compute with one thread, unless the environment says otherwise.

    The matrix products of this course are small. Two threads do not make them faster, and on a busy machine they wait
    for each other: a step of the GAN explorer took 1.7 times as much processor time.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def settle(config):
    """Write JupyterLab's first settings into a folder of configuration, once: the learner may change them there."""
    for name, settings in FIRST_SETTINGS.items():
        place = Path(config) / "lab/user-settings/@jupyterlab" / f"{name}.jupyterlab-settings"
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, settings)


def options(root=ROOT, extra=()):
    """Return JupyterLab's command line. It is never less strict than the defaults: this machine only, with a token."""
    course = copy_of(Path(root))
    page = f"/lab/tree/{START}" if (course / START).exists() else "/lab"
    tighter = [
        "--ServerApp.ip=localhost",  # whatever a configuration file on this machine says
        "--LabApp.extension_manager=readonly",  # the list of extensions is not downloaded
    ]
    root_user = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        f"--ServerApp.root_dir={course}",
        f"--LabApp.default_url={page}",
        *tighter,
        *SAVED_PICTURES,
        *root_user,
        *extra,
    ]


def lab(extra=()):
    """Bring the learner's copy up to date and serve it until the learner stops it; return the exit status.

    Parameters
    ----------
    extra : sequence of str
        Arguments for JupyterLab, for instance `--no-browser` or `--port=9000`.
    """
    from nnlearn.app.learner_copy import refresh

    leave_homes()  # before JupyterLab is imported, which reads the environment
    few_threads()
    try:
        from jupyterlab.labapp import LabApp
    except ImportError:
        from nnlearn.doctor import install_command

        print(f"nnlearn lab needs JupyterLab, which is not installed here: {install_command()}", file=sys.stderr)
        return 1
    news = str(refresh())
    if news:
        print(f"nnlearn: {news}")
    settle(homes()["JUPYTER_CONFIG_DIR"])
    arguments = options(extra=extra)
    if "--allow-root" in arguments:
        print(
            "nnlearn: you are root, so JupyterLab gets --allow-root; it still serves this machine only, with a token."
        )
    LabApp.launch_instance(arguments)
    return 0
