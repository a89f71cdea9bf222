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
