"""The tour of the explorer of lesson 28: what a teacher would show, in order."""

from nnlearn.explorers.tour import Stop

TOUR = (
    Stop({"n": 1}, lambda view: f"Half of {view[0]} is {view[1]}.", "And of 2?"),
    Stop({"n": 2}, lambda view: f"Half of {view[0]} is {view[1]}."),
)
