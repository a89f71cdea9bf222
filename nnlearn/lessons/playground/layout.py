"""Where everything stands in the playground's picture, in pixels of the page."""

WIDTH, HEIGHT = 640, 542

# On the left the network, or the second run.
LEFT, TOP, NETWORK_WIDTH, NETWORK_HEIGHT = 0, 48, 350, 390  # axes "network"
INPUTS_X, OUTPUT_X = 62, 314  # of their columns
LAYERS_Y, HEADS_Y, UNITS_Y, UNITS_HEIGHT, FACTS_Y = 10, 36, 48, 280, 334  # in these axes
UNIT_PIXELS, BUTTON_PIXELS = 32, 12  # along each side, if there is room
LINES_BAR = (112, 446, 80)  # left, top, width of the colour bar
WORDS_Y = 466  # four lines below it
SECOND_LEFT = 44  # of the large picture of the second run

# On the right the large picture, the losses below it.
SIDE = 260  # of a large picture
PLANE_LEFT, PLANE_TOP = 370, 70
TABS_Y, BAR_Y, LEGEND_Y, CURVES_Y = 48, 352, 370, 388
BAR_WIDTH = 100
LOSS_TOP, LOSS_HEIGHT = 410, 92


def plane(left):
    """Return the place of a large picture: left, top, width, height."""
    return left, PLANE_TOP, SIDE, SIDE


def loss(left):
    """Return the place of the losses below it."""
    return left, LOSS_TOP, SIDE, LOSS_HEIGHT
