// The quiz as a real HTML form: one fieldset per question, so that keyboards and screen readers work.
// Python judges (it has the comments and counts the tries); this file only asks, sends the letters and shows the replies.

function part(parent, tag, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

function ask(form, question, number, many) {
  const field = part(form, "fieldset");
  part(field, "legend", many ? `${number + 1}. ${question.text}` : question.text);
  question.options.forEach((text, place) => {
    const label = part(field, "label");
    const letter = "abcdefgh"[place];
    part(label, "input", "", { type: "radio", name: `question-${number}`, value: letter, required: "" });
    part(label, "span", `${letter}) ${text}`);
  });
}

function render({ model, el }) {
  const form = part(el, "form", "", { class: "nnlearn-quiz", "aria-label": model.get("label") });
  const questions = model.get("questions");
  questions.forEach((question, number) => ask(form, question, number, questions.length > 1));
  part(form, "button", "Answer", { type: "submit" });
  const replies = part(form, "div", "", { role: "status" }); // present from the start, so that changes are read aloud

  form.addEventListener("keydown", (event) => event.stopPropagation()); // JupyterLab would move to another cell
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form);
    model.send({ answer: questions.map((_, number) => chosen.get(`question-${number}`)).join("") });
  });

  const show = () => {
    replies.replaceChildren();
    for (const line of model.get("replies")) part(replies, "p", line);
  };
  model.on("change:replies", show);
  show();
  return () => model.off("change:replies", show);
}

export default { render };
