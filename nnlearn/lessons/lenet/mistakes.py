"""Mistakes that people really make in the exercises of lesson 16: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.lenet.answers import cost, local, moved

# 16.1


def biases_left_out(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs, products


def one_bias_in_all(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + 1, products


def a_bias_for_each_pair(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + inputs * outputs, products


def a_bias_for_each_input(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + inputs, products


def a_bias_at_each_place(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + outputs * made**2, products


def one_map_only(inputs, outputs, kernel, side):
    return cost(1, outputs, kernel, side)


def every_place_of_the_input(inputs, outputs, kernel, side):
    made, parameters, _ = cost(inputs, outputs, kernel, side)
    return made, parameters, outputs * side**2 * inputs * kernel**2


def maps_as_large_as_the_input(inputs, outputs, kernel, side):
    return cost(inputs, outputs, kernel, side + kernel - 1)


def weights_not_shared(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, made**2 * parameters, products


def weights_not_shared_biases_shared(inputs, outputs, kernel, side):
    made, _, products = cost(inputs, outputs, kernel, side)
    return made, products + outputs, products


def biases_as_products(inputs, outputs, kernel, side):
    made, parameters, _ = cost(inputs, outputs, kernel, side)
    return made, parameters, parameters * made**2


def no_one_more(inputs, outputs, kernel, side):
    return cost(inputs, outputs, kernel, side - 1)


def kernel_along_one_side(inputs, outputs, kernel, side):
    made = side - kernel + 1
    return made, outputs * (inputs * kernel + 1), outputs * made**2 * inputs * kernel


def map_along_one_side(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters, products // made


# 16.3


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


# 16.4


def one_kernel_for_all(x, weight, bias):
    return local(x, np.broadcast_to(weight[0, 0], weight.shape), bias)


def bias_left_out(x, weight, bias):
    return local(x, weight, np.zeros_like(bias))


def bias_on_every_product(x, weight, bias):
    return local(x, weight, bias * weight[0, 0].size)


def bias_on_every_row(x, weight, bias):
    return local(x, weight, bias * len(weight[0, 0]))


def one_bias_for_all(x, weight, bias):
    return local(x, weight, np.full_like(bias, bias[0, 0]))


def window_turned(x, weight, bias):
    return local(x, weight[..., ::-1, ::-1], bias)


def window_upside_down(x, weight, bias):
    return local(x, weight[..., ::-1, :], bias)


def window_mirrored(x, weight, bias):
    return local(x, weight[..., ::-1], bias)


def window_transposed(x, weight, bias):
    return local(x, weight.swapaxes(2, 3), bias)


def mean_in_place_of_the_sum(x, weight, bias):
    return local(x, weight / weight.shape[2] ** 2, bias)


def windows_side_by_side(x, weight, bias):
    rows, columns, kernel, _ = weight.shape
    wide = np.pad(x, [(0, 0), (0, rows * kernel), (0, columns * kernel)])
    return windows_past_the_end(wide, weight, bias)


def windows_past_the_end(x, weight, bias):
    rows, columns, kernel, _ = weight.shape
    z = np.empty((len(x), rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = x[:, r * kernel : (r + 1) * kernel, c * kernel : (c + 1) * kernel]
            z[:, r, c] = (window * weight[r, c]).sum(axis=(1, 2)) + bias[r, c]
    return z


def summed_over_images(x, weight, bias):
    z = local(x, weight, 0 * bias)
    return np.broadcast_to(z.sum(axis=0) + bias, z.shape).copy()


def last_places_left_out(x, weight, bias):
    z = local(x, weight, bias)
    z[:, -1], z[:, :, -1] = 0, 0
    return z


def last_places_missing(x, weight, bias):
    return local(x, weight, bias)[:, :-1, :-1]
