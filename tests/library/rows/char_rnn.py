"""The rows of the character model."""

import numpy as np
import torch

from rows.fuzz import INF, NAN, NOT_COUNTS, NOT_GENERATORS, WORDS, good
from rows.parity import Program, array, close, copied

T = torch.nn


class Characters(T.Module):
    """A character model written with PyTorch's own parts."""

    def __init__(self, cell, layers):
        super().__init__()
        self.embedding = T.Embedding(4, 3)
        self.recurrent = getattr(T, cell)(3, 5, layers, batch_first=True)
        self.head = T.Linear(5, 4)

    def forward(self, x):
        return self.head(self.recurrent(self.embedding(x))[0]).transpose(1, 2)


def char_rnn(nn, device):
    for cell, layers in (("RNN", 1), ("LSTM", 2), ("GRU", 1)):
        torch.manual_seed(0)
        theirs = Characters(cell, layers).double()
        ours = nn.CharRNN("abcabd", 5, cell=cell, embedding_size=3, num_layers=layers)
        ours = copied(ours, theirs, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        x, y = np.random.default_rng(1).integers(0, 4, (2, 3, 7))
        expected = T.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
        expected.backward()
        close(ours(array(nn, x, device=device)), theirs(torch.tensor(x)), f"{cell}: scores")
        close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), expected, f"{cell}: loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, q.grad, f"{cell}: gradient of {name}")
        numbers_so_far, generator = [1, 3], np.random.default_rng(2)  # sampling without a kept state
        for _ in range(12):
            p = theirs(torch.tensor([numbers_so_far])).detach()[0, :, -1].div(0.7).softmax(0).numpy()
            numbers_so_far.append(int((generator.random() > np.cumsum(p)).sum()))
        text = ours.sample("bd", 12, temperature=0.7, generator=np.random.default_rng(2))
        assert text == "".join("abcd"[i] for i in numbers_so_far)


PARITY = {"CharRNN": Program(char_rnn)}


def abc(nn):
    return nn.CharRNN("abc", 3)


def not_numbers(nn):
    shapes = ((), (3,), (0, 3), (2, 0), (2, 3, 1))
    return [good(nn, 2, 3), *(array(nn, np.zeros(shape), "int64") for shape in shapes)]


FUZZ = {
    "CharRNN": [
        ("characters", (*WORDS[1:], 3, "", "aaa", ["a", "b"]), lambda nn, bad: nn.CharRNN(bad)),
        ("cell", (*WORDS, 3, "lstm"), lambda nn, bad: nn.CharRNN("abc", cell=bad)),
        *(
            (name, NOT_COUNTS, lambda nn, bad, name=name: nn.CharRNN("abc", **{name: bad}))
            for name in ("hidden_size", "embedding_size", "num_layers")
        ),
        ("x", (*WORDS, 3, [[1, 2]]), lambda nn, bad: abc(nn)(bad)),
        ("x", not_numbers, lambda nn, bad: abc(nn)(bad)),
        ("x", (3, -1, 2**40), lambda nn, bad: abc(nn)(array(nn, [[0, bad]], "int64"))),
        ("text", (*WORDS[1:], 3, "", "abx", ["a"]), lambda nn, bad: abc(nn).encode(bad)),
        ("numbers", (*WORDS, 3, [0], np.array([3]), np.array([-1]), np.ones(2)), lambda nn, bad: abc(nn).decode(bad)),
        ("start", (*WORDS[1:], 3, "", "abx", ["a"]), lambda nn, bad: abc(nn).sample(bad)),
        ("length", NOT_COUNTS, lambda nn, bad: abc(nn).sample("a", bad)),
        ("temperature", (*WORDS, 0, -1.0, NAN, INF, True), lambda nn, bad: abc(nn).sample("a", 2, temperature=bad)),
        ("generator", NOT_GENERATORS, lambda nn, bad: abc(nn).sample("a", 2, generator=bad)),
    ]
}
