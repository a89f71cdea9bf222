"""What the perceptron explorer says in words, made from its run."""

from nnlearn.lessons.perceptron.run import SOURCES
from nnlearn.plots.line import segment
from nnlearn.plots.numbers import fixed


def title(view):
    """Return what the last step did."""
    run, at, classes = view.run, view.at, SOURCES[view.state.data].classes
    if at == 0:
        return f"before the first step: w = 0 and b = 0, so every point is called {classes[1]}"
    step = run.steps[at - 1]
    target, predicted = classes[step.target], classes[step.guess]
    happened = (
        f"{target} taken for {predicted}, so the line turns" if step.mistake else f"{target} recognised, the line stays"
    )
    return f"after step {at} of {len(run.steps)} (epoch {step.epoch + 1}): {happened}"


def point(view, index):
    """Return what a point is, where it lies, and what the line says of it."""
    run, source = view.run, SOURCES[view.state.data]
    target, score = run.y[index], run.weight[view.at] @ run.x[index] + run.bias[view.at]
    here = int((run.x == run.x[index]).all(axis=1).sum())
    lines = [f"{source.classes[target]}: drag me{f' ({here} lie here)' * (here > 1)}"]
    lines += [f"{name}: {fixed(value)}" for name, value in zip(source.features, run.x[index], strict=True)]
    verdict = "right" if (score >= 0) == target else "wrong"
    return "\n".join([*lines, f"z = w·x + b = {fixed(score)}: {source.classes[int(score >= 0)]}, {verdict}"])


def result(view):
    """Return how far it has come."""
    run, at = view.run, view.at
    n = len(run.x)
    text = f"{run.mistakes[at]} mistakes so far; {n - run.wrong[at]} of {n} points on the right side"
    return f"{text}; the pocket keeps {n - run.wrong[run.best[at]]}" if view.state.pocket else text


def law(run):
    """Return what Novikoff's theorem says of these points."""
    if run.bound is None:
        return "Not linearly separable:\nno bound, and the mistakes\nnever end."
    return f"Linearly separable: starting\nfrom zero, at most (R/γ)² =\n{run.bound:,.0f} mistakes."


def legend(view):
    """Return the words beside the samples, from top to bottom."""
    step = view.run.steps[view.at - 1] if view.at else None
    visited = "visited" if step is None else "visited: a mistake" if step.mistake else "visited: right"
    return ["what the line says", visited, "the line before", *["best line, in the pocket"] * view.state.pocket]


def facts(view):
    """Return the numbers of the last step."""
    run, at, lr = view.run, view.at, view.state.lr
    w, b = run.weight[at], run.bias[at]
    lines = []
    if at:
        step = run.steps[at - 1]
        score = run.weight[at - 1] @ run.x[step.index] + run.bias[at - 1]
        lines.append(f"z = w·x + b was {fixed(score)}: p = {step.guess}")
        lines.append(f"target y = {step.target}, error p − y = {fixed(step.guess - step.target, 0)}")
        sign = "+" if step.target > step.guess else "−"  # of −e
        lines.append(f"w ← w {sign} {lr:g} x,  b ← b {sign} {lr:g}" if step.mistake else "w and b stay")
    lines += [f"w = ({fixed(w[0])}, {fixed(w[1])})", f"b = {fixed(b)}"]
    if at == len(run.steps):
        ran = run.steps[-1].epoch + 1
        lines.append("an epoch without a mistake: done" if run.finished else f"still mistakes in epoch {ran}")
    elif at and segment(w, b, view.extent) is None:
        lines.append("the line lies outside the picture" if w.any() else "w is 0: there is no line")
    return "\n".join(lines)
