"""A loss surface in 3-D that can be turned: drawn once per angle, so that what moves on it costs little."""

import numpy as np
from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from nnlearn.plots.landscape import below
from nnlearn.plots.style import FAINT, PAPER

HIGH = 1.0  # the height of the model; its ground is the square from -1 to 1
ROOM = 1.46  # from the middle of the ground to its corners, and a little more
TILTS = (10, 65)  # degrees above the horizon
LIGHT = np.array([-0.55, -0.35, 0.75]) / np.linalg.norm([-0.55, -0.35, 0.75])  # from the reader's left
TURNS = {"j": (-10, 0), "l": (10, 0), "i": (0, 5), "k": (0, -5)}  # what keys do, in degrees
DRAG = np.array([140, 60])  # degrees for a drag as long as the axes are wide
PAGE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
WALL = to_rgba("#EFEFEF")
MARCH = np.linspace(0, 2.9, 59)[1:]  # along the line to the eye, until it has left the ground


class Relief(Artist):
    """A surface over a plane, seen from any side without perspective, as a model cut out of paper.

    The surface is kept as pixels until it or the angle changes. Lines and markers on it are ordinary artists in the
    same axes: `project` says where a place of the surface is seen, and `hidden` whether a hill stands in front of it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Gets the limits that the model needs, at one scale in both directions.
    cmap : str or matplotlib.colors.Colormap
        Colours of the tints 0 to 1.

    Attributes
    ----------
    turn, tilt : float
        Where the eye is, in degrees: around the model, 0 at the end of the first axis and 90 at that of the second; and
        above the horizon.

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> picture = Picture(200, 200)
    >>> relief = Relief(picture.axes("relief", 0, 0, 200, 200), "viridis")
    >>> _ = picture.moving(relief)
    >>> along = np.linspace(-2, 2, 21)
    >>> relief.put((along, along), along**2 + along[:, None] ** 2)
    >>> relief.look(turn=0, tilt=30)
    >>> nearest, farthest = relief.project([[2, 0], [-2, 0]])
    >>> bool(nearest[1] < farthest[1])
    True
    """

    zorder = 2

    def __init__(self, ax, cmap):
        super().__init__()
        self.ax, self.cmap = ax, colormaps.get_cmap(cmap)
        self.turn, self.tilt = -60.0, 40.0
        ax.set_axis_off()
        _, _, width, height = ax.get_position().bounds
        wide, high = ax.figure.get_size_inches()
        share = height * high / (width * wide)
        reach = ROOM * max(1, 1 / share)
        ax.set(xlim=(-reach, reach), ylim=(-reach * share, reach * share))
        self._pixels, self._drawn = None, None

    def put(self, axes, heights, tints=None):
        """Show a surface.

        Parameters
        ----------
        axes : pair of arrays of shape (columns,) and (rows,)
            Increasing.
        heights : array of shape (rows, columns)
            Finite; the model is as high as their range, whatever its unit.
        tints : array of shape (rows, columns), optional
            Share of the map of colours, 0 to 1; without them, that of the height.
        """
        self.x, self.y = (np.asarray(axis, float) for axis in axes)
        low, high = np.min(heights), np.max(heights)
        self.z = HIGH * (heights - low) / max(high - low, 1e-12)
        tints = self.z / HIGH if tints is None else tints
        corners = [tints[:-1, :-1], tints[1:, :-1], tints[:-1, 1:], tints[1:, 1:]]
        self._faces = self.cmap(np.clip(np.mean(corners, axis=0), 0, 1))
        self._pixels = None

    def look(self, turn, tilt):
        """Look from another side."""
        tilt = bounded(tilt)
        if (turn, tilt) != (self.turn, self.tilt):
            self.turn, self.tilt, self._pixels = turn, tilt, None

    def lifted(self, places):
        """Return places (n, 2) and their heights as points of the model (n, 3); NaN outside."""
        places = np.asarray(places, float).reshape(-1, 2)
        ends = np.array([[self.x[0], self.y[0]], [self.x[-1], self.y[-1]]])
        ground = 2 * (places - ends[0]) / (ends[1] - ends[0]) - 1
        height = below(self.x, self.y, self.z, places)
        return np.where(np.isnan(height)[:, None], np.nan, np.column_stack([ground, height]))

    def seen(self, points):
        """Return where points of the model (..., 3) are seen: x and y in the axes, and how near they are."""
        turn, tilt = np.radians([self.turn, self.tilt])
        x, y, z = np.moveaxis(np.asarray(points, float), -1, 0)
        near, z = x * np.cos(turn) + y * np.sin(turn), z - HIGH / 2
        across, up = y * np.cos(turn) - x * np.sin(turn), z * np.cos(tilt) - near * np.sin(tilt)
        return np.stack([across, up, near * np.cos(tilt) + z * np.sin(tilt)], axis=-1)

    def project(self, places):
        """Return where places of the surface (n, 2) are seen, (n, 2) in the axes; NaN outside."""
        return self.seen(self.lifted(places))[:, :2]

    def hidden(self, places):
        """Return for places of the surface (n, 2) whether a part of it stands between them and the eye."""
        turn, tilt = np.radians([self.turn, self.tilt])
        points = self.lifted(places)
        way = np.array([np.cos(turn), np.sin(turn), np.tan(tilt)])
        line = points[:, None] + MARCH[:, None] * way  # (n, steps, 3)
        side = np.linspace(-1, 1, len(self.x)), np.linspace(-1, 1, len(self.y))
        ground = below(*side, self.z, line[..., :2].reshape(-1, 2)).reshape(line.shape[:2])
        return (ground > line[..., 2] + 0.015).any(axis=1)

    def side(self, axis):
        """Return the ends, (2, 2) in the axes, of the side of the ground that runs along an axis and faces the eye."""
        turn = np.radians(self.turn)
        across = np.sign(np.sin(turn) if axis == 0 else np.cos(turn)) or 1.0
        ends = np.array([[-1.0, across, 0.0], [1.0, across, 0.0]])
        return self.seen(ends if axis == 0 else ends[:, [1, 0, 2]])[:, :2]

    def under(self, x, y):
        """Return the place of the surface that is seen at a spot of the axes, the nearest to the eye, or None."""
        grid = np.stack(np.meshgrid(np.linspace(-1, 1, 161), np.linspace(-1, 1, 161)), axis=-1).reshape(-1, 2)
        ends = np.array([[self.x[0], self.y[0]], [self.x[-1], self.y[-1]]])
        places = ends[0] + (grid + 1) / 2 * (ends[1] - ends[0])
        across, up, near = self.seen(self.lifted(places)).T
        away = np.hypot(across - x, up - y)
        touched = away < 0.02
        if not touched.any():
            return None
        front = touched & (near > near[touched].max() - 0.15)  # not what a crest hides
        return places[front][away[front].argmin()]

    def draw(self, renderer):
        """Copy the surface to its pixels."""
        if not self.get_visible():
            return
        (left, bottom), (right, top) = self.ax.bbox.get_points().round().astype(int)
        shape = right - left, top - bottom, renderer.dpi
        if self._pixels is None or shape != self._drawn:
            self._pixels, self._drawn = self._rendered(*shape), shape
        graphics = renderer.new_gc()
        renderer.draw_image(graphics, left, bottom, self._pixels)
        graphics.restore()

    def _rendered(self, width, height, dpi):
        """Draw face by face, the far ones first: the painter's algorithm. On a grid, rows and columns are the order."""
        renderer = RendererAgg(width, height, dpi)
        graphics, still = renderer.new_gc(), IdentityTransform()
        graphics.set_linewidth(0)
        renderer.draw_path(graphics, Path(np.multiply(PAGE, (width, height))), still, to_rgb(PAPER))
        ground = np.meshgrid(np.linspace(-1, 1, len(self.x)), np.linspace(-1, 1, len(self.y)))
        points = np.stack([*ground, self.z], axis=-1)
        turn = np.radians(self.turn)
        rows = slice(None, None, 1 if np.sin(turn) >= 0 else -1)
        columns = slice(None, None, 1 if np.cos(turn) >= 0 else -1)
        reach = self.ax.get_xlim()[1]
        scale, middle = width / (2 * reach), np.array([width, height]) / 2
        spots = middle + scale * self.seen(points[rows, columns])[..., :2]
        faces = self._shaded(points)[rows, columns].reshape(-1, 4)
        edges = faces * (0.86, 0.86, 0.86, 1)
        graphics.set_linewidth(0.25)
        size = spots.shape[1] - 1, spots.shape[0] - 1
        renderer.draw_quad_mesh(graphics, still, *size, spots, np.zeros((1, 2)), still, faces, True, edges)
        graphics.set_foreground(FAINT)
        graphics.set_linewidth(0.6)
        for wall in self._walls(points):
            path = Path(middle + scale * self.seen(wall)[:, :2], closed=False)
            renderer.draw_path(graphics, path, still, WALL)
        pixels = np.array(np.asarray(renderer.buffer_rgba())[::-1])
        pixels[..., :3] = np.where(pixels[..., :3] > 251, 255, pixels[..., :3] | 7)  # 32 shades: a smaller frame
        return pixels

    def _shaded(self, points):
        """Return the colour of each face (rows - 1, columns - 1, 4), darker where it turns away from the light."""
        across, along = points[:-1, 1:] - points[:-1, :-1], points[1:, :-1] - points[:-1, :-1]
        normal = np.cross(across, along)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        turn = np.radians(self.turn)  # the light comes from the reader's left
        right, near = np.array([-np.sin(turn), np.cos(turn), 0]), np.array([np.cos(turn), np.sin(turn), 0])
        light = LIGHT[0] * right - LIGHT[1] * near + np.array([0, 0, LIGHT[2]])
        bright = 0.74 + 0.26 * np.clip(normal @ light, 0, 1)[..., None]
        return np.concatenate([self._faces[..., :3] * bright, self._faces[..., 3:]], axis=-1)

    def _walls(self, points):
        """Return the two walls that face the eye, from the surface to the ground, each by its corners (n, 3)."""
        turn = np.radians(self.turn)
        for edge in (points[-1 if np.sin(turn) >= 0 else 0], points[:, -1 if np.cos(turn) >= 0 else 0]):
            yield np.concatenate([edge, edge[[-1, 0]] * (1, 1, 0), edge[:1]])

    def dragged(self, held, start, spot):
        """Return turn and tilt after a drag.

        Parameters
        ----------
        held, spot : pair of floats
            Where in the axes the pointer went down, and where it is.
        start : pair of floats
            Turn and tilt when it went down.
        """
        left, right = self.ax.get_xlim()
        turn, tilt = np.subtract(start, DRAG * np.subtract(spot, held) / (right - left))
        return around(turn), bounded(tilt)


def around(turn):
    """Return an angle around the model between -180 and 180 degrees.

    Examples
    --------
    >>> around(190.0)
    -170.0
    """
    return round(float((turn + 180) % 360 - 180), 1)


def bounded(tilt):
    """Return the nearest angle above the horizon that a model can be seen from.

    Examples
    --------
    >>> bounded(90.0)
    65.0
    """
    return round(float(min(max(tilt, TILTS[0]), TILTS[1])), 1)
