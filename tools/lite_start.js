// The first page: it opens the course, or first says what cannot be had (a part of lite.py).
const start = "lab/index.html?path=notebooks/00_start.ipynb";
const lock = await (await fetch("static/pyodide/pyodide-lock.json")).json();
const numpy = lock.packages.numpy.file_name;
const reachable = async () => {
  if (!numpy.includes("://")) return true; // it lies beside this page
  try {
    return (await fetch(numpy, { method: "HEAD", signal: AbortSignal.timeout(8000) })).ok;
  } catch {
    return false;
  }
};
if (await reachable()) {
  location.replace(start);
} else {
  document.body.innerHTML = `<main style="font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 3rem auto; padding: 1rem">
    <h1>nnlearn</h1>
    <p>NumPy, matplotlib, Pillow, SciPy, scikit-learn and safetensors are missing: they come from
    ${new URL(numpy).host}, which this browser cannot reach now. You can read every lesson with its stored pictures and
    edit it; cells that compute need those packages. Connect to the network and load this page again, or have them
    beside it: <code>make lite LITE_ARGS="--packages FOLDER"</code>.</p>
    <p><a href="${start}">Open the course</a></p></main>`;
}
