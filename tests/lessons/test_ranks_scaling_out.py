"""The stand-ins of lesson 31's checks: the ring counts, the ranks meet or say who waits, and renting is measured."""

import numpy as np
import pytest

from nnlearn.lessons.scaling_out import answers, inputs, plans, trials
from nnlearn.lessons.scaling_out.ranks import run_ranks
from nnlearn.lessons.scaling_out.ring_messages import Ring, round_the_ring

torch = pytest.importorskip("torch")


def test_several_ranks_end_where_one_process_does():
    _, x, y, draws = inputs.sample_draws(np.random.default_rng(0))
    (alone,), rows, _ = trials.on_all_ranks(answers.train, 1, x, y, draws)
    for workers in (2, 3, 4):
        together, shared, even = trials.on_all_ranks(answers.train, workers, x, y, draws)
        assert shared == rows == sum(map(len, draws))
        assert even
        for weights in together:
            np.testing.assert_allclose(weights, alone, rtol=1e-12)


def test_collectives_do_what_those_of_torch_do():
    found = {}

    def work(dist, rank):
        one = torch.tensor([1.0, 10.0]) * (rank + 1)
        dist.all_reduce(one)
        most = torch.tensor([float(rank)])
        dist.all_reduce(most, op=dist.ReduceOp.MAX)
        sent = torch.full((2,), float(rank))
        dist.broadcast(sent, 1)
        places = [torch.empty(1) for _ in range(3)]
        dist.barrier()
        dist.all_gather(places, torch.tensor([float(rank)]))
        found[rank] = one.tolist(), most.item(), sent.tolist(), [place.item() for place in places]

    run_ranks(work, 3)
    assert found == dict.fromkeys(range(3), ([6.0, 60.0], 2.0, [1.0, 1.0], [0.0, 1.0, 2.0]))


def alone_in_the_collective(dist, rank):
    if rank == 1:
        dist.barrier()


def other_calls(dist, rank):
    dist.barrier() if rank else dist.all_reduce(torch.ones(1))


def other_shapes(dist, rank):
    dist.all_reduce(torch.ones(1 + rank))


def other_sources(dist, rank):
    dist.broadcast(torch.ones(1), rank)


def no_gradient(dist, rank):
    dist.all_reduce(torch.nn.Linear(1, 1).weight.grad)


def a_mean(dist, rank):
    dist.all_reduce(torch.ones(1), op=dist.ReduceOp.AVG)


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (alone_in_the_collective, "worker 1 waits in barrier, and worker 0 has finished"),
        (other_calls, "worker 0 calls all_reduce while worker 1 calls barrier"),
        (other_shapes, r"worker 0 hands in a tensor of shape \(1,\), worker 1 one of shape \(2,\)"),
        (other_sources, "broadcast: worker 0 says 0, worker 1 says 1; all of them have to say the same"),
        (no_gradient, "got None, not a tensor: a gradient is there only after"),
        (a_mean, "which gloo does not know: add up"),
        (lambda dist, rank: dist.reduce(torch.ones(1), 0), "dist.reduce is not among what the check offers"),
    ],
)
def test_ranks_that_do_not_meet_say_so(work, said):
    with pytest.raises((ValueError, TypeError, AttributeError), match=said):
        run_ranks(work, 2)


def test_an_answer_that_never_ends_leaves_no_thread():
    import threading

    def work(dist, rank):
        if rank == 0:
            raise KeyError("gone")
        dist.barrier()

    before = threading.active_count()
    with pytest.raises(KeyError, match="gone"):
        run_ranks(work, 3)
    assert threading.active_count() == before


def test_ddp_is_told_that_this_one_is_by_hand():
    def answer(dist, model, optimizer, x, y, draws):
        torch.nn.parallel.DistributedDataParallel(model)

    with pytest.raises(ValueError, match="this one is by hand"):
        trials.on_all_ranks(answer, *inputs.sample_draws(np.random.default_rng(0)))


def test_a_ring_keeps_whole_numbers_whole():
    ring = Ring(2)
    ring.send(0, np.arange(3))
    piece = np.arange(3)
    piece += ring.receive(1)
    assert piece.tolist() == [0, 2, 4]


def test_whole_numbers_of_a_plan_may_be_floats():
    assert plans.checked(tuple(np.array((4, 16, 0.5)))) == (4, 16, 0.5)


def test_the_ring_refuses_what_no_worker_could_do():
    ring = Ring(3)
    with pytest.raises(ValueError, match="worker 2 receives, and nothing is on its way"):
        ring.receive(2)
    with pytest.raises(ValueError, match="workers 0 to 2, got 3"):
        ring.send(3, np.ones(2))
    with pytest.raises(ValueError, match="one piece of a vector"):
        ring.send(0, np.ones((2, 2)))
    with pytest.raises(ValueError, match="1 messages were sent and never received"):
        round_the_ring(lambda vectors, ring: [ring.send(0, vectors[0])], [np.ones(2), np.ones(2)])


def test_a_sent_piece_is_a_copy():
    ring, piece = Ring(2), np.ones(3)
    ring.send(0, piece)
    piece += 1
    assert ring.receive(1).tolist() == [1, 1, 1]


def test_one_worker_needs_what_the_task_says_and_sixteen_are_far_below_the_target():
    mean, passed, _, said = plans.measure((1, 6, 0.4))
    assert mean == pytest.approx(plans.ALONE, rel=0.1)
    assert not passed
    assert "would a larger batch" in said
    mean, passed, *_ = plans.measure((16, 64, 1.0))
    assert passed
    assert mean < 0.7 * plans.TARGET


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ((100, 64, 1.0), "36 of the 100 workers have no example"),
        ((64, 64, 1.0), "Fewer workers, or a larger batch for each, would talk less"),
        ((2, 64, 1.0), "More workers would share the computing"),
        ((4, 32, 30.0), "First find a rate with which every start arrives"),
        ((32, 4, 30.0), "28 of the 32 workers have no example. The order is (workers, batch, rate)."),
    ],
)
def test_advice_says_where_the_time_is(plan, said):
    _, passed, _, advice = plans.measure(plan)
    assert not passed
    assert said in advice


@pytest.mark.parametrize(
    "plan", [None, (1, 2), (0, 64, 1.0), (4, 64.5, 1.0), (4, 2000, 1.0), (4, 64, -1.0), (True, 64, 1.0)]
)
def test_a_plan_that_is_none_is_refused_with_what_was_expected(plan):
    with pytest.raises((TypeError, ValueError), match="expected"):
        plans.measure(plan)
