"""Mistakes that people really make in the exercises of lesson 27: the wrong answers that `check` names."""

# 27.1


def squared(x):
    return x * x
