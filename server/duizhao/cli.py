"""The command line. Each command imports what it needs only when it runs, so that none pays for another."""

import sys

import click

from duizhao import __version__


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
    from duizhao.lsp.server import build_server
    from duizhao.lsp.transport import serve_stdio, serve_tcp

    server = build_server()
    sys.exit(serve_stdio(server) if tcp is None else serve_tcp(server, tcp))
