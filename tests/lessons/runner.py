"""Have the cells of notebooks run by a program of this folder that calls `forked.serve`."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import jupyterlab_driver as lab

FORKS = hasattr(os, "fork")


class Runner:
    """Start the program when it is first needed, and keep it: `Runner("without.py").run(sources, folder)`.

    Parameters
    ----------
    program : str
        The file in this folder that calls `serve`.
    *more : str
        What it imports in addition, if it is `forked.py` itself.
    variables : dict of str to str
        What the environment has in addition.
    """

    def __init__(self, program, *more, variables):
        self.command = [sys.executable, str(Path(__file__).with_name(program)), *more]
        self.environment = {**os.environ, "MPLBACKEND": "Agg", **variables}
        self.process = None

    def run(self, sources, folder, seconds=300):
        """Run the cells in a folder; return [(number, error, message)] of those that fail."""
        if self.process is None:
            streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
            own = {"start_new_session": True} if FORKS else {}
            self.process = subprocess.Popen(self.command, env=self.environment, **streams, **own)
        late = threading.Timer(lab.patience(seconds), self.kill)
        late.start()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps([str(folder), sources]) + "\n")
            self.process.stdin.flush()
        answer = self.process.stdout.readline()
        late.cancel()
        if not answer or not FORKS:
            self.close()
        assert answer, f"the cells ended their process, or ran longer than {seconds} s on an idle machine"
        return [tuple(failure) for failure in json.loads(answer)]

    def kill(self):
        """End the program and its forks."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL) if FORKS else self.process.kill()

    def close(self):
        """End the program."""
        if self.process is not None:
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait()
            self.process = None
