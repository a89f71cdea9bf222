"""Mistakes that people really make in exercise 26.3, one step of the game."""

import numpy as np

from nnlearn.lessons.gans.answers import discriminator_loss, generator_losses
from nnlearn.lessons.gans.mistakes import p


def turn_of_D(game, *, clear="D", swapped=False, turned=False, to_G=False, back=True, late="", steps="D"):
    """Play the discriminator's turn; clear, late and steps name the optimizers that are used."""
    G, D, move_G, move_D, real, noise, _ = game
    moves, n = {"G": move_G, "D": move_D}, len(real)
    for name in clear:
        moves[name].zero_grad()
    scores = D(np.concatenate([real, G(noise)]))[:, 0]
    _, real_slopes, fake_slopes = discriminator_loss(scores[:n], scores[n:])
    if swapped:
        _, fake_slopes, real_slopes = discriminator_loss(scores[n:], scores[:n])
    grad = np.concatenate([fake_slopes, real_slopes] if turned else [real_slopes, fake_slopes])[:, None]
    if back:
        grad = D.backward(grad)
    if to_G:
        G.backward(grad[n:])
    for name in late:
        moves[name].zero_grad()
    for name in steps:
        moves[name].step()


def turn_of_G(
    game, *, clear="G", slopes=lambda score: generator_losses(score)[1], through="DG", flat=False, late="", steps="G",
):  # fmt: skip
    """Play the generator's turn; through names the players that the slopes go back through."""
    G, D, move_G, move_D, _, _, noise = game
    moves = {"G": move_G, "D": move_D}
    for name in clear:
        moves[name].zero_grad()
    grad = slopes(D(G(noise))[:, 0])
    grad = grad if flat else grad[:, None]
    for name in through:
        grad = {"G": G, "D": D}[name].backward(grad)
    for name in late:
        moves[name].zero_grad()
    for name in steps:
        moves[name].step()


def mistaken(in_D=None, in_G=None, first="D"):
    """Return a `play` with something wrong in the turn of D or of G, or in their order."""

    def play(*game):
        turns = [lambda: turn_of_D(game, **(in_D or {})), lambda: turn_of_G(game, **(in_G or {}))]
        for turn in turns if first == "D" else turns[::-1]:
            turn()

    return play


loss_goes_into_the_generator = mistaken({"clear": "GD", "to_G": True}, {"clear": ""})
discriminator_stays = mistaken({"steps": ""})
generator_first = mistaken(first="G")


def generator_first_with_the_first_noise(G, D, move_G, move_D, real, noise, more_noise):
    return generator_first(G, D, move_G, move_D, real, more_noise, noise)


STEPS = (  # missing, too many, in the other's turn, or in the other order
    generator_first,
    generator_first_with_the_first_noise,
    mistaken(in_G={"steps": ""}),
    mistaken({"steps": ""}, {"steps": ""}),
    mistaken({"steps": "DG", "to_G": True}),
    mistaken({"steps": "DG"}),
    mistaken({"steps": "DG", "clear": "GD", "to_G": True}),
    mistaken({"steps": "DG", "clear": "GD"}, {"clear": "GD"}),
    mistaken({"steps": "DD"}),
    mistaken(in_G={"steps": "GG"}),
    mistaken(in_G={"steps": "GD"}),
    mistaken(in_G={"steps": "DG"}),
    mistaken(in_G={"steps": "GD", "clear": "GD"}),
    mistaken(in_G={"steps": "DG", "clear": "GD"}),
    mistaken({"steps": "DG", "clear": "GD"}, {"steps": "GD", "clear": "GD"}),
    mistaken({"steps": "DG", "clear": "GD", "to_G": True}, {"steps": "GD", "clear": "GD"}),
    mistaken({"steps": ""}, {"steps": "GD"}),
    mistaken({"steps": ""}, {"steps": "DG"}),
    mistaken({"steps": ""}, {"steps": "DG", "clear": "GD"}),
    mistaken({"steps": "G"}, {"steps": "D"}),
)
no_pass_back_through_the_generator = mistaken(in_G={"through": "D"})
NO_GRADIENTS = (  # not there yet, or cleared again
    mistaken({"back": False}),
    mistaken({"back": False}, {"through": ""}),
    mistaken({"clear": "", "late": "D"}),
    mistaken(in_G={"clear": "", "late": "G"}),
    mistaken({"clear": "", "late": "D"}, {"clear": "", "late": "G"}),
)
slopes_swapped = mistaken({"swapped": True})
slopes_in_the_other_order = mistaken({"turned": True})
slopes_swapped_twice = mistaken({"swapped": True, "turned": True})
discriminator_not_cleared = mistaken({"clear": ""})
NOT_CLEARED = (
    mistaken(in_G={"clear": ""}),
    mistaken({"clear": ""}, {"clear": ""}),
    mistaken({"clear": ""}, {"clear": "GD"}),  # too early: then the generator's turn goes through D
)
generator_plays_minimax = mistaken(in_G={"slopes": lambda score: generator_losses(score)[3]})
generator_learns_to_be_found_out = mistaken(in_G={"slopes": lambda score: p(score) / len(score)})
not_through_the_discriminator = mistaken(in_G={"through": "G"})
slopes_for_both_coordinates = mistaken(
    in_G={
        "slopes": lambda score: np.repeat(generator_losses(score)[1][:, None], 2, axis=1),
        "through": "G",
        "flat": True,
    }
)
not_through_the_discriminator_flat = mistaken(in_G={"through": "G", "flat": True})
through_the_generator_first = mistaken(in_G={"through": "GD"})


def real_and_generated_in_two_passes(G, D, move_G, move_D, real, noise, more_noise):
    move_D.zero_grad()
    _, real_slopes, fake_slopes = discriminator_loss(D(real)[:, 0], D(G(noise))[:, 0])
    D.backward(np.concatenate([real_slopes, fake_slopes])[:, None])


def added_for_the_last_pass(G, D, move_G, move_D, real, noise, more_noise):
    """Send real and generated points through D one after the other, and the sum of both slopes back once."""
    move_D.zero_grad()
    _, real_slopes, fake_slopes = discriminator_loss(D(real)[:, 0], D(G(noise))[:, 0])
    D.backward((real_slopes + fake_slopes)[:, None])
    move_D.step()
    turn_of_G((G, D, move_G, move_D, real, noise, more_noise))


def back_through_one_pass_twice(G, D, move_G, move_D, real, noise, more_noise):
    move_D.zero_grad()
    _, real_slopes, fake_slopes = discriminator_loss(D(real)[:, 0], D(G(noise))[:, 0])
    D.backward(fake_slopes[:, None])
    D.backward(real_slopes[:, None])


def all_passes_first(G, D, move_G, move_D, real, noise, more_noise):
    scores, n = D(np.concatenate([real, G(noise)]))[:, 0], len(real)
    D(G(more_noise))
    _, real_slopes, fake_slopes = discriminator_loss(scores[:n], scores[n:])
    D.backward(np.concatenate([real_slopes, fake_slopes])[:, None])


def early_points_made_late(G, D, move_G, move_D, real, noise, more_noise):
    """Send the slopes of more_noise back through G's pass of noise, which came last."""
    turn_of_D((G, D, move_G, move_D, real, noise, more_noise))
    move_G.zero_grad()
    slopes = generator_losses(D(G(more_noise))[:, 0])[1]
    G(noise)
    G.backward(D.backward(slopes[:, None]))
    move_G.step()
