"""A notebook that is opened again shows each explorer's stored picture if the kernel that moved it is gone.

A saved output holds both the number of a widget, which lives in the kernel's memory, and a picture. JupyterLab uses
the number, and once the kernel has ended it finds nothing: "Error displaying widget: model not found". So the server
leaves the numbers out if no kernel can know them, and says below each such picture what wakes it. Nor is a notebook
"unsaved" as soon as it is open: JupyterLab writes into it which Python runs it, so the server says that beforehand.
The file is not changed by either.
"""

from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_core.utils import ensure_async
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

WIDGET = "application/vnd.jupyter.widget-view+json"
SHOWN = ("image/png", "text/html")  # what can take a widget's place
BAND = "nnlearn-band"  # marks the line below such a picture
QUIET = "margin: 0 0 8px; padding: 2px 8px; font-size: 13px; border-left: 4px solid #E69F00"


class Kernels(AsyncMappingKernelManager):
    """JupyterLab's kernels, with a record of which have been restarted and so have forgotten their widgets."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self._first = {}

    async def start_kernel(self, *arguments, **settings):  # type: ignore[override]
        """Start a kernel and note its process."""
        name = await super().start_kernel(*arguments, **settings)
        self._first.setdefault(name, self._process(name))
        return name

    def remembers(self, name):
        """Return whether a kernel is running and has not been restarted, by the learner or after a crash."""
        return name in self and self._process(name) == self._first.get(name)

    def _process(self, name):
        return getattr(self.get_kernel(name).provisioner, "pid", None)


class Contents(AsyncLargeFileManager):
    """JupyterLab's files, in which a notebook without its kernel has pictures in place of its widgets."""

    async def get(self, path, content=True, type=None, format=None, require_hash=False):
        """Return a file, a folder or a notebook as Jupyter's own manager does."""
        model = await super().get(path, content, type, format, require_hash)
        if content and model["type"] == "notebook":
            name_the_kernel(model["content"]["metadata"], await self._kernels())
            if not await self._lives(path):
                for cell in model["content"]["cells"]:
                    if "outputs" in cell:
                        cell["outputs"] = [shown for output in cell["outputs"] for shown in without_widget(output)]
        return model

    async def _kernels(self):
        """Return {name: specification} of the kernels that this server can start."""
        server: Any = self.parent
        return await ensure_async(server.kernel_spec_manager.get_all_specs())

    async def _lives(self, path):
        """Return whether a kernel that has run this notebook can still know its widgets."""
        server: Any = self.parent
        sessions = await server.session_manager.list_sessions()
        names = [s["kernel"]["id"] for s in sessions if s["path"] == path.strip("/")]
        return any(server.kernel_manager.remembers(name) for name in names)


def name_the_kernel(metadata, kernels):
    """Write into a notebook's metadata what JupyterLab will write once the kernel is up; another language's is left."""
    name = metadata.get("kernelspec", {}).get("name")
    spec = kernels.get(name, {}).get("spec", {})
    if spec.get("language") == "python":
        metadata["kernelspec"] = {"name": name, "display_name": spec["display_name"], "language": "python"}
        metadata["language_info"] = IPythonKernel.language_info


def without_widget(output):
    """Return what takes an output's place if no kernel knows its widget: its picture or text, and what wakes it.

    Examples
    --------
    >>> data = {"image/png": "...", WIDGET: {"model_id": "7"}}
    >>> picture, band = without_widget({"output_type": "display_data", "data": data, "metadata": {}})
    >>> list(picture["data"]), band["data"]["text/plain"]
    (['image/png'], 'Run this cell (Shift+Enter) to move it.')
    """
    data = output.get("data", {})
    if WIDGET not in data or not any(kind in data for kind in SHOWN):
        return [] if output.get("metadata", {}).get(BAND) else [output]  # a band that was saved is made again
    del data[WIDGET]
    words = f"Run this cell (Shift+Enter) to {'move it' if 'image/png' in data else 'answer'}."
    shown = {"text/plain": words, "text/html": f'<p style="{QUIET}">{words}</p>'}
    return [output, {"output_type": "display_data", "data": shown, "metadata": {BAND: True}}]
