"""The entry checks of the ready-made models: MLP, the players of a GAN, LeNet-5, ResNet."""

from nnlearn import arguments


def check_sizes(caller, sizes):
    """Return the sizes of the layers as a list of ints, or raise."""
    if not isinstance(sizes, list | tuple):
        raise TypeError(f"{caller} expected sizes to be a list of whole numbers, got {arguments.describe(sizes)}")
    if len(sizes) < 2:
        raise ValueError(f"{caller} expected sizes of the inputs and the outputs at least, got {list(sizes)}")
    return [arguments.integer(caller, "sizes", size, low=1) for size in sizes]


def new_layer(caller, activation, kind):
    """Return the layer that `activation` makes, or raise if that is not a module of this kind."""
    if not callable(activation):
        raise TypeError(
            f"{caller} expected activation to be a class such as nn.Tanh, got {arguments.describe(activation)}"
        )
    try:
        layer = activation()
    except TypeError as error:
        raise TypeError(
            f"{caller} expected activation to make a layer when called without arguments, "
            f"got {arguments.describe(activation)}: {error}"
        ) from error
    if not isinstance(layer, kind):
        raise TypeError(f"{caller} expected activation to make a layer, got {arguments.describe(layer)}")
    return layer


def layer_sizes(caller, hidden, **ends):
    """Return the sizes of all layers, the hidden ones between the two ends, or raise and name the wrong one."""
    if not isinstance(hidden, list | tuple):
        raise TypeError(f"{caller} expected hidden to be a list of whole numbers, got {arguments.describe(hidden)}")
    first, last = (arguments.integer(caller, name, size, low=1) for name, size in ends.items())
    return [first, *(arguments.integer(caller, "hidden", size, low=1) for size in hidden), last]


def check_image_sizes(caller, size, channels, width, latent=1):
    """Raise unless these can be the sizes of a GAN's image network."""
    arguments.integer(caller, "latent", latent, low=1)
    if arguments.integer(caller, "size", size, low=4) % 4:
        raise ValueError(f"{caller} expected size to be a multiple of 4, got {size}")
    arguments.integer(caller, "channels", channels, low=1)
    arguments.integer(caller, "width", width, low=1)


def check_lenet(classes, form, size):
    """Raise unless these can be the arguments of LeNet5."""
    arguments.integer("LeNet5", "classes", classes, low=1)
    arguments.choice("LeNet5", "form", form, ("1998", "today"))
    if arguments.integer("LeNet5", "size", size) not in (28, 32):
        raise ValueError(f"LeNet5 expected size 28 or 32, got {size}: nn.Upsample enlarges images")


def check_resnet(blocks, channels, classes):
    """Raise unless these can be the arguments of ResNet."""
    arguments.integer("ResNet", "blocks", blocks, low=1)
    arguments.integer("ResNet", "channels", channels, low=1)
    arguments.integer("ResNet", "classes", classes, low=1)
