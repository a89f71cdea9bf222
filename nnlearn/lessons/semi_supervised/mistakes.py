"""Mistakes that people really make in the exercises of lesson 23: the wrong answers that `check` names."""

# 23.1


def squared(x):
    return x * x
