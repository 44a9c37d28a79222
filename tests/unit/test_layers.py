"""What imports what: text, document and findings know no editor, and neither client nor server needs the other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import duizhao

SOURCE = Path(duizhao.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
PROTOCOL = ("pygls", "lsprotocol")
SURFACES = ("duizhao.lsp", "duizhao.check", "duizhao.cli")
FORBIDDEN = {
    "lsp": ("duizhao.check", "duizhao.cli"),
    "check": (*PROTOCOL, "duizhao.lsp", "duizhao.cli"),
    "workspace": (*PROTOCOL, *SURFACES),
    "cli.py": PROTOCOL,
    "__main__.py": PROTOCOL,
}
CORE = (*PROTOCOL, *SURFACES, "duizhao.workspace")
JUDGES = ("duizhao.checkers", "duizhao.analysis")
FORBIDDEN_IN_CORE = {
    "text": ("duizhao.document", "duizhao.rules", "duizhao.pairing", *JUDGES),
    "document": ("duizhao.rules", "duizhao.pairing", *JUDGES),
    "pairing": (*JUDGES, "duizhao.suggestions", "duizhao.answering", "duizhao.matrix"),
    "suggestions": JUDGES,
    "matrix": JUDGES,
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            yield from (f"{node.module}.{each.name}" for each in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    folder = path.relative_to(SOURCE).parts[0]
    forbidden = FORBIDDEN.get(folder, (*CORE, *FORBIDDEN_IN_CORE.get(folder, ())))
    wrong = [name for name in imported(path) if any(f"{name}.".startswith(f"{each}.") for each in forbidden)]
    assert wrong == []
