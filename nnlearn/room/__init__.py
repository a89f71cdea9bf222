"""Where a room of learners stands, live, on the instructor's machine: `nnlearn room 02`.

Only those who call `join` are in it (`nnlearn/checks/room/`). `standing.py` knows who stands where and `news.py` what
may come in; `web.py` reads requests within limits, `server.py` decides who gets which answer, and `command.py` is what
the instructor starts. The page is `page.py` with page.js and page.css.
"""
