// The tour of an explorer and its recorded run, without a kernel: one picture is in sight, and buttons, a slider and the
// arrow keys change it. Without this script the pictures of the tour stand one below the other.

const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const beat = () => (CALM.matches ? 1000 : 250); // milliseconds from one picture of a run to the next

function start(player) {
  const pictures = player.querySelector(".nnlearn-pictures");
  const words = player.querySelector(".nnlearn-words");
  const [still, ...stops] = pictures.children;

  function show(figure, text, aloud = true) {
    for (const one of pictures.children) one.hidden = one !== figure;
    words.ariaLive = aloud ? "polite" : "off"; // the slider says where it is
    words.textContent = text;
  }
  for (const part of player.querySelectorAll(":scope > [hidden]")) part.hidden = false;
  player.classList.add("moves");
  show(still, "Next stop leads you through it, as do the arrow keys.");
  const pause = run(player, still, show);
  tour(player, stops, show, pause);
}

function tour(player, stops, show, pause) {
  const bar = player.querySelector("[data-bar=tour]");
  let at = -1;

  function go(to) {
    pause();
    at = Math.min(Math.max(to, 0), stops.length - 1);
    bar.querySelector("span").textContent = `stop ${at + 1} of ${stops.length}`;
    show(stops[at], stops[at].querySelector("figcaption").textContent);
    const next = stops[at + 1]?.querySelector("img");
    if (next) next.loading = "eager";
  }
  for (const button of bar.querySelectorAll("button"))
    button.addEventListener("click", () => go(at + Number(button.dataset.step)));
  player.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: stops.length - 1 }[event.key];
    if (to === undefined || event.target.type === "range" || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the page would turn
    go(to);
  });
}

// Wire the slider and Play, if the explorer records a run; return what pauses it.
function run(player, still, show) {
  const bar = player.querySelector("[data-bar=run]");
  if (!bar) return () => {};
  const frames = JSON.parse(bar.querySelector("script").textContent);
  const [button, slider, place] = ["button", "input", "output"].map((tag) => bar.querySelector(tag));
  const figure = still.cloneNode(true);
  figure.hidden = true;
  still.after(figure);
  let timer = 0;

  function pause() {
    clearInterval(timer);
    timer = 0;
    button.textContent = "Play";
  }
  function go(at) {
    const picture = figure.querySelector("img");
    Object.assign(picture, { src: frames[at].src, alt: frames[at].alt });
    slider.value = at;
    place.textContent = frames[at].place;
    slider.ariaValueText = frames[at].place;
    show(figure, frames[at].alt, false);
  }
  function bring() { // all pictures of the run, once the reader turns to it
    for (const { src } of frames) new Image().src = src;
  }
  bar.addEventListener("pointerenter", bring, { once: true });
  bar.addEventListener("focusin", bring, { once: true });
  slider.addEventListener("input", () => (pause(), go(Number(slider.value))));
  button.addEventListener("click", () => {
    if (timer) return pause();
    const last = frames.length - 1;
    go(Number(slider.value) < last ? Number(slider.value) : 0);
    button.textContent = "Pause";
    timer = setInterval(() => {
      go(Number(slider.value) + 1);
      if (Number(slider.value) === last) pause();
    }, beat());
  });
  return pause;
}

for (const player of document.querySelectorAll(".nnlearn-player")) start(player);
