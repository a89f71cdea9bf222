// Ask the server every two seconds where everybody stands, and show it. All text comes in as textContent.
const PAUSE = 2000, PATIENCE = 5000; // milliseconds
const STATES = {
  stuck: ["\u25b2", "may need help"], quiet: ["\u2026", "quiet"], working: ["\u2192", "working"], done: ["\u2713", "all done"],
};
const find = (id) => document.getElementById(id);
const shown = { names: false, wall: false, how: true };
let room = null, chose = false;

// The token leaves the address at once: the address is what a projector shows.
if (location.hash.length > 1) {
  sessionStorage.setItem("token", location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
const token = sessionStorage.getItem("token") ?? "";

function make(name, text = "", more = {}, inside = []) {
  const made = Object.assign(document.createElement(name), more);
  if (text !== "") made.textContent = text;
  made.append(...inside);
  return made;
}

function since(seconds) {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

// A sign for the eye, and words for who does not see it or see it well.
function sign(mark, words, tries = "") {
  const seen = make("span", mark, { ariaHidden: "true" }, [make("span", tries, { className: "tries" })]);
  return [seen, make("span", words, { className: "words" })];
}

function markOf(mark, exercise) {
  const id = make("span", exercise.id, { className: "id" });
  if (!mark) return make("td", "", { className: "none", title: `${exercise.id}: no news` }, [id, ...sign("\u00b7", "no news")]);
  const [className, symbol, word] = mark.passed ? ["passed", "\u2713", "passed"] : ["open", "\u2717", "not yet"];
  const words = `${word}, ${mark.tries === 1 ? "1 try" : `${mark.tries} tries`}`;
  const tries = mark.passed && mark.tries === 1 ? "" : ` ${mark.tries}`;
  return make("td", "", { className, title: `${exercise.id}: ${words}` }, [id, ...sign(symbol, words, tries)]);
}

function lately(learner) {
  const at = learner.at;
  if (!at) return "has joined";
  if (at.passed) return `${at.exercise} passed`;
  const words = [`${at.exercise} not yet: ${at.tries === 1 ? "1 try" : `${at.tries} tries`}`];
  if (learner.progress >= 60) words.push(`${since(learner.progress)} without a pass`);
  if (at.mistake) words.push(at.mistake);
  return words.join("; ");
}

function row(learner) {
  const who = make("th", "", { scope: "row" }, [make("span", String(learner.number), { className: "number" })]);
  if (shown.names) who.append(" ", make("bdi", learner.name));
  const [symbol, word] = STATES[learner.state];
  return make("tr", "", { className: learner.state }, [
    who,
    make("td", "", { className: "state" }, [make("span", symbol, { ariaHidden: "true" }), ` ${word}`]),
    ...learner.marks.map((mark, k) => markOf(mark, room.exercises[k])),
    make("td", lately(learner), { className: "lately" }),
    make("td", since(learner.news), { className: "news" }),
  ]);
}

function exercise(one) {
  const all = room.learners.length, words = `${one.passed} of ${all}`;
  const bar = make("progress", "", { max: Math.max(all, 1), value: one.passed, ariaLabel: `${one.id}: ${words} passed` });
  return make("li", "", {}, [make("b", one.id), make("span", one.title, { className: "title" }), bar, make("span", words)]);
}

function mistake(one) {
  return make("li", "", {}, [make("b", `${one.learners} \u00d7 ${one.exercise} `), one.mistake]);
}

function draw() {
  for (const [name, on] of Object.entries(shown)) find(name).ariaPressed = String(on);
  document.body.classList.toggle("wall", shown.wall);
  document.body.classList.toggle("tiles", shown.wall || innerWidth < 700);
  find("joining").hidden = !shown.how;
  if (!room) return;
  const help = room.learners.filter((one) => one.state === "stuck").length;
  document.querySelector("h1").textContent = `The room: ${room.lessons.join(", ") || "no news yet"}`;
  const kept = room.kept ? " What comes in is kept in a file." : "";
  find("summary").textContent = `${count(room.learners.length, "learner")} joined, ${help} may need help.${kept}`;
  document.querySelector("#joining pre").textContent = room.join;
  find("exercises").replaceChildren(...room.exercises.map(exercise));
  find("mistakes").replaceChildren(...room.mistakes.map(mistake));
  if (!room.mistakes.length) find("mistakes").append(make("li", "none that has a name", { className: "nothing" }));
  const heads = ["learner", "", ...room.exercises.map((one) => one.id), "lately", "last news"];
  const head = heads.map((text) => make(text ? "th" : "td", text, text ? { scope: "col" } : {}));
  document.querySelector("thead").replaceChildren(make("tr", "", {}, head));
  const order = shown.wall ? room.learners.toSorted((a, b) => a.number - b.number) : room.learners; // nobody is ranked on a wall
  document.querySelector("tbody").replaceChildren(...order.map(row));
}

async function ask() {
  let trouble = "";
  try {
    const settings = { headers: { Authorization: `Bearer ${token}` }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    const reply = await fetch("/standing", settings);
    if (reply.ok) room = await reply.json();
    else trouble = "This page's token is not that of the room: open the whole address that nnlearn room printed.";
    if (!chose && room?.learners.length) shown.how = false; // once somebody has found the way
  } catch {
    trouble = "The room does not answer. Does nnlearn room still run? What stands here is what was last heard.";
  }
  if (find("trouble").textContent !== trouble) find("trouble").textContent = trouble;
  draw();
  setTimeout(ask, PAUSE);
}

function toggle(name) {
  shown[name] = !shown[name];
  chose ||= name === "how";
  draw();
}

for (const name of Object.keys(shown)) find(name).addEventListener("click", () => toggle(name));
addEventListener("keydown", (event) => {
  const name = { n: "names", p: "wall", j: "how" }[event.key.toLowerCase()];
  if (name && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) toggle(name);
});
addEventListener("resize", draw);
ask();
