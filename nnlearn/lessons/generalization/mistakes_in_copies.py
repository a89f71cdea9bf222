"""Mistakes that people really make in exercise 14.5, moved copies of signals."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _blocks(own, shifts, move=lambda own, k: np.roll(own, k, axis=1)):
    return [own, *(move(own, k) for k in shifts)]


def _parts(x, y, held):
    n = len(x) - held
    return x[:n], y[:n], x[n:], y[n:]


def _with(x, y, held, shifts, move):
    own, labels, kept, kept_labels = _parts(x, y, held)
    blocks = _blocks(own, shifts, move)
    return np.concatenate(blocks), np.tile(labels, len(blocks)), kept, kept_labels


def copies_of_all(x, y, held, shifts):
    n = len(x) - held
    blocks = [x[:n], *(np.roll(x, k, axis=1) for k in shifts)]
    labels = [y[:n], *(y for _ in shifts)]
    return np.concatenate(blocks), np.concatenate(labels), x[n:], y[n:]


def everything_copied(x, y, held, shifts):
    n = len(x) - held
    return np.concatenate(_blocks(x, shifts)), np.tile(y, 1 + len(shifts)), x[n:], y[n:]


def copied_first(x, y, held, shifts):
    blocks = np.concatenate(_blocks(x, shifts))
    labels = np.tile(y, 1 + len(shifts))
    n = len(blocks) - held
    return blocks[:n], labels[:n], blocks[n:], labels[n:]


def held_copied_too(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    times = 1 + len(shifts)
    return (
        np.concatenate(_blocks(own, shifts)),
        np.tile(labels, times),
        np.concatenate(_blocks(kept, shifts)),
        np.tile(kept_labels, times),
    )


def labels_repeated(x, y, held, shifts):
    signals, _, kept, kept_labels = _with(x, y, held, shifts, lambda own, k: np.roll(own, k, axis=1))
    return signals, np.repeat(y[: len(x) - held], 1 + len(shifts)), kept, kept_labels


def labels_moved(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    moved = [labels, *(np.roll(labels, k) for k in shifts)]
    return np.concatenate(_blocks(own, shifts)), np.concatenate(moved), kept, kept_labels


def labels_once(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    return np.concatenate(_blocks(own, shifts)), labels, kept, kept_labels


def all_labels(x, y, held, shifts):
    own, _, kept, kept_labels = _parts(x, y, held)
    return np.concatenate(_blocks(own, shifts)), np.tile(y, 1 + len(shifts)), kept, kept_labels


def rolled_flat(x, y, held, shifts):
    return _with(x, y, held, shifts, lambda own, k: np.roll(own, k))


def rows_rolled(x, y, held, shifts):
    return _with(x, y, held, shifts, lambda own, k: np.roll(own, k, axis=0))


def rolled_back(x, y, held, shifts):
    return _with(x, y, held, shifts, lambda own, k: np.roll(own, -k, axis=1))


def rolled_by_size(x, y, held, shifts):
    return _with(x, y, held, shifts, lambda own, k: np.roll(own, abs(k), axis=1))


def without_return(x, y, held, shifts):
    def move(own, k):
        moved = np.zeros_like(own)
        d = own.shape[1]
        for place in range(d):
            if 0 <= place + k < d:
                moved[:, place + k] = own[:, place]
        return moved

    return _with(x, y, held, shifts, move)


def ends_repeated(x, y, held, shifts):
    def move(own, k):
        d = own.shape[1]
        return own[:, np.clip(np.arange(d) - k, 0, d - 1)]

    return _with(x, y, held, shifts, move)


def moved_on_and_on(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    blocks = [own]
    for k in shifts:
        blocks.append(np.roll(blocks[-1], k, axis=1))
    return np.concatenate(blocks), np.tile(labels, len(blocks)), kept, kept_labels


def mirrored(x, y, held, shifts):
    return _with(x, y, held, shifts, lambda own, k: np.roll(own[:, ::-1], k, axis=1))


def only_copies(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    blocks = _blocks(own, shifts)[1:] or [own[:0]]
    return np.concatenate(blocks), np.tile(labels, len(shifts)), kept, kept_labels


def only_the_last(x, y, held, shifts):
    return _with(x, y, held, shifts[-1:], lambda own, k: np.roll(own, k, axis=1))


def only_the_first(x, y, held, shifts):
    return _with(x, y, held, shifts[:1], lambda own, k: np.roll(own, k, axis=1))


def originals_last(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    blocks = _blocks(own, shifts)
    return np.concatenate([*blocks[1:], own]), np.tile(labels, len(blocks)), kept, kept_labels


def signal_by_signal(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    blocks = _blocks(own, shifts)
    return np.stack(blocks, axis=1).reshape(-1, x.shape[1]), np.repeat(labels, len(blocks)), kept, kept_labels


def stacked(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    blocks = _blocks(own, shifts)
    return np.stack(blocks), np.stack([labels] * len(blocks)), kept, kept_labels


def stacked_signals(x, y, held, shifts):
    own, labels, kept, kept_labels = _parts(x, y, held)
    blocks = _blocks(own, shifts)
    return np.stack(blocks), np.tile(labels, len(blocks)), kept, kept_labels


def first_held(x, y, held, shifts):
    blocks = _blocks(x[held:], shifts)
    return np.concatenate(blocks), np.tile(y[held:], len(blocks)), x[:held], y[:held]


def held_for_the_rest(x, y, held, shifts):
    blocks = _blocks(x[:held], shifts)
    return np.concatenate(blocks), np.tile(y[:held], len(blocks)), x[held:], y[held:]


def cut_at_minus_held(x, y, held, shifts):
    blocks = _blocks(x[:-held], shifts)
    return np.concatenate(blocks), np.tile(y[:-held], len(blocks)), x[-held:], y[-held:]


def half_cut_at_minus_held(x, y, held, shifts):
    own, labels, _, _ = _parts(x, y, held)
    blocks = _blocks(own, shifts)
    return np.concatenate(blocks), np.tile(labels, len(blocks)), x[-held:], y[-held:]


WRONG = {
    "copies of what is held back are among the signals to train on": Wrong(
        copies_of_all,
        "A moved copy of a signal is nearly the signal: a network that was trained on it has seen the answer. "
        "First hold back, then copy what is left.",
        also=(everything_copied, copied_first),
    ),
    "what is held back is copied, too": Wrong(
        held_copied_too, "What is held back stands for signals as they will come, each of them once."
    ),
    "the labels do not follow their signals": Wrong(
        labels_repeated,
        "The signals come in whole blocks, one for each shift, so the whole row of labels comes again and "
        "again. np.tile([3, 5], 2) and np.repeat([3, 5], 2) differ: which is it?",
        also=(labels_moved, labels_once, all_labels),
    ),
    "the signals are not moved along their places": Wrong(
        rolled_flat,
        "Each row is a signal, and moves along itself: without an axis np.roll hands numbers on from row to "
        "row, and along axis 0 whole signals change places.",
        also=(rows_rolled,),
    ),
    "a copy is moved in the wrong direction, or by another shift": Wrong(
        rolled_back,
        "With a shift of 2 the number at place 0 goes to place 2, with -2 the one at place 2 to place 0. Each "
        "copy starts from the signal as it is.",
        also=(rolled_by_size, moved_on_and_on, mirrored),
    ),
    "what leaves at one end is lost": Wrong(
        without_return,
        "It should come in at the other end, so that no part of the stroke is cut off.",
        also=(ends_repeated,),
    ),
    "the blocks do not stand one below the other, complete and in order": Wrong(
        only_copies,
        "First the signals as they are, then all of them moved by the first shift, then by the second, and so "
        "on: how many rows are that? Each row is a signal.",
        also=(only_the_last, only_the_first, originals_last, signal_by_signal, stacked, stacked_signals),
    ),
    "the last `held` signals are not those held back": Wrong(
        first_held,
        "Of ten signals with held = 3, the first seven are for training and the last three are held back. With "
        "held = 0, none is: and what is x[:-0]?",
        also=(held_for_the_rest, cut_at_minus_held, half_cut_at_minus_held),
    ),
}
