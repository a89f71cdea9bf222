"""Mistakes that people really make in the exercises of lesson 22: the wrong answers that `check` names."""

# 22.1


def squared(x):
    return x * x
