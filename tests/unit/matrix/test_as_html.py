"""The page as a browser takes it apart; what it looks like is for the editor tests."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from duizhao.matrix.as_html import as_html
from duizhao.matrix.rows import FileMatrix, Matrix, Row
from tests.unit.matrix.examples import COVERED, FILE, REPORT, single

VOID = {"meta"}


class Taken(HTMLParser):
    """The elements of a page with their attributes, and the text outside script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.own: dict[str, str] = {}
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.own[self._open[-1]] = self.own.get(self._open[-1], "") + data
        else:
            self.texts.append(data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag and attributes.items() <= found.items()]


def test_the_page_runs_nothing_but_its_own_script_and_style() -> None:
    page = Taken(as_html([FILE], "zh"))
    (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    hashes = {
        kind: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for kind, text in page.own.items()
    }
    assert str(policy["content"]).split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{hashes['style']}'",
        f"script-src 'sha256-{hashes['script']}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert (len(page.all("script")), len(page.all("style"))) == (1, 1)


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    text = as_html([FILE], "zh")
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text
    page = Taken(text)
    assert all({"src", "style", "srcset", "onclick"}.isdisjoint(found) for _, found in page.elements)
    assert {str(link["href"]).split(":")[0] for link in page.all("a")} == {"vscode"}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' onmouseover='alert(1)",
        "<!-- x",
        "&lt;b&gt; &amp; &#60;",
        "javascript:alert(1)",
        "]]>",
    ],
)
def test_no_text_becomes_markup(text: str) -> None:
    hostile, harmless = Taken(as_html([single(text)], "zh")), Taken(as_html([single("甲")], "zh"))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in harmless.elements]
    assert [set(found) for _, found in hostile.elements] == [set(found) for _, found in harmless.elements]
    assert hostile.texts.count(text) == harmless.texts.count("甲") > 4


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_says_its_language(language: str, tag: str) -> None:
    assert Taken(as_html([FILE], language)).elements[0] == ("html", {"lang": tag})


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("file:///a%20b/%E7%94%B2.md", "vscode://file/a%20b/%E7%94%B2.md:5"),
        ("file:///C:/drafts/a.md", "vscode://file/C:/drafts/a.md:5"),
        ("file://server/share/a.md", "vscode://file//server/share/a.md:5"),
    ],
)
def test_lines_open_in_the_editor(uri: str, link: str) -> None:
    page = Taken(as_html([FILE._replace(uri=uri)], "zh"))
    assert page.all("a", href=link)
    assert "第 5 行" in page.texts


def test_lines_of_what_is_in_no_file_are_no_links() -> None:
    page = Taken(as_html([FILE._replace(uri=None)], "zh"))
    assert page.all("a") == []
    assert "第 5 行" in page.texts


def test_what_belongs_to_all_measures_stands_beside_all_of_them() -> None:
    page = Taken(as_html([FILE], "zh"))
    assert len(page.all("td", rowspan="2")) == 3  # number, cause and state; owner and deadline differ
    assert len(page.all("th", rowspan="2", scope="rowgroup")) == 1
    assert [found["data-state"] for found in page.all("tbody")] == [
        *("covered", "inferred", "uncovered", "justified", "no source", "rectified", "being rectified")
    ]


def test_every_row_of_a_table_has_all_columns() -> None:
    page = as_html([FILE], "zh")
    for table in re.findall(r"<table>.*?</table>", page, re.DOTALL):
        width = len(Taken(table).all("th", scope="col"))
        for body in re.findall(r"<tbody.*?</tbody>", table, re.DOTALL):
            lines = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
            cells = [found for tag, found in Taken(body).elements if tag in ("td", "th")]
            assert sum(int(found.get("rowspan") or 1) for found in cells) == width * len(lines)


def test_the_filter_offers_the_states_there_are_and_waits_for_its_script() -> None:
    page = Taken(as_html([FILE], "zh"))
    (bar,) = page.all("nav")
    assert "hidden" in bar
    assert len([found for found in page.all("button") if "data-state" in found]) == 7


def test_several_files_have_a_heading_each_and_a_list_at_the_top() -> None:
    page = Taken(as_html([FILE, FileMatrix("empty.md", None, Matrix("zh", ""))], "zh"))
    assert (len(page.all("h1")), len(page.all("h2"))) == (1, 2)
    assert [link["href"] for link in page.all("a") if str(link["href"]).startswith("#")] == ["#file-1", "#file-2"]
    assert [found["id"] for found in page.all("section")] == ["file-1", "file-2"]
    assert "没有认出问题、原因和措施" in page.texts


def test_a_row_without_a_problem_keeps_its_place() -> None:
    row = Row(None, COVERED, causes=REPORT.problems[0].causes)
    page = Taken(as_html([FileMatrix("a.md", None, Matrix("zh", "", unanswering=(row,)))], "zh"))
    assert page.all("th", scope="rowgroup") == []
    assert len(page.all("td")) == len(page.all("th", scope="col"))
