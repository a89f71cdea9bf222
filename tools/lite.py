"""Build the course for a browser, without installation: `make lite` writes dist/lite/, a folder for any web server.

python tools/lite.py                        # lessons and exercises
python tools/lite.py --solutions            # with the solutions
python tools/lite.py --packages FOLDER      # NumPy and the others from Pyodide's unpacked distribution, beside
python -m http.server --directory dist/lite # and open the address that it prints

Python, its kernel, the pure packages and the course lie in that folder. NumPy, matplotlib, Pillow, scikit-learn, SciPy
and safetensors are compiled: without --packages the browser takes them from Pyodide's own address.
"""

import argparse
import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import nbformat
import vendor

ROOT = Path(__file__).resolve().parents[1]
TOOLS, BUILD = ROOT / "tools", ROOT / "build" / "lite"
PYODIDE = ("pyodide", "314.0.6", ("pyodide.mjs", "pyodide.asm.", "pyodide-lock", "python_stdlib", "package.json"))
KERNEL = "@jupyterlite/pyodide-kernel-extension"
FIRST = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]  # before any cell runs
BROWSER = ("--python-version", "3.14", "--implementation", "cp", "--platform", "pyemscripten_2026_0_wasm32")
STUBS = ("ipykernel", "piplite", "pyodide_kernel", "widgetsnbextension-4")  # the kernel brings these
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "nnlearn",
        "litePluginSettings": {f"{KERNEL}:kernel": {"loadPyodideOptions": {"packages": FIRST}}},
    },
}
REDIRECT = "await import('./config-utils.js');"


def environment():
    """Return the Python of an environment with JupyterLite, made if there is none."""
    folder, lock = ROOT / "build" / "lite-env", TOOLS / "lite.lock"
    python, stamp = folder / "bin" / "python", folder / "lock"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        print("nnlearn: installing JupyterLite into build/lite-env; the first time takes a minute or two")
        venv.create(folder, with_pip=True, clear=True, symlinks=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", lock], check=True)
        stamp.write_text(lock.read_text())
    return python


def wheels(python, folder):
    """Put the course's own wheel into a folder, and the one that says a sentence in place of PyTorch.

    Made from copies: pip builds inside the folder it is given, and what an older build left there would go in.
    """
    source = BUILD / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(TOOLS / "browser_torch", source / "torch")
    shutil.copytree(ROOT / "nnlearn", source / "course" / "nnlearn", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "requirements.lock", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / "course")
    command = [python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder]
    subprocess.run([*command, source / "course", source / "torch"], check=True)


def pure_wheels(python, folder):
    """Put the wheels of tools/lite_wheels.lock into a folder, those that are not there yet."""
    lock, stamp = TOOLS / "lite_wheels.lock", folder / "lock"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        shutil.rmtree(folder, ignore_errors=True)
        command = [python, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder]
        subprocess.run([*command, *BROWSER, "-r", lock], check=True)
        stamp.write_text(lock.read_text())


def pyodide(python, folder, packages):
    """Fill a folder with Pyodide, the wheels beside it and a lock file that knows them."""
    vendor.bring(PYODIDE, BUILD / "pyodide")
    pure_wheels(python, BUILD / "wheels")
    shutil.copytree(BUILD / "pyodide", folder)
    brought = python.parents[1] / "share" / "jupyter" / "labextensions" / KERNEL / "static" / "pypi"
    stubs = [path for path in brought.glob("*.whl") if path.name.startswith(STUBS)]
    for path in [*(BUILD / "wheels").glob("*.whl"), *stubs]:
        shutil.copy(path, folder)
    wheels(python, folder)
    where = ["--packages", packages] if packages else []
    subprocess.run([python, TOOLS / "lite_packages.py", folder, *where], check=True)


def open_start(page):
    """Let JupyterLite's first page, which also holds settings, open the course, or say first what cannot be had."""
    text = page.read_text(encoding="utf-8")
    if REDIRECT not in text:
        raise OSError(f"{page} does not contain {REDIRECT}: JupyterLite has changed, look how its first page continues")
    page.write_text(text.replace(REDIRECT, (TOOLS / "lite_start.js").read_text(encoding="utf-8")), encoding="utf-8")


def prepare(folder, folders):
    """Write what JupyterLite reads into a folder, Pyodide apart."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in folders:
        (folder / "files" / name).mkdir(parents=True)
        for path in sorted((ROOT / name).glob("*.ipynb")):
            whole = json.dumps(nbformat.read(path, 4))  # every text in one piece: JupyterLite does not join its lines
            (folder / "files" / name / path.name).write_text(whole, encoding="utf-8")
    (folder / "jupyter-lite.json").write_text(json.dumps(SETTINGS, indent=1))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--solutions", action="store_true", help="include the solutions")
    parser.add_argument("--packages", help="an address or a folder with Pyodide's compiled packages")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "lite")
    asked = parser.parse_args(arguments)
    folders = ["notebooks", "exercises", *(["solutions"] if asked.solutions else [])]
    source, half = BUILD / "input", BUILD / "output"
    try:
        python = environment()
        prepare(source, folders)
        pyodide(python, source / "static" / "pyodide", asked.packages)
        shutil.rmtree(half, ignore_errors=True)
        command = [python, "-m", "jupyterlite_core", "build", "--apps", "lab", "--no-sourcemaps"]
        command += ["--lite-dir", source, "--contents", source / "files", "--output-dir", half]
        subprocess.run(command, check=True, cwd=source, capture_output=True, text=True)
        open_start(half / "index.html")
    except subprocess.CalledProcessError as error:
        print((error.stderr or "")[-3000:], f"nnlearn: no course for the browser: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"nnlearn: no course for the browser: {error}", file=sys.stderr)
        return 1
    shutil.rmtree(asked.out, ignore_errors=True)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(half, asked.out)
    print(f"nnlearn: {asked.out} holds the course; python -m http.server --directory {asked.out} serves it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
