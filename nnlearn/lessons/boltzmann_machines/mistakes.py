"""Mistakes that people really make in the exercises of lesson 24: the wrong answers that `check` names."""

# 24.1


def squared(x):
    return x * x
