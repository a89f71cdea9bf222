"""The instructor's live page in Chromium: forty learners, names only on request, nothing of theirs becomes HTML."""

import os

import jupyterlab_driver as lab
import pytest
import room_class
from room_class import Clock, joins, running, tells

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=alert(1)>"


def test_the_page_of_a_room():
    lacks = lab.missing()
    if lacks and os.environ.get("CI"):
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)
    clock, faults = Clock(), []
    with running(clock=clock) as (server, address), lab.chromium() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        server.join_address = "join(...)"
        page.goto(f"http://{address.place}/#{server.view_token}")
        page.get_by_text("0 learners joined").wait_for()
        assert page.get_by_text("join(...)").is_visible()
        assert server.view_token not in page.url  # a projector shows the address

        room_class.play(server.standing, clock, room_class.a_morning())
        joins(address, 99, EVIL)
        tells(address, 99, "02.1", tries=50, mistake="the bias makes no difference")
        page.get_by_text("41 learners joined").wait_for()  # by itself
        rows = page.locator("tbody tr")
        assert rows.count() == 41
        assert rows.first.inner_text().split()[:5] == ["41", "\u25b2", "may", "need", "help"]
        assert "02.1 not yet: 50 tries; the bias makes no difference" in rows.first.inner_text()
        assert "not yet, 50 tries" in rows.first.locator("td.open").text_content()  # words for who cannot see the sign
        assert not page.get_by_text("join(...)").is_visible()  # somebody has found the way
        first = page.locator("#exercises li").first
        assert f"{server.standing.picture()['exercises'][0]['passed']} of 41" in first.inner_text()

        assert page.get_by_text("Ada").count() == 0
        page.keyboard.press("n")
        assert page.get_by_role("button", name="names").get_attribute("aria-pressed") == "true"
        assert rows.first.locator("th").inner_text().split(maxsplit=1) == ["41", EVIL]
        assert page.get_by_text("Ada").count() == 4
        page.get_by_role("button", name="names").press("Enter")
        assert page.get_by_text("Ada").count() == 0

        for width in (390, 1366, 1920):
            for _ in ("projector", "table"):
                page.set_viewport_size({"width": width, "height": 1080})
                page.keyboard.press("p")
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("p")
        assert [int(text) for text in page.locator("tbody .number").all_inner_texts()] == list(range(1, 42))
        assert (
            not page.get_by_text("may need help", exact=False).locator("visible=true").and_(page.locator("td")).count()
        )
        assert page.evaluate("document.documentElement.scrollHeight") <= 1080  # forty-one on one wall
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 1080 / 40
        page.reload()
        page.get_by_text("41 learners joined").wait_for()
        assert faults == []
        server.view_token = "another"
        page.get_by_text("token is not that of the room").wait_for()
