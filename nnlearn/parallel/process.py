"""One other process: how it is started, talked to, and ended. It ends by itself when its starter does."""

import contextlib
import importlib.util
import os
import pickle
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any, cast

NO_TORCH = "PyTorch is not installed here: this section needs it; everything else of the lesson runs."
NO_PROCESSES = "Processes or sockets are missing here: this section needs them; everything else of the lesson runs."
HOME = Path(__file__).resolve().parents[2]


def environment():
    """Return the environment of a worker: our paths, one thread, and the loopback interface where its name is known.

    Without the name gloo looks for an address by the name of this machine, which may lead out of it, or nowhere.
    """
    found = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    found["PYTHONPATH"] = os.pathsep.join([*(path or os.getcwd() for path in sys.path), str(HOME)])
    try:
        interfaces = {name for _, name in socket.if_nameindex()}
    except OSError:
        interfaces = set()
    loop = next((name for name in ("lo", "lo0") if name in interfaces), None)
    if loop:
        found.setdefault("GLOO_SOCKET_IFNAME", loop)
    if sys.platform == "win32":
        found["USE_LIBUV"] = "0"  # PyTorch's wheels for Windows come without it
    return found


class Process:
    """A worker and the two pipes to it; what it says arrives in `inbox` as (rank, message), None when it has ended."""

    def __init__(self, rank, count, inbox):
        if importlib.util.find_spec("torch") is None:
            raise ModuleNotFoundError(NO_TORCH, name="torch")
        self.rank = rank
        apart: dict[str, Any] = {"start_new_session": True}  # or the stop button would reach it before us
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        self.log = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            socket.create_server(("127.0.0.1", 0)).close()
            process = subprocess.Popen(
                [sys.executable, "-m", "nnlearn.parallel.worker", str(rank), str(count)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, env=environment(), **apart,
            )  # fmt: skip
            self.process, self.inwards, self.outwards = process, cast(IO, process.stdin), cast(IO, process.stdout)
            threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()
        except (OSError, RuntimeError) as error:
            self.log.close()
            raise RuntimeError(NO_PROCESSES) from error

    def _listen(self, inbox):
        try:
            while True:
                inbox.put((self.rank, pickle.load(self.outwards)))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            inbox.put((self.rank, None))

    def send(self, message):
        """Send a message; one that has ended gets none, and `inbox` says so."""
        with contextlib.suppress(OSError, ValueError):
            pickle.dump(message, self.inwards)
            self.inwards.flush()

    def last_words(self):
        """Return the last lines that it printed, outside of any job."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace").strip()[-1000:]

    def end(self):
        """End it now, and wait until the system has taken it away."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.inwards, self.outwards, self.log):
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
