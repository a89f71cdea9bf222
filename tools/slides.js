// Votes, a clock and pictures that can be enlarged. Everything is in memory and gone with the page.

const votes = {}; // "04.predict.0": [3, 12, 1]

function count(box, option, by) {
  const of = (votes[box.dataset.quiz] ??= []);
  of[option] = Math.max((of[option] ?? 0) + by, 0);
  const most = Math.max(...Object.values(of), 1);
  for (const same of document.querySelectorAll(`.vote[data-quiz="${box.dataset.quiz}"]`))
    same.querySelectorAll("li").forEach((item, k) => {
      item.querySelector(".count").textContent = of[k] ?? 0;
      item.querySelector(".bar").style.width = `${(100 * (of[k] ?? 0)) / most}%`;
    });
}

function vote(option, by) {
  const box = Reveal.getCurrentSlide().querySelector(".vote");
  if (box?.querySelectorAll("li")[option]) count(box, option, by);
}

function startOrStop(clock) {
  if (!clock) return;
  const show = () => {
    const left = Math.max(Math.ceil((clock.ends - performance.now()) / 1000), 0);
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.classList.toggle("over", left === 0);
    if (left === 0) stop();
  };
  const stop = () => { clearInterval(clock.ticks); clock.ticks = null; };
  clock.left ??= 60000 * clock.dataset.minutes;
  if (clock.ticks) {
    clock.left = clock.ends - performance.now();
    stop();
    clock.textContent += " (T continues)";
    return;
  }
  if (clock.classList.contains("over")) clock.left = 60000 * clock.dataset.minutes; // once more
  clock.ends = performance.now() + clock.left;
  clock.ticks = setInterval(show, 250);
  show();
}

function enlarge(picture) {
  const open = document.getElementById("enlarged");
  open?.remove();
  if (open || !picture) return;
  const large = document.createElement("div");
  large.id = "enlarged";
  large.tabIndex = 0;
  large.append(copyOf(picture));
  large.addEventListener("mousemove", (event) => {
    large.scrollLeft = (large.scrollWidth - innerWidth) * (event.clientX / innerWidth);
    large.scrollTop = (large.scrollHeight - innerHeight) * (event.clientY / innerHeight);
  });
  document.body.append(large);
  large.focus();
}

function copyOf(picture) {
  const copy = picture.cloneNode();
  copy.style.width = `${(picture.dataset.enlarged * innerHeight) / 720}px`; // 22 of 720 pixels, however large the wall
  return copy;
}

function picture() {
  return Reveal.getCurrentSlide().querySelector("img[data-enlarged]");
}

// the keys that Reveal hands on; it does not hand on Shift, so that is listened to below
for (let k = 0; k < 4; k++)
  for (const keyCode of [49 + k, 97 + k]) Reveal.addKeyBinding({ keyCode, key: `${k + 1}`, description: `Count a vote for option ${k + 1}; with Shift take it back` }, () => vote(k, 1));
Reveal.addKeyBinding({ keyCode: 84, key: "T", description: "Start or stop the clock" }, () =>
  startOrStop(Reveal.getCurrentSlide().querySelector(".clock")));
Reveal.addKeyBinding({ keyCode: 90, key: "Z", description: "Enlarge the picture" }, () => enlarge(picture()));

addEventListener("keydown", (event) => {
  const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code);
  if (digit && event.shiftKey) vote(digit[1] - 1, -1);
  const large = document.getElementById("enlarged");
  if (large && event.key === "Escape") enlarge();
  const moves = large && event.key.startsWith("Arrow"); // PageDown and the space bar still go to the next slide
  const presses = event.target.closest?.("button") && [" ", "Enter"].includes(event.key);
  if (moves || presses || (large && event.key === "Escape")) event.stopPropagation();
}, true);

addEventListener("click", (event) => {
  const option = event.target.closest(".option");
  if (option) vote([...option.closest("ol").children].indexOf(option.parentElement), event.shiftKey ? -1 : 1);
  startOrStop(event.target.closest(".clock"));
  if (event.target.closest("#enlarged, img[data-enlarged]")) enlarge(picture());
  if (event.detail) event.target.closest("button")?.blur(); // the mouse leaves the keys to the slides
});

Reveal.on("slidechanged", () => {
  const large = document.getElementById("enlarged"); // a tour moves on, enlarged as it is
  if (large && picture()) large.replaceChildren(copyOf(picture()));
  else large?.remove();
});
