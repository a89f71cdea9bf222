"""Mistakes that people really make in the exercises of lesson 25: the wrong answers that `check` names."""

# 25.1


def squared(x):
    return x * x
