"""Run the cells of notebooks, each notebook in a process of its own, and say which cells fail.

Most of a short notebook's time is the import of IPython, matplotlib, scikit-learn and PyTorch, the same every time. So
a program imports them once, no module of the course among them, and each notebook runs in a fork of it. Where there is
no fork (Windows), every notebook starts the program again. Outputs are made and thrown away.

The program reads lines of JSON, [folder, [source, ...]], and answers each with [[number, error, message], ...].
"""

import contextlib
import importlib
import io
import json
import os
import sys

FORKS = hasattr(os, "fork")
IMPORTED = ["IPython.core.interactiveshell", "matplotlib.pyplot", "ipywidgets", "anywidget", "PIL.Image"]
IMPORTED += ["sklearn.datasets", "sklearn.linear_model"]


def failures(sources):
    """Yield [number, type of the error, message] for each cell that fails."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=settings)
    for number, source in enumerate(sources):
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            ran = shell.run_cell(source)
        error = ran.error_before_exec or ran.error_in_exec
        if error is not None:
            yield [number, type(error).__name__, str(error)]


def serve(more=()):
    """Import what all notebooks need, and answer one line after the other, each in a fork."""
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what cells print by other ways must not become an answer
    for name in [*IMPORTED, *more]:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork() if FORKS else 0
        if child:
            _, status = os.waitpid(child, 0)
            if status:
                sys.exit(f"the cells ended their process with status {status}")
            continue
        folder, sources = json.loads(line)
        os.chdir(folder)
        answer = json.dumps(list(failures(sources))) + "\n"
        with os.fdopen(answers, "w", encoding="utf-8") as out:
            out.write(answer)
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1:])
