"""A character model: it reads text one character at a time and says at each what comes next."""

import torch

from nnlearn import arguments
from nnlearn.shared.char_rnn import Speaks
from nnlearn.torch.backprop import evaluating
from nnlearn.torch.embedding import Embedding
from nnlearn.torch.gru import GRU
from nnlearn.torch.linear import Linear
from nnlearn.torch.lstm import LSTM
from nnlearn.torch.module import Module, no_grad
from nnlearn.torch.rnn import RNN
from nnlearn.torch.tensors import to_numpy

CELLS = {"RNN": RNN, "LSTM": LSTM, "GRU": GRU}


class CharRNN(Speaks, Module):
    """A language model of characters: number -> Embedding -> RNN, LSTM or GRU -> Linear -> scores of the next one.

    See `nnlearn.numpy.CharRNN`. `model(x)` takes whole numbers (batch, time) and gives scores (batch, characters,
    time), as CrossEntropyLoss takes them with the targets (batch, time): x one character further.

    Parameters
    ----------
    characters : str
        The alphabet: any text, of which each character counts once.
    hidden_size : int
        Length of the hidden state, >= 1.
    cell : {"LSTM", "GRU", "RNN"}
        Which recurrent layer.
    embedding_size : int
        Length of a character's vector, >= 1.
    num_layers : int
        Recurrent layers on top of each other, >= 1.

    Attributes
    ----------
    characters : str
        The alphabet in order; `encode(text)` gives the places of a text's characters, `decode(numbers)` the text.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, x does not hold whole numbers of shape (batch, time), or a text has unknown
        characters.

    Examples
    --------
    >>> import numpy as np, nnlearn.torch as nn
    >>> text = "abc" * 40
    >>> nn.manual_seed(0)
    >>> model = nn.CharRNN(text, hidden_size=16)
    >>> numbers = model.encode(text)
    >>> x, y = numbers[:-1].reshape(7, 17), numbers[1:].reshape(7, 17)
    >>> optimizer = nn.Adam(model.parameters(), lr=0.03)
    >>> history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=40, batch_size=7)
    >>> model.sample("ab", 7, temperature=0.1)
    'abcabcabc'
    """

    def __init__(self, characters, hidden_size=64, *, cell="LSTM", embedding_size=16, num_layers=1):
        super().__init__()
        self.know(characters)
        arguments.choice("CharRNN", "cell", cell, tuple(CELLS))
        sizes = {"hidden_size": hidden_size, "embedding_size": embedding_size, "num_layers": num_layers}
        for name, size in sizes.items():
            arguments.integer("CharRNN", name, size, low=1)
        self.embedding = Embedding(len(self.characters), embedding_size)
        self.recurrent = CELLS[cell](embedding_size, hidden_size, num_layers, batch_first=True)
        self.head = Linear(hidden_size, len(self.characters))

    def forward(self, x):  # (batch, time) -> (batch, characters, time)
        scores, _ = self.through(x)
        return scores.swapaxes(1, 2)

    def through(self, x, state=None):
        """Return scores (batch, time, characters) and the state after the last character."""
        self.look(x, torch.Tensor)
        h, state = self.recurrent(self.embedding(x), state)
        return self.head(h), state

    def step(self, x, state):
        """Read characters (1, time) and return the scores (characters,) of the next, and the state."""
        with evaluating(self), no_grad():
            scores, state = self.through(torch.from_numpy(x).to(self.head.weight.device), state)
        return to_numpy(scores[0, -1]), state
