"""Exercises 22.3 and 22.5: the losses of a denoising and of a variational autoencoder, with their slopes."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.autoencoders import answers, inputs
from nnlearn.lessons.autoencoders import mistakes_in_losses as mistakes

EXERCISES_IN_LOSSES = (
    Exercise(
        id="22.3",
        title="Clean what was spoiled",
        reference=answers.denoising_step,
        inputs=inputs.sample_step,
        special=inputs.STEPS,
        returns=("loss", "dL/dW", "dL/dD"),
        wrong={
            "the target is not the clean picture": Wrong(
                mistakes.target_spoiled,
                "If the network hands its input on unchanged, its loss is the noise. With what do you compare what "
                "comes out?",
                also=mistakes.TARGETS,
            ),
            "the input is not x + noise times normal numbers": Wrong(
                mistakes.not_spoiled,
                "Spoil the input before it is encoded: to every pixel is added a number of `rng.standard_normal`, "
                "times `noise`.",
                also=mistakes.OTHER_NOISE,
            ),
            "the noise is the same in several places": Wrong(
                mistakes.one_noise_for_all,
                "Every pixel of every picture gets a number of its own: as many draws as x has numbers. What shape do "
                "you draw?",
                also=mistakes.ONE_NOISE,
            ),
            "the spoiled picture is clipped": Wrong(
                mistakes.clipped, "Nothing is cut off here: what leaves the range from 0 to 1 stays as it is."
            ),
            "the gradient of W reads the clean picture": Wrong(
                mistakes.clean_in_the_gradient,
                "W met the spoiled picture on the way forward, so its gradient is made of that one.",
            ),
            "loss or slopes are not divided by the number of all pixels": Wrong(
                mistakes.per_picture,
                "The loss is a mean over all pixels of all pictures. If every pixel is off by 1, it is 1, and the "
                "slopes are divided by the same number.",
                also=(*mistakes.OTHER_MEANS, mistakes.slope_not_divided, mistakes.slope_per_picture),
            ),
            "the slope of the square is not 2 (p - x)": Wrong(
                mistakes.no_factor,
                "The derivative of (p - x) squared with respect to p is 2 (p - x): are the 2 and the sign there? "
                "Compare your gradient with the difference quotient of your loss.",
                also=(mistakes.uphill,),
            ),
            "the two gradients are exchanged": Wrong(
                mistakes.gradients_exchanged, "First dL/dW with the shape of W, then dL/dD with the shape of D."
            ),
        },
        hints=(
            "Forward: spoil, then z = spoiled times the transpose of W, then p = z times the transpose of D. The error "
            "e is p - x.",
            "The slope at p is 2 e / (all numbers of x). Two dense layers without bias: lesson 09 has their gradients.",
            "dL/dD = g_p.T @ z; on to the code, g_p @ D; and dL/dW is the transpose of that times the spoiled "
            "pictures.",
        ),
    ),
    Exercise(
        id="22.5",
        title="The loss of a VAE",
        reference=answers.vae_loss,
        inputs=inputs.sample_vae,
        special=inputs.VAES,
        returns=("loss", "dL/dm", "dL/ds"),
        wrong={
            "the KL is averaged over the numbers of the code": Wrong(
                mistakes.kl_averaged,
                "Each number of the code has its own price, and the prices of a picture add up. Averaged, a code of "
                "eight numbers pays an eighth.",
            ),
            "the cross-entropy is averaged over the pixels": Wrong(
                mistakes.entropy_averaged,
                "The probability of a picture is the product over its pixels, so their logarithms add up. Averaged "
                "over 64 pixels, the picture counts a sixty-fourth beside the KL.",
                also=(mistakes.both_averaged,),
            ),
            "the draw is not scaled by the standard deviation": Wrong(
                mistakes.deviation_for_log,
                "s is the logarithm of the variance, so the standard deviation is the root of e to the s. With s = 0 "
                "it is 1, with s = 2 it is 2.72.",
                also=(*mistakes.DRAWS, mistakes.log_deviation),
            ),
            "the KL has another sign or size": Wrong(
                mistakes.kl_subtracted,
                "For m = 0 and s = 0 the KL is 0, for m = 1 and s = 0 it is 0.5, and it is never negative. It is added "
                "to the loss.",
                also=(*mistakes.KL_SLIPS, mistakes.kl_sign_of_s),
            ),
            "it is not the mean over the pictures": Wrong(
                mistakes.summed,
                "Give every picture twice: the loss stays, and the slopes are halved. What happens to yours?",
                also=(mistakes.otherwise_averaged,),
            ),
            "a path to m or s is missing": Wrong(
                mistakes.only_the_picture,
                "m and s act twice: through the picture that is decoded, and through the KL. Both slopes add up, for "
                "either of them.",
                also=mistakes.ONE_PATH,
            ),
            "a factor in the slope of s is not right": Wrong(
                mistakes.half_missing,
                "Change s by a little: the draw e to the s/2 changes by half of itself, and the KL by (e to the s - 1) "
                "/ 2. Compare with the difference quotient of your loss.",
                also=mistakes.SLOPES_OF_S,
            ),
            "the cross-entropy of large scores is not right": Wrong(
                mistakes.overflows,
                "At a score of 1,000 sigma is 1, and log(1 - sigma) is minus infinity, or what clipping makes of it. "
                "Lesson 05 wrote the cross-entropy in scores: max(a, 0) - a x + log(1 + e to the -|a|).",
                any_value=True,
            ),
        },
        hints=(
            "Forward: z, the scores a, the cross-entropy of each pixel in a form that stands large scores, the KL of "
            "each number of the code. Sum within a picture, mean over pictures.",
            "The slope at a score is (sigma(a) - x) / n. Through D it comes to z; call it g_z.",
            "dL/dm = g_z + m / n. dL/ds has g_z times how z changes with s, and the slope of the KL over n.",
        ),
    ),
)
