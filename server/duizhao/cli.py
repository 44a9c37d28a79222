"""The command line. Each command imports what it needs only when it runs, so that none pays for another."""

import gc
import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from duizhao import __version__

if TYPE_CHECKING:
    from duizhao.matrix.rows import FileMatrix
    from duizhao.rules import RuleSet
    from duizhao.rules.packs import PackLibrary
    from duizhao.workspace.rulebook import Rulebook

_INTERRUPTED = 130
_DRAFT = "draft.md"
"""Stands for any draft in the current folder."""


class _Program(click.Group):
    """Says what the system refused, such as to write to a full disk, and ends with 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # click ends quietly then
        except OSError as error:
            if sys.stdout is not None:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor can the rest be written
            _fail(_locale_language(), f"系统报错：{error}", f"the system reports: {error}")


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="duizhao")
def main() -> None:
    """对照：检查结构化报告（对照检查、整改、审计、安全、事故报告）的标题层次、序号和对应关系。

    Check structured reports in Markdown, in a terminal or as a language server.
    """


@main.command()
@click.option(
    "--tcp", type=click.IntRange(1, 65535), metavar="PORT", help="在本机回环地址的端口上等待一个编辑器（调试用）"
)
def serve(tcp: int | None) -> None:
    """启动语言服务器（标准输入输出）。Run the language server on standard input and output."""
    gc.disable()  # thousands of classes come into being, and none of them is garbage
    from duizhao.lsp.server import build_server
    from duizhao.lsp.transport import serve_stdio, serve_tcp

    server = build_server()
    gc.enable()
    sys.exit(serve_stdio(server) if tcp is None else serve_tcp(server, tcp))


def _locale_language() -> str:
    """The language of the environment's locale, Chinese where it has none."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    locale = named.partition(".")[0]
    return "zh" if locale in ("", "C", "POSIX") or locale.lower().startswith("zh") else "en"


_language = click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    default=_locale_language,
    show_default="LANG",
    help="提示用中文还是英文。Language of messages.",
)
_output_format = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出形式；json 为一个数组。Output format; json is one array.",
)


@main.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@_output_format
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "information", "hint", "never"]),
    default="warning",
    show_default=True,
    help="有这一级或更重的问题时退出码为 1。Exit with 1 for findings of this severity or above.",
)
@click.option(
    "--pack",
    metavar="ID",
    help="没有写明文种的文件用哪个规则包，见 duizhao packs。Rule pack for drafts that do not name one.",
)
@click.option(
    "--stage",
    type=click.Choice(["draft", "final"]),
    help="起草还是定稿，优先于文件自己的 status；不给时按文件，再按 final。"
    "How far the drafts are, whatever they say; without it, what they say, else final.",
)
@click.option(
    "--stdin-filename", metavar="FILE", help="标准输入（-）算作哪个文件。The file that standard input (-) stands for."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), metavar="N", help="用几个进程；不给时看文件多少。Number of processes."
)
@_language
def check(
    paths: tuple[str, ...],
    output_format: str,
    fail_on: str,
    pack: str | None,
    stage: str | None,
    stdin_filename: str | None,
    jobs: int | None,
    language: str,
) -> None:
    """检查文件和文件夹里的 Markdown 草稿；- 为标准输入。Check drafts: files, folders, or - for standard input.

    文件夹里看 *.md 和 *.markdown，略过隐藏文件、node_modules 以及 .gitignore 和 duizhao.yaml 排除的文件。
    In folders *.md and *.markdown are checked, except what is hidden or ignored.

    退出码 Exit codes: 0 没有问题 clean, 1 有问题 findings, 2 没能全部检查 could not check everything.
    """
    if not paths and stdin_filename is None:
        raise click.UsageError("给出要检查的文件、文件夹或 -。Give files, folders or - to check.")
    _require_streams(language, reads="-" in (paths or ("-",)))
    from duizhao.check.examination import Examination, Wish
    from duizhao.workspace.files import find_files

    options = {"stage": stage or "final", "report": pack, "language": language}
    try:
        # The servers first, so that they get ready while the rest is loaded.
        with Examination(Wish(options, stage, kinds=output_format == "text")) as examination:
            files = tuple(find_files(paths or ("-",)))
            examination.expect(len(files), sum(file.size for file in files), jobs)

            from duizhao.check.terminal import Manner, run
            from duizhao.findings import Severity

            fails = None if fail_on == "never" else Severity[fail_on.upper()]
            code = run(files, stdin_filename, examination, Manner(language, output_format == "json", fails))
    except KeyboardInterrupt:
        code = _INTERRUPTED
    sys.exit(code)


@main.command()
@click.argument("code")
@_language
def explain(code: str, language: str) -> None:
    """说明一个代码：指出什么、为什么、怎么改。Explain a code: what it finds, why, and what to do."""
    from duizhao.checkers import CODES
    from duizhao.explain import page, plain
    from duizhao.listings import pattern_rules, similar

    own = pattern_rules(_library())
    text = page(code, language, own)
    if text is None:
        meant = similar(code, [*CODES, *(rule.code for rule in own)])
        zh = f"是不是 {'、'.join(meant)}？" if meant else "全部代码见 duizhao rules"
        en = f"did you mean {', '.join(meant)}?" if meant else "duizhao rules lists all codes"
        _fail(language, f"没有代码“{code}”；{zh}", f"there is no code {code}; {en}")
    click.echo(plain(text))


@main.command()
@click.option(
    "--pack", metavar="ID", help="只列这个规则包的，各按它定的级别。Only those of this pack, as loud as it has them."
)
@_language
def rules(pack: str | None, language: str) -> None:
    """列出所有代码、级别和含义。List all codes with their severities and what they are about."""
    from duizhao.check.as_text import SEVERITIES
    from duizhao.check.excerpt import padded
    from duizhao.listings import OFF, all_rules, rules_of

    listed = all_rules(_library(), language) if pack is None else rules_of(_rules_of(pack, language), language)
    width = max(len(rule.code) for rule in listed)
    for rule in listed:
        level = SEVERITIES[rule.severity] if rule.severity else OFF
        click.echo(f"{rule.code:<{width}}  {padded(level.in_language(language), 11)}  {rule.title}")


@main.command()
@_language
def packs(language: str) -> None:
    """列出规则包：名称、文种、所在文件。List rule packs: id, title and file."""
    rulebook = _rulebook()
    library = rulebook.library_for(Path.cwd() / _DRAFT)
    for pack in library.sound().values():
        click.echo(f"{pack.id}\n    {pack.title.in_language(language)}\n    {pack.source_path}")
    errors = [error.placed(language) for error in rulebook.errors]
    if errors:
        _fail(language, "\n  ".join(["规则有误：", *errors]), "\n  ".join(["rules with errors:", *errors]))


@main.command()
@click.argument("pack")
@click.option("-o", "--output", metavar="FILE", help="写到哪个文件；不给时写到标准输出。Where to write it.")
@click.option("--force", is_flag=True, help="文件已有时覆盖。Overwrite a file that exists.")
@_language
def new(pack: str, output: str | None, force: bool, language: str) -> None:
    """按规则包起一份空白草稿。Begin a draft of the kind that a pack describes."""
    from duizhao.rules.reports import is_report, reports
    from duizhao.skeleton import skeleton

    rules, library = _rules_of(pack, language), _library()
    if not is_report(library, pack):
        kinds = [each.id for each in reports(library)]
        _fail(
            language,
            f"规则包“{pack}”只有字词规则，不是文种；文种有 {'、'.join(kinds)}",
            f"{pack} only has rules about wording and is no kind of report; these are: {', '.join(kinds)}",
        )
    text = skeleton(rules, language)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with open(output, "w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        _fail(language, f"{output} 已经有了；要覆盖就加 --force", f"{output} exists; --force overwrites it")
    except OSError as error:
        _fail(language, f"{output} 写不了：{error.strerror}", f"{output} cannot be written: {error.strerror}")


@main.command()
@click.argument("file", metavar="FILE")
@_language
def outline(file: str, language: str) -> None:
    """列出草稿的各级标题：行号、层级、标题、怎么认出的、字数。Show the headings of a draft (- for standard input).

    Each with its line, its level, how it is written where not by markup, how sure it is, and its length.
    """
    _require_streams(language, reads=file == "-")
    from duizhao.check.command import reason
    from duizhao.document import Document
    from duizhao.listings import headings_of
    from duizhao.workspace.decoding import Unreadable, decode

    try:
        with click.open_file(file, "rb") as opened:
            decoded = decode(opened.read())
    except (OSError, Unreadable) as error:
        _fail(language, f"{file}：{reason(error).zh}", f"{file}: {reason(error).en}")
    headings = headings_of(Document.parse(decoded.text), language)
    width = max((len(str(heading.line)) for heading in headings), default=0)
    for heading in headings:
        indent = "  " * (heading.level - 1)
        click.echo(f"{heading.line:>{width}}  {heading.level}  {indent}{heading.text}  ({heading.detail})")


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "markdown", "html", "csv", "xlsx"]),
    help="输出形式；不给时看 -o 的扩展名，再按 table。Output format; without it, as the ending of -o says, else table.",
)
@click.option("-o", "--output", metavar="FILE", help="写到哪个文件；不给时写到标准输出。Where to write it.")
@click.option("--pack", metavar="ID", help="没有写明文种的文件用哪个规则包。Rule pack for drafts that do not name one.")
@_language
def matrix(
    paths: tuple[str, ...], output_format: str | None, output: str | None, pack: str | None, language: str
) -> None:
    """列出草稿的问题、原因、措施、责任人、时限、状态和对应依据。Show which causes and measures answer which problems.

    html 是可筛选、可打印的网页，xlsx 是整改台账。The html is a page to filter and print, the xlsx a ledger.

    退出码 Exit codes: 0 全部列出 all shown, 2 有文件没能列出 some could not be.
    """
    _require_streams(language, reads="-" in paths)
    from duizhao.matrix.formats import BY_ENDING, in_format

    chosen = output_format or BY_ENDING.get(Path(output or "").suffix.lower(), "table")
    if chosen == "xlsx" and output is None and sys.stdout.isatty():
        _fail(
            language, "xlsx 不能显示在终端上，请用 -o 指定文件", "a workbook is not for a terminal: name a file with -o"
        )
    files, complete = _matrices(paths, output, pack, language)
    if output is not None and files:
        try:
            Path(output).write_bytes(in_format(chosen, files, language))
        except OSError as error:
            _fail(language, f"{output} 写不了：{error.strerror}", f"{output} cannot be written: {error.strerror}")
    elif chosen == "table" and files:
        from duizhao.matrix.as_table import as_table

        colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # not every terminal can show every character
        click.echo(as_table(files, language, columns, colours=colours), nl=False, color=colours)
    elif files:
        sys.stdout.buffer.write(in_format(chosen, files, language))
    sys.exit(0 if complete else 2)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_output_format
@_language
def duplicates(paths: tuple[str, ...], output_format: str, language: str) -> None:
    """列出各草稿之间以及一份之内几乎相同的段落。List paragraphs that drafts have nearly in common.

    标题、表格、套话、开头结尾的格式语和不足 40 字的段落不算。
    Headings, tables, set phrases, formalities and short paragraphs do not count.

    退出码 Exit codes: 0 没有 none, 1 有 found, 2 有文件没能读 some could not be read.
    """
    _require_streams(language, reads="-" in paths)
    from duizhao.check.command import reason
    from duizhao.document import Document
    from duizhao.duplicates import as_json, as_text, pairs_in
    from duizhao.pairing.near_duplicates import finds_near_ones
    from duizhao.pairing.reasons import plain
    from duizhao.workspace.decoding import Unreadable, decode
    from duizhao.workspace.files import STANDARD_INPUT, find_files

    found = list(find_files(paths))
    if not found:
        _fail(language, "没有可比较的文件（*.md、*.markdown）", "no files to compare (*.md, *.markdown)")
    drafts: list[tuple[str, Document]] = []
    for file in found:
        name = "<stdin>" if file.path == STANDARD_INPUT else plain(file.path)
        try:
            if file.fault is not None:
                raise file.fault
            with click.open_file(file.path, "rb") as opened:
                drafts.append((name, Document.parse(decode(opened.read()).text)))
        except (OSError, Unreadable) as error:
            told = reason(error)
            click.echo(f"duizhao: {name}{'：' if language == 'zh' else ': '}{told.in_language(language)}", err=True)
    if not finds_near_ones():
        zh = '没有安装附加组件，只找完全相同的段落；安装：pip install "duizhao[duplicates]"'
        en = 'only equal paragraphs are found without the extra: pip install "duizhao[duplicates]"'
        click.echo(f"duizhao: {zh if language == 'zh' else en}", err=True)
    pairs = pairs_in(drafts)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # not every terminal can show every character
    click.echo(as_json(pairs) if output_format == "json" else as_text(pairs), nl=False)
    sys.exit(2 if len(drafts) < len(found) else int(bool(pairs)))


@main.command()
@click.argument("kind", type=click.Choice(["pack", "project"]))
@_language
def schema(kind: str, language: str) -> None:
    """输出规则包或 duizhao.yaml 的 JSON Schema。Print the JSON Schema of packs or of duizhao.yaml."""
    import json

    from duizhao.checkers import BUILT_INS
    from duizhao.rules.schema import pack_schema, project_schema

    of = pack_schema if kind == "pack" else project_schema
    click.echo(json.dumps(of(BUILT_INS, language), ensure_ascii=False, indent=2))


@main.command()
@click.argument("name", required=False)
@_language
def editor(name: str | None, language: str) -> None:
    """显示编辑器里要写什么、写在哪里；不给名称时列出编辑器。Print what an editor has to be told, and where it goes.

    Without a name the editors are listed. 写在文件末尾的可以直接加上 What goes at the end of a file can be appended:
    duizhao editor helix >> ~/.config/helix/languages.toml
    """
    _require_streams(language, reads=False)
    from duizhao.editors import head, installation, names, snippet
    from duizhao.listings import similar

    known = names()
    if name is None:
        width = max(map(len, known))
        for each in known:
            place, tried = head(each, language)
            click.echo(f"{each:<{width}}  {place}\n{'':<{width}}  {tried}")
    elif name.lower() not in known:
        meant = similar(name.lower(), known) or known
        _fail(language, f"没有编辑器“{name}”；有 {'、'.join(meant)}", f"no editor {name}; there is {', '.join(meant)}")
    else:
        text = snippet(name.lower(), language, installation())
        if sys.stdout.isatty():
            click.echo(text, nl=False)
        else:
            sys.stdout.buffer.write(text.encode())  # a file of settings is in UTF-8, whatever the terminal is


def _matrices(
    paths: tuple[str, ...], output: str | None, pack: str | None, language: str
) -> "tuple[list[FileMatrix], bool]":
    """The matrices of all files that can be read, and whether these are all; tells of those that cannot.

    Ends the program if there are no files, if one of them is what is to be written, or if there is no such pack.
    """
    from duizhao.check.command import reason
    from duizhao.document import Document
    from duizhao.matrix.gather import matrix_of
    from duizhao.matrix.rows import FileMatrix
    from duizhao.pairing.reasons import plain
    from duizhao.workspace.decoding import Unreadable, decode
    from duizhao.workspace.files import STANDARD_INPUT, find_files
    from duizhao.workspace.rulebook import Rulebook, Wishes

    rulebook = Rulebook(Wishes(report=pack))
    made: list[FileMatrix] = []
    complete = True
    found = list(find_files(paths))
    if not found:
        _fail(language, "没有可列出的文件（*.md、*.markdown）", "no files to show (*.md, *.markdown)")
    if output is not None and os.path.realpath(output) in [os.path.realpath(file.path) for file in found]:
        _fail(language, f"{output} 是草稿，不能覆盖", f"{output} is a draft and is not overwritten")
    for file in found:
        try:
            if file.fault is not None:
                raise file.fault
            with click.open_file(file.path, "rb") as opened:
                document = Document.parse(decode(opened.read()).text)
        except (OSError, Unreadable) as error:
            told = reason(error)
            zh, en = f"{file.path}：{told.zh}", f"{file.path}: {told.en}"
            click.echo(f"duizhao: {plain(zh if language == 'zh' else en)}", err=True)
            complete = False
            continue
        path = None if file.path == STANDARD_INPUT else Path(os.path.abspath(file.path))
        judgement = rulebook.judge(path, document)
        if pack is not None and judgement.remarks and not document.front_matter.value("report"):
            _fail(language, judgement.remarks[0].message.zh, judgement.remarks[0].message.en)
        rows = matrix_of(judgement.checks.pairer.pair(document), language)
        made.append(
            FileMatrix("<stdin>", None, rows) if path is None else FileMatrix(plain(file.path), path.as_uri(), rows)
        )
    return made, complete


def _rulebook() -> "Rulebook":
    from duizhao.workspace.rulebook import Rulebook, Wishes

    return Rulebook(Wishes())


def _library() -> "PackLibrary":
    """The packs that a draft in the current folder can choose from."""
    return _rulebook().library_for(Path.cwd() / _DRAFT)


def _rules_of(pack: str, language: str) -> "RuleSet":
    """The rules of a pack; ends the program if there is none of this name, or it is broken."""
    library = _library()
    if pack not in library:
        closest = library.closest(pack)
        zh, en = (f"，是不是“{closest}”？", f"; did you mean {closest}?") if closest else ("", "")
        _fail(language, f"没有规则包“{pack}”{zh}", f"there is no pack {pack}{en}")
    resolution = library.resolve(pack)
    if resolution.rules is None:
        errors = [error.placed(language) for error in resolution.errors]
        _fail(language, "\n  ".join([f"规则包“{pack}”有误：", *errors]), "\n  ".join([f"{pack} has errors:", *errors]))
    return resolution.rules


def _require_streams(language: str, *, reads: bool) -> None:
    """Ends the program where the output, or the input that it `reads`, is closed."""
    if sys.stdout is None or (reads and sys.stdin is None):
        _fail(language, "标准输入或标准输出已关闭", "standard input or output is closed")


def _fail(language: str, zh: str, en: str) -> NoReturn:
    """Ends the program: what was asked for cannot be done."""
    click.echo(f"duizhao: {zh if language == 'zh' else en}", err=True)
    sys.exit(2)
