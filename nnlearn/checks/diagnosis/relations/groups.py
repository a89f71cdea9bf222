"""Find the values of an argument that is a word or a switch for which an answer is wrong: "wrong for operation = /"."""


def wrong_values(trial, wrong, names):
    """Return a sentence and the inputs it is about, if one argument separates the right inputs from the wrong ones.

    Parameters
    ----------
    trial : Trial
    wrong : list of int
        The inputs for which the answer is wrong.
    names : list of str
        Of the arguments.

    Returns
    -------
    (str, list of int)
        ("", []) if no argument that is a text or True or False does.
    """
    bad = [i for i in trial.ordinary if i in wrong]
    good = [i for i in trial.ordinary if i not in wrong]
    special = [i for i in wrong if i not in trial.ordinary]
    for k, name in enumerate(names):
        values = [trial.inputs[i].arguments[k] for i in trial.ordinary]
        if not all(isinstance(value, str | bool) for value in values) or len(set(values)) == len(values):
            continue
        fails, holds = ({trial.inputs[i].arguments[k]: None for i in some} for some in (bad, good))
        if any(trial.inputs[i].arguments[k] in holds for i in special):
            continue  # not even these are all right
        if fails and holds and not set(fails) & set(holds):
            return f"It is right for `{name}` = {_listed(holds)}, and wrong for {_listed(fails)}.", bad
    return "", []


def _listed(values):
    return " and ".join(repr(value) for value in values)
