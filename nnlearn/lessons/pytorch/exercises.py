"""The exercises and quizzes of lesson 11: PyTorch and the GPU."""

from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.lessons.pytorch import answers, mistakes, trials

EXERCISES = (
    Exercise(
        id="11.1",
        title="Four messages",
        reference=answers.ready,
        cases=answers.MODELS,
        inputs=answers.sample_pictures,
        samples=2,
        run=trials.run_the_line,
        returns=("shape of x", "the model", "loss"),
        tolerance=1e-4,
        wrong={
            "the pictures stay float64": Wrong(
                mistakes.float64_kept,
                "NumPy makes float64 by itself. Which dtype has the model, and where can you ask it?",
            ),
            "float32 is written into the code": Wrong(
                mistakes.float32_written,
                "That suits most models. This one computes in float64: take the dtype from its parameters.",
            ),
            "the pictures keep their rows and columns": Wrong(
                mistakes.not_flattened,
                "A linear layer multiplies the last axis. Yours has 8 numbers, where the weights expect 64.",
            ),
            "the labels are not whole numbers": Wrong(
                mistakes.labels_not_whole,
                "Class labels are indices: cross-entropy picks the logit of that number. PyTorch calls int64 Long.",
            ),
            "the device is forgotten": Wrong(
                mistakes.device_forgotten,
                "A product needs both of its parts in one place. Move pictures and labels to where the weights are.",
            ),
            "the model is changed, not the data": Wrong(
                mistakes.model_changed,
                "The model belongs to the caller, and an optimizer may already hold its parameters. Convert the data.",
            ),
        },
        hints=(
            "Each message names two things that should be equal. Change the data, one message at a time.",
            "next(model.parameters()) is a weight; it has a .dtype and a .device. Labels are torch.int64.",
            "torch.from_numpy(pictures).reshape(len(pictures), -1), then .to(weight.device, weight.dtype).",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.2",
        title="A Module",
        reference=answers.network,
        cases=(answers.THREE_LAYERS,),
        inputs=answers.sample_sizes,
        run=trials.use_module,
        returns=("shapes of the parameters", "the same answer twice", "output"),
        tolerance=1e-4,
        wrong={
            "super().__init__() is not called": Wrong(
                mistakes.init_not_called,
                "The Module's own __init__ makes the place where parameters are noted. It comes first in yours.",
            ),
            "self. is missing": Wrong(
                mistakes.self_forgotten,
                "A name without self. is gone when __init__ ends. Put the layers into self.layers.",
            ),
            "the layers are in a plain list": Wrong(
                mistakes.plain_list,
                "A Module looks for layers in its attributes, not inside lists: parameters() is empty, and nothing "
                "will be trained. torch.nn has a list of its own.",
            ),
            "the layers are made in forward": Wrong(
                mistakes.layers_made_in_forward,
                "Each call then makes new random weights, and the optimizer never sees them. Make layers in __init__.",
            ),
            "a softmax comes last": Wrong(
                mistakes.softmax_at_the_end,
                "CrossEntropyLoss contains the softmax and expects logits. Applied twice, it flattens probabilities.",
            ),
            "the last layer has a ReLU": Wrong(
                mistakes.relu_at_the_end, "A logit may be negative: no activation after the last layer."
            ),
        },
        hints=(
            "Layers are made in __init__, once for each pair of neighbouring sizes, and used in forward.",
            "A list of layers that a Module finds is torch.nn.ModuleList([...]). Sequential would do as well.",
            "forward: for layer in self.layers[:-1]: x = torch.relu(layer(x)); then the last layer alone.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.3",
        title="A data set",
        reference=answers.Digits,
        inputs=answers.sample_digits,
        run=trials.through_a_loader,
        returns=("dtypes", "shape of a picture", "shape of a label", "pixels", "labels", "pairs that belong together"),
        tolerance=1e-5,
        wrong={
            "the length is that of a picture": Wrong(
                mistakes.LengthOfAPicture,
                "len(data) is the number of examples. Yours is the number of pixels, so some examples never come up.",
            ),
            "the pictures are float64": Wrong(
                mistakes.Float64Kept,
                "The loader keeps the dtype that NumPy made. The first layer will refuse it: make it float32.",
            ),
            "the pixels are not scaled": Wrong(mistakes.NotScaled, "They go from 0 to 16 and should go from 0 to 1."),
            "a label is an array of one": Wrong(
                mistakes.LabelInABox,
                "A batch of labels then has shape (N, 1), which cross-entropy refuses. One example has one number.",
            ),
            "pictures are shuffled and labels are not": Wrong(
                mistakes.ShuffledAlone,
                "Every picture has somebody else's label now, and no error says so. The loader shuffles both for you.",
            ),
            "every example is the whole table": Wrong(
                mistakes.EverythingEachTime, "data[i] is one example: picture i and label i."
            ),
        },
        hints=(
            "Keep x and y in __init__. The length is the number of examples; an example is a pair.",
            "astype(np.float32) makes the dtype; int(...) makes a label a plain number.",
            "__getitem__ returns (self.x[i] / 16) as float32 and the i-th label as an int.",
        ),
        seconds=60,
    ),
    Exercise(
        id="11.4",
        title="The loop",
        reference=answers.train_epoch,
        inputs=answers.sample_batches,
        run=trials.count_the_calls,
        returns=("calls of backward", "steps of the optimizer", "the loss is a plain number", "loss", "weights"),
        wrong={
            "zero_grad is forgotten": Wrong(
                mistakes.zero_grad_forgotten,
                "Gradients accumulate: the second batch steps along the sum of two gradients, the third of three.",
            ),
            "backward is forgotten": Wrong(
                mistakes.backward_forgotten,
                "Without it no parameter has a gradient, and the optimizer passes over all of them in silence.",
            ),
            "step is forgotten": Wrong(
                mistakes.step_forgotten, "The gradients are there, and nothing uses them: the weights stay as they are."
            ),
            "the gradients are cleared before the step": Wrong(
                mistakes.cleared_before_the_step,
                "Then the optimizer finds nothing to do. Clear before backward, or after the step.",
            ),
            "it is the mean of the batches": Wrong(
                mistakes.mean_of_means,
                "The last batch is smaller, so its examples count for more. Weigh each batch by how many it has.",
            ),
            "the loss still has its graph": Wrong(
                mistakes.graph_kept,
                "A sum of such losses keeps the graphs of all batches in memory. `.item()` gives the plain number.",
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
        run=trials.watch_the_modes,
        returns=("passes in training mode", "passes that record a graph", "in training mode afterwards", "share"),
        wrong={
            "eval is never called": Wrong(
                mistakes.eval_forgotten,
                "Dropout still drops, and batch normalisation uses mean and variance of this batch: the answer depends "
                "on luck and on company.",
            ),
            "it stays in evaluation mode": Wrong(
                mistakes.left_in_eval, "The next epoch would train without dropout. Switch back at the end."
            ),
            "a graph is recorded": Wrong(
                mistakes.graph_recorded, "Nobody calls backward here. torch.no_grad() saves the time and the memory."
            ),
            "it is the mean of the batches": Wrong(
                mistakes.mean_of_batches,
                "The last batch is smaller. Count what is right and what there is, and divide once.",
            ),
            "the largest is taken over the batch": Wrong(
                mistakes.wrong_axis, "Each row is one example: its largest logit is along dim=1."
            ),
            "it is a count, not a share": Wrong(mistakes.counted_not_shared, "Divide by the number of examples."),
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
        target="96 % of 449 unseen digits read, on average over five seeds, without torch.optim",
        measure=trials.measure_training,
        hints=(
            "First make it work with torch.optim.SGD, then write the optimizer: it holds parameters and velocities.",
            "step: for each parameter v = mu * v + p.grad, then p -= lr * v, in place, and under torch.no_grad().",
            "32 hidden units, batches of 32, momentum 0.9 and a rate of 0.05 need about ten epochs.",
        ),
        seconds=300,
    ),
)

QUIZZES = (
    Quiz(
        "11.predict",
        Question(
            "A network 2-16-16-1 is trained on 200 points. Where does a step take the least time?",
            (
                ("A large GPU.", "Look at the left end of its line: what does it cost before anything is computed?"),
                ("PyTorch on the CPU.", "Close. What does it do in each step that NumPy does not?"),
                ("NumPy on the CPU.", "Small products are done before a GPU has started."),
            ),
            answer="c",
        ),
        answered_in="On a GPU",
    ),
    Quiz(
        "11.recall",
        Question(
            "Two batches: forward and backward for each, no zero_grad in between. What is in a weight's grad?",
            (
                ("The gradient of the second batch.", "backward adds to what is there."),
                ("The sum of both gradients.", "Each batch has a graph of its own, and both add into the same grad."),
                ("Nothing: the second backward raises an error.", "Only a second walk through the same graph does."),
            ),
            answer="b",
        ),
        Question(
            "A network with dropout reads the same digit twice and gives two different answers. What was forgotten?",
            (
                ("model.eval().", "In training mode dropout leaves out other units each time."),
                ("torch.no_grad().", "It only stops the recording: dropout still drops."),
                ("optimizer.zero_grad().", "Reading a digit uses no gradient."),
            ),
            answer="a",
        ),
        Question(
            "A batch of one, a layer of width 4096. Why does even a GPU spend most of its time on something other than "
            "computing?",
            (
                ("It waits for Python.", "A call costs tens of microseconds; reading these weights takes longer."),
                ("It computes too slowly.", "In that time it could compute dozens of times as many products."),
                ("It reads the weights from memory.", "Each of 16 million weights is read for a single product."),
            ),
            answer="c",
        ),
    ),
)
