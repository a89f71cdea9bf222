// Pointer: positions in the coordinates of the axes in which it went down. Moves are sent while it is down, one per frame; a
// pointer that only passes over is told at most every 40 ms, and what Python answers stands in a note beside it.
// Without a mouse, Shift with the arrow keys moves a pointer of our own, and Enter presses it.

function answerPointer(model, canvas, root, on) {
  const note = element("p", "nnlearn-note", root);
  const mark = element("span", "nnlearn-mark", root);
  const live = root.querySelector(".nnlearn-live");
  note.hidden = mark.hidden = true;
  note.setAttribute("aria-hidden", "true"); // the live region says the same
  const size = () => [model.get("width"), model.get("height")];

  const spot = ([u, v], name) => { // from pixels of the picture to the coordinates of axes
    const all = Object.entries(model.get("axes"));
    const inside = ([, a]) => u >= a[0] && u <= a[0] + a[2] && v >= a[1] && v <= a[1] + a[3];
    const found = name ? [name, model.get("axes")[name]] : all.find(inside);
    if (!found?.[1]) return null;
    const [left, top, across, down, x0, x1, y0, y1] = found[1];
    return { axes: found[0], x: x0 + ((u - left) / across) * (x1 - x0), y: y1 + ((v - top) / down) * (y0 - y1) };
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect(), [width, height] = size();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };

  let held = null, move = null; // the axes in which it went down, and what is to be sent with the next frame
  let over = null, asked = 0, due = 0;
  const ask = () => {
    asked = 0;
    due = performance.now() + 40;
    model.send({ type: "hover", ...(over ?? { axes: "" }) });
  };
  const shape = (found) => (found && model.get("cursors")[found.axes]) || "";
  const pass = (pixels) => { // null when it has left
    const found = pixels && spot(pixels);
    if (!model.get("hovers")) canvas.style.cursor = shape(found);
    if (!model.get("hovers") || (!found && !over)) return;
    over = found;
    if (pixels) note.style.translate = beside(pixels);
    if (!found) note.hidden = true, light([]);
    asked ||= setTimeout(ask, Math.max(0, due - performance.now()));
  };
  const onPage = ([u, v]) => { // in pixels of the page, which may show the picture smaller or larger
    const scale = canvas.getBoundingClientRect().width / size()[0];
    return [u * scale, v * scale];
  };
  const beside = (pixels) => { // on the side of the pointer where there is room
    const [x, y] = onPage(pixels), [width, height] = onPage(size()), left = x > width / 2, up = y > height / 2;
    return `calc(${x + (left ? -12 : 16)}px ${left ? "- 100%" : ""}) calc(${y + (up ? -10 : 20)}px ${up ? "- 100%" : ""})`;
  };
  let lit = []; // what shows the same as the place under the pointer
  const light = (places) => {
    for (const frame of lit) frame.remove();
    const scale = canvas.getBoundingClientRect().width / size()[0];
    lit = places.map((place) => {
      const frame = element("span", "nnlearn-lit", root), sides = place.map((side) => `${side * scale}px`);
      [frame.style.left, frame.style.top, frame.style.width, frame.style.height] = sides;
      return frame;
    });
  };
  const answer = (message) => {
    if (message.type !== "note" || held) return; // a late answer does not disturb a drag
    light((over && message.lit) || []);
    note.textContent = message.text;
    note.hidden = !message.text || !over;
    canvas.style.cursor = message.text ? shape(over) : "";
    if (!mark.hidden && live.textContent !== message.text) live.textContent = message.text; // read aloud once
  };
  model.on("msg:custom", answer);
  on(canvas, "pointerleave", () => held || pass(null));

  const press = (pixels) => {
    const found = spot(pixels);
    if (!found) return false;
    held = found.axes;
    note.hidden = true;
    light([]);
    if (canvas.style.cursor === "grab") canvas.style.cursor = "grabbing";
    model.send({ type: "down", ...found });
    return true;
  };
  const follow = () => {
    if (move) model.send({ type: "move", ...move });
    move = null;
  };
  const drop = (pixels) => {
    if (!held) return;
    follow(); // a flick may end before the page draws its next frame
    model.send({ type: "up", ...spot(pixels, held) });
    held = null;
    pass(pixels);
  };
  on(canvas, "pointerdown", (event) => {
    leave();
    if (press(place(event))) canvas.setPointerCapture(event.pointerId);
  });
  on(canvas, "pointermove", (event) => {
    if (!held) {
      if (event.movementX || event.movementY) leave(); // a mouse that lies still does not take the keys' pointer away
      return mark.hidden ? pass(place(event)) : undefined;
    }
    if (!move) requestAnimationFrame(follow);
    move = spot(place(event), held);
  });
  for (const end of ["pointerup", "pointercancel"]) on(canvas, end, (event) => drop(place(event)));

  // The pointer that keys move.
  const STEP = 10, WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let at = null;
  const leave = () => {
    if (mark.hidden) return false;
    mark.hidden = true;
    pass(null);
    return true;
  };
  const key = (event) => {
    const way = WAYS[event.key];
    if (way && event.shiftKey && model.get("hovers")) {
      at ??= size().map((side) => side / 2);
      at = at.map((pixel, k) => Math.min(Math.max(pixel + STEP * way[k], 1), size()[k] - 1));
      mark.hidden = false;
      mark.style.translate = onPage(at).map((pixel) => `${pixel}px`).join(" ");
      pass(at);
      return true;
    }
    if (event.key !== "Enter" || mark.hidden || model.get("hotkeys").includes("Enter")) return false;
    if (press(at)) drop(at);
    return true;
  };
  on(canvas, "blur", leave);

  return {
    key,
    leave,
    end() {
      clearTimeout(asked);
      model.off("msg:custom", answer);
    },
  };
}
