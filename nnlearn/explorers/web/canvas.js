// Paint the newest frame of a picture, and report pointer and keys in the coordinates of its axes.
// The picture itself is drawn in Python: one drawing for the screen and for print.

// ipywidgets leaves the handle and the number of a slider without a name: give them that of their label; and a value is read
// aloud as it is shown, -3.00 and not -2.9999999999999982. And have the sentence of a tour read aloud when it changes.
function nameSliders(explorer) {
  for (const text of explorer.querySelectorAll(".nnlearn-tour .widget-html-content")) text.setAttribute("aria-live", "polite");
  for (const slider of explorer.querySelectorAll(".widget-slider")) {
    const name = slider.querySelector(".widget-label")?.textContent.trim();
    if (!name) continue;
    slider.querySelector("[role=slider]")?.setAttribute("aria-label", name);
    const number = slider.querySelector(".widget-readout");
    number?.setAttribute("aria-label", `${name}, as a number`);
    if (number) slider.querySelector("[role=slider]")?.setAttribute("aria-valuetext", number.textContent);
  }
}

// A page in the dark theme gets dark paper: every picture is drawn with light paper, and shown as its negative, turned back
// to its hues. Axes in which light and dark mean something (`prints`) stay as they are.
const NEGATIVE = "invert(0.88) hue-rotate(180deg)";
const dark = () => document.body.dataset.jpThemeLight === "false";

const LOOK_AROUND = "Shift with the arrow keys: a pointer that says what is there; Enter presses it.";

function element(tag, className, parent) {
  const made = document.createElement(tag);
  made.className = className;
  parent.append(made);
  return made;
}

function render({ model, el }) {
  const root = element("div", "nnlearn-canvas", el);
  const canvas = element("canvas", "nnlearn-picture", root);
  const keys = element("p", "nnlearn-keys", root);
  const more = element("p", "nnlearn-more", root); // shown over the picture while keys lead
  const live = element("p", "nnlearn-live", root);
  const quit = new AbortController();
  const on = (target, event, act, capture = false) => target.addEventListener(event, act, { signal: quit.signal, capture });
  const follow = (names, act) => {
    for (const name of names) model.on(`change:${name}`, act);
    quit.signal.addEventListener("abort", () => names.forEach((name) => model.off(`change:${name}`, act)));
    act();
  };
  const size = () => [model.get("width"), model.get("height")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const tell = () => {
    const scale = model.get("full") ? canvas.getBoundingClientRect().width / size()[0] : 1;
    model.set("ratio", Math.min(Math.max((window.devicePixelRatio || 1) * scale, 1), 2));
    model.set("calm", calm.matches);
    model.save_changes();
  };

  // An accessible name that follows the picture, and is read aloud once the picture has come to rest.
  keys.id = `nnlearn-keys-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`; // this file is loaded once a Canvas
  more.id = `${keys.id}-more`;
  live.setAttribute("aria-live", "polite");
  canvas.tabIndex = 0;
  let rest = 0;
  follow(["alt", "hotkeys", "help"], () => {
    const interactive = model.get("hotkeys").length > 0 || model.get("hovers");
    canvas.setAttribute("role", interactive ? "application" : "img");
    if (interactive) canvas.setAttribute("aria-roledescription", "interactive picture");
    canvas.setAttribute("aria-label", model.get("alt"));
    canvas.setAttribute("aria-describedby", `${keys.id} ${more.id}`);
    keys.textContent = model.get("help");
    more.textContent = model.get("hovers") ? LOOK_AROUND : "";
    clearTimeout(rest);
    if (document.activeElement === canvas) rest = setTimeout(() => (live.textContent = model.get("alt")), 700);
  });

  // Frames: only one is decoded at a time, and after it the newest, never those in between.
  let layers = [], decoding = false, newer = false, shown = "";
  const paint = () => {
    if (!layers.length) return;
    const { width, height } = layers[0], pen = canvas.getContext("2d"), scale = width / size()[0];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    pen.filter = dark() ? NEGATIVE : "none";
    for (const layer of layers) pen.drawImage(layer, 0, 0);
    if (!dark()) return;
    pen.save();
    pen.beginPath();
    for (const one of model.get("prints")) pen.rect(...(model.get("axes")[one] ?? one).slice(0, 4).map((side) => side * scale));
    pen.clip();
    pen.filter = "none";
    for (const layer of layers) pen.drawImage(layer, 0, 0);
    pen.restore();
  };
  const replace = (next) => {
    layers.filter((layer) => layer !== run.base && !next.includes(layer)).forEach((layer) => layer.close());
    layers = next;
  };
  const decode = async () => {
    newer = decoding;
    if (decoding) return;
    decoding = true;
    do {
      newer = false;
      try {
        const next = await wanted();
        if (!next) continue;
        replace(next);
        paint(); // at once: waiting for the next refresh of the screen could miss it
      } catch { /* a broken frame: the last good one stays */ }
    } while (newer);
    decoding = false;
  };

  // A prerendered run: one whole picture, and what differs from it at the other positions. If the slider is at a known
  // position, it is shown at once, and the kernel's frames of positions passed on the way there are not. While something
  // plays, the slider is told only now and then: then the position of the kernel's newest frame counts.
  let run = { version: -1, base: null, over: new Map() }, slider = null;
  const bitmap = (bytes) => createImageBitmap(new Blob([bytes]));
  const wanted = async () => {
    const place = model.get("plays") ? model.get("frame_key")[1] : slider?.get("value");
    const bytes = model.get("frame"), { base, over, version } = run;
    const known = base && version === model.get("frame_key")[0] && over.has(place), name = known ? `${version} ${place}` : "";
    if (known && name === shown) return null; // the kernel's own picture of it has arrived
    if (!known && !bytes?.byteLength) return null;
    const next = await bitmap(known ? over.get(place) : bytes);
    if (known && base !== run.base) newer = true; // another run has begun meanwhile: check again
    if (known && base !== run.base) return null;
    shown = name;
    return known ? [base, next] : [next];
  };
  const receive = async (message, buffers) => {
    if (message.type !== "prerendered") return;
    if (message.whole) { // the first of these pictures, over which the others are laid
      if (!layers.includes(run.base)) run.base?.close();
      run = { version: message.version, base: null, over: new Map() };
    }
    const mine = run;
    if (mine.version !== message.version) return;
    message.places.forEach((place, k) => mine.over.set(place, buffers[k]));
    if (message.whole) mine.base = await bitmap(buffers[0]);
  };
  model.on("msg:custom", receive);
  quit.signal.addEventListener("abort", () => model.off("msg:custom", receive));
  follow(["follows"], async () => {
    slider?.off("change:value", decode);
    slider = null;
    if (!model.get("follows")) return;
    try {
      slider = await model.widget_manager.get_model(model.get("follows"));
      slider.on("change:value", decode);
    } catch { /* no slider on this page: the kernel sends every picture */ }
  });
  quit.signal.addEventListener("abort", () => slider?.off("change:value", decode));
  follow(["width", "height"], () => {
    const [width, height] = size();
    canvas.style.width = `${width}px`;
    canvas.style.aspectRatio = `${width} / ${height}`;
  });
  follow(["frame"], decode);

  const screen = fullScreen(model, canvas, on, tell);

  // JupyterLab detaches what is off screen, and a canvas may come back empty: paint when it is visible again.
  let named = null, copy = null;
  const naming = new MutationObserver(() => nameSliders(named));
  const seen = () => {
    paint();
    const explorer = root.closest(".nnlearn-explorer");
    if (!explorer || explorer === named) return;
    named = explorer;
    naming.disconnect();
    naming.observe(explorer, { childList: true, subtree: true });
    nameSliders(explorer);
    on(explorer, "click", (event) => copy?.(event));
    for (const come of ["pointerenter", "focusin"]) on(explorer, come, () => model.send({ type: "near" }));
    screen.stand(explorer);
  };
  const themed = new MutationObserver(paint);
  themed.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  const watchers = [new ResizeObserver(seen), new IntersectionObserver(seen)];
  watchers.forEach((watcher) => watcher.observe(canvas));

  const pointer = answerPointer(model, canvas, root, on);

  // Keys: JupyterLab's command mode must not see them (arrows would change the cell, "d d" would delete it). Tab moves on.
  on(root, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (event.key === "Escape" && !pointer.leave()) canvas.blur();
    if (event.target !== canvas) return;
    if (pointer.key(event)) return event.preventDefault();
    if (!model.get("hotkeys").includes(event.key)) return;
    event.preventDefault();
    model.send({ type: "key", key: event.key, shift: event.shiftKey });
  });

  // What Python cannot know: the resolution of the screen, whether the reader wants less motion, whether a view exists.
  on(calm, "change", tell);
  tell();
  model.send({ type: "seen" });
  copy = followLinks(model, on);
  return () => {
    quit.abort();
    naming.disconnect();
    screen.end();
    pointer.end();
    [...watchers, themed].forEach((watcher) => watcher.disconnect());
    clearTimeout(rest);
    replace([]);
    model.send({ type: "gone" });
  };
}

// A state in the page's address, after "#": taken when the page is opened or the address changes, and copied by a button.

function followLinks(model, on) {
  const take = (address, from) => {
    const state = new URL(address).hash.slice(1), prefix = model.get("link_prefix");
    if (!prefix || !state.startsWith(prefix) || window.nnlearnLink === from) return;
    window.nnlearnLink = from; // once, by the first explorer that understands such states
    model.send({ type: "link", state });
  };
  const address = performance.getEntriesByType("navigation")[0].name; // JupyterLab drops what is after "#" from the page's own
  take(address, address);
  on(window, "hashchange", (event) => take(event.newURL, event)); // the same link may be opened again

  return async (event) => { // a click in the explorer
    const button = event.target.closest(".nnlearn-copy");
    if (!button) return;
    const link = new URL(`#${button.dataset.state}`, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      button.textContent = "Copied";
    } catch { // the browser does not allow it: show it, to be copied by hand
      button.textContent = link;
      getSelection().selectAllChildren(button);
    }
  };
}

export default { render };
