"""The last three exercises of lesson 11: the training loop, evaluation, and all of it."""

from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.lessons.pytorch import answers, mistakes_of_loops, own_training, trials

LOOPS = (
    Exercise(
        id="11.4",
        title="The loop",
        reference=answers.train_epoch,
        inputs=answers.sample_batches,
        special=answers.OTHER_EPOCHS,
        run=trials.count_the_calls,
        returns=("calls of backward", "steps of the optimizer", "the loss is a plain number", "loss", "weights"),
        wrong={
            "the gradients are not cleared for every batch": Wrong(
                mistakes_of_loops.zero_grad_forgotten,
                "Gradients accumulate: the second batch steps along the sum of two gradients, the third of three. "
                "What belongs inside the loop?",
            ),
            "backward or step is missing in the loop, or does not reach the weights": Wrong(
                mistakes_of_loops.backward_forgotten,
                "For each batch backward, called on the criterion's own loss, writes the gradients, and step uses "
                "them. While one of the two is missing the weights stay as they are, and nothing complains.",
                also=mistakes_of_loops.LINES_MISSING,
            ),
            "something stands between the model and the criterion": Wrong(
                mistakes_of_loops.softmax_before,
                "The criterion gets what the model returns, as it is. CrossEntropyLoss has a softmax of its own.",
                also=mistakes_of_loops.OTHERS_BEFORE,
            ),
            "step does not find the gradients of its batch": Wrong(
                mistakes_of_loops.cleared_before_the_step,
                "What backward writes is what step reads. So backward comes first, then step, and nothing clears "
                "between the two.",
                also=mistakes_of_loops.OTHER_ORDERS,
            ),
            "it is not the loss before the step that is added up": Wrong(
                mistakes_of_loops.after_the_step,
                "The loss of a batch is the one that backward starts from. Here the model is asked after it has "
                "changed.",
                also=(mistakes_of_loops.after_the_epoch,),
            ),
            "the loss is not a plain number": Wrong(
                mistakes_of_loops.graph_kept,
                "`.item()` makes one of a tensor or an array. Losses that are added up as tensors also keep the graphs "
                "of all batches in memory, unless they are detached.",
                also=mistakes_of_loops.OTHER_TENSORS,
            ),
            "it is not the mean of the examples' losses": Wrong(
                mistakes_of_loops.means_by_examples,
                "The criterion gives the mean of a batch, and the last batch is smaller. How much has each batch to "
                "add to the sum, and how many examples are there in all?",
                also=(mistakes_of_loops.mean_of_means, *mistakes_of_loops.OTHER_SUMS),
            ),
            "a single batch counts in the loss": Wrong(
                mistakes_of_loops.last_loss,
                "The mean over all examples is asked for: add up in the loop, and divide after it.",
                also=mistakes_of_loops.OTHER_LOSSES,
            ),
        },
        hints=(
            "For each batch: forward, gradients, update, and old gradients cleared. In which order?",
            "Clear, loss, backward, step. Add up loss.item() times the batch's number of examples, and count them.",
            "total += loss.item() * len(y); count += len(y); after the loop, the ratio of the two.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.5",
        title="Evaluate",
        reference=answers.evaluate,
        inputs=answers.sample_loader,
        cases=(answers.ALL_RIGHT,),
        special=answers.OTHER_LOADERS,
        run=trials.watch_the_modes,
        returns=(
            "passes in training mode",
            "passes that record a graph",
            "in training mode afterwards",
            "graphs can be recorded afterwards",
            "share",
        ),
        wrong={
            "some or all batches run in training mode": Wrong(
                mistakes_of_loops.eval_forgotten,
                "The model has to be in evaluation mode from the first batch to the last. In training mode dropout "
                "still drops, and batch normalisation uses this batch: the answer depends on luck and on company. "
                "(`model.eval` without brackets switches nothing.)",
                also=mistakes_of_loops.OTHER_MODES,
            ),
            "it stays in evaluation mode": Wrong(
                mistakes_of_loops.left_in_eval,
                "The next epoch would train without dropout. Switch to training at the end, with brackets, before any "
                "return, whatever the mode was in which the model came.",
                also=(mistakes_of_loops.mode_put_back,),
            ),
            "a graph is recorded, or recording stays switched off": Wrong(
                mistakes_of_loops.graph_recorded,
                "Nobody calls backward here, so every pass runs inside `with torch.no_grad():`. What is switched off "
                "with torch.set_grad_enabled(False) stays so, and the next epoch would find no gradient.",
                also=(mistakes_of_loops.never_recorded_again,),
            ),
            "it is the mean of the batches": Wrong(
                mistakes_of_loops.mean_of_batches,
                "The last batch is smaller. Count what is right and what there is, and divide once.",
            ),
            "the largest logit is not looked for in each row": Wrong(
                mistakes_of_loops.wrong_axis,
                "Each row is one example: its largest logit is along dim=1.",
                also=mistakes_of_loops.OTHER_AXES,
            ),
            "it is not the number of right answers divided by that of examples": Wrong(
                mistakes_of_loops.counted_not_shared,
                "A share lies between 0 and 1: right answers of all batches over examples of all batches. Batches may "
                "differ in size.",
                also=mistakes_of_loops.OTHER_SCORES,
            ),
            "something other than the place of the largest logit is compared": Wrong(
                mistakes_of_loops.largest_not_its_place,
                "A label is an index, so compare it with the index of the largest logit: max gives values and indices, "
                "argmax the indices alone.",
                also=mistakes_of_loops.OTHER_GUESSES,
            ),
            "a single batch is counted": Wrong(
                mistakes_of_loops.one_batch,
                "Each batch adds its right answers to a sum, which begins at 0 before the loop and is used after it.",
                also=mistakes_of_loops.OTHER_BATCHES,
            ),
        },
        hints=(
            "Three things around the loop: the mode before, the mode afterwards, and no graph in between.",
            "model.eval(); with torch.no_grad(): the loop; model.train(). Count right answers over all batches.",
            "right += (model(batch).argmax(dim=1) == labels).sum().item(), and count += len(labels).",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.6",
        title="All of it, with an optimizer of your own",
        target="at least 96 % of 449 unseen digits read, on average over three seeds, without torch.optim",
        measure=own_training.measure_training,
        hints=(
            "First make it work with torch.optim.SGD, then write the optimizer: it holds parameters and velocities.",
            "step: each parameter has a velocity of its own, gets its gradient added to it, and moves against it. In "
            "place, and under which context?",
            "32 hidden units, batches of 32, momentum 0.9: start with a rate between 0.01 and 0.1 and ten epochs.",
        ),
        seconds=300,
    ),
)
