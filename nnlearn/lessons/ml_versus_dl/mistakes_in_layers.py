"""Mistakes that people really make in 13.4: which examples, which scale, which layers."""

import numpy as np


def in_a_row(z, n):
    return z.reshape(n, -1)


def by_training(seen, new):
    return seen.mean(axis=0), seen.std(axis=0) + 1e-3, seen.mean(axis=0), seen.std(axis=0) + 1e-3


def reading(
    *,
    outputs=None,
    lay_out=in_a_row,
    scales=by_training,
    fitted_on="seen",
    measured_on="new",
    depths=lambda net: range(len(net) + 1),
):
    """Return an answer to 13.4 in which something is not as it should be."""

    def answer(nn, net, x, y, unseen, labels, fit):
        shares = []
        for depth in depths(net):
            given = [one if depth == 0 else (outputs or nn.predict)(net[:depth], one) for one in (x, unseen)]
            seen, new = (lay_out(z, len(z)) for z in given)
            mean, std, other_mean, other_std = scales(seen, new)
            parts = {"seen": ((seen - mean) / std, y), "new": ((new - other_mean) / other_std, labels)}
            read = fit(*parts[fitted_on])
            features, wanted = parts[measured_on]
            shares.append(float((read(features) == wanted).mean()))
        return shares

    return answer


fitted_on_the_unseen = reading(fitted_on="new")
FITTED_ON_THE_UNSEEN = (reading(fitted_on="new", measured_on="seen"),)
measured_on_the_fitted = reading(measured_on="seen")


def own_scales(seen, new):
    return seen.mean(axis=0), seen.std(axis=0) + 1e-3, new.mean(axis=0), new.std(axis=0) + 1e-3


def scales_of_both(seen, new):
    both = np.concatenate([seen, new])
    return both.mean(axis=0), both.std(axis=0) + 1e-3, both.mean(axis=0), both.std(axis=0) + 1e-3


def scales_of_the_unseen(seen, new):
    return new.mean(axis=0), new.std(axis=0) + 1e-3, new.mean(axis=0), new.std(axis=0) + 1e-3


scaled_by_itself = reading(scales=own_scales)
SCALED_BY_OTHERS = (reading(scales=scales_of_both), reading(scales=scales_of_the_unseen))


def one_part_of_the_scale(mean, std):
    def scales(seen, new):
        kept = (seen.mean(axis=0) if mean else 0, seen.std(axis=0) + 1e-3 if std else 1)
        return *kept, *kept

    return scales


def training_only_scaled(seen, new):
    return seen.mean(axis=0), seen.std(axis=0) + 1e-3, 0.0, 1.0


not_scaled = reading(scales=one_part_of_the_scale(False, False))
SCALED_IN_PART = (reading(scales=one_part_of_the_scale(True, False)), reading(scales=training_only_scaled))


def one_scale(seen, new):
    return seen.mean(), seen.std() + 1e-3, seen.mean(), seen.std() + 1e-3


def each_row_its_scale(seen, new):
    def row(z):
        return z.mean(axis=1, keepdims=True), z.std(axis=1, keepdims=True) + 1e-3

    return *row(seen), *row(new)


ONE_SCALE = (reading(scales=one_scale), reading(scales=each_row_its_scale))


def dropout_on(nn, net, x, y, unseen, labels, fit):
    return reading(outputs=lambda part, given: part.train()(given))(nn, net, x, y, unseen, labels, fit)


def mean_over_places(z, n):
    return z.mean(axis=tuple(range(2, z.ndim))) if z.ndim > 2 and z.shape[1] > 1 else z.reshape(n, -1)


def first_map(z, n):
    return z[:, 0].reshape(n, -1) if z.ndim > 2 else z


def largest_of_each_map(z, n):
    return z.max(axis=tuple(range(2, z.ndim))) if z.ndim > 2 and z.shape[1] > 1 else z.reshape(n, -1)


def cut_by_columns(z, n):
    return z.reshape(-1, n).T


places_averaged = reading(lay_out=mean_over_places)
LAID_OUT_OTHERWISE = (reading(lay_out=first_map), reading(lay_out=largest_of_each_map), reading(lay_out=cut_by_columns))

input_left_out = reading(depths=lambda net: range(1, len(net) + 1))
DEPTHS = (
    reading(depths=lambda net: range(len(net))),
    reading(depths=lambda net: range(1, len(net))),
    reading(depths=lambda net: [0, *(k + 1 for k, one in enumerate(net) if type(one).__name__ == "ReLU")]),
    reading(depths=lambda net: [k + 1 for k, one in enumerate(net) if type(one).__name__ == "ReLU"]),
    reading(depths=lambda net: [0, *(k + 1 for k, one in enumerate(net) if hasattr(one, "weight"))]),
    reading(depths=lambda net: [k + 1 for k, one in enumerate(net) if hasattr(one, "weight")]),
    reading(depths=lambda net: [len(net)]),
)


def counted(nn, net, x, y, unseen, labels, fit):
    return [round(share * len(labels)) for share in reading()(nn, net, x, y, unseen, labels, fit)]


def errors_in_place_of_hits(nn, net, x, y, unseen, labels, fit):
    return [1 - share for share in reading()(nn, net, x, y, unseen, labels, fit)]
