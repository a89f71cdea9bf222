"""Two workers share the browser tests: a file has one page for all its tests, but each lesson has its own."""

import pytest
from xdist.scheduler import LoadScopeScheduling

APART = "test_browser_lessons.py"


class ByPage(LoadScopeScheduling):
    """Send the tests of a file to one worker, and lessons one by one; files go first, since they take longest."""

    def _split_scope(self, nodeid):
        return nodeid if APART in nodeid else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByPage(config, log) if config.getvalue("dist") == "loadscope" else None
