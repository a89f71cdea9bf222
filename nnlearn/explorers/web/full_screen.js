// The explorer fills the screen: the picture on the left as large as there is room, the controls enlarged beside it.
// A browser grants full screen only after the press of a button; otherwise the explorer fills the window, above the page.
function fullScreen(model, canvas, on, tell) {
  let explorer = null;
  const fit = () => {
    const full = model.get("full");
    canvas.style.width = full ? "" : `${model.get("width")}px`;
    if (!full) return;
    const [width, height] = [model.get("width"), model.get("height")];
    const share = innerWidth <= innerHeight ? 1 : 0.64; // on a tall screen the controls stand below
    const scale = Math.min((innerHeight - 60) / height, ((innerWidth - 32) * share) / width);
    canvas.style.width = `${Math.round(width * scale)}px`;
    let zoom = Math.max(1, Math.min(scale, (innerWidth - width * scale - 60) / 330));
    for (let k = 0; k < 4; k++) { // smaller, until all controls are on the screen
      explorer.style.setProperty("--nnlearn-zoom", zoom);
      if (zoom === 1 || explorer.scrollHeight <= innerHeight) break;
      zoom = Math.max(1, (zoom * innerHeight) / explorer.scrollHeight);
    }
    tell();
  };
  const change = async () => {
    if (!explorer) return;
    const full = model.get("full");
    if (full === explorer.classList.contains("nnlearn-full")) return;
    explorer.classList.toggle("nnlearn-full", full);
    if (full) {
      await explorer.requestFullscreen().catch(() => {
        explorer.popover = "manual";
        explorer.showPopover();
      });
      canvas.focus({ preventScroll: true });
    } else {
      if (document.fullscreenElement === explorer) await document.exitFullscreen();
      explorer.removeAttribute("popover");
      tell();
    }
    fit();
  };
  const leave = () => {
    if (!model.get("full")) return;
    model.set("full", false);
    model.save_changes();
  };
  model.on("change:full", change);
  on(window, "resize", () => model.get("full") && explorer && fit());
  on(window, "keydown", (event) => event.key === "Escape" && leave(), true);
  on(document, "fullscreenchange", () => document.fullscreenElement || leave());
  return {
    stand(found) {
      explorer = found;
      change();
    },
    end() {
      model.off("change:full", change);
    },
  };
}
