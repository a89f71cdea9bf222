"""The course's server: what it says of a notebook, and of its pictures, before JupyterLab shows them.

- A notebook whose kernel is gone shows its stored pictures, not errors (`shown_outputs.py`).
- A notebook is not "unsaved" as soon as it is open: JupyterLab writes into it which Python runs it, so the server says
  that beforehand.
- A kernel is told that its pictures are shown in JupyterLab, which drops the alt text of a plain picture.

The file is not changed by any of it.
"""

import os
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_core.utils import ensure_async
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from nnlearn.app.shown_outputs import shown


class Kernels(AsyncMappingKernelManager):
    """JupyterLab's kernels, with a record of which have been restarted and so have forgotten their widgets."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self._first = {}

    async def start_kernel(self, *arguments, **settings):  # type: ignore[override]
        """Start a kernel that knows how its pictures are shown, and note its process."""
        settings["env"] = {**(settings.get("env") or os.environ), "NNLEARN_PICTURES": "html"}
        name = await super().start_kernel(*arguments, **settings)
        self._first.setdefault(name, self._process(name))
        return name

    def remembers(self, name):
        """Return whether a kernel is running and has not been restarted, by the learner or after a crash."""
        return name in self and self._process(name) == self._first.get(name)

    def _process(self, name):
        return getattr(self.get_kernel(name).provisioner, "pid", None)


class Contents(AsyncLargeFileManager):
    """JupyterLab's files, whose notebooks have pictures with their words, and no widgets that no kernel knows."""

    async def get(self, path, content=True, type=None, format=None, require_hash=False):
        """Return a file, a folder or a notebook as Jupyter's own manager does."""
        model = await super().get(path, content, type, format, require_hash)
        if content and model["type"] == "notebook":
            name_the_kernel(model["content"]["metadata"], await self._kernels())
            lives = await self._lives(path)
            for cell in model["content"]["cells"]:
                if "outputs" in cell:
                    cell["outputs"] = [one for output in cell["outputs"] for one in shown(output, lives)]
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
