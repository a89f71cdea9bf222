"""The exercises and quizzes of lesson 26: generative adversarial networks."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.gans import answers, mistakes, mistakes_in_losses, mistakes_in_play
from nnlearn.lessons.gans.quizzes import QUIZZES

__all__ = ["EXERCISES", "QUIZZES"]

EXERCISES = (
    Exercise(
        id="26.1",
        title="The discriminator's loss",
        reference=answers.discriminator_loss,
        inputs=answers.sample_scores,
        special={"scores of 800": answers.SURE},
        returns=("loss", "slopes of the real scores", "slopes of the generated scores"),
        tolerance=1e-4,  # float32 will do
        wrong={
            "all scores are treated alike": Wrong(
                mistakes.all_like_real,
                "A high score is good for a real point and bad for a generated one. In which term does the minus of "
                "the score, or the 1 - σ, stand?",
                also=(mistakes.all_like_fake,),
            ),
            "real and generated are swapped": Wrong(
                mistakes.real_and_fake_swapped,
                "A real score of 5 is right, so it should cost next to nothing. What does it cost in your version?",
            ),
            "the means are not as in the formula": Wrong(
                mistakes.one_mean_over_all,
                "The formula has two means: one over the n real scores, one over the m generated ones. Each of them, "
                "and each of the slopes, is divided by its own number.",
                also=(
                    mistakes.sums,
                    mistakes.both_by_the_number_of_real,
                    mistakes.both_by_the_number_of_fake,
                    mistakes.each_by_the_other_number,
                ),
            ),
            "signs are flipped": Wrong(
                mistakes.slopes_uphill,
                "Both terms of the loss are costs, above 0. A higher real score makes the loss smaller, so its slope "
                "is negative. What does a higher generated score do?",
                also=(mistakes.one_term_uphill, mistakes.other_term_uphill),
            ),
            "large scores overflow, or are clipped": Wrong(
                mistakes.exponential_overflows,
                "A real score of -800 costs 800. np.exp(800) is infinite, and clipping, or a small number in the "
                "logarithm, changes the cost. np.logaddexp(0, a) computes log(exp(0) + exp(a)) for any a.",
                also=(
                    mistakes.exponential_overflows_in_the_slopes,
                    mistakes.clipped(1e-7),
                    mistakes.padded(1e-8),
                    mistakes.clipped_scores(30.0),
                ),
                any_value=True,
            ),
            "a factor of the chain rule is missing": Wrong(
                mistakes.slope_of_the_sigmoid,
                "A score goes through the sigmoid, then through the logarithm, and the slopes of the two are "
                "multiplied. Before 1/n, a real score of 0 has the slope -1/2. What is yours?",
                also=(mistakes.slope_of_the_logarithm,),
            ),
            "the sigmoid is left out": Wrong(
                mistakes.no_sigmoid,
                "A score may be any number, -3 or 800; its sigmoid is the probability. Where does yours stand for one "
                "as it is?",
                also=(mistakes.scores_for_probabilities, mistakes.scores_by_themselves),
            ),
            "a part of the logarithm is missing": Wrong(
                mistakes_in_losses.without_the_large_part,
                "log(1 + exp(a)) is max(a, 0) + log(1 + exp(-|a|)). A generated score of 5 costs 5.007, and one of 0 "
                "costs 0.693. What do they cost in your version?",
                also=(mistakes_in_losses.without_the_small_part,),
            ),
        },
        hints=(
            "Both terms are log(1 + exp(a)), with a = -z for a real score z and a = z for a generated one.",
            "The slope of log(1 + exp(a)) is σ(a) = 1/(1 + exp(-a)); do not forget the inner derivative and the mean.",
            "np.logaddexp(0, -real).mean() + ...; slopes -σ(-real)/n and σ(fake)/m, with σ(a) as (1 + np.tanh(a/2))/2.",
        ),
    ),
    Exercise(
        id="26.2",
        title="Two losses for the generator",
        reference=answers.generator_losses,
        inputs=answers.sample_fake,
        special={"scores of 900 and -900": answers.FOUND_OUT},
        returns=("non-saturating loss", "non-saturating slopes", "minimax loss", "minimax slopes"),
        tolerance=1e-4,
        wrong={
            "minimax is taken with the discriminator's sign": Wrong(
                mistakes.minimax_of_the_discriminator,
                "What the discriminator loses, the generator wins: its minimax loss is the mean of log(1 - p), without "
                "another minus.",
            ),
            "both have the same slopes": Wrong(
                mistakes.same_slopes,
                "Where the score is far below zero, one of the two is flat. Which?",
                also=(mistakes.same_slopes_of_minimax,),
            ),
            "one loss stands in the other's place": Wrong(
                mistakes.losses_exchanged,
                "First comes the non-saturating loss with its slopes, then the minimax loss with its own; they are two "
                "formulas, and neither is minus the other.",
            ),
            "sums are taken in place of means": Wrong(
                mistakes.generator_sums, "Both losses are means over n points, and each slope is that of a mean."
            ),
            "the generator wants to be found out": Wrong(
                mistakes.wants_to_be_found_out,
                "The generator wants high scores: both losses must fall when a score rises.",
            ),
            "a factor of the chain rule is missing": Wrong(
                mistakes.generator_slope_of_the_sigmoid,
                "A score goes through the sigmoid, then through the logarithm, and the slopes of the two are "
                "multiplied. Before 1/n, a score of 0 has the slope -1/2 in both losses. What is yours?",
                also=(mistakes.generator_slope_of_the_logarithm,),
            ),
            "large scores overflow, or are clipped": Wrong(
                mistakes.generator_overflows,
                "In the first loss a score of -900 costs 900. σ of it is 0 and np.exp(900) infinite; clipping, or a "
                "small number in the logarithm, changes the cost. np.logaddexp(0, a) is log(1 + exp(a)) for any a.",
                also=(
                    mistakes.generator_clipped(1e-7),
                    mistakes.generator_padded(1e-8),
                    mistakes.generator_clipped_scores(30.0),
                ),
                any_value=True,
            ),
            "a part of the logarithm is missing": Wrong(
                mistakes_in_losses.generator_without_the_large_part,
                "log(1 + exp(a)) is max(a, 0) + log(1 + exp(-|a|)). In the first loss a score of -5 costs 5.007, and "
                "one of 0 costs 0.693. What do they cost in your version?",
                also=(mistakes_in_losses.generator_without_the_small_part,),
            ),
        },
        hints=(
            "-log σ(z) = log(1 + exp(-z)), and log(1 - σ(z)) = log σ(-z) = -log(1 + exp(z)).",
            "Differentiate each: the first gives -σ(-z), the second -σ(z); both are means.",
            "np.logaddexp(0, -fake).mean(), -σ(-fake)/n, -np.logaddexp(0, fake).mean(), -σ(fake)/n.",
        ),
    ),
    Exercise(
        id="26.3",
        title="One step of the game",
        reference=answers.play,
        inputs=answers.sample_game,
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
            "gradients are not cleared": Wrong(
                mistakes_in_play.discriminator_not_cleared,
                "Gradients add up until they are cleared, and the generator's turn leaves some in both players. What "
                "is still there when `play` is called for the second time?",
                also=(mistakes_in_play.generator_not_cleared, mistakes_in_play.never_cleared),
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
            "what goes into D.backward does not belong to D's last forward pass": Wrong(
                mistakes_in_play.real_and_generated_in_two_passes,
                "A layer keeps one forward pass, the last, for one backward pass: which points went through D last, "
                "and whose slopes go back? Real and generated points can go in one batch; each of them has its own "
                "slope, in the same order.",
                also=(
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
        special={
            "modes that lie close together, one with exactly `least` points": answers.CROWDED,
            "points at a distance of exactly `reach`": answers.AT_REACH,
            "points of which none lies on a mode": answers.NOWHERE,
        },
        returns=("modes captured", "share of points on a mode"),
        wrong={
            "points far from every mode count as well": Wrong(
                mistakes.reach_not_used,
                "Every point has a nearest mode, but that may be far away. Leave out points beyond reach.",
            ),
            "one point is enough": Wrong(
                mistakes.one_point_is_enough,
                "A single stray point does not capture a mode: count the points, and compare with least.",
            ),
            "a point counts for every mode in reach": Wrong(
                mistakes.every_mode_in_reach,
                "Where two modes are close, one point must not count twice. It belongs to the nearest one.",
            ),
            "more than least is required": Wrong(
                mistakes.more_than_least, "A mode with exactly least points is captured."
            ),
            "points are counted, not modes": Wrong(
                mistakes.points_counted,
                "How many modes have enough points? The answer cannot be larger than the number of modes.",
                also=(mistakes.points_of_the_captured_counted,),
            ),
            "the share is not that of all points": Wrong(
                mistakes.share_of_the_captured_modes,
                "The share counts every point on a mode, whether or not that mode has enough of them, and is divided "
                "by the number of all points.",
                also=(
                    mistakes.share_of_the_modes,
                    mistakes.share_of_the_points_on_a_mode,
                    mistakes.points_for_each_mode,
                ),
            ),
            "it is not the distance that is compared": Wrong(
                mistakes.squared_distances,
                "How far is the point (3, 4) from a mode at the origin, in your table? It should be 5: the square root "
                "of the sum of the squares.",
                also=(mistakes.sums_of_both_axes, mistakes.each_axis_by_itself),
            ),
            "each mode looks for its nearest point": Wrong(
                mistakes.nearest_point_of_each_mode,
                "It is the points that look for their nearest mode. In a table with a row for each point and a column "
                "for each mode, along which axis is the smallest distance of a point?",
                also=(mistakes.modes_with_a_near_point,),
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
