"""Mistakes that people really make in the exercises of lesson 17: the wrong answers that `check` names."""

# 17.1


def squared(x):
    return x * x
