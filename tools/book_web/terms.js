// Definitions of the glossary: on hover and on focus; Escape closes, and the pointer may rest on the definition itself.

const tip = document.createElement("div");
Object.assign(tip, { id: "nnlearn-tip", role: "tooltip", hidden: true });
document.body.append(tip);
let term = null;
let leaving = 0;

function open(at) {
  clearTimeout(leaving);
  close();
  term = at;
  tip.textContent = term.dataset.definition;
  tip.hidden = false;
  term.setAttribute("aria-describedby", tip.id);
  const box = term.getClientRects()[0]; // of the first line, if the term goes over two
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const below = box.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.left = `${Math.max(left, 8) + scrollX}px`;
  tip.style.top = `${(below ? box.bottom + 2 : box.top - tip.offsetHeight - 2) + scrollY}px`;
}

function close() {
  term?.removeAttribute("aria-describedby");
  term = null;
  tip.hidden = true;
}

for (const one of document.querySelectorAll(".nnlearn-term")) {
  one.addEventListener("pointerenter", () => open(one));
  one.addEventListener("pointerleave", () => (leaving = setTimeout(close, 200)));
  one.addEventListener("focus", () => open(one));
  one.addEventListener("blur", close);
}
tip.addEventListener("pointerenter", () => clearTimeout(leaving));
tip.addEventListener("pointerleave", close);
addEventListener("keydown", (event) => event.key === "Escape" && close());
