"""Exercises 26.3 to 26.5: the game, the measure of how it went, and settings with which it goes well."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.gans import answers, mistakes_in_coverage, mistakes_in_play

EXERCISES_IN_PLAY = (
    Exercise(
        id="26.3",
        title="One step of the game",
        reference=answers.play,
        inputs=answers.sample_game,
        special=answers.SmallGame(),
        run=answers.watched,
        returns=answers.MOVES,
        wrong={
            "the discriminator's loss reaches the generator": Wrong(
                mistakes_in_play.loss_goes_into_the_generator,
                "In the discriminator's turn the generated points are data; PyTorch has .detach() for that. Here: no "
                "G.backward before the generator's own turn, or clear its gradients after it.",
            ),
            "a player's step is missing, superfluous or in the wrong place": Wrong(
                mistakes_in_play.discriminator_stays,
                "Each optimizer takes one step in a call, in its own player's turn; the other player stays as it is, "
                "although gradients reach it. First the discriminator has its turn, and the generator then meets a "
                "discriminator that has moved. Who moves in your turns, and when?",
                also=mistakes_in_play.STEPS,
            ),
            "a player moves with gradients of 0": Wrong(
                mistakes_in_play.no_pass_back_through_the_generator,
                "A player's gradients must be there when its optimizer takes the step: is its backward pass missing, "
                "does it come after the step, or does zero_grad stand between the two? The generator gets its own from "
                "G.backward; D.backward alone does not reach it.",
                also=mistakes_in_play.NO_GRADIENTS,
            ),
            "real and generated are swapped": Wrong(
                mistakes_in_play.slopes_swapped,
                "The slopes must stand in the same order as the points in the batch, the real ones with the real "
                "points. Which of your scores and slopes belong to the real points?",
                also=(mistakes_in_play.slopes_in_the_other_order, mistakes_in_play.slopes_swapped_twice),
            ),
            "old gradients are still there when a player moves": Wrong(
                mistakes_in_play.discriminator_not_cleared,
                "Gradients add up until they are cleared, and the generator's turn leaves some in both players. What "
                "is still there when `play` is called for the second time?",
                also=mistakes_in_play.NOT_CLEARED,
            ),
            "the generator plays with another loss": Wrong(
                mistakes_in_play.generator_plays_minimax,
                "In its own turn the generator takes the slopes of the non-saturating loss, which falls when its "
                "scores rise. In which place does `generator_losses` return them?",
                also=(mistakes_in_play.generator_learns_to_be_found_out,),
            ),
            "the generator's slopes do not go through the discriminator": Wrong(
                mistakes_in_play.not_through_the_discriminator,
                "dL/dz has one number for each score; G.backward takes dL/dx, one for each coordinate of a point. Who "
                "turns one into the other?",
                also=(
                    mistakes_in_play.not_through_the_discriminator_flat,
                    mistakes_in_play.through_the_generator_first,
                    mistakes_in_play.slopes_for_both_coordinates,
                ),
            ),
            "what goes into D.backward or G.backward does not fit the player's last forward pass": Wrong(
                mistakes_in_play.real_and_generated_in_two_passes,
                "A layer keeps one forward pass, the last, for one backward pass: what went through D last, or through "
                "G, and whose slopes go back? Real and generated points can go in one batch, each with its own slope, "
                "in the same order. And between G(more_noise) and G.backward nothing else may go through G.",
                also=(
                    mistakes_in_play.early_points_made_late,
                    mistakes_in_play.added_for_the_last_pass,
                    mistakes_in_play.back_through_one_pass_twice,
                    mistakes_in_play.all_passes_first,
                ),
            ),
        },
        hints=(
            "Two turns. In each: clear the gradients, go forward, go backward from the slopes, take one step of one "
            "optimizer.",
            "Turn 1: real points and G(noise) in one batch, so that D goes forward and back once. Turn 2: the slopes "
            "go through D.backward, and what it returns goes into G.backward.",
            "scores = D(np.concatenate([real, G(noise)]))[:, 0]; D.backward(np.concatenate([a, b])[:, None]); "
            "move_D.step(). Then z = D(G(more_noise))[:, 0]; G.backward(D.backward(slopes[:, None])); move_G.step().",
        ),
    ),
    Exercise(
        id="26.4",
        title="Mode coverage",
        reference=answers.coverage,
        inputs=answers.sample_cloud,
        special=answers.CLOUDS,
        returns=("modes captured", "share of points on a mode"),
        wrong={
            "points far from every mode count as well": Wrong(
                mistakes_in_coverage.reach_not_used,
                "Every point has a nearest mode, but that may be far away. Leave out points beyond reach.",
            ),
            "one point is enough": Wrong(
                mistakes_in_coverage.one_point_is_enough,
                "A single stray point does not capture a mode: count the points, and compare with least.",
                also=(mistakes_in_coverage.one_point_in_reach_is_enough,),
            ),
            "a point in reach of two modes does not count for the nearer one alone": Wrong(
                mistakes_in_coverage.every_mode_in_reach,
                "Where two modes are close, one point must not count twice. It belongs to the nearest mode, wherever "
                "that stands in the list.",
                also=(mistakes_in_coverage.first_mode_in_reach, mistakes_in_coverage.last_mode_in_reach),
            ),
            "more than least is required": Wrong(
                mistakes_in_coverage.more_than_least, "A mode with exactly least points is captured."
            ),
            "points are counted, not modes": Wrong(
                mistakes_in_coverage.points_counted,
                "How many modes have enough points? The answer cannot be larger than the number of modes.",
                also=(mistakes_in_coverage.points_of_the_captured_counted,),
            ),
            "the share is not that of all points": Wrong(
                mistakes_in_coverage.share_of_the_captured_modes,
                "The share counts every point on a mode, whether or not that mode has enough of them, and is divided "
                "by the number of all points.",
                also=(
                    mistakes_in_coverage.share_of_the_modes,
                    mistakes_in_coverage.share_of_the_points_on_a_mode,
                    mistakes_in_coverage.points_for_each_mode,
                    mistakes_in_coverage.captured_for_each_point,
                ),
            ),
            "it is not the distance that is compared": Wrong(
                mistakes_in_coverage.squared_distances,
                "How far is the point (3, 4) from a mode at the origin, in your table? It should be 5, the square root "
                "of the sum of the squares, and reach is compared with it as it is.",
                also=(
                    mistakes_in_coverage.sums_of_both_axes,
                    mistakes_in_coverage.each_axis_by_itself,
                    mistakes_in_coverage.one_axis_only,
                ),
            ),
            "each mode looks for a point near it": Wrong(
                mistakes_in_coverage.nearest_point_of_each_mode,
                "It is the points that look for their nearest mode. In a table with a row for each point and a column "
                "for each mode, along which axis is the smallest distance of a point?",
                also=(mistakes_in_coverage.modes_with_a_near_point,),
            ),
        },
        hints=(
            "All you need is a table of distances, with a row for each point and a column for each mode.",
            "np.linalg.norm(x[:, None] - modes, axis=2) is that table; argmin(axis=1) names the nearest mode.",
            "Keep the nearest where min(axis=1) <= reach; the share is their number divided by len(x). For the modes, "
            "sum np.bincount(nearest, minlength=len(modes)) >= least.",
        ),
    ),
    Exercise(
        id="26.5",
        title="Capture all eight",
        target="with a generator that learns too fast, at least 7 of 8 modes captured and 70 % of the points on a "
        "mode, on average over three starts",
        measure=answers.measure_settings,
        seconds=200.0,
        hints=(
            "The discriminator must keep up. How could you make it faster?",
            "A larger rate, more turns, or a more forgiving loss: try them one at a time, in the explorer.",
            "Two turns of the discriminator for each of the generator's are a beginning. Its rate may lie on either "
            "side of the generator's 0.006, within a factor of 3.",
        ),
    ),
)
