"""A character model: it reads text one character at a time and predicts the next one."""

import torch

from nnlearn.shared.char_rnn import CharacterModel, check_settings
from nnlearn.torch.backprop import evaluating
from nnlearn.torch.embedding import Embedding
from nnlearn.torch.gru import GRU
from nnlearn.torch.linear import Linear
from nnlearn.torch.lstm import LSTM
from nnlearn.torch.module import Module
from nnlearn.torch.no_grad import no_grad
from nnlearn.torch.rnn import RNN
from nnlearn.torch.tensors import to_numpy


class CharRNN(CharacterModel, Module):
    """A language model of characters: number -> Embedding -> RNN, LSTM or GRU -> Linear -> scores of the next one.

    See `nnlearn.numpy.CharRNN`. `model(x)` takes whole numbers (batch, time) and returns scores (batch, characters,
    time), which CrossEntropyLoss takes with targets (batch, time): x, one character later.

    Parameters
    ----------
    characters : str
        The alphabet: any text; each character in it counts once.
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
        The alphabet in order; `encode(text)` returns the places of a text's characters, `decode(numbers)` the text.

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
        self.set_alphabet(characters)
        check_settings(cell, hidden_size=hidden_size, embedding_size=embedding_size, num_layers=num_layers)
        recurrent = {"RNN": RNN, "LSTM": LSTM, "GRU": GRU}[cell]
        self.embedding = Embedding(len(self.characters), embedding_size)
        self.recurrent = recurrent(embedding_size, hidden_size, num_layers, batch_first=True)
        self.head = Linear(hidden_size, len(self.characters))

    def forward(self, x):  # (batch, time) -> (batch, characters, time)
        scores, _ = self.read(x)
        return scores.swapaxes(1, 2)

    def read(self, x, state=None):
        """Return scores (batch, time, characters) and the state after the last character."""
        self.check(x, torch.Tensor)
        h, state = self.recurrent(self.embedding(x), state)
        return self.head(h), state

    def step(self, x, state):
        """Read characters (1, time) and return the scores (characters,) of the next, and the state."""
        with evaluating(self), no_grad():
            scores, state = self.read(torch.from_numpy(x).to(self.head.weight.device), state)
        return to_numpy(scores[0, -1]), state
