"""Run the tutorial from an empty folder and keep what it prints and draws.

The notebook is its own source: edit its cells, then ``make docs``.

Usage: python docs/notebook.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

__all__ = ["load", "run"]

NOTEBOOK = Path(__file__).parent / "tutorial.ipynb"


def load() -> nbformat.NotebookNode:
    """Return the notebook as it is kept."""
    kept: nbformat.NotebookNode = nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), as_version=4)
    return kept


def run(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Run a notebook from its first cell in a new, empty folder; what only this run knows is left out.

    Raises:
        CellExecutionError: a cell failed.

    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as sockets:
        client = NotebookClient(
            notebook,
            coalesce_streams=True,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": folder}},
        )
        client.create_kernel_manager()
        # No ports: others on this machine could read them.
        client.km.transport, client.km.ip = "ipc", str(Path(sockets) / "kernel")
        client.execute()
    notebook.metadata["language_info"] = {"name": "python"}  # not the release of Python
    return notebook


if __name__ == "__main__":
    NOTEBOOK.write_text(nbformat.writes(run(load())) + "\n", encoding="utf-8")
