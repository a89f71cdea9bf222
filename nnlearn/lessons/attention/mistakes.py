"""Mistakes that people really make in the exercises of lesson 21: the wrong answers that `check` names."""

# 21.1


def squared(x):
    return x * x
