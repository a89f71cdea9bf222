"""Mistakes that people really make in the exercises of lesson 12: the wrong answers that `check` names."""

# 12.1


def squared(x):
    return x * x
