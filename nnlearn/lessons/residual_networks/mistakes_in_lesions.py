"""Mistakes that people really make in 17.4: blocks that are not taken out as they should be, or not put back."""

import contextlib

import numpy as np

from nnlearn.checks.exercise import Wrong


def _share(nn, model, x, y):
    return float(np.mean(nn.predict(model, x).argmax(axis=1) == y))


def _blocks(nn, model):
    return [one for one in model if isinstance(one, nn.Residual)]


def _with(take_out, measure=_share, among=_blocks):
    """Return an answer that takes out part after part, measures, and puts it back with what `take_out` gave."""

    def lesions(nn, model, x, y):
        found = []
        for part in among(nn, model):
            put_back = take_out(part)
            found.append(measure(nn, model, x, y))
            put_back()
        return found

    return lesions


def _off(block):
    scale, block.scale = block.scale, 0.0
    return lambda: setattr(block, "scale", scale)


def not_put_back(nn, model, x, y):
    found = []
    for block in _blocks(nn, model):
        block.scale = 0.0
        found.append(_share(nn, model, x, y))
    return found


def put_back_as_one(nn, model, x, y):
    found = []
    for block in _blocks(nn, model):
        block.scale = 0.0
        found.append(_share(nn, model, x, y))
        block.scale = 1.0
    return found


def put_back_at_the_end(nn, model, x, y):
    scales = [block.scale for block in _blocks(nn, model)]
    found = not_put_back(nn, model, x, y)
    for block, scale in zip(_blocks(nn, model), scales, strict=True):
        block.scale = scale
    return found


def weights_lost(nn, model, x, y):
    found = []
    for block in _blocks(nn, model):
        for p in block.body.parameters():
            p.data[...] = 0
        found.append(_share(nn, model, x, y))
    return found


def _zero(*parameters):
    before = [p.data.copy() for p in parameters]
    for p in parameters:
        p.data[...] = 0

    def put_back():
        for p, old in zip(parameters, before, strict=True):
            p.data[...] = old

    return put_back


def _weights_to_zero(block):
    return _zero(block.body[-1].weight)


def _all_weights_to_zero(block):
    return _zero(*(p for name, p in block.body.named_parameters() if name.endswith("weight")))


def _layer_to_zero(layer):
    return _zero(layer.weight, layer.bias)


def _identity_branch(block):
    body, block.body = block.body, type(block.body)()
    return lambda: setattr(block, "body", body)


def _with_forward(block, forward):
    block.forward = forward
    return lambda: delattr(block, "forward")


def _shortcut_off(block):
    return _with_forward(block, lambda x: block.scale * block.body(x))


def _shortcut_and_scale_off(block):
    return _with_forward(block, lambda x: block.body(x))


def _nothing_left(block):
    return _with_forward(block, lambda x: 0 * x)


def _without(nn, model, x, y, which):
    put_back = [_off(block) for k, block in enumerate(_blocks(nn, model)) if which(k)]
    found = _share(nn, model, x, y)
    for put in put_back:
        put()
    return found


def all_others_out(nn, model, x, y):
    return [_without(nn, model, x, y, lambda i, k=k: i != k) for k in range(len(_blocks(nn, model)))]


def all_after_it_out(nn, model, x, y):
    return [_without(nn, model, x, y, lambda i, k=k: i >= k) for k in range(len(_blocks(nn, model)))]


def out_from_the_end(nn, model, x, y):
    return all_after_it_out(nn, model, x, y)[::-1]


def _in_mode(training, part=None):
    """Return a measure that calls the network in this mode, with the first examples alone if `part` is given."""

    def measure(nn, model, x, y):
        before = model.training
        model.train(training)
        with nn.no_grad():
            scores = model(x[:part])
        model.train(before)
        return float(np.mean(scores.argmax(axis=1) == y[:part]))

    return measure


in_training_mode = _with(_off, _in_mode(True))


def as_it_comes(nn, model, x, y):  # the network is in training mode, as a training leaves it
    return _with(_off, lambda nn, model, x, y: float(np.mean(model(x).argmax(axis=1) == y)))(nn, model, x, y)


def left_in_evaluation(nn, model, x, y):
    model.eval()
    return _with(_off)(nn, model, x, y)


def left_in_training(nn, model, x, y):
    found = _with(_off)(nn, model, x, y)
    model.train()
    return found


def _first(number):
    return lambda nn, model, x, y: _share(nn, model, x[:number], y[:number])


def one_batch(nn, model, x, y):
    return _with(_off, _first(64))(nn, model, x, y)


def one_small_batch(nn, model, x, y):
    return _with(_off, _first(32))(nn, model, x, y)


def lost(nn, model, x, y):
    whole = _share(nn, model, x, y)
    return [whole - one for one in _with(_off)(nn, model, x, y)]


def gained(nn, model, x, y):
    return [-one for one in lost(nn, model, x, y)]


def errors(nn, model, x, y):
    return [1 - one for one in _with(_off)(nn, model, x, y)]


def counted(nn, model, x, y):
    return [round(one * len(x)) for one in _with(_off)(nn, model, x, y)]


def percent(nn, model, x, y):
    return [100 * one for one in _with(_off)(nn, model, x, y)]


def with_the_whole(nn, model, x, y):
    return [_share(nn, model, x, y), *_with(_off)(nn, model, x, y)]


def mean_of_all(nn, model, x, y):
    return [float(np.mean(_with(_off)(nn, model, x, y)))]


def each_part(nn, model, x, y):
    """Every part of the model whose shape allows it."""
    found = []
    for k, part in enumerate(list(model)):
        model[k] = nn.Identity()
        with contextlib.suppress(ValueError):
            found.append(_share(nn, model, x, y))
        model[k] = part
    return found


def each_part_but_the_ends(nn, model, x, y):
    found = []
    for k, part in list(enumerate(list(model)))[1:-1]:
        model[k] = nn.Identity()
        found.append(_share(nn, model, x, y))
        model[k] = part
    return found


def each_part_scaled(nn, model, x, y):  # every part gets a scale, which only a block heeds
    found = []
    for part in model:
        scale, part.scale = getattr(part, "scale", 1.0), 0.0
        found.append(_share(nn, model, x, y))
        part.scale = scale
    return found


def _each_layer(nn, model):
    return [layer for block in _blocks(nn, model) for layer in block.body if isinstance(layer, nn.Linear)]


WRONG = {
    "the blocks are not put back, or not as they were": Wrong(
        not_put_back,
        "Before the next block is taken out, this one has to be in its place again, with the weights and the scale "
        "that it had; after your function the network should answer as before.",
        also=(put_back_as_one, put_back_at_the_end, out_from_the_end, weights_lost),
    ),
    "something of the branch is left": Wrong(
        _with(_weights_to_zero),
        "A dense layer with weights of 0 still adds its bias, and an empty branch adds x once more. Which number in "
        "the block makes all of F(x) count for nothing?",
        also=(_with(_all_weights_to_zero), _with(_identity_branch)),
    ),
    "the skip is taken out": Wrong(
        _with(_shortcut_off),
        "Then x no longer reaches the next block. Without its branch, a block should give y = x, or what its shortcut "
        "makes of x.",
        also=(_with(_shortcut_and_scale_off), _with(_nothing_left)),
    ),
    "batch normalization is in training mode": Wrong(
        in_training_mode,
        "A network comes out of its training in training mode: then each batch is normalised by itself, and calling "
        "the network moves the running averages. Accuracies are measured in evaluation mode, which nn.predict sees to.",
        also=(as_it_comes,),
    ),
    "the network is left in another mode": Wrong(
        left_in_evaluation,
        "Somebody may train it further: whatever mode it was in when it came, it should be in afterwards.",
        also=(left_in_training,),
    ),
    "other things are taken out than one residual block at a time": Wrong(
        each_part,
        "One number for each nn.Residual, and everything else stays: the first layer, the last ones, and all other "
        "blocks.",
        also=(
            *(each_part_but_the_ends, all_others_out, all_after_it_out, with_the_whole, mean_of_all),
            *(each_part_scaled, _with(_layer_to_zero, among=_each_layer)),
        ),
    ),
    "only some of the examples are asked": Wrong(
        one_batch,
        "An accuracy of 64 examples moves by 1.6 points with each of them. Ask about all rows of x.",
        also=(one_small_batch, _with(_off, _in_mode(False, 64)), _with(_off, _in_mode(False, 32))),
    ),
    "the numbers are not shares of right answers": Wrong(
        lost,
        "Each number is an accuracy without a block, between 0 and 1: not what was lost, not a count, not an error.",
        also=(gained, errors, counted, percent),
    ),
}
