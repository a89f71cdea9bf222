"""For teachers: the exercises as assignments that nbgrader and Otter generate and grade with their own commands.

`nnlearn export nbgrader FOLDER` and `nnlearn export otter FOLDER` use this package. It writes text only: neither tool
needs to be installed where the assignments are made.
"""
