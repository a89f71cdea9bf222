"""Measure one explorer in a page: first picture, input to pixels, a stream with its lag, memory.

Times are the browser's own: from the event of a key to the screen refresh that shows other pixels. A frame is
recognised by the checksum in its last bytes; kernel and browser run on one machine and share its clock.
"""

import ast
import time
from inspect import getsource
from pathlib import Path

import nbformat
import numpy as np
import psutil

from nnlearn.explorers.stream import FRAME_SECONDS

WAIT = 1500  # milliseconds after which an input counts as unanswered
HOOK = r"""
(() => { // before any script of the page: which picture a refresh of the screen brings, [when, checksum]
  window.painted = [];
  let last = 0;
  const decode = window.createImageBitmap, sums = new WeakMap();
  window.createImageBitmap = async (source, ...rest) => {
    const made = await decode.call(window, source, ...rest);
    if (source instanceof Blob) sums.set(made, new DataView(await source.slice(-16, -12).arrayBuffer()).getUint32(0));
    return made;
  };
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (picture, ...rest) {
    draw.call(this, picture, ...rest);
    if (!sums.has(picture)) return;
    requestAnimationFrame((refresh) => {
      if (refresh === last) window.painted.pop(); // it lay below this one, or was passed over
      last = refresh;
      window.painted.push([Date.now(), sums.get(picture)]);
    });
  };
})();
"""
PRESS = r"""
([key, wait]) => new Promise((done) => { // press a key on the focused element; how long until other pixels show?
  const shot = document.createElement("canvas");
  [shot.width, shot.height] = [320, 240];
  const pen = shot.getContext("2d", { willReadFrequently: true });
  const look = () => {
    pen.drawImage(document.querySelector(".nnlearn-explorer .nnlearn-picture"), 0, 0, 320, 240);
    const pixels = new Uint32Array(pen.getImageData(0, 0, 320, 240).data.buffer);
    return pixels.reduce((hash, pixel) => (Math.imul(hash, 31) + pixel) | 0, 0);
  };
  const before = look(), began = performance.now();
  const init = { key, code: key, keyCode: { ArrowLeft: 37, ArrowRight: 39 }[key], bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", init));
  const loop = () => {
    const now = performance.now();
    if (look() !== before) done(now - began);
    else if (now - began > wait) done(null);
    else requestAnimationFrame(loop);
  };
  requestAnimationFrame(loop);
})
"""
HOVER = r"""
([u, v, wait]) => new Promise((done) => { // pass over a place of the picture; how long until the words are there?
  const canvas = document.querySelector(".nnlearn-explorer .nnlearn-picture"), box = canvas.getBoundingClientRect();
  const note = document.querySelector(".nnlearn-explorer .nnlearn-note");
  const look = () => (note.hidden ? "" : note.textContent);
  const before = look(), began = performance.now();
  const place = { clientX: box.left + u * box.width, clientY: box.top + v * box.height, bubbles: true };
  canvas.dispatchEvent(new PointerEvent("pointermove", place));
  const loop = () => {
    const now = performance.now();
    if (look() && look() !== before) done(now - began);
    else if (now - began > wait) done(null);
    else requestAnimationFrame(loop);
  };
  requestAnimationFrame(loop);
})
"""
CELLS = [
    "import asyncio, ctypes, gc, sys, time\nsys.path.append({folder!r})\nfrom {package} import {name}\n"
    "began = time.perf_counter()\nimport sklearn.datasets\nimported = time.perf_counter() - began\n"
    "log = []\n\n\n{anonymous}",
    "explorer = {name}()\nexplorer",
    "...",
]
# Drive an explorer from within its kernel, as a training run does: one state after another, each given its time.
DRIVE = """
async def drive(times, interval):
    from nnlearn.explorers.stream import stream
    sliders = [n for n in explorer.controls if hasattr(explorer.controls[n], 'max')]
    name = 'position' if 'position' in sliders else sliders[0]
    slider, log[:] = explorer.controls[name], []
    note = lambda change: log.append((time.time() * 1000, int.from_bytes(change.new[-16:-12], 'big'), len(change.new)))
    explorer.canvas.observe(note, 'frame')
    last = int((slider.max - slider.min) / slider.step)
    if name != 'position':  # a slider that a hand moves must not be moved from here as well
        explorer.follow = lambda: None
    turns = iter(range(times))
    def act():
        k = next(turns, None)
        if k is not None:
            place = min(k %% (2 * last), 2 * last - k %% (2 * last))
            explorer.set(**{name: slider.min + place * slider.step})
        return k is not None
    if hasattr(explorer, 'advance'):  # it trains while it plays
        explorer.play()
        await asyncio.sleep(times * interval)
        explorer.pause()
    else:
        await stream(act, interval)
    await asyncio.sleep(0.2)
    explorer.canvas.unobserve(note, 'frame')
    log.append('done')
task = asyncio.get_running_loop().create_task(drive(%d, %g))
"""
# Anonymous pages only: those of files come and go with the machine's mood, and would hide a leak.
# Free parts of the heap are handed back first, since a leak would fill them unseen.
MEMORY = "gc.collect(); ctypes.CDLL(None).malloc_trim(0); print(anonymous())"


def anonymous(process="self"):
    """Return how many bytes of a process are not backed by a file."""
    with open(f"/proc/{process}/statm") as file:
        _, resident, shared, *_ = map(int, file.read().split())
    return 4096 * (resident - shared)


def notebook_of(name):
    """Return a notebook that shows one explorer; the channel's is in this folder."""
    package = "channel" if name == "Channel" else "nnlearn.explorers"
    filled = {"name": name, "package": package, "folder": str(Path(__file__).parent), "anonymous": getsource(anonymous)}
    cells = [nbformat.v4.new_code_cell(source.format(**filled)) for source in CELLS]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def measure(page, presses):
    """Return what is measured of the explorer in an open notebook, by the names of the table's columns."""
    found = {"first": first_picture(page), "imported": value(page, "imported")}
    page.page.locator(".nnlearn-explorer .nnlearn-picture").scroll_into_view_if_needed()
    page.page.wait_for_timeout(500)
    sliders = page.page.locator(".nnlearn-explorer [role=slider]:visible")
    names = sliders.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    position = value(page, "getattr(explorer.controls.get('position'), 'description', None)")
    if position is not None:
        third_into(page)  # where the settings have something to act on
    moved = [k for k, name in enumerate(names) if name != position]
    rounds = max(1, presses // max(1, min(4, len(moved))))
    found["input"] = [t for k in moved[:4] for t in press(page, sliders.nth(k), rounds)]
    if position in names:
        third_into(page)  # a setting may have begun a new run
        slider = sliders.nth(names.index(position))
        slider.focus()
        page.page.wait_for_timeout(3000)  # time to draw ahead, as a reader would leave it
        found["scrub"] = press(page, slider, max(1, presses // 2))
    found["hover"] = hover(page, presses)
    found |= stream(page)
    found |= memory(page)
    return found


def third_into(page):
    """Go two thirds into a run, so that this much of it is recorded, and back by one third."""
    value(page, "explorer.go(explorer.length(explorer.view) * 2 // 3)")
    page.page.wait_for_timeout(500)
    value(page, "explorer.go(explorer.length(explorer.view) // 3)")
    page.page.wait_for_timeout(500)


def first_picture(page):
    """Return the seconds from running the cell to the first painted frame; imports are done in the cell before."""
    page.rewrite(0, page.source(0))
    began = page.page.evaluate("() => { window.painted = []; return Date.now() }")
    page.rewrite(1, page.source(1))
    page.page.wait_for_function("() => window.painted.length > 0", timeout=30_000)
    return (page.page.evaluate("() => window.painted[0][0]") - began) / 1000


def press(page, slider, rounds):
    """Return the milliseconds from key to pixels, there and back again; None where no pixel changed."""
    slider.focus()
    low = float(slider.get_attribute("aria-valuenow")) <= float(slider.get_attribute("aria-valuemin"))
    pair = ("ArrowRight", "ArrowLeft") if low else ("ArrowLeft", "ArrowRight")
    times = []
    for k in range(rounds):
        times.append(page.page.evaluate(PRESS, [pair[k % 2], WAIT]))
        page.page.wait_for_timeout(90 + 37 * (k % 4))  # not in step with the screen
    return times


def hover(page, times):
    """Return the milliseconds from a pointer that passes over some place to the words of it; None if there are none."""
    places = np.random.default_rng(0).uniform(0.02, 0.98, (times, 2)).tolist()
    return [page.page.evaluate(HOVER, [u, v, 300]) for u, v in places]


def stream(page, frames=90):
    """Return painted frames per second, the lags in milliseconds from frame to pixels, and the kilobytes per frame."""
    page.page.evaluate("() => { window.painted = [] }")
    sent = driven(page, frames, FRAME_SECONDS)
    painted = page.page.evaluate("() => window.painted")
    painted = [p for k, p in enumerate(painted) if k == 0 or p[1] != painted[k - 1][1]]
    lags, seen = [], set()  # painted again, a frame comes from what the page keeps: no lag
    for when, total in painted:
        same = [t for t, n, _ in sent if n == total and t <= when]
        lags += [when - same[-1]] if same and total not in seen else []
        seen.add(total)
    seconds = (painted[-1][0] - painted[0][0]) / 1000 if len(painted) > 1 else float("nan")
    return {"fps": (len(painted) - 1) / seconds, "lag": lags, "kB": float(np.median([n for _, _, n in sent])) / 1000}


def memory(page):
    """Return by how many MB kernel and browser grow in 100 pictures, after 30 that warm them up."""
    driven(page, 30, 0.03)
    kernel, browser = value(page, MEMORY), browser_memory(page)
    driven(page, 100, 0.03)
    return {"kernel MB": (value(page, MEMORY) - kernel) / 1e6, "browser MB": (browser_memory(page) - browser) / 1e6}


def driven(page, frames, interval):
    """Drive the explorer from its kernel; return the frames sent, as (milliseconds, checksum, bytes)."""
    page.rewrite(2, DRIVE % (frames, interval))
    end = time.monotonic() + 60
    while value(page, "log[-1:] == ['done']") is not True:
        assert time.monotonic() < end, "the stream did not end"
        page.page.wait_for_timeout(300)
    return value(page, "log[:-1]")


def browser_memory(page):
    """Return the bytes of the page's own process after a collection."""
    session = page.page.context.new_cdp_session(page.page)
    session.send("HeapProfiler.collectGarbage")
    page.page.wait_for_timeout(300)
    session.detach()
    renderers = [p for p in psutil.Process().children(recursive=True) if "--type=renderer" in " ".join(p.cmdline())]
    return max((anonymous(p.pid) for p in renderers), default=0)


def value(page, expression):
    """Return the value of an expression in the kernel, a plain one; or what a line prints."""
    source = expression if "print(" in expression else f"print(repr({expression}))"
    return ast.literal_eval(page.rewrite(2, source).splitlines()[-1])
