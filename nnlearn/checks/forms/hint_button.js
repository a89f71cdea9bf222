// The box of a check, and under it a button that asks Python for the next hint.

function part(parent, tag, html = "", attributes = {}) {
  const element = document.createElement(tag);
  element.innerHTML = html;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

function render({ model, el }) {
  const box = part(el, "div", "", { class: "nnlearn-box", style: model.get("frame") });
  part(box, "div", model.get("inside"), { role: "status" });
  if (model.get("earlier").length) {
    const earlier = part(box, "details");
    part(earlier, "summary", `Hints you have seen: ${model.get("earlier").length}`);
    part(earlier, "div", model.get("earlier").join(""));
  }
  const name = `nnlearn-hints-${Math.random().toString(36).slice(2)}`;
  const hints = part(box, "div", "", { id: name, "aria-live": "polite" }); // only what is added is read aloud
  const button = part(box, "button", "", { type: "button", "aria-describedby": name });

  const show = () => {
    const all = model.get("hints");
    for (const html of all.slice(hints.children.length)) part(hints, "div", html);
    button.textContent = model.get("label");
    button.setAttribute("aria-disabled", model.get("label") === "No more hints"); // not `disabled`: it keeps the focus
  };
  box.addEventListener("keydown", (event) => event.stopPropagation()); // JupyterLab would move to another cell
  button.addEventListener("click", () => model.send({}));
  model.on("change:hints change:label", show);
  show();
  return () => model.off("change:hints change:label", show);
}

export default { render };
