"""duizhao (对照): checks structured reports in Markdown, as a language server and from a terminal."""

__version__ = "0.1.0"
