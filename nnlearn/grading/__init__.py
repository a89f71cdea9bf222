"""For whoever teaches: learners' notebooks run in processes of their own, and where a class stands.

`nnlearn check 02`, `nnlearn check a/notebook.ipynb` and `nnlearn check FOLDER` come here. It is feedback, not proof
against cheating: a notebook can hold any code, and whoever wants to can print a pass. Nothing is sent anywhere.
"""
