"""Chinese text that Markdown takes for code, because it is indented by four blanks or a tab, as pasted texts are."""

import re

from duizhao.document.blocks import Block, Kind

_HAN = re.compile("[\u3400-\u9fff]")
_NO_PROSE = re.compile(r"[{}<>=$\\|`#@\u2500-\u257f]|;[ \t]*$|\w\(\)|//", re.MULTILINE)
_FEWEST = 8
_NUMBERED = re.compile("[ \t]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[\u3400-\u9fff]")


def is_indented_prose(block: Block) -> bool:
    """Whether the block is indented text in which Chinese prevails and nothing looks like code or a drawing."""
    if block.kind is not Kind.CODE:
        return False
    letters = sum(1 for char in block.text if not char.isspace())
    han = len(_HAN.findall(block.text))
    enough = han >= _FEWEST or _NUMBERED.match(block.text) is not None
    return enough and han * 2 > letters and _NO_PROSE.search(block.text) is None
