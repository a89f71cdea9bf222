"""Mistakes that people really make in the exercises of lesson 26: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gans.answers import coverage, discriminator_loss, generator_losses


def p(score):
    """Return the probability of a score, 1/(1 + exp(-z)), for scores of any size."""
    return (1 + np.tanh(score / 2)) / 2


# 26.1


def real_and_fake_swapped(real, fake):
    loss, fake_slopes, real_slopes = discriminator_loss(fake, real)
    return loss, real_slopes, fake_slopes


def one_mean_over_all(real, fake):
    n = len(real) + len(fake)
    loss = (np.logaddexp(0, -real).sum() + np.logaddexp(0, fake).sum()) / n
    return loss, -p(-real) / n, p(fake) / n


def both_by_the_number_of_real(real, fake):
    return discriminator_loss(real, fake)[0], -p(-real) / len(real), p(fake) / len(real)


def both_by_the_number_of_fake(real, fake):
    return discriminator_loss(real, fake)[0], -p(-real) / len(fake), p(fake) / len(fake)


def each_by_the_other_number(real, fake):
    return discriminator_loss(real, fake)[0], -p(-real) / len(fake), p(fake) / len(real)


def sums(real, fake):
    loss = np.logaddexp(0, -real).sum() + np.logaddexp(0, fake).sum()
    return loss, -p(-real), p(fake)


def slopes_uphill(real, fake):
    loss, real_slopes, fake_slopes = discriminator_loss(real, fake)
    return loss, -real_slopes, -fake_slopes


def exponential_overflows(real, fake):
    with np.errstate(all="ignore"):
        loss = np.log(1 + np.exp(-real)).mean() + np.log(1 + np.exp(fake)).mean()
    return loss, *discriminator_loss(real, fake)[1:]


def exponential_overflows_in_the_slopes(real, fake):
    with np.errstate(all="ignore"):
        not_real, is_fake = np.exp(-real) / (1 + np.exp(-real)), np.exp(fake) / (1 + np.exp(fake))
    return exponential_overflows(real, fake)[0], -not_real / len(real), is_fake / len(fake)


def slope_of_the_sigmoid(real, fake):
    loss = discriminator_loss(real, fake)[0]
    return loss, -p(real) * p(-real) / len(real), p(fake) * p(-fake) / len(fake)


def slope_of_the_logarithm(real, fake):
    with np.errstate(all="ignore"):
        return discriminator_loss(real, fake)[0], -1 / p(real) / len(real), 1 / p(-fake) / len(fake)


def clipped(low):
    """Return a loss that clips probabilities to low ... 1 - low."""

    def loss(real, fake):
        p_real, p_fake = (np.clip(p(score), low, 1 - low) for score in (real, fake))
        found = -np.log(p_real).mean() - np.log(1 - p_fake).mean()
        return found, (p_real - 1) / len(real), p_fake / len(fake)

    return loss


def padded(small):
    """Return a loss that adds a small number inside the logarithms."""

    def loss(real, fake):
        found = -np.log(p(real) + small).mean() - np.log(1 - p(fake) + small).mean()
        return found, -p(-real) / len(real), p(fake) / len(fake)

    return loss


SMALL = (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)


def clipped_scores(limit):
    """Return a loss that clips the scores."""

    def loss(real, fake):
        return discriminator_loss(np.clip(real, -limit, limit), np.clip(fake, -limit, limit))

    return loss


LIMITS = (20.0, 30.0, 50.0, 100.0, 500.0, 700.0)


def all_like_real(real, fake):
    loss = np.logaddexp(0, -real).mean() + np.logaddexp(0, -fake).mean()
    return loss, -p(-real) / len(real), -p(-fake) / len(fake)


def all_like_fake(real, fake):
    loss = np.logaddexp(0, real).mean() + np.logaddexp(0, fake).mean()
    return loss, p(real) / len(real), p(fake) / len(fake)


# 26.2


def minimax_of_the_discriminator(fake):
    non_saturating, slopes, minimax, minimax_slopes = generator_losses(fake)
    return non_saturating, slopes, -minimax, -minimax_slopes


def same_slopes(fake):
    non_saturating, slopes, minimax, _ = generator_losses(fake)
    return non_saturating, slopes, minimax, slopes


def same_slopes_of_minimax(fake):
    non_saturating, _, minimax, slopes = generator_losses(fake)
    return non_saturating, slopes, minimax, slopes


def losses_exchanged(fake):
    return *generator_losses(fake)[2:], *generator_losses(fake)[:2]


def generator_sums(fake):
    return tuple(len(fake) * part for part in generator_losses(fake))


def wants_to_be_found_out(fake):
    non_saturating, slopes, minimax, minimax_slopes = generator_losses(-fake)
    return non_saturating, -slopes, minimax, -minimax_slopes


def generator_slope_of_the_sigmoid(fake):
    non_saturating, _, minimax, _ = generator_losses(fake)
    slopes = -p(fake) * p(-fake) / len(fake)
    return non_saturating, slopes, minimax, slopes


def generator_slope_of_the_logarithm(fake):
    non_saturating, _, minimax, _ = generator_losses(fake)
    with np.errstate(all="ignore"):
        return non_saturating, -1 / p(fake) / len(fake), minimax, -1 / p(-fake) / len(fake)


def generator_overflows(fake):
    _, slopes, _, minimax_slopes = generator_losses(fake)
    with np.errstate(all="ignore"):
        return np.log(1 + np.exp(-fake)).mean(), slopes, -np.log(1 + np.exp(fake)).mean(), minimax_slopes


def generator_clipped(low):
    """Return losses that clip probabilities to low ... 1 - low."""

    def losses(fake):
        n, probability = len(fake), np.clip(p(fake), low, 1 - low)
        minimax = np.log(1 - probability).mean()
        return -np.log(probability).mean(), (probability - 1) / n, minimax, -probability / n

    return losses


def generator_padded(small):
    """Return losses that add a small number inside the logarithms."""

    def losses(fake):
        _, slopes, _, minimax_slopes = generator_losses(fake)
        minimax = np.log(1 - p(fake) + small).mean()
        return -np.log(p(fake) + small).mean(), slopes, minimax, minimax_slopes

    return losses


def generator_clipped_scores(limit):
    """Return losses that clip the scores."""
    return lambda fake: generator_losses(np.clip(fake, -limit, limit))


# 26.3


def _play(
    G, D, move_G, move_D, real, noise, more_noise, *,
    attached=False, helps=False, swapped=False, reversed_slopes=False, keeps="", both=False, steps="DG", first="D",
    slopes=lambda score: generator_losses(score)[1], through=True,
):  # fmt: skip
    """Play one step of the game with one thing wrong."""
    n = len(real)

    def discriminators_turn():
        if "D" not in keeps:
            move_D.zero_grad()
        scores = D(np.concatenate([real, G(noise)]))[:, 0]
        _, real_slopes, fake_slopes = discriminator_loss(scores[:n], scores[n:])
        if swapped:
            _, fake_slopes, real_slopes = discriminator_loss(scores[n:], scores[:n])
        parts = [fake_slopes, real_slopes] if reversed_slopes else [real_slopes, fake_slopes]
        grad = D.backward(np.concatenate(parts)[:, None])
        if attached:
            G.backward(grad[n:])
        if "D" in steps:
            move_D.step()
        if helps:
            move_G.step()

    def generators_turn():
        if "G" not in keeps and not (attached and not helps):
            move_G.zero_grad()
        if both:
            move_D.zero_grad()
        grad = slopes(D(G(more_noise))[:, 0])
        if grad.ndim == 1 and through is not None:
            grad = grad[:, None]
        G.backward(D.backward(grad) if through else grad)
        if "G" in steps:
            move_G.step()
        if both:
            move_D.step()

    if "G" not in keeps:
        move_G.zero_grad()
    turns = [discriminators_turn, generators_turn]
    for turn in turns if first == "D" else turns[::-1]:
        turn()


def loss_goes_into_the_generator(*game):
    return _play(*game, attached=True)


def generator_helps(*game):
    return _play(*game, attached=True, helps=True)


def generator_steps_in_both_turns(*game):
    return _play(*game, helps=True)


def both_step_in_both_turns(*game):
    return _play(*game, helps=True, both=True)


def both_step_in_both_turns_attached(*game):
    return _play(*game, attached=True, helps=True, both=True)


def discriminator_moves_twice(*game):
    return _play(*game, both=True)


def discriminator_moves_twice_uncleared(G, D, move_G, move_D, *data):
    _play(G, D, move_G, move_D, *data)
    move_D.step()


def slopes_swapped(*game):
    return _play(*game, swapped=True)


def slopes_in_the_other_order(*game):
    return _play(*game, reversed_slopes=True)


def slopes_swapped_twice(*game):
    return _play(*game, swapped=True, reversed_slopes=True)


def discriminator_not_cleared(*game):
    return _play(*game, keeps="D")


def generator_not_cleared(*game):
    return _play(*game, keeps="G")


def never_cleared(*game):
    return _play(*game, keeps="DG")


def discriminator_stays(*game):
    return _play(*game, steps="G")


def generator_stays(*game):
    return _play(*game, steps="D")


def both_stay(*game):
    return _play(*game, steps="")


def generator_first(*game):
    return _play(*game, first="G")


def generator_first_with_the_first_noise(G, D, move_G, move_D, real, noise, more_noise):
    return _play(G, D, move_G, move_D, real, more_noise, noise, first="G")


def generator_plays_minimax(*game):
    return _play(*game, slopes=lambda score: generator_losses(score)[3])


def generator_learns_to_be_found_out(*game):
    return _play(*game, slopes=lambda score: p(score) / len(score))


def generator_goes_uphill(*game):
    return _play(*game, slopes=lambda score: -generator_losses(score)[1])


def not_through_the_discriminator(*game):
    return _play(*game, through=False)


def not_through_the_discriminator_flat(*game):
    return _play(*game, through=None)


# 26.4


def distances(x, modes):
    """Return the distance of each point from each mode, (n, k)."""
    return np.linalg.norm(x[:, None] - modes, axis=2)


def on_each(x, modes, reach):
    """Return how many points lie on each mode."""
    away = distances(x, modes)
    return np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))


def reach_not_used(x, modes, reach, least):
    return coverage(x, modes, np.inf, least)


def one_point_is_enough(x, modes, reach, least):
    return coverage(x, modes, reach, 1)


def every_mode_in_reach(x, modes, reach, least):
    close = distances(x, modes) <= reach
    return int((close.sum(axis=0) >= least).sum()), close.sum() / len(x)


def more_than_least(x, modes, reach, least):
    return coverage(x, modes, reach, least + 1)


def points_counted(x, modes, reach, least):
    share = coverage(x, modes, reach, least)[1]
    return round(share * len(x)), share


def points_of_the_captured_counted(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int(counts[counts >= least].sum()), counts.sum() / len(x)


def share_of_the_captured_modes(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts[counts >= least].sum() / len(x)


def share_of_the_modes(x, modes, reach, least):
    captured = coverage(x, modes, reach, least)[0]
    return captured, captured / len(modes)


def share_of_the_points_on_a_mode(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts[counts >= least].sum() / max(counts.sum(), 1)


def points_for_each_mode(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts.sum() / len(modes)


def squared_distances(x, modes, reach, least):
    return coverage(x, modes, np.sqrt(reach), least)


def sums_of_both_axes(x, modes, reach, least):
    away = np.abs(x[:, None] - modes).sum(axis=2)
    counts = np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))
    return int((counts >= least).sum()), counts.sum() / len(x)


def each_axis_by_itself(x, modes, reach, least):
    away = np.abs(x[:, None] - modes).max(axis=2)
    counts = np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))
    return int((counts >= least).sum()), counts.sum() / len(x)


def nearest_point_of_each_mode(x, modes, reach, least):
    away = distances(x, modes)
    on = away.min(axis=0) <= reach
    counts = np.bincount(away.argmin(axis=0)[on], minlength=len(modes))
    return int((counts >= least).sum()), on.mean()


def modes_with_a_near_point(x, modes, reach, least):
    on = distances(x, modes).min(axis=0) <= reach
    return int(on.sum()), on.mean()
