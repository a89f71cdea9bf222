"""The smallest explorer: what it needs is the channel between kernel and screen, and nothing else."""

from dataclasses import dataclass

from nnlearn.explorers import Explorer, slide


class Channel(Explorer):
    """A number on a slider, and the same number in the picture."""

    @dataclass(frozen=True)
    class State:
        """The number."""

        n: int = slide(50, 0, 100, 1, "number")

    def build(self, picture):
        """Place one line of text."""
        self.words = picture.words(10, 10, 9)

    def compute(self, state):
        """Return the number."""
        return state.n

    def draw(self, view):
        """Write it."""
        self.words.say(f"{view:3d} " + "#" * view)

    def describe(self, view):
        """Say it."""
        return f"the number {view}"

    def code(self, view):
        """Return it as a line of Python."""
        return f"n = {view}"

    def numbers(self, view):
        """Return what that line gives."""
        return {"n": view}
