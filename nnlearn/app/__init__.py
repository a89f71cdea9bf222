"""The command `nnlearn`, its JupyterLab, and the learner's copy of the course."""
