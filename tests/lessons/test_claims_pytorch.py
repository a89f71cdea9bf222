"""What lesson 11 says in words, checked on its own cells: messages, modes, silent mistakes, and the open target."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from nnlearn import datasets
from nnlearn.lessons.pytorch import answers, own_training, recorded, seconds
from nnlearn.lessons.pytorch.curves import crossing, parts
from nnlearn.lessons.pytorch.explorer import CrossoverExplorer
from nnlearn.lessons.pytorch.products import GPU, NUMPY, WIDTHS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "lessons" / "11_pytorch.py").read_text(encoding="utf-8")
RUNNABLE = re.sub(r"^(quiz\(|CrossoverExplorer\(\)).*\n", "", PAGE, flags=re.MULTILINE)
MEASURED = RUNNABLE.index("from nnlearn.lessons.pytorch import seconds"), RUNNABLE.index("weights = sum(")
RUNNABLE = RUNNABLE[: MEASURED[0]] + RUNNABLE[MEASURED[1] :]


@pytest.fixture(scope="module")
def page():
    """Return the names of the page and what it printed, all of it but what is measured on this machine."""
    pieces: list[str] = []

    def keep(*words, end="\n"):
        pieces.append(" ".join(map(str, words)) + end)

    names = {"print": keep}
    exec(RUNNABLE, names)
    return names, "".join(pieces)


def numbers(pattern, text):
    """Return the numbers in what the pattern's one group matches."""
    return [float(one.replace(",", "")) for one in re.findall(r"[\d.,]*\d", re.search(pattern, text)[1])]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("dtype of the pictures", ["Double", "Float"]),
        ("dtype of the labels", ["Long", "Float"]),
        ("shape", ["mat1", "mat2", "256x8", "64x10"]),
        ("device", ["meta", "cpu"]),
    ],
)
def test_the_messages_have_the_words_that_the_text_explains(page, what, words):
    _, text = page
    message = re.search(rf"{what}:\n +(.*)", text)[1]
    assert all(word in message for word in words), message


def test_autograd_finds_all_gradients_of_the_hand_written_backward(page):
    _, text = page
    rows = re.findall(r"closer than 1e-12 in ([\d,]+) of ([\d,]+) entries; the largest is 0\.0[3-9]", text)
    assert [int(equal.replace(",", "")) for equal, _ in rows] == [320, 10, 2048, 32]
    assert all(equal == size for equal, size in rows)


def test_the_graph_has_the_boxes_and_pytorch_s_names_for_them(page):
    names, _ = page
    boxes, _ = recorded(names["L"], names["w"])
    assert sorted(box.name for box in boxes if box.level == 0) == ["W1", "W2", "b1", "b2"]
    assert sorted(box.name for box in boxes if box.level) == sorted(
        [".T", "@", "+", "tanh", ".T", "@", "+", "log p", "L"]
    )
    seen, waiting = set(), [names["L"].grad_fn]
    while waiting:
        note = waiting.pop()
        seen.add(type(note).__name__.rstrip("0123456789").removesuffix("Backward"))
        waiting += [before for before, _ in note.next_functions if before is not None]
    assert {"Mm", "NllLoss", "AccumulateGrad"} <= seen
    assert {"Permute", "T"} & seen
    with pytest.raises(RuntimeError, match="second time"):
        names["L"].backward()


def test_two_graphs_accumulate_into_grad():
    v = torch.tensor(3.0, requires_grad=True)
    for _ in range(2):
        (v * v).backward()
    assert v.grad == 12


def test_without_super_init_a_module_refuses_its_first_layer():
    class Net(nn.Module):
        def __init__(self):
            self.hidden = nn.Linear(2, 2)

    with pytest.raises(AttributeError, match=r"before Module.__init__"):
        Net()


def test_the_last_batch_has_four_digits_and_the_loader_shuffles(page):
    _, text = page
    assert "1,348 digits in 43 batches; the last one has 4" in text
    first, second = re.findall(r"labels (\[.*?\])", text)
    assert first != second


def test_the_loop_learns_and_both_sides_are_equally_good(page):
    names, text = page
    assert numbers(r"epoch  1: loss (\S+)", text)[0] > 1.5
    assert numbers(r"epoch 10: .*read (\S+)", text)[0] > 0.9
    ours, theirs = (np.array(names["read"][side]) for side in ("NumPy", "PyTorch"))
    assert min(ours.min(), theirs.min()) > 0.92
    assert abs(ours.mean() - theirs.mean()) < max(np.ptp(ours), np.ptp(theirs))


def test_in_training_mode_answers_depend_on_luck_and_company(page):
    _, text = page
    mixed, in_order = numbers(r"training mode:(.*)", text)
    assert numbers(r"evaluation mode:(.*)", text)[0] > mixed + 0.04
    assert in_order < 0.55
    assert len(set(numbers(r"evaluation mode:(.*)", text))) == 1
    assert text.index("evaluation mode:") < text.index("training mode:")  # no unseen digit is in the averages yet
    assert "evaluation: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]" in text


def test_only_a_pass_in_training_mode_changes_what_batch_normalisation_has_collected():
    layer, x = nn.BatchNorm1d(3), 5 + 2 * torch.arange(12.0).reshape(4, 3)
    layer.eval()(x)
    assert layer.running_mean.tolist() == [0, 0, 0]
    layer.train()(x)
    assert (layer.running_mean > 0).all()
    assert (layer.running_var > 1).all()
    assert {"running_mean", "running_var"} <= set(layer.state_dict())


def test_dropout_keeps_the_sum_on_average():
    torch.manual_seed(0)
    assert nn.Dropout(0.3)(torch.ones(100_000)).mean().item() == pytest.approx(1, abs=0.01)


def test_weights_arrive_on_the_other_side(page):
    _, text = page
    assert text.count("4,490 of 4,490 logits closer than 0.0001") == 2


def test_pytorch_s_own_pair_saves_a_network_and_its_optimizer(page, tmp_path):
    names, _ = page
    net, optimizer = names["net"], names["optimizer"]
    torch.save(net.state_dict(), tmp_path / "net.pt")
    other = names["Net"]()
    other.load_state_dict(torch.load(tmp_path / "net.pt"))
    assert all(torch.equal(p, q) for p, q in zip(net.parameters(), other.parameters(), strict=True))
    torch.save(optimizer.state_dict(), tmp_path / "optimizer.pt")
    optimizer.load_state_dict(torch.load(tmp_path / "optimizer.pt"))


def test_the_four_silent_mistakes_cost_what_the_text_says(page):
    names, _ = page
    right = names["right"]
    assert next(iter(right)) == "as it should be"
    for name, shares in list(right.items())[1:]:
        assert max(shares) < min(right["as it should be"]), name
    assert max(right["x shuffled without y"]) < 0.2  # only this one looks broken
    assert min(min(shares) for name, shares in right.items() if "shuffled" not in name) > 0.2


def test_a_softmax_before_the_loss_keeps_it_above_1_46():
    perfect = torch.eye(10)[:1]
    assert nn.functional.cross_entropy(perfect, torch.tensor([0])).item() == pytest.approx(1.46, abs=0.005)
    assert np.log(1 + 9 * np.exp(-1)) == pytest.approx(1.46, abs=0.005)


def test_what_helps_the_first_loss_and_one_batch_alone(page):
    names, _ = page
    torch.manual_seed(0)
    net = names["Net"]()
    x, y = torch.from_numpy(names["images"][:32]), torch.from_numpy(names["labels"][:32])
    assert nn.functional.cross_entropy(net(x), y).item() == pytest.approx(np.log(10), abs=0.1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(1000):
        names["usual"](net, optimizer, x, y)
    assert nn.functional.cross_entropy(net(x), y).item() < 0.02


def test_the_explorer_shows_what_the_text_says():
    def gpu_from(**settings):
        explorer = CrossoverExplorer(**settings)
        view = explorer.view
        explorer.close()
        return crossing(view.found)[0], view.found

    width, found = gpu_from()
    assert width == pytest.approx(150, abs=15)
    assert gpu_from(calls=10)[0] == pytest.approx(500, abs=50)
    assert int(found.times[GPU][0] / found.times[NUMPY][WIDTHS.index(64)]) == 4
    assert found.rates[GPU].call == 3e-5
    assert found.rates[NUMPY].call < 2e-6
    assert 24 < found.times[NUMPY][-1] / found.times[GPU][-1] < 100
    times = parts(gpu_from(batch=1)[1], GPU, WIDTHS[-1])
    assert max(times, key=times.__getitem__) == "moving numbers"
    assert gpu_from(batch=4096)[0] < width < gpu_from(batch=1)[0]


def test_numpy_needs_less_time_for_a_small_step_than_pytorch_on_the_cpu():
    start = PAGE.index("def layers(side):")
    names: dict = {"np": np, "torch": torch, "nn": nn, "device": lambda: "cpu", "seconds": seconds}
    exec("import nnlearn.numpy as ours\n" + PAGE[start : PAGE.index("ratio = ", start)], names)
    assert max(seconds(names["step_b"], 0.3) / seconds(names["step_a"], 0.3) for _ in range(3)) > 1.3


def solution(seed, x, y, *, optimizer=None, epochs=15, widths=(64, 32, 10)):
    """Train as the solution does; PyTorch's SGD stands for its Momentum if no optimizer is given."""
    torch.manual_seed(seed)
    model = answers.network()(list(widths))
    made = optimizer or (lambda parameters: torch.optim.SGD(parameters, lr=0.05, momentum=0.9))
    steps = made(model.parameters())
    loader = torch.utils.data.DataLoader(answers.Digits(x, y), batch_size=32, shuffle=True)
    for _ in range(epochs):
        answers.train_epoch(model, nn.CrossEntropyLoss(), steps, loader)
    return model


def test_the_target_of_the_open_exercise_leaves_a_margin_over_ten_seeds():
    digits = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(digits.x.astype(float), digits.y, seed=0)
    shares = [own_training.share_read(solution(seed, x, y), unseen / 16, labels) for seed in range(10)]
    assert min(np.mean(shares[k : k + 3]) for k in range(8)) > own_training.WANTED + 0.007
    assert min(shares) > own_training.WANTED


class Steps:
    """Plain gradient descent, with one thing wrong in a subclass."""

    rate = 0.1

    def __init__(self, parameters):
        self.parameters = list(parameters)

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            p -= self.rate * p.grad

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None


class Uphill(Steps):
    rate = -0.1


class TooLarge(Steps):
    rate = 1e9


class Large(Steps):
    rate = 5.0


class Slow(Steps):
    rate = 0.01


class Tiny(Steps):
    rate = 1e-4


class NotCleared(Steps):
    def zero_grad(self):
        pass


class UsedUp(Steps):
    def __init__(self, parameters):
        self.parameters = parameters
        self.count = len(list(parameters))


class NewNames(Steps):
    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            p = p - self.rate * p.grad


class OnlyOne(Steps):
    def __init__(self, parameters):
        self.parameters = list(parameters)[:1]


class IgnoresItsRate(Steps):
    def __init__(self, parameters, lr=0.05):
        super().__init__(parameters)
        self.lr = lr

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            p -= 5 * p.grad


class KeepsNothing(Steps):
    def __init__(self, parameters, lr=0.05, mu=0.9):
        super().__init__(parameters)
        self.lr, self.mu = lr, mu

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            v = self.mu * torch.zeros_like(p) + (1 - self.mu) * p.grad
            p -= self.lr * v


class AverageOfSquares(KeepsNothing):
    """RMSprop: it keeps something, and still a gradient of 0 moves nothing."""

    @torch.no_grad()
    def step(self):
        self.squares = getattr(self, "squares", [torch.zeros_like(p) for p in self.parameters])
        for p, s in zip(self.parameters, self.squares, strict=True):
            s.mul_(self.mu).add_((1 - self.mu) * p.grad**2)
            p -= self.lr / 1000 * p.grad / (s.sqrt() + 1e-8)


def one_step_an_epoch(x, y, seed):
    model, criterion = answers.network()([64, 32, 10]), nn.CrossEntropyLoss()
    steps = Steps(model.parameters())
    for batch, labels in torch.utils.data.DataLoader(answers.Digits(x, y), batch_size=32, shuffle=True):
        steps.zero_grad()
        criterion(model(batch), labels).backward()
    steps.step()
    return model


def trained_with(cls, **settings):
    """Return a `train` whose optimizer is a global name, as in a notebook."""
    names = {"solution": solution, "Steps": cls, "settings": {"epochs": 2, **settings}, "__name__": cls.__module__}
    exec("def train(x, y, seed):\n    return solution(seed, x, y, optimizer=Steps, **settings)", names)
    return names["train"]


SAID = {
    "goes uphill": trained_with(Uphill),
    "NaN or infinite": trained_with(TooLarge),
    "the steps are small": trained_with(Tiny),
    "the steps are large": trained_with(Large),
    "the gradients are still there": trained_with(NotCleared),
    "That is a generator": trained_with(UsedUp),
    "half of its `lr`: on them `lr` has no effect": trained_with(IgnoresItsRate),
    "keeps nothing from one step to the next, although its `mu` is 0.9": trained_with(KeepsNothing),
    "went through the network: 43. Steps of the optimizer: 1.": one_step_an_epoch,
    "changes no parameter": trained_with(NewNames),
    "The first step left": trained_with(OnlyOne),
    "has 3 units": trained_with(Steps, widths=(64, 3, 10)),
    "it can learn more": trained_with(Steps, epochs=1),
    "no example went through its own": lambda x, y, seed: nn.Linear(64, 10),
    "An optimizer of torch.optim": lambda x, y, seed: solution(seed, x, y, epochs=1),
    "has seen 100 different digits": lambda x, y, seed: trained_with(Steps)(x[:100], y[:100], seed),
    "trained on pixels up to 16": lambda x, y, seed: trained_with(Slow, epochs=5)(16 * x, y, seed),
    "keep its own label": lambda x, y, seed: trained_with(Steps)(x, (7 * np.arange(len(y))) % 10, seed),
}


@pytest.mark.parametrize("words", SAID)
def test_the_open_exercise_says_what_stands_in_the_way(words):
    _, passed, _, advice = own_training.measure_training(SAID[words])
    assert not passed
    assert words.lower() in advice.lower()


def test_an_optimizer_without_a_velocity_is_not_told_that_it_keeps_nothing():
    for cls in (AverageOfSquares, Steps):
        _, passed, _, advice = own_training.measure_training(trained_with(cls, epochs=1))
        assert not passed
        assert "keeps nothing" not in advice
        assert "has no effect" not in advice


RETURNED = {
    "nothing (None)": lambda model: None,
    "2 things": lambda model: (model, 0.1),
    "a class": type,
    "a dict": lambda model: model.state_dict(),
    "a float": lambda model: 0.1,
    "gives (449, 3)": lambda model: nn.Linear(64, 3),
}


@pytest.mark.parametrize("words", RETURNED)
def test_the_open_exercise_says_what_it_expects_to_be_returned(words):
    with pytest.raises((TypeError, ValueError), match=re.escape(words)):
        own_training.measure_training(lambda x, y, seed: RETURNED[words](nn.Linear(64, 10)))


def test_a_share_is_rounded_down_so_that_what_looks_like_the_target_has_reached_it():
    assert own_training.shown(0.95991) == "95.9 %"
    assert own_training.shown(0.96) == "96.0 %"


def test_the_open_exercise_checks_an_earlier_answer_first():
    names: dict = {"__name__": "__main__"}
    exec("def train_epoch(model, criterion, optimizer, loader):\n    return 0.0", names)
    exec("def train(x, y, seed):\n    return train_epoch(x, y, seed, 0)", names)
    assert "11.4" in own_training.measure_training(names["train"])[2]
