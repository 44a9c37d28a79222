"""Both YAML parsers give the same tree and the same errors; what is dangerous or invisible is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.rules.yamltree import Broken, Mapping, Node, Scalar, Sequence, read_tree, spot

REFUSED: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "1:1: 文件是空的"),
    "a comment only": ("# 说明\n", "1:1: 文件是空的"),
    "two documents": ("a: b\n---\nc: d\n", "2:1: 一个文件只能有一个 YAML 文档"),
    "a directive": ("%YAML 1.1\n---\na: b\n", "1:1: 行首不能是 %"),
    "a key twice": ("a: b\na: c\n", "2:1: “a”写了两次"),
    "a key twice in braces": ("x: {a: b, 'a': c}\n", "1:11: “a”写了两次"),
    "a list as a key": ("? [a]\n: b\n", "1:3: 键必须是文字"),
    "an alias": ("a: &x b\nc: *x\n", "1:4: 不能用 YAML 的锚点（&）"),
    "a tag": ("a: !!python/object/apply:os.system [x]\n", "1:4: 不能用 YAML 的标签 tag:yaml.org,2002:python/object"),
    "a tag on text": ("a: !!str 1\n", "1:4: 不能用 YAML 的标签"),
    "a glob without quotes": ("a: *对照检查*\n", "1:5: 以 * 开头的文字要加引号"),
    "a tab": ("a:\n\tb: c\n", "2:1: 有制表符；应为：空格"),
    "a line separator": ("a: b\u2028c\n", '1:5: 有不可见字符 U+2028；应为：删去，或在双引号里写成 "\\u2028"'),
    "a control character": ("a: b\x00\n", "1:5: 有不可见字符 U+0000"),
    "a lone surrogate": ("a: \ud800\n", "1:4: 有不可见字符 U+D800"),
    "a byte order mark inside": ("a: \ufeffb\n", "1:4: 有不可见字符 U+FEFF"),
    "not UTF-8": ("a: 对\nb: ".encode() + "照".encode("gb18030"), "2:4: 不是 UTF-8 编码"),
    "too large": ("x" * (1 << 20) + "y", "1:1: 文件太大（1048577 字节）；应为：至多 1048576 字节"),
    "too deep": ("[" * 200_000, "1:41: 嵌套太深；应为：至多 40 层"),
    "too deep in blocks": ("- " * 5_000, "1:81: 嵌套太深"),
    "an open bracket": ("a: [b\n", "2:1: [ ] 或 { } 里少了逗号或右括号"),
    "a question mark in braces": (
        "a: {b: c?}\n",
        "1:9: [ ] 或 { } 里少了逗号或右括号；里面的文字有 , ? [ ] { } 时要加引号",
    ),
    "an open quote": ("a: 'b\n", "2:1: 引号里的文字写错了，或没有收尾"),
    "a wrong escape": ('a: "\\q"\n', "1:6: 双引号里的 \\ 写错了"),
    "a colon inside text": ("a: b: c\n", "1:5: 这里不能有“: ”，文字里有冒号时要加引号"),
    "a full-width colon": ("a：b\nc: d\n", "2:2: 这里不能有“: ”，文字里有冒号时要加引号；应为：键后面用半角冒号加空格"),
    "uneven indentation": ("- a\nb: c\n", "2:1: 缩进不一致"),
    "a reserved character": ("a: @b\n", "1:4: 文字不能以这个字符开头，要加引号"),
    "a mark with a comment stuck to it": ("a: |#b\n  c\n", "1:5: | 或 > 后面的文字写得不对"),
}


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str, fast: bool) -> None:
    content, expected = REFUSED[name]
    first = read_tree(content, "x.yaml", fast).errors[0]
    assert str(first).startswith(f"x.yaml:{expected}")


def test_aliases_are_never_followed() -> None:
    """Nine levels of nine aliases would be 387 million nodes."""
    levels = ["a0: &a0 x"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    tree = read_tree("\n".join(levels), "bomb.yaml")
    assert len(tree.errors) == 10 + 9 * 9


def test_a_byte_order_mark_at_the_start_is_no_character() -> None:
    for content in (b"\xef\xbb\xbfa: b", "\ufeffa: b"):
        tree = read_tree(content, "x.yaml")
        assert isinstance(tree.root, Mapping)
        assert tree.root.entries[0][0].text == "a"
        assert spot(tree.root)[:2] == (0, 0)


def test_only_real_line_ends_count() -> None:
    tree = read_tree('a: "x\\u2028y"\r\nb: 1\rc: [𠮷, d]\n', "x.yaml")
    assert isinstance(tree.root, Mapping)
    assert tree.root.get("a") is not None
    items = tree.root.get("c")
    assert isinstance(items, Sequence)
    assert spot(items.items[1])[:2] == (2, 7)


def plain(node: Node | None) -> object:
    """A tree without its marks, but with the places where its nodes begin."""
    match node:
        case Scalar():
            return node.text, node.plain, spot(node)[:3]
        case Sequence():
            return [plain(each) for each in node.items], spot(node)[:3]
        case Mapping():
            return [(plain(key), plain(value)) for key, value in node.entries], spot(node)[:3]
        case Broken() | None:
            return None


PIECES = (
    """a|键|b: |- |[|]|{|}|, |: |"|'|#| # c|? |%|@|`|：|\\|null|1.|<<: |no| |/re*/|“x”|𠮷|~|k: v|*a|&a |!t |!!str x|!"""
)
ENDS = [
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\r",
    "|\n",
    "> \n",
    "|-\n  ",
    "---\n",
    "...\n",
    "k: [a, b]\n",
    "- y: 1\n  z: 2\n",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split("|"), *ENDS]), max_size=14).map("".join))
def test_both_parsers_agree(text: str) -> None:
    one, other = read_tree(text, "x", fast=True), read_tree(text, "x", fast=False)
    assert one.errors == other.errors
    assert plain(one.root) == plain(other.root)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.binary(max_size=60)))
def test_reading_never_fails(content: str | bytes) -> None:
    tree = read_tree(content, "x")
    assert tree.root is not None or tree.errors
