"""A small capstone in which everything was really done, with one thing changed if a test asks for it."""

import json

import numpy as np

import nnlearn.numpy as nn
import nnlearn.torch
from nnlearn import attacks, metrics, report
from nnlearn.report import evidence as evidence_file


class Own(nn.Module):
    """x^2 where x > 0."""

    def forward(self, x):
        return self.keep(np.maximum(x, 0) ** 2, x)

    def backward(self, grad):
        return grad * 2 * np.maximum(self.kept(grad), 0)


class Wrong(Own):
    """The same with a wrong gradient."""

    def backward(self, grad):
        return grad * np.maximum(self.kept(grad), 0)


class Renamed(nn.ReLU):
    """The library's layer under another name."""

    def forward(self, x):
        return super().forward(x)


class Mirrored(nnlearn.torch.Module):
    def forward(self, x):
        return x.clamp(min=0) ** 2


CHANGES = {
    "tries": 5,
    "baseline_tries": 5,
    "baseline_learned": True,
    "seeds": range(5),
    "layer": Own,
    "mirror": nnlearn.torch,
    "eps": 0.3,
    "control": 0.3,
    "strangers": 25,
    "groups": 2,
    "least": 0.02,
    "interval": 1.0,
    "text": "# My capstone",
    "late": 0,
    "best": 0.0,
    "stale": False,
}


def network(seed, layer=Own, side=nn):
    side.manual_seed(seed)
    return side.Sequential(side.Linear(4, 12), layer(), side.Linear(12, 3))


def examples(rng, n):
    x = rng.normal(size=(n, 4)).astype(np.float32)
    return x, (x[:, 0] > 0.4).astype(int) + (x[:, 1] + 0.5 * rng.normal(size=n) > 0.2)


def capstone(folder, **changes):
    """Do a whole capstone in a folder; return it."""
    do = {**CHANGES, **changes}
    rng = np.random.default_rng(0)
    (learn_x, learn_y), (x, y) = examples(rng, 200), examples(rng, 120)
    ledger = report.Ledger(folder / "ledger.csv")
    parts = {"question": "Is it better?", "measure": "accuracy", "baseline": "the sign of a number"}
    report.preregister(
        folder / "question.md", ledger, **parts, smallest_difference=0.02, what_would_say_no="an interval below"
    )
    report.seal(folder / "test.sealed", x=x, y=y)
    nets = []
    for seed in range(max([5, *do["seeds"]]) + 1):
        net = network(seed, do["layer"])
        optimizer = nn.Adam(net.parameters(), lr=0.02)
        nn.fit(net, nn.CrossEntropyLoss(), optimizer, learn_x, learn_y, epochs=6, batch_size=20)
        nets.append(net)
    for k in range(do["tries"]):
        ledger.add("network", value=0.8, settings={"k": k}, seed=0, weights=nets[k % 6])
    for k in range(do["baseline_tries"]):
        ledger.add("sign", value=0.7, settings={"k": k})
    report.open_seal(folder / "test.sealed", ledger)
    for k in range(do["late"]):
        ledger.add("network", value=0.9, settings={"k": do["tries"] + k}, seed=0, weights=nets[0])
    model, predict = nets[0], lambda x: nn.predict(nets[0], x).argmax(axis=1)
    nn.save(model, folder / "weights.safetensors")

    found = report.Evidence(folder / "evidence.json")
    found.final("silly", "always 1", np.ones(len(y), int), y)
    theirs = (x[:, 0] > 0.4) + (x[:, 1] > 0).astype(int) * (x[:, 2] > 0)
    theirs = theirs if do["baseline_learned"] else np.ones(len(y), int)
    found.final("baseline", "sign", theirs, y)
    said = [nn.predict(nets[seed], x).argmax(axis=1) for seed in do["seeds"]]
    for seed, one in zip(do["seeds"], said, strict=True):
        found.final("model", "network", one, y, seed=seed, weights=nets[seed])
    ours = np.mean([one == y for one in said], axis=0)
    worst = found.slices(np.array(["left", "right"])[np.arange(len(y)) % do["groups"]])[0]
    slope = lambda x, y: nn.input_gradient(model, nn.CrossEntropyLoss(), x, y)  # noqa: E731
    attacked = attacks.fgsm(slope, x, y, do["eps"], limits=None)
    tossed = attacks.tossed(x, do["control"], limits=None, rng=rng)
    found.attack("one step", predict, x, y, attacked, tossed)
    known, strange = x[: do["strangers"]], 5 * rng.normal(size=(25, 4)).astype(np.float32)
    found.strangers("large numbers", lambda x: nn.predict(model, x).max(axis=1), known, strange)
    maps = lambda net, x: nn.input_gradient(net, nn.CrossEntropyLoss(), x, predict(x))  # noqa: E731
    found.attribution("slope", maps, model, network(77, do["layer"]), x[:20])
    without, other = x.copy(), x.copy()
    without[:, 0], other[:, 3] = 0, 0
    found.counterfactual("the first number", predict, x, y, without, other)
    found.hypothesis("it needs the first number", predict(x) == y, predict(without) == y, do["least"])
    found.own_layer(do["layer"](), rng.normal(size=(5, 4)), model)
    mirror = network(0, Mirrored if do["mirror"] is nnlearn.torch else do["layer"], do["mirror"])
    state = {k: nnlearn.torch.tensor(v) if do["mirror"] is nnlearn.torch else v for k, v in model.state_dict().items()}
    mirror.load_state_dict(state)
    found.parity(model, mirror, x)

    card = report.Card("Ours")
    for name in report.card.SECTIONS:
        card.write(name, "Words.")
    where = {"evidence": "report.ipynb, part 5", "weights": nets[1] if do["stale"] else model}
    for what, other in (("mean over five starts", np.zeros(len(y))), ("difference", (theirs == y).astype(float))):
        one = metrics.paired_bootstrap(ours, other, rng=rng, draws=300)
        ends = [one.difference + do["interval"] * (end - one.difference) for end in one[1:]]
        card.claim(what, one.difference + do["best"], interval=(ends[0], ends[1] + do["best"]), **where)
    card.claim(f"worst group, {worst[0]}", worst[2], interval=worst[3:], **where)
    card.save(folder / "card.md", model=model)
    write_notebook(folder, do["text"])
    return folder


def write_notebook(folder, text="# My capstone", printed=None):
    """Write the executed report, whose last cell shows the fingerprint of the evidence, or something else."""
    if printed is None:
        printed = f"fingerprint {evidence_file.fingerprint((folder / 'evidence.json').read_bytes())}"
    output = {"output_type": "stream", "name": "stdout", "text": [printed]}
    cells = [
        {"cell_type": "markdown", "source": [text], "metadata": {}},
        {"cell_type": "code", "source": ["evidence"], "outputs": [output], "execution_count": 1, "metadata": {}},
    ]
    (folder / "report.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))


def lost(rubric):
    """Return the names of the points that were not got, but for the clean run."""
    return {item.name for item in rubric.missing} - {"clean run"}
