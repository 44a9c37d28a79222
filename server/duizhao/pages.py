"""The page of each code: one text for `explain`, for the hover and for readers of the repository."""

from pathlib import Path

_PAGES = Path(__file__).parent / "checkers" / "pages"


def page_path(code: str, language: str) -> Path:
    """Where the page of the built-in `code` (group/name) in `language` (zh or en) is, or would be."""
    return _PAGES / f"{code}.{language}.md"
