// The quiz as a real HTML form: one fieldset per question, so that keyboards and screen readers work.
// Python judges (it has the comments and counts the tries); this file only asks, sends the letters and shows the replies.
// Texts come from Python as HTML in which everything but code and emphasis is escaped.

function part(parent, tag, html = "", attributes = {}) {
  const element = document.createElement(tag);
  element.innerHTML = html;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

// Return the element for the reply to a question. It is there from the start, so that changes are read aloud.
function ask(form, question, number, many) {
  const reply = `nnlearn-reply-${Math.random().toString(36).slice(2)}`; // the same quiz may be shown twice in a page
  const field = part(form, "fieldset", "", { "aria-describedby": reply });
  part(field, "legend", many ? `${number + 1}. ${question.text}` : question.text);
  question.options.forEach((text, place) => {
    const label = part(field, "label");
    const letter = "abcdefgh"[place];
    part(label, "input", "", { type: "radio", name: `question-${number}`, value: letter, required: "" });
    part(label, "span", `${letter}) ${text}`);
  });
  return part(field, "div", "", { id: reply, class: "nnlearn-reply", role: "status" });
}

function render({ model, el }) {
  const form = part(el, "form", "", { class: "nnlearn-quiz", "aria-label": model.get("label") });
  const heading = part(form, "p", "", { class: "nnlearn-heading", role: "status" });
  const questions = model.get("questions");
  const replies = questions.map((question, number) => ask(form, question, number, questions.length > 1));
  part(form, "button", "Answer", { type: "submit" });

  form.addEventListener("keydown", (event) => event.stopPropagation()); // JupyterLab would move to another cell
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form);
    model.send({ answer: questions.map((_, number) => chosen.get(`question-${number}`)).join("") });
  });

  const show = () => {
    heading.innerHTML = model.get("heading");
    form.dataset.status = model.get("status");
    replies.forEach((reply, number) => (reply.innerHTML = model.get("replies")[number] ?? ""));
  };
  model.on("change:count", show);
  show();
  [...model.get("letters")].forEach((letter, number) => { // the form is opened again: its choices are still there
    const input = form.querySelector(`[name=question-${number}][value="${letter}"]`);
    if (input) input.checked = true;
  });
  return () => model.off("change:count", show);
}

export default { render };
