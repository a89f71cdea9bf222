"""Lesson 19, LSTM and GRU: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.lstm.counting": ["count_read", "counter_of", "right_up_to"],
        "nnlearn.lessons.lstm.models": ["reader"],
        "nnlearn.lessons.lstm.records": ["best", "recorded", "score_of", "solved_table"],
        "nnlearn.lessons.lstm.starts": ["cells_after", "gradient_back", "set_gate"],
        "nnlearn.lessons.lstm.statements": ["damaged", "drawn", "padded"],
    },
)
