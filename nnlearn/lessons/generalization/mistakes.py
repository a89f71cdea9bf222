"""Mistakes that people really make in the exercises of lesson 14: the wrong answers that `check` names."""

# 14.1


def squared(x):
    return x * x
