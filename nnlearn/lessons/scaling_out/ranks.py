"""Exercise 31.2: several ranks in one process, of which one runs at a time: nothing can hang, or depend on the clock.

`Rank` answers as `torch.distributed` does, for the few calls that data parallelism needs. Each rank is a thread that
runs until it calls a collective; when all have called the same one, it is carried out.
"""

import ctypes
import threading

__all__ = ["Rank", "run_ranks"]

GONE = (
    "worker {waits} waits in {call}, and worker {gone} has finished. On real machines it would wait for ever: every "
    "worker has to make the same calls in the same order"
)
APART = (
    "worker 0 calls {first} while worker {rank} calls {other}. On real machines both would wait for ever: every worker "
    "has to make the same calls in the same order"
)
SHAPES = "{call}: worker 0 hands in a tensor of shape {first}, worker {rank} one of shape {other}; they must be alike"
MORE = "{call}: worker 0 says {first}, worker {rank} says {other}; all of them have to say the same"
UNKNOWN = (
    "dist.{name} is not among what the check offers: get_rank, get_world_size, broadcast, all_reduce, all_gather and "
    "barrier are enough"
)


class Stopped(BaseException):
    """The run is over, and a rank that still waits ends."""


class Rank:
    """What one worker sees of the others: a small part of `torch.distributed`."""

    def __init__(self, rank, meeting):
        self._rank, self._meeting = rank, meeting

    def __getattr__(self, name):
        if name == "ReduceOp":
            import torch.distributed

            return torch.distributed.ReduceOp
        raise AttributeError(UNKNOWN.format(name=name))

    def get_rank(self):
        return self._rank

    def get_world_size(self):
        return self._meeting.workers

    def is_initialized(self):
        return True

    def barrier(self):
        self._meeting.call(self._rank, "barrier", None, None)

    def broadcast(self, tensor, src=0):
        self._meeting.call(self._rank, "broadcast", checked("broadcast", tensor), src)

    def all_reduce(self, tensor, op=None):
        self._meeting.call(self._rank, "all_reduce", checked("all_reduce", tensor), operation(op))

    def all_gather(self, tensor_list, tensor):
        self._meeting.call(self._rank, "all_gather", checked("all_gather", tensor), tensor_list)


def checked(call, tensor):
    import torch

    if tensor is None:
        raise TypeError(f"dist.{call} got None, not a tensor: a gradient is there only after `backward`")
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"dist.{call} expected a tensor, got {type(tensor).__name__}")
    return tensor


def operation(op):
    """Return "SUM", "MAX", "MIN" or "PRODUCT"; gloo knows no mean."""

    name = "SUM" if op is None else str(op).rsplit(".", 1)[-1].upper()
    if name == "AVG" or name not in ("SUM", "MAX", "MIN", "PRODUCT"):
        raise ValueError(f"dist.all_reduce got {op}, which gloo does not know: add up (SUM), and divide")
    return name


class Meeting:
    """Where ranks meet: each stops at a collective until all have come."""

    def __init__(self, workers):
        self.workers, self.over = workers, False
        self.turn = [threading.Semaphore(0) for _ in range(workers)]
        self.back = threading.Semaphore(0)
        self.asked: list = [None] * workers  # (call, tensor, more) of each rank that waits

    def call(self, rank, *asked):
        self.asked[rank] = asked
        self.back.release()
        self.turn[rank].acquire()
        if self.over:
            raise Stopped

    def carry_out(self):
        """Do for all ranks what they have asked for."""
        import torch

        call, first, more = self.asked[0]
        tensors = [one[1] for one in self.asked]
        for rank, (other, tensor, others) in enumerate(self.asked):
            if other != call:
                raise ValueError(APART.format(first=call, rank=rank, other=other))
            if call in ("broadcast", "all_reduce") and others != more:
                raise ValueError(MORE.format(call=call, first=more, rank=rank, other=others))
            if tensor is not None and tensor.shape != first.shape:
                raise ValueError(
                    SHAPES.format(call=call, first=tuple(first.shape), rank=rank, other=tuple(tensor.shape))
                )
        with torch.no_grad():
            if call == "broadcast":
                sent = tensors[more].clone()
                for tensor in tensors:
                    tensor.copy_(sent)
            elif call == "all_reduce":
                stacked = torch.stack(tensors)
                method = {"SUM": "sum", "PRODUCT": "prod", "MAX": "amax", "MIN": "amin"}[more]
                for tensor in tensors:
                    tensor.copy_(getattr(stacked, method)(0))
            elif call == "all_gather":
                kept = [tensor.clone() for tensor in tensors]
                for _, _, places in self.asked:
                    for place, tensor in zip(places, kept, strict=True):
                        place.copy_(tensor)
        self.asked = [None] * self.workers


def run_ranks(function, workers):
    """Run `function(dist, rank)` once for each rank; they meet in the collectives.

    Raises
    ------
    ValueError
        If the ranks do not make the same calls; and whatever a rank raises.
    """
    meeting = Meeting(workers)
    errors: list = [None] * workers

    def work(rank):
        meeting.turn[rank].acquire()
        try:
            if not meeting.over:
                function(Rank(rank, meeting), rank)
        except Stopped:
            pass
        except BaseException as error:
            errors[rank] = error
        meeting.asked[rank] = None
        meeting.back.release()

    threads = [threading.Thread(target=work, args=(rank,), daemon=True) for rank in range(workers)]
    running = set(range(workers))
    try:
        for thread in threads:
            thread.start()
        while running:
            for rank in sorted(running):
                meeting.turn[rank].release()
                meeting.back.acquire()
                if errors[rank] is not None:
                    raise errors[rank]
            running = {rank for rank in running if meeting.asked[rank] is not None}
            gone = sorted(set(range(workers)) - running)
            if running and gone:
                waits = min(running)
                raise ValueError(GONE.format(waits=waits, call=meeting.asked[waits][0], gone=gone[0]))
            if running:
                meeting.carry_out()
    finally:
        end(meeting, threads)


def end(meeting, threads):
    """End the ranks that wait, and those that loop for ever."""
    meeting.over = True
    for turn in meeting.turn:
        turn.release()
    for thread in threads:
        if thread.ident is not None:
            thread.join(0.2)
        if thread.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))
