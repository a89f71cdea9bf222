"""What runs in each of the other processes: `python -m nnlearn.parallel.worker RANK COUNT`. It reads jobs from a pipe.

A second thread listens to the pipe, so that a worker that waits for others still ends when its starter has ended.
"""

import contextlib
import datetime
import io
import linecache
import os
import pickle
import queue
import re
import socket
import sys
import threading
import traceback
import types


def main(rank, count):
    """Say that PyTorch is loaded, then do one job after the other."""
    pipe = os.fdopen(os.dup(1), "wb")  # our own; whatever else is printed goes to the log
    os.dup2(2, 1)
    jobs: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=listen, args=(jobs,), daemon=True).start()

    import torch

    torch.set_num_threads(1)
    say(pipe, ("ready", None))
    while True:
        job = jobs.get()
        store = open_store(job, count) if rank == 0 else None  # open as long as this name holds it
        if store:
            say(pipe, ("port", store.port))
        os.environ.update(settings(rank, count, store.port if store else jobs.get()))
        do(rank, job, pipe)


def listen(jobs):
    try:
        while True:
            jobs.put(pickle.load(sys.stdin.buffer))
    except (EOFError, OSError):
        os._exit(0)


def say(pipe, message):
    packed = pickle.dumps(message)  # whole or not at all
    pipe.write(packed)
    pipe.flush()


def open_store(job, count):
    """Return the place where the ranks meet: a free port that nobody outside this machine can reach."""
    from torch.distributed import TCPStore

    wait = datetime.timedelta(seconds=job["timeout"])
    if sys.platform == "win32":
        return TCPStore("127.0.0.1", 0, count, True, wait, wait_for_workers=False, use_libuv=False)
    door = socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    return TCPStore(
        "127.0.0.1", port, count, True, wait, wait_for_workers=False, master_listen_fd=door.detach(), use_libuv=True
    )


def settings(rank, count, port):
    """Return what `torchrun` sets for a script; the last line says that rank 0 need not open the port."""
    return {
        "RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(count), "LOCAL_WORLD_SIZE": str(count),
        "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "TORCHELASTIC_USE_AGENT_STORE": "True",
    }  # fmt: skip


def do(rank, job, pipe):
    """Do a job and say ("done", result, what was printed), or ("error", its type, its words, the line, printed)."""
    import torch
    from torch import distributed

    printed = io.StringIO()
    torch.manual_seed(job["seed"] + rank)  # as without a seed, the ranks differ
    torch.set_default_dtype(torch.float32)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            result = run_text(*job["script"]) if job["script"] else run_function(rank, job)
        say(pipe, ("done", result, printed.getvalue()))
    except (Exception, SystemExit) as error:  # said before the others lose their connection, so that it arrives first
        say(pipe, ("error", type(error).__name__, str(error), place(error), printed.getvalue()))
    finally:
        with contextlib.suppress(Exception):
            distributed.destroy_process_group()


def place(error):
    """Return (file, line, text of the line) of the last line that is not PyTorch's or ours."""
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [frame for frame in frames if not re.search(r"[/\\](torch|parallel)[/\\]", frame.filename)]
    return (theirs[-1].filename, theirs[-1].lineno, theirs[-1].line) if theirs else ("", 0, "")


def run_function(rank, job):
    """Call the function of a job, with `torch.distributed` ready."""
    from torch import distributed

    from nnlearn.parallel.sending import unpack

    function, arguments = unpack(job["function"]), pickle.loads(job["arguments"])
    wait = datetime.timedelta(seconds=0.9 * job["timeout"])  # before the whole job is ended, to say in which line
    distributed.init_process_group("gloo", timeout=wait)
    distributed.barrier()  # a rank that returned at once would hang up while others are still being connected
    return function(rank, *arguments)


def run_text(text, name):
    """Run a script, and return the weights of its `model` as {name: array}."""
    import torch

    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    module = types.ModuleType("__main__")
    before = sys.argv, sys.modules["__main__"]
    sys.argv, sys.modules["__main__"] = [name], module
    try:
        exec(compile(text, name, "exec"), vars(module))
    except SystemExit as error:
        if error.code not in (None, 0):
            raise
    finally:
        sys.argv, sys.modules["__main__"] = before
    model = vars(module).get("model")
    if not isinstance(model, torch.nn.Module):
        raise NameError("the script expected to leave its network in the variable `model`, got none: name it so")
    weights = {name.removeprefix("module."): weight for name, weight in model.state_dict().items()}
    whole = {
        name: weight.full_tensor() if hasattr(weight, "full_tensor") else weight for name, weight in weights.items()
    }
    return {name: weight.detach().cpu().numpy().copy() for name, weight in whole.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
