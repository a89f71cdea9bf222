"""The learner's side of an instructor's live view: nothing is sent unless `join` was called, and nothing after `leave`.

`join.py` says what is sent and when, `sender.py` sends it in the background, `address.py` reads the address and says
what is wrong with a room that cannot be reached. The instructor's side is `nnlearn/room/`.
"""
