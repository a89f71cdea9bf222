"""Buttons beside a slider: one less, one more and, where there are hundreds of values, any."""

import random

import ipywidgets as widgets


def stepper(slider, any_value=False):
    """Return a slider with buttons that move it by one step, in one box.

    Parameters
    ----------
    slider : ipywidgets.IntSlider or ipywidgets.FloatSlider
    any_value : bool, default False
        Whether a third button goes to any value: the same sequence for everybody.

    Returns
    -------
    ipywidgets.Box

    Examples
    --------
    >>> slider = widgets.IntSlider(3, min=0, max=4, description="units")
    >>> _, less, more = stepper(slider).children
    >>> for _ in range(3):
    ...     more.click()
    >>> slider.value, less.tooltip
    (4, 'units: one step down')
    """
    chance = random.Random(0)

    def move(by):
        value = min(max(slider.value + by * slider.step, slider.min), slider.max)
        slider.value = value if isinstance(slider, widgets.IntSlider) else round(value, 9)

    def jump():
        steps = round((slider.max - slider.min) / slider.step)
        move(chance.randint(0, steps) - round((slider.value - slider.min) / slider.step))

    buttons = [
        _button("minus", f"{slider.description}: one step down", lambda: move(-1)),
        _button("plus", f"{slider.description}: one step up", lambda: move(1)),
    ]
    if any_value:
        buttons.append(_button("random", f"{slider.description}: any", jump))
    box = widgets.Box([slider, *buttons])
    box.add_class("nnlearn-stepper")
    return box


def _button(icon, tooltip, act):
    button = widgets.Button(icon=icon, tooltip=tooltip)
    button.on_click(lambda _: act())
    return button
