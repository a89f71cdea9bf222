"""The picture of a running training: when it draws, what it shows after the last step, and a cell run twice."""

from types import SimpleNamespace

import pytest

from nnlearn.explorers.watch import INTERVAL, REST, Watch


class Clock:
    """A clock that moves when the test says so."""

    now = 0.0

    def __call__(self):
        return self.now


class Counted(Watch):
    """Counts its pictures; each takes `cost` seconds."""

    size = (120, 40)

    def __init__(self, clock, cost=0.0):
        self.pictures, self.cost, self.begun = 0, cost, 0
        super().__init__(clock=clock)

    def build(self, picture):
        self.words = picture.words(5, 5, 9)

    def begin(self, run):
        self.begun += 1

    def draw(self):
        self.pictures += 1
        self.clock.now += self.cost
        self.words.say(self.describe())

    def describe(self):
        return f"{len(self.losses)}\n steps"


def train(watch, steps, seconds_a_step, last=False):
    """Take the steps of a training of `steps`, or of one that lasts longer."""
    for step in range(1, steps + 1):
        watch(SimpleNamespace(step=step, loss=1 / step, epochs=1, steps_per_epoch=steps if last else steps + 1))
        watch.clock.now += seconds_a_step


@pytest.mark.parametrize(
    ("cost", "pictures"),
    [(0.0, 10 / INTERVAL), (0.001, 10 / (INTERVAL + 0.001)), (0.05, 10 / (0.05 * (1 + REST)))],
    ids=["free", "quick", "slow"],
)
def test_it_draws_ten_times_a_second_and_leaves_most_of_the_time_to_the_training(cost, pictures):
    watch = Counted(Clock(), cost)
    watch.pictures, began = 0, watch.clock.now
    while watch.clock.now < began + 10:
        train(watch, 1, 0.001)
    assert watch.pictures == pytest.approx(pictures, abs=1)


def test_the_first_step_and_the_last_are_drawn_at_once():
    watch = Counted(Clock())
    train(watch, 50, 0.0)
    assert (watch.pictures, watch.canvas.alt) == (2, "1 steps")  # before the training, and its first step
    train(watch, 50, 0.0, last=True)
    assert (watch.pictures, watch.canvas.alt) == (3, "50 steps")


def test_the_last_step_of_a_training_that_was_stopped_is_drawn():
    watch = Counted(Clock())
    train(watch, 50, 0.0)
    watch.close()
    assert (watch.pictures, watch.canvas.alt) == (3, "50 steps")
    train(watch, 50, 0.0, last=True)
    watch.close()
    assert (watch.pictures, watch.canvas.alt) == (4, "50 steps"), "what is drawn is not drawn again"
    train(watch, 30, 0.0)
    watch.close()
    assert (watch.pictures, watch.canvas.alt) == (5, "30 steps")


def test_a_new_training_begins_new_losses():
    watch = Counted(Clock())
    for _ in range(2):
        train(watch, 3, 1.0)
        assert watch.losses == [1, 1 / 2, 1 / 3]
    assert watch.begun == 2


def test_a_screen_of_another_sharpness_gets_another_frame():
    watch = Counted(Clock())
    frame = watch.canvas.frame
    watch.canvas.ratio = 2.0
    assert watch.canvas.frame != frame
    assert watch.pictures == 1  # sharper, not drawn from new data


def test_what_a_notebook_stores_is_complete():
    watch = Counted(Clock())
    data, metadata = watch._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == watch.box.model_id
    assert data["text/plain"] == metadata["image/png"]["alt"] == watch.canvas.alt == repr(watch) == "0 steps"
    assert metadata["image/png"]["width"] == 120
    assert metadata["nnlearn-wakes"] == "train"
    assert data["image/png"].startswith("iVBOR")  # PNG
