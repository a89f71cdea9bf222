"""Mistakes that people really make in 16.3, where digits are moved: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.lenet.answers import moved


def wrapped_around(images, steps):
    return np.stack([np.roll(image, step, axis=(1, 2)) for image, step in zip(images, steps, strict=True)])


def wrapped_one_way(images, steps, *, down=True, right=True, up=True, left=True):
    """Roll, and clear what comes in at the sides that are False."""
    new = wrapped_around(images, steps)
    for image, (rows, columns) in zip(new, steps, strict=True):
        if rows > 0 and not down:
            image[:, :rows] = 0
        if rows < 0 and not up:
            image[:, rows:] = 0
        if columns > 0 and not right:
            image[:, :, :columns] = 0
        if columns < 0 and not left:
            image[:, :, columns:] = 0
    return new


def wrapped_up_and_left(images, steps):
    return wrapped_one_way(images, steps, down=False, right=False)


def wrapped_down_and_right(images, steps):
    return wrapped_one_way(images, steps, up=False, left=False)


def wrapped_left_and_right(images, steps):
    return wrapped_one_way(images, steps, down=False, up=False)


def wrapped_up_and_down(images, steps):
    return wrapped_one_way(images, steps, right=False, left=False)


def _cleared_on_the_other_side(of_zero, after=True):
    """Return an answer that rolls, and clears as many rows and columns as the step is long on the opposite side.

    A step of 0 clears nothing or, with `of_zero`, everything, as `image[-0:] = 0` does. It clears before or after.
    """

    def clear(image, step):
        if step > 0:
            image[-step:] = 0
        elif step < 0:
            image[:-step] = 0
        elif of_zero:
            image[:] = 0

    def answer(images, steps):
        images = images.copy()
        if after:
            images = wrapped_around(images, steps)
        for image, (down, right) in zip(images, steps if after else -steps, strict=True):
            clear(image[0], down)
            clear(image[0].T, right)
        return images if after else wrapped_around(images, steps)

    return answer


CLEARED_ON_THE_OTHER_SIDE = tuple(
    _cleared_on_the_other_side(of_zero, after) for of_zero in (False, True) for after in (True, False)
)


def rolled_and_cleared_up_to_the_step(images, steps):
    """Clear the first `down` rows, which for a negative step are nearly all."""
    new = wrapped_around(images, steps)
    for image, (down, right) in zip(new, steps, strict=True):
        image[:, :down] = 0
        image[:, :, :right] = 0
    return new


def rolled_and_cleared_at_the_top_and_left(images, steps):
    """Clear as many rows as the step is long, always at the top."""
    new = wrapped_around(images, steps)
    for image, (down, right) in zip(new, abs(steps), strict=True):
        image[:, :down] = 0
        image[:, :, :right] = 0
    return new


def other_way(images, steps):
    return moved(images, -steps)


def down_and_right_swapped(images, steps):
    return moved(images, steps[:, ::-1])


def one_step_for_all(images, steps):
    return moved(images, np.tile(steps[0], (len(images), 1)))


def last_step_for_all(images, steps):
    return moved(images, np.tile(steps[-1], (len(images), 1)))


def all_steps_for_all(images, steps):
    for step in steps:
        images = moved(images, np.tile(step, (len(images), 1)))
    return images


def without_signs(images, steps):
    return moved(images, abs(steps))


def negative_steps_as_none(images, steps):
    return moved(images, steps.clip(0))


def only_down(images, steps):
    return moved(images, steps * [1, 0])


def only_right(images, steps):
    return moved(images, steps * [0, 1])


def _cut_out(images, steps, border, **how):
    """Return windows of images in a border of one width."""
    h, w = images.shape[2:]
    page = np.pad(images, [(0, 0), (0, 0), (border, border), (border, border)], **how)
    new = np.empty_like(images)
    for n, (down, right) in enumerate(steps):
        new[n] = page[n, :, border - down : border - down + h, border - right : border - right + w]
    return new


def edge_repeated(images, steps):
    return _cut_out(images, steps, int(abs(steps).max()), mode="edge")


def old_ink_stays(images, steps):
    """Write the moved digit over a copy of the image; where it comes from outside, the image is still there."""
    return np.where(moved(np.ones_like(images), steps) > 0, moved(images, steps), images)


def border_of_one(images, steps):
    return _cut_out(images, steps, 1)


def border_of_two(images, steps):
    return _cut_out(images, steps, 2)


def border_of_the_longest_down_or_right(images, steps):
    return _cut_out(images, steps, int(steps.max()))


def forward_only(images, steps):
    new, (h, w) = np.zeros_like(images), images.shape[2:]
    for n, (down, right) in enumerate(steps):
        new[n, 0, down:, right:] = images[n, 0, : h - down, : w - right]
    return new


def forward_only_all_channels(images, steps):
    new, (h, w) = np.zeros_like(images), images.shape[2:]
    for n, (down, right) in enumerate(steps):
        new[n, :, down:, right:] = images[n, :, : h - down, : w - right]
    return new


def forward_only_in_loops(images, steps):
    new, (h, w) = np.zeros_like(images), images.shape[2:]
    for n, (down, right) in enumerate(steps):
        for r in range(h - down):
            for c in range(w - right):
                new[n, 0, r + down, c + right] = images[n, 0, r, c]
    return new
