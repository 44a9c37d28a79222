"""The formats by name; each brings what it needs only when it is asked for."""

from collections.abc import Mapping, Sequence

from duizhao.matrix.rows import FileMatrix

FORMATS = ("table", "markdown", "html", "csv", "xlsx")
BY_ENDING: Mapping[str, str] = {
    **{".txt": "table", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"},
    **{".csv": "csv", ".xlsx": "xlsx"},
}
"""Which format a file with this ending is to have."""

_COLUMNS = 100


def in_format(name: str, files: Sequence[FileMatrix], language: str) -> bytes:
    """What a file in one of `FORMATS` holds; text is UTF-8."""
    match name:
        case "xlsx":
            from duizhao.matrix.as_xlsx import as_xlsx

            return as_xlsx(files, language)
        case "html":
            from duizhao.matrix.as_html import as_html

            text = as_html(files, language)
        case "csv":
            from duizhao.matrix.as_csv import as_csv

            text = as_csv(files, language)
        case "markdown":
            from duizhao.matrix.as_markdown import as_markdown

            text = as_markdown(files, language)
        case _:
            from duizhao.matrix.as_table import as_table

            text = as_table(files, language, _COLUMNS)
    return text.encode("utf-8", "replace")
