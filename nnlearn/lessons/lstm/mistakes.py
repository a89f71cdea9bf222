"""Mistakes that people really make in the exercises of lesson 19: the wrong answers that `check` names."""

# 19.1


def squared(x):
    return x * x
