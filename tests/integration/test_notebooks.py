"""The notebooks run from top to bottom, and are stored without their outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
CONCLUDING = {"5-hot-issues", "6-city-month"}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_six_of_them():
    assert [path.stem for path in NOTEBOOKS] == [
        "1-messages",
        "2-category-classifier",
        "3-routing",
        "4-reply-quality",
        "5-hot-issues",
        "6-city-month",
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_figures(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    shown = [
        output for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output
    ]
    assert sum("application/vnd.plotly.v1+json" in output["data"] for output in shown) >= 2
    if path.stem in CONCLUDING:
        conclusion = notebook.cells[-1].outputs[0]["text"].splitlines()
        assert len(conclusion) >= 3
        assert all(any(sign.isdigit() for sign in line) for line in conclusion)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing_and_holds_no_output(path):
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert not [
        cell
        for cell in code
        if any(line.startswith(("def ", "class ")) for line in cell.source.splitlines())
    ]
