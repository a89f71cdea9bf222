"""Mistakes that people really make in the exercises of lesson 20: the wrong answers that `check` names."""

# 20.1


def squared(x):
    return x * x
