"""Mistakes that people really make in the exercises of lesson 28: the wrong answers that `check` names."""

# 28.1


def squared(x):
    return x * x
