"""What is rightly taken, or rightly refused in other words: by side, argument, kind and outcome, with the reason."""

import re

# (pattern of "side Name[number].argument: kind", reason)
RIGHT = []


def right(trial, outcome):
    """Return the reason why this outcome is no fault, or None."""
    return next((reason for pattern, reason in RIGHT if re.fullmatch(pattern, str(trial))), None)
