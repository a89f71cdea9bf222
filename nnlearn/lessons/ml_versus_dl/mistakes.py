"""Mistakes that people really make in the exercises of lesson 13: the wrong answers that `check` names."""

# 13.1


def squared(x):
    return x * x
