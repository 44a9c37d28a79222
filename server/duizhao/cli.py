"""The command line. Each command imports what it needs only when it runs, so that none pays for another."""

import gc
import os
import sys

import click

from duizhao import __version__

_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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


@main.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出形式；json 为一个数组。Output format; json is one array.",
)
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
    from duizhao.check.examination import Examination, Wish
    from duizhao.check.files import find_files

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
