"""For teachers: run learners' notebooks, each in its own process, and see where a class stands.

`nnlearn check 02`, `nnlearn check a/notebook.ipynb` and `nnlearn check FOLDER` use this package. It gives feedback and
does not prevent cheating: a notebook can contain any code, also code that prints a pass. Nothing is sent anywhere.
"""
