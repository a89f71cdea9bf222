// A quiz without a kernel: the replies lie in the page, as Python would give them; nothing is stored.

const told = (element) => JSON.parse(element.querySelector(":scope > script").textContent);

function answer(form) {
  const { sums, replies } = told(form);
  const fields = [...form.querySelectorAll("fieldset")];
  const chosen = fields.map((field, k) => new FormData(form).get(`question-${k}`));
  const right = fields.filter((field, k) => field.dataset.right === chosen[k]).length;
  const [heading, status] = sums[right];
  form.querySelector(".nnlearn-heading").innerHTML = heading;
  form.dataset.status = status;
  fields.forEach((field, k) => (field.querySelector(".nnlearn-reply").innerHTML = replies[k][chosen[k]]));
  for (const box of document.querySelectorAll(`.nnlearn-predicted[data-quiz="${form.dataset.quiz}"]`))
    box.firstElementChild.innerHTML = told(box)[chosen[0]];
}

for (const form of document.querySelectorAll(".nnlearn-quiz"))
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form);
  });
