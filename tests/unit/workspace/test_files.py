"""Which files are checked: what is named always, and in folders the drafts that nobody has left out."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from duizhao.workspace.files import File, find_files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(folder: Path, files: Iterable[str]) -> None:
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# 标题\n", encoding="utf-8")


def found(*paths: str) -> list[str]:
    return [file.path.replace(os.sep, "/") for file in find_files(paths)]


def test_a_folder_has_its_drafts_in_the_order_of_names(folder: Path) -> None:
    make(folder, ["b.md", "a/z.markdown", "a/b.MD", "a.md", "a/notes.txt", "中文/报告.md", "x.md.bak"])
    assert found(".") == ["a/b.MD", "a/z.markdown", "a.md", "b.md", "中文/报告.md"]


def test_paths_are_shown_as_they_were_given(folder: Path) -> None:
    make(folder, ["a/b.md"])
    assert found("a") == ["a/b.md"]
    assert found("./a") == ["./a/b.md"]
    assert found(str(folder / "a")) == [(folder / "a/b.md").as_posix()]


def test_no_file_is_checked_twice(folder: Path) -> None:
    make(folder, ["a/b.md", "a/c.md"])
    assert found("a/c.md", "a", "./a/b.md", "-", "-") == ["a/c.md", "a/b.md", "-"]


def test_hidden_ones_and_dependencies_are_passed_over(folder: Path) -> None:
    make(folder, [".git/x.md", ".obsidian/x.md", "node_modules/y/README.md", "docs/node_modules/x.md", ".x.md", "a.md"])
    assert found(".") == ["a.md"]


def test_a_file_that_is_named_is_taken_whatever_its_name(folder: Path) -> None:
    make(folder, ["报告.txt", ".hidden.md", "node_modules/x.md"])
    (folder / ".gitignore").write_text("*.md\n")
    assert found("报告.txt", ".hidden.md", "node_modules/x.md") == ["报告.txt", ".hidden.md", "node_modules/x.md"]


def test_gitignore_files_hold_from_the_root_of_the_repository_down(folder: Path) -> None:
    make(
        folder,
        ["repo/docs/a.md", "repo/docs/b.md", "repo/docs/out/c.md", "repo/docs/old/d.md", "repo/docs/old/keep.md"],
    )
    (folder / "repo/.git").mkdir()
    (folder / ".gitignore").write_text("*.md\n")  # outside the repository
    (folder / "repo/.gitignore").write_text("# 注释\nout/\n/a.md\nb.md\n!\n", encoding="utf-8")
    (folder / "repo/docs/old/.gitignore").write_text("*\n!keep.md\n")
    everything_but = ["a.md", "old/keep.md"]
    assert found("repo") == [f"repo/docs/{name}" for name in everything_but]
    assert found("repo/docs") == [f"repo/docs/{name}" for name in everything_but]


def test_a_gitignore_holds_without_a_repository_too(folder: Path) -> None:
    make(folder, ["a.md", "b.md"])
    (folder / ".gitignore").write_text("b.md\n")
    assert found(".") == ["a.md"]


def test_a_folder_that_is_named_is_walked_even_if_it_is_ignored(folder: Path) -> None:
    make(folder, ["build/a.md", "build/deep/b.md"])
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("build/\n")
    assert found(".") == []
    assert found("build") == ["build/a.md", "build/deep/b.md"]
    assert found("build/deep") == ["build/deep/b.md"]


def test_what_the_project_ignores_is_left_out(folder: Path) -> None:
    make(folder, ["docs/a.md", "docs/归档/b.md", "docs/templates/c.md"])
    (folder / "duizhao.yaml").write_text("ignore: [归档/, templates/*]\n", encoding="utf-8")
    assert found(".") == ["docs/a.md", "docs/templates/c.md"]
    assert found("docs") == ["docs/a.md", "docs/templates/c.md"]
    assert found("docs/归档/b.md") == ["docs/归档/b.md"]


def test_the_nearest_project_file_decides(folder: Path) -> None:
    make(folder, ["a.md", "sub/a.md", "sub/b.md"])
    (folder / "duizhao.yaml").write_text("ignore: a.md\n", encoding="utf-8")
    (folder / "sub/duizhao.yaml").write_text("ignore: b.md\n", encoding="utf-8")
    assert found(".") == ["sub/a.md"]


def test_a_broken_project_file_ignores_nothing(folder: Path) -> None:
    make(folder, ["a.md"])
    (folder / "duizhao.yaml").write_text("ignore: {a.md\n", encoding="utf-8")
    assert found(".") == ["a.md"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_links_to_files_count_and_links_to_folders_are_not_followed(folder: Path) -> None:
    make(folder, ["real/a.md", "docs/b.md"])
    (folder / "docs/link.md").symlink_to(folder / "real/a.md")
    (folder / "docs/folder").symlink_to(folder / "real")
    (folder / "docs/loop").symlink_to(folder / "docs")
    (folder / "docs/nowhere.md").symlink_to(folder / "gone.md")
    (folder / "docs/self.md").symlink_to(folder / "docs/self.md")
    assert found("docs") == ["docs/b.md", "docs/link.md"]
    assert found("docs/folder") == ["docs/folder/a.md"]


def test_a_folder_called_like_a_draft_is_a_folder(folder: Path) -> None:
    make(folder, ["docs/x.md/a.md"])
    assert found("docs") == ["docs/x.md/a.md"]


def test_what_is_not_there_is_handed_on_with_its_fault(folder: Path) -> None:
    make(folder, ["a.md"])
    (fault, file) = find_files(["gone.md", "a.md"])
    assert (fault.path, type(fault.fault)) == ("gone.md", FileNotFoundError)
    assert file == File("a.md", len("# 标题\n".encode()))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to everybody")
def test_a_folder_that_cannot_be_looked_into_is_handed_on_with_its_fault(folder: Path) -> None:
    make(folder, ["docs/closed/a.md"])
    (folder / "docs/closed").chmod(0)
    try:
        (fault,) = find_files(["docs"])
    finally:
        (folder / "docs/closed").chmod(0o700)
    assert (fault.path, type(fault.fault)) == (os.path.join("docs", "closed"), PermissionError)
