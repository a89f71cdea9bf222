"""Processes that work together: jobs, errors, ends. One pair is started for the whole file, where nothing breaks it."""

import os
import subprocess
import sys

import jupyterlab_driver as lab
import numpy as np
import psutil
import pytest
import torch
import torch.distributed as dist

from nnlearn.parallel import Workers, process, run_script


def sum_of_ranks(rank, start=0):
    mine = torch.tensor([float(start + rank)])
    dist.all_reduce(mine)
    print("rank", rank)
    return mine.item(), dist.get_world_size(), torch.get_num_threads()


def wrong_on_one(rank):
    if rank == 1:
        raise ValueError("a bad shard")
    dist.barrier()


def dies(rank):
    os._exit(rank)


def never_ends(rank):
    while rank:
        pass


@pytest.fixture(scope="module")
def pair():
    with Workers(2, timeout=lab.patience(60)) as workers:
        yield workers


def test_two_processes_add_up_and_say_what_they_printed(pair):
    assert pair.run(sum_of_ranks, 10) == [(21, 2, 1)] * 2
    assert pair.printed == ["rank 0\n", "rank 1\n"]
    assert repr(pair) == "Workers(2), running"


def as_in_a_notebook(source, name):
    """Return a function that cannot be imported elsewhere."""
    names = {"__name__": "__main__"}
    exec(source, names)
    return names[name]


def test_a_function_of_a_notebook_is_sent_with_what_it_uses(pair):
    source = "import math\nSCALE = 3\ndef inner(n): return f(n - 1) if n else SCALE * math.pi\n"
    source += "def f(rank, more=2): return inner(0) if rank <= 0 else [inner(k) for k in range(more)]"
    found = pair.run(as_in_a_notebook(source, "f"))
    np.testing.assert_allclose(found[0], 3 * np.pi)
    np.testing.assert_allclose(found[1], [3 * np.pi] * 2)


def test_what_cannot_be_sent_is_named(pair):
    with pytest.raises(TypeError, match="expected f to use only what can be sent to another process, got held"):
        pair.run(as_in_a_notebook("import threading\nheld = threading.Lock()\ndef f(rank): return held", "f"))
    inner = as_in_a_notebook("def outer():\n  n = 1\n  def f(rank): return n\n  return f\nf = outer()", "f")
    with pytest.raises(TypeError, match="which uses n of the function around it: pass these as arguments"):
        pair.run(inner)
    with pytest.raises(TypeError, match="arguments that can be pickled"):
        pair.run(sum_of_ranks, lambda: 0)
    with pytest.raises(TypeError, match="expected a function, got int"):
        pair.run(3)
    assert pair.run(sum_of_ranks)[0][0] == 1


def test_the_rank_that_failed_first_is_named_with_its_line_and_the_processes_stay(pair):
    before = [one.process.pid for one in pair._processes]
    with pytest.raises(RuntimeError, match=r"rank 1 raised ValueError: a bad shard\n  in line .*raise ValueError"):
        pair.run(wrong_on_one)
    assert pair.run(sum_of_ranks)[0][0] == 1
    assert [one.process.pid for one in pair._processes] == before


def test_without_a_seed_the_ranks_differ_and_a_job_repeats_nothing(pair):
    draw = as_in_a_notebook("import torch\ndef draw(rank): return torch.rand(1).item()", "draw")
    assert len({*pair.run(draw), *pair.run(draw)}) == 4


def gone(pids):
    """Return whether no process has one of these numbers; none may stay as a zombie either."""
    return not any(os.path.exists(f"/proc/{pid}") for pid in pids)


@pytest.mark.skipif(not os.path.exists("/proc/self"), reason="processes are looked up in /proc")
def test_no_process_is_left_after_an_end_a_death_a_hang_or_the_stop_button(monkeypatch):
    with Workers(2, timeout=lab.patience(60)) as workers:
        pids = [one.process.pid for one in workers._processes]
        with pytest.raises(RuntimeError, match=r"the process of rank \d ended"):
            workers.run(dies)
        assert gone(pids)
        assert workers.run(sum_of_ranks)[0][0] == 1  # started again
        pids = [one.process.pid for one in workers._processes]
        workers.timeout = 1
        with pytest.raises(TimeoutError, match=r"rank 1 did not finish within 1 seconds. Do all ranks call the same"):
            workers.run(never_ends)
        assert gone(pids)
        workers.timeout = lab.patience(60)
        workers._start()
        pids = [one.process.pid for one in workers._processes]

        def stopped(*values, **settings):
            raise KeyboardInterrupt

        monkeypatch.setattr(workers, "_collect", stopped)
        with pytest.raises(KeyboardInterrupt):
            workers.run(sum_of_ranks)
        assert gone(pids)
    assert repr(workers) == "Workers(2), not running"


def test_jobs_that_return_at_once_wait_until_all_are_connected():
    def own(rank):
        return rank

    with Workers(4, timeout=lab.patience(60)) as workers:
        for _ in range(20):
            assert workers.run(own) == [0, 1, 2, 3]


@pytest.mark.skipif(not os.path.exists("/proc/self"), reason="processes are looked up in /proc")
def test_processes_end_with_a_starter_that_is_killed_while_they_wait():
    program = """if 1:
        import os, signal, sys
        from nnlearn.parallel import Workers
        def f(rank):
            import torch
            if rank == 0:
                torch.distributed.barrier()
            while True: pass
        workers = Workers(2)
        print(*(one.process.pid for one in workers._processes), flush=True)
        workers.run(f)
    """
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as starter:
        pids = starter.stdout.readline().split()
        assert len(pids) == 2
        left = [psutil.Process(int(pid)) for pid in pids]
        starter.kill()
    _, alive = psutil.wait_procs(left, timeout=lab.patience(30))
    for one in alive:
        one.kill()
    assert not alive


def test_wrong_arguments_are_named():
    for wrong, error in ((0, ValueError), (65, ValueError), ("2", TypeError)):
        with pytest.raises(error, match="Workers expected count"):
            Workers(wrong)
    with pytest.raises(ValueError, match="Workers expected timeout > 0"):
        Workers(1, timeout=0)


def test_a_machine_without_pytorch_sockets_or_processes_says_so(monkeypatch):
    def refused(*values, **settings):
        raise OSError(52, "Function not implemented")

    for module, name in ((process.socket, "create_server"), (process.subprocess, "Popen")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, refused)
            with pytest.raises(RuntimeError, match="Processes or sockets are missing here"):
                Workers(1)
    monkeypatch.setattr(process.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="PyTorch is not installed here"):
        Workers(1)


def test_workers_know_one_thread_and_the_loopback_interface(monkeypatch):
    monkeypatch.delenv("GLOO_SOCKET_IFNAME", raising=False)
    for names, expected in ((["eth0", "lo"], "lo"), (["en0", "lo0"], "lo0"), (["Ethernet"], None)):
        monkeypatch.setattr(process.socket, "if_nameindex", lambda names=names: list(enumerate(names)))
        found = process.environment()
        assert found.get("GLOO_SOCKET_IFNAME") == expected
        assert found["OMP_NUM_THREADS"] == "1"


SCRIPT = """
import sys
import torch
from torch import distributed as dist

dist.init_process_group("gloo")
torch.manual_seed(0)
model = torch.nn.Sequential()
model.module = torch.nn.Linear(2, 1)  # its names begin as those of DDP do
print("rank", dist.get_rank())
"""


def test_a_script_runs_as_torchrun_would_start_it(tmp_path):
    limit = lab.patience(60)
    path = tmp_path / "train.py"
    path.write_text(SCRIPT, encoding="utf-8")
    for script in (SCRIPT, path, str(path)):
        found = run_script(script, keep=True, timeout=limit)
        assert [(ran.rank, ran.error, ran.printed) for ran in found] == [(0, "", "rank 0\n"), (1, "", "rank 1\n")]
        assert found[0].weights["weight"].shape == (1, 2)
        np.testing.assert_array_equal(found[0].weights["weight"], found[1].weights["weight"])
    endings = {
        "1 / 0": "rank 0 raised ZeroDivisionError: division by zero\n  in line 11: 1 / 0",
        "sys.exit(0)": "",
        "sys.exit('no data')": "rank 0 raised SystemExit: no data",
        "del model": "leave its network in the variable `model`, got none",
        "import os; os._exit(1)": "the process of rank",
    }
    for ending, words in endings.items():
        found = run_script(f"{SCRIPT}{ending}\n", keep=ending != "import os; os._exit(1)", timeout=limit)
        assert words in found[0].error
        assert (found[0].weights is None) == bool(words)
    with pytest.raises(FileNotFoundError):
        run_script("missing.py")
    with pytest.raises(TypeError, match="a path or the text of a script, got int"):
        run_script(3)
