"""Who stands where in a room: news of checks in, one picture of the room out."""

import time
from collections import Counter
from dataclasses import dataclass, field

from nnlearn.checks import registry

MAX_LEARNERS = 500
MAX_MISTAKES = 8  # shown
STUCK_TRIES = 6  # tries at an exercise that has not passed, after which somebody may need help
STUCK_SECONDS, STUCK_TRIES_AFTER = 8 * 60, 3  # or eight minutes since the last pass, with three tries or more
QUIET_SECONDS = 10 * 60  # without any news
STATES = ("stuck", "quiet", "working", "done")  # in the order of the page


class Full(Exception):
    """The room has as many learners as it takes."""


@dataclass
class Learner:
    """What a room knows of one learner; times are those of the room's clock."""

    number: int
    name: str
    heard: float
    progress: float  # the last pass, or the joining
    marks: dict = field(default_factory=dict)  # by exercise: passed, tries, mistake
    now_at: str = ""  # the exercise of the last news

    def state(self, wanted, now):
        """Return one of `STATES`, given the ids of the exercises that the room is about."""
        if wanted and all(self.marks.get(id, {}).get("passed") for id in wanted):
            return "done"
        mark = self.marks.get(self.now_at, {"passed": True, "tries": 0})
        tries = 0 if mark["passed"] else mark["tries"]
        if tries >= STUCK_TRIES or (tries >= STUCK_TRIES_AFTER and now - self.progress >= STUCK_SECONDS):
            return "stuck"
        return "quiet" if now - self.heard >= QUIET_SECONDS else "working"


class Standing:
    """All learners of a room.

    Parameters
    ----------
    lessons : sequence of str
        Numbers of the lessons that are shown; none: those from which news came.
    clock : function
        Returns seconds.

    Examples
    --------
    >>> standing = Standing(["02"])
    >>> standing.join("0" * 32, "Ada")
    1
    >>> standing.hear("0" * 32, {"exercise": "02.1", "passed": True, "tries": 2, "mistake": None})
    >>> standing.picture()["exercises"][0]["passed"]
    1
    """

    def __init__(self, lessons=(), clock=time.monotonic):
        self.lessons, self.clock = tuple(lessons), clock
        self.learners = {}
        self.numbers = 0  # given out; never twice

    def join(self, key, name):
        """Give a learner a row, or find it again after a restart; return its number."""
        now = self.clock()
        if key not in self.learners:
            if len(self.learners) >= MAX_LEARNERS:
                raise Full(f"the room is full: it takes {MAX_LEARNERS} learners")
            self.numbers += 1
            self.learners[key] = Learner(self.numbers, name, heard=now, progress=now)
        self.learners[key].heard = now
        return self.learners[key].number

    def leave(self, key):
        """Forget a learner."""
        self.learners.pop(key, None)

    def hear(self, key, news):
        """Take the news of one check; a KeyError says that this learner has not joined."""
        learner, now = self.learners[key], self.clock()
        id, before = news["exercise"], self.learners[key].marks.get(news["exercise"], {"passed": False, "tries": 0})
        passed = before["passed"] or news["passed"]  # once passed, always passed
        if news["passed"] and not before["passed"]:
            learner.progress = now
        mistake = None if passed else news["mistake"]
        learner.marks[id] = {"passed": passed, "tries": max(before["tries"], news["tries"]), "mistake": mistake}
        learner.now_at, learner.heard = id, now

    def ids(self):
        """Return the exercises that are shown, in order."""
        heard = {id[:2] for one in self.learners.values() for id in one.marks}
        return [one.id for number in self.lessons or sorted(heard) for one in registry.exercises(number)]

    def picture(self):
        """Return all that the page shows, as JSON takes it; those who may need help come first."""
        ids, now = self.ids(), self.clock()
        rows = [self._row(one, ids, now) for one in self.learners.values()]
        made = Counter(
            (id, mark["mistake"])
            for one in self.learners.values()
            for id, mark in one.marks.items()
            if mark["mistake"] and id in ids
        )
        titles = {id: registry.find("exercises", id).title for id in ids}
        return {
            "lessons": [registry.title_of(number) for number in sorted({id[:2] for id in ids})],
            "exercises": [
                {"id": id, "title": titles[id], "passed": sum(row["marks"][k] is not None and row["marks"][k]["passed"]
                 for row in rows)} for k, id in enumerate(ids)
            ],
            "learners": sorted(rows, key=_need),
            "mistakes": [
                {"exercise": id, "mistake": mistake, "learners": count}
                for (id, mistake), count in sorted(made.items(), key=lambda one: (-one[1], one[0]))[:MAX_MISTAKES]
            ],
        }  # fmt: skip

    def _row(self, learner, ids, now):
        mark = learner.marks.get(learner.now_at)
        return {
            "number": learner.number,
            "name": learner.name,
            "state": learner.state(ids, now),
            "marks": [learner.marks.get(id) for id in ids],
            "at": mark and {"exercise": learner.now_at, **mark},
            "news": round(now - learner.heard),
            "progress": round(now - learner.progress),
        }


def _need(row):
    """Sort by who may need help: many tries first, then long silence, then few passes."""
    state, at = row["state"], row["at"] or {"tries": 0}
    within = {
        "stuck": (-at["tries"], -row["progress"]),
        "quiet": (-row["news"], 0),
        "working": (sum(bool(mark and mark["passed"]) for mark in row["marks"]), -row["progress"]),
        "done": (0, 0),
    }[state]
    return (STATES.index(state), *within, row["number"])
