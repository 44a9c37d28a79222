"""The matrix page in a real browser: Chromium, driven by Playwright."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.editors

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
REPORT = f"""\
# 南岭水务所自查报告 {HOSTILE}

## 一、存在的问题

1. 巡库记录不全。<!-- p1 -->
2. 闸门漏水 {HOSTILE}。<!-- p2 -->
3. 收费不公开。<!-- no-measure: 由县里统一安排 -->
4. 台账缺页。<!-- p4 -->

## 二、整改措施

1. 增配两名巡库员。<!-- for: p1 -->
2. 每周抽查一次记录。<!-- for: p1 -->
3. 更换闸门。<!-- for: p2 -->
4. 做好防汛值班。<!-- for: none 常规工作 -->
"""


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None
    if chromium is None or sync_playwright is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium and Playwright must be there: apt-get install chromium; pip install playwright")
        pytest.skip("no Chromium or no Playwright: apt-get install chromium; pip install playwright")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where the page of two reports is, as `duizhao matrix` writes it in each language."""
    folder = tmp_path_factory.mktemp("matrix")
    (folder / "南岭 a.md").write_text(REPORT, encoding="utf-8")
    rows = "".join(f"| {n} | 第{n}处巡查发现堤坝渗漏 | 增派人员逐段排查 | 陈立 | 年底 |\n" for n in range(1, 61))
    heading = "| 序号 | 问题 | 整改措施 | 责任人 | 完成时限 |\n|---|---|---|---|---|\n"
    (folder / "b.md").write_text(f"# 堤防检查\n\n## 存在的问题和整改措施\n\n{heading}{rows}", encoding="utf-8")
    command = [sys.executable, "-P", "-m", "duizhao", "matrix", "南岭 a.md", "b.md"]
    for language in ("zh", "en"):
        subprocess.run([*command, "-o", f"{language}.html", "--lang", language], cwd=folder, check=True, timeout=60)
    return {language: (folder / f"{language}.html").as_uri() for language in ("zh", "en")}


@pytest.fixture(scope="module")
def address(addresses: dict[str, str]) -> str:
    return addresses["zh"]


class Opened:
    """A page, with everything it complained about and asked for."""

    def __init__(self, browser: "Browser", address: str, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)

    def visible_states(self) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all(
            "tbody", "rows => rows.filter(row => row.checkVisibility()).map(row => row.dataset.state)"
        )
        return found


@pytest.fixture
def opened(browser: "Browser", address: str) -> Iterator[Opened]:
    made = Opened(browser, address)
    yield made
    made.context.close()


def test_hostile_text_is_only_text(opened: Opened, address: str) -> None:
    assert opened.page.title() == "对照矩阵"
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("h2").first.inner_text() == f"南岭水务所自查报告 {HOSTILE}"
    assert opened.requests == [address], "the page needs nothing beside it"
    assert opened.complaints == [], "its own script and style are allowed"


def test_what_gets_into_the_page_all_the_same_does_not_run(opened: Opened) -> None:
    with opened.page.expect_console_message(lambda told: "Content Security Policy" in told.text):
        opened.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "document.title = 'owned'";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", "<p onclick=\\"document.title = 'owned'\\">x</p>");
              document.body.lastElementChild.click();
            }"""
        )
    assert opened.page.title() == "对照矩阵"


def test_the_filter_shows_rows_by_their_state(opened: Opened) -> None:
    everything = opened.visible_states()
    assert everything[:5] == ["covered", "covered", "justified", "uncovered", "justified"]
    assert len(everything) == 65
    told = opened.page.get_by_role("status")
    justified = opened.page.get_by_role("button", name="免对应")
    justified.click()
    assert opened.visible_states() == ["justified", "justified"]
    assert told.inner_text() == "显示 2 行，共 65 行"
    assert opened.page.get_by_text("这里没有这种状态的行。").last.is_visible(), "the second report has none"
    assert justified.get_attribute("aria-pressed") == "true"
    opened.page.get_by_role("button", name="未对应").click()
    assert opened.visible_states() == ["justified", "uncovered", "justified"]
    opened.page.get_by_role("button", name="全部").click()
    assert justified.get_attribute("aria-pressed") == "false"
    assert opened.visible_states() == everything


def test_the_filter_is_worked_by_keys(opened: Opened) -> None:
    opened.page.get_by_role("button", name="全部").focus()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Space")
    assert set(opened.visible_states()) == {"covered"}


def test_lines_open_in_the_editor(opened: Opened, address: str) -> None:
    link = opened.page.get_by_role("link", name="第 5 行").first
    folder = address.removeprefix("file://").rpartition("/")[0]
    assert link.get_attribute("href") == f"vscode://file{folder}/%E5%8D%97%E5%B2%AD%20a.md:5"


def test_headings_stay_in_view(opened: Opened) -> None:
    opened.page.get_by_text("第40处").scroll_into_view_if_needed()
    bar = opened.page.locator(".filter").bounding_box()
    heading = opened.page.locator("thead th").last.bounding_box()
    assert bar
    assert heading
    assert abs(bar["y"]) < 1
    assert abs(heading["y"] - bar["height"]) < 2


def test_without_script_everything_is_there(browser: "Browser", address: str) -> None:
    opened = Opened(browser, address, java_script_enabled=False)
    assert not opened.page.locator(".filter").is_visible()
    assert opened.page.get_by_text("第60处巡查发现堤坝渗漏").is_visible()
    assert opened.page.locator("tbody").count() == 65
    opened.context.close()


@pytest.mark.parametrize("width", [320, 700, 900, 1280, 2200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off_on_any_screen(
    browser: "Browser", addresses: dict[str, str], language: str, width: int
) -> None:
    opened = Opened(browser, addresses[language], viewport={"width": width, "height": 800})
    overflowing = opened.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) =>
          element.checkVisibility() && !element.closest("caption, svg, script") &&
          (element.getBoundingClientRect().right > innerWidth + 1 || element.scrollWidth > element.clientWidth + 1 &&
            getComputedStyle(element).display !== "inline")
        ).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert overflowing == []
    opened.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_in_dark(browser: "Browser", address: str, scheme: str) -> None:
    opened = Opened(browser, address, color_scheme=scheme)
    low = opened.page.evaluate(CONTRASTS)
    assert low == [], "WCAG AA asks for 4.5"
    opened.context.close()


CONTRASTS = """() => {
  const rgba = (text) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const found = rgba(getComputedStyle(e).backgroundColor);
      if (found[3] > 200) return found;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest("caption, script, [aria-hidden]")) continue;
    const [a, b] = [luminance(rgba(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) low.add(`${element.className || element.tagName}: ${contrast.toFixed(1)}`);
  }
  return [...low];
}"""


def test_it_prints_on_a4_with_headings_on_every_page(opened: Opened, tmp_path: Path) -> None:
    pdf = opened.page.pdf(prefer_css_page_size=True)
    boxes = {match.decode() for match in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf)}
    (box,) = boxes
    width, height = (float(number) for number in box.split()[2:])
    assert (round(width), round(height)) == (842, 595), "A4 landscape in points"
    reader = shutil.which("pdftotext")
    if reader is None:
        if os.environ.get("CI"):
            pytest.fail("pdftotext must be there: apt-get install poppler-utils")
        pytest.skip("no pdftotext: apt-get install poppler-utils")
    file = tmp_path / "m.pdf"
    file.write_bytes(pdf)
    read = subprocess.run([reader, "-layout", file, "-"], capture_output=True, check=True).stdout.decode()
    first, *rest = read.rstrip("\f").split("\f")
    assert len(rest) >= 2
    assert "全部" not in first, "the filter is not printed"
    for page in rest:
        assert re.search(r"序号\s+问题\s+整改措施", page), page
        numbers = [int(number) for number in re.findall(r"第(\d+)处巡查发现堤坝渗漏", page)]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
