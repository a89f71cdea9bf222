"""Mistakes that people really make in 17.3: how fast the spread of a signal grows, and what keeps it small."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _all(ratio, blocks, growth, **changed):
    """Return the right growth, scale and share, or those that are given in their place."""
    each = growth ** (2 / blocks)
    right = {"grown": (1 + ratio**2) ** (blocks / 2), "scale": np.sqrt(each - 1) / ratio, "share": 1 - 1 / growth**2}
    return tuple((right | changed).values())


def _each(growth, blocks):
    return growth ** (2 / blocks)


def spreads_added(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=(1 + ratio) ** blocks, scale=(growth ** (1 / blocks) - 1) / ratio)


def spreads_added_in_the_growth(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=(1 + ratio) ** blocks)


def spreads_added_in_the_scale(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=(growth ** (1 / blocks) - 1) / ratio)


def ratio_not_squared(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=(1 + ratio) ** (blocks / 2), scale=(_each(growth, blocks) - 1) / ratio)


def ratio_not_squared_in_the_growth(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=(1 + ratio) ** (blocks / 2))


def scale_squared(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=(_each(growth, blocks) - 1) / ratio**2)


def scale_squared_with_ratio(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=(_each(growth, blocks) - 1) / ratio)


def growth_of_the_variance(ratio, blocks, growth):
    each = growth ** (1 / blocks)
    return _all(
        ratio, blocks, growth, grown=(1 + ratio**2) ** blocks, scale=np.sqrt(each - 1) / ratio, share=1 - 1 / growth
    )


def growth_of_the_variance_forward(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=(1 + ratio**2) ** blocks)


def growth_of_the_variance_in_the_scale(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=np.sqrt(growth ** (1 / blocks) - 1) / ratio)


def growth_of_both(ratio, blocks, growth):
    return _all(
        ratio, blocks, growth, grown=(1 + ratio**2) ** blocks, scale=np.sqrt(growth ** (1 / blocks) - 1) / ratio
    )


def blocks_added(ratio, blocks, growth):
    return _all(
        ratio, blocks, growth, grown=np.sqrt(1 + blocks * ratio**2), scale=np.sqrt((growth**2 - 1) / blocks) / ratio
    )


def blocks_added_forward(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=np.sqrt(1 + blocks * ratio**2))


def blocks_added_in_the_scale(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=np.sqrt((growth**2 - 1) / blocks) / ratio)


def growth_divided(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=growth / (blocks * ratio))


def growth_divided_alone(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=growth / blocks)


def blocks_times(ratio, blocks, growth):
    return _all(
        ratio,
        blocks,
        growth,
        grown=blocks * np.sqrt(1 + ratio**2),
        scale=np.sqrt(max((growth / blocks) ** 2 - 1, 0)) / ratio,
    )


def growth_in_each_block(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=np.sqrt(growth**2 - 1) / ratio)


def growth_over_the_blocks(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=np.sqrt(growth**2 - 1) / ratio / blocks)


def one_block_alone(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=np.sqrt(1 + ratio**2), scale=np.sqrt(growth**2 - 1) / ratio)


def ratio_left_out(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=np.sqrt(_each(growth, blocks) - 1))


def ratio_times(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=np.sqrt(_each(growth, blocks) - 1) * ratio)


def root_two_in_each_block(ratio, blocks, growth):
    return _all(ratio, blocks, growth, grown=2 ** (blocks / 2))


def ratio_nowhere(ratio, blocks, growth):
    return ratio_left_out(1.0, blocks, growth)


def one_over_root(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=1 / np.sqrt(blocks))


def growth_over_root(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=growth / np.sqrt(blocks))


def one_over_root_and_ratio(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=1 / np.sqrt(blocks) / ratio)


def one_over_blocks(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=1 / blocks)


def undoes_the_growth(ratio, blocks, growth):  # as if the scale divided the signal after the last block
    return _all(ratio, blocks, growth, scale=growth / (1 + ratio**2) ** (blocks / 2))


def root_two(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=1 / np.sqrt(2))


def sum_scaled(ratio, blocks, growth):
    return _all(ratio, blocks, growth, scale=growth ** (1 / blocks) / np.sqrt(1 + ratio**2))


def one_not_taken_off(ratio, blocks, growth):  # as if x were lost
    return _all(ratio, blocks, growth, scale=growth ** (1 / blocks) / ratio)


def share_of_one_block(ratio, blocks, growth):
    each = _each(growth, blocks)
    return _all(ratio, blocks, growth, share=(each - 1) / each)


def share_of_one_block_to_x(ratio, blocks, growth):
    return _all(ratio, blocks, growth, share=_each(growth, blocks) - 1)


def share_added(ratio, blocks, growth):  # as if every branch read the first x
    return _all(ratio, blocks, growth, share=blocks * (_each(growth, blocks) - 1) / growth**2)


def share_added_to_x(ratio, blocks, growth):
    return _all(ratio, blocks, growth, share=blocks * (_each(growth, blocks) - 1))


def share_of_x(ratio, blocks, growth):
    return _all(ratio, blocks, growth, share=1 / growth**2)


def share_in_spreads(ratio, blocks, growth):
    return _all(ratio, blocks, growth, share=1 - 1 / growth)


def share_to_x(ratio, blocks, growth):
    return _all(ratio, blocks, growth, share=growth**2 - 1)


def share_without_a_scale(ratio, blocks, growth):
    return _all(ratio, blocks, growth, share=1 - 1 / (1 + ratio**2) ** blocks)


def share_of_one_unscaled(ratio, blocks, growth):
    return _all(ratio, blocks, growth, share=ratio**2 / (1 + ratio**2))


WRONG = {
    "the standard deviations are added, not the variances": Wrong(
        spreads_added,
        "Of independent parts the variances add: 3 and 4 give a standard deviation of 5, not 7. By what does one block "
        "multiply the variance?",
        also=(
            spreads_added_in_the_growth,
            spreads_added_in_the_scale,
            ratio_not_squared,
            ratio_not_squared_in_the_growth,
        ),
    ),
    "a variance is taken for a standard deviation": Wrong(
        growth_of_the_variance,
        "Ratio and growth are about standard deviations, and one block multiplies the variance by "
        "1 + (scale ratio)^2. Is there a root, or a square, for each way from one to the other?",
        also=(
            growth_of_the_variance_forward,
            growth_of_the_variance_in_the_scale,
            growth_of_both,
            scale_squared,
            scale_squared_with_ratio,
        ),
    ),
    "the blocks' growth is added up, not multiplied": Wrong(
        blocks_added,
        "The second block reads what the first made larger, so its branch is larger, too. Over all blocks, factors are "
        "multiplied.",
        also=(blocks_added_forward, blocks_added_in_the_scale, blocks_times, growth_divided, growth_divided_alone),
    ),
    "one block is taken for all of them": Wrong(
        growth_in_each_block,
        "`growth` is what all blocks do together, and so is the first result. Which factor, taken `blocks` times, "
        "gives growth?",
        also=(one_block_alone, growth_over_the_blocks),
    ),
    "the growth or the scale does not suit the ratio": Wrong(
        ratio_left_out,
        "A branch of twice the ratio brings four times the variance, and needs half the scale: what counts in a block "
        "is scale times ratio. A factor of sqrt(2) for each block is that of a ratio of 1.",
        also=(ratio_times, root_two_in_each_block, ratio_nowhere),
    ),
    "the scale is a rule that does not know the wanted growth": Wrong(
        one_over_root,
        "A fixed rule leads to whatever growth it leads to: 1/sqrt(blocks) to 1.65 at most, if the ratio is 1. Here "
        "the growth is given: solve the equation for the scale.",
        also=(one_over_blocks, root_two, one_over_root_and_ratio, growth_over_root),
    ),
    "the scale is meant for the sum, not for the branch": Wrong(
        sum_scaled,
        "That factor suits scale (x + F(x)). Here x is left as it is, with all its variance, and the branch alone is "
        "scaled.",
        also=(undoes_the_growth, one_not_taken_off),
    ),
    "the share is not that of all branches in the last variance": Wrong(
        share_of_one_block,
        "The last variance is growth^2 times the first, and what x brought is still in it, once. All the rest came "
        "from branches: which share is that?",
        also=(
            *(share_of_one_block_to_x, share_of_x, share_in_spreads, share_to_x),
            *(share_without_a_scale, share_of_one_unscaled, share_added, share_added_to_x),
        ),
    ),
}
