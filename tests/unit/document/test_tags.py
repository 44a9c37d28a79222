"""Tags: ids in comments and attributes, and what they say."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Document
from duizhao.document.tags import Tag, TagKind


def tags(text: str) -> tuple[Tag, ...]:
    return Document.parse(text).sections[0].traces.tags


@pytest.mark.parametrize(
    "text, name",
    [
        ("门锁坏了。<!-- p1 -->", "p1"),
        ("门锁坏了。<!--p-1.2-->", "p-1.2"),
        ("门锁坏了。<!-- id: 问题甲 -->", "问题甲"),
        ("门锁坏了。<!-- id：lock -->", "lock"),
        ("门锁坏了。{#p1}", "p1"),
        ("门锁坏了。{: #p1 .red}", "p1"),
    ],
)
def test_ids(text: str, name: str) -> None:
    (tag,) = tags(text)
    (given_name,) = tag.names
    assert (tag.kind, given_name.id) == (TagKind.ID, name)
    assert text[given_name.span.start : given_name.span.end] == name
    assert text[: tag.span.start] == "门锁坏了。"
    assert tag.span.end == len(text)


@pytest.mark.parametrize(
    "text, names",
    [
        ("换锁。<!-- for: p1 -->", "p1"),
        ("换锁。<!-- for: p1 p2、p3，p4, p5 -->", "p1 p2 p3 p4 p5"),
        ("换锁。<!-- for：问题甲、lock -->", "问题甲 lock"),
        ("换锁。{for=p1}", "p1"),
        ('换锁。{for="p1 p2"}', "p1 p2"),
        ("换锁。{for=“p1”}", "p1"),
        ("换锁。{for=“p1、p2”}", "p1 p2"),
    ],
)
def test_what_is_answered(text: str, names: str) -> None:
    (tag,) = tags(text)
    assert tag.kind is TagKind.FOR
    assert [name.id for name in tag.names] == names.split()
    assert [text[name.span.start : name.span.end] for name in tag.names] == names.split()


def test_a_seal_is_no_part_of_the_id() -> None:
    text = "换锁。<!-- for: p1@3f2a9c p2 -->"
    assert [(name.id, name.seal) for name in tags(text)[0].names] == [("p1", "3f2a9c"), ("p2", "")]


@pytest.mark.parametrize(
    "text, kind, role, reason",
    [
        ("换锁。<!-- for: none 日常工作 -->", TagKind.FOR_NONE, "", "日常工作"),
        ("换锁。<!-- for: none日常工作 -->", TagKind.FOR_NONE, "", "日常工作"),
        ("换锁。<!-- for: none -->", TagKind.FOR_NONE, "", ""),
        ("锁坏了。<!-- no-measure: 明年换门 -->", TagKind.NEEDS_NO, "measure", "明年换门"),
        ("锁坏了。<!-- no-cause -->", TagKind.NEEDS_NO, "cause", ""),
        ("锁坏了。<!-- No-Follow-Up：已拆除  -->", TagKind.NEEDS_NO, "follow-up", "已拆除"),
    ],
)
def test_what_needs_nothing(text: str, kind: TagKind, role: str, reason: str) -> None:
    (tag,) = tags(text)
    assert (tag.kind, tag.role, tag.reason, tag.names) == (kind, role, reason, ())


def test_several_tags_in_one_comment() -> None:
    text = "锁坏了。<!-- p1; no-cause: 年久 -->"
    name, needs_no = tags(text)
    assert [name.kind, needs_no.kind] == [TagKind.ID, TagKind.NEEDS_NO]
    assert name.span == needs_no.span
    assert text[name.names[0].span.start : name.names[0].span.end] == "p1"


@pytest.mark.parametrize(
    "text",
    [
        "正文。<!-- TODO -->",
        "正文。<!-- more -->",
        "正文。<!-- duizhao-disable-next-line -->",
        "正文。<!-- v1.2 -->",
        "正文。<!-- Version2.0.1 -->",
        "正文。<!-- p1",
        "正文。<!-- for: -->",
        "正文。<!-- for: p1@zz -->",
        "正文。`<!-- p1 -->`",
        "正文。``<!-- ` p1 --> <!-- p1 -->``",
        "```\n<!-- p1 -->\n```",
        "正文。{color=#fff000}",
        "正文。{{#p1}}",
    ],
)
def test_no_tags(text: str) -> None:
    assert tags(text) == ()


def test_a_backtick_without_a_partner_hides_nothing() -> None:
    assert [tag.names[0].id for tag in tags("`` 正文 <!-- p1 --> ` 正文")] == ["p1"]


_SIGNS = "<!-- --> p1 for: id: none no-cause @3f ; 、 { } # for= “ ” ` `` 问题甲 v1.2"
_PIECES = st.sampled_from([*_SIGNS.split(" "), '"', " ", "\n", "<!-- for: ", "<!-- p", "{for=", "{#p"])


@given(st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=40).map("".join))
def test_any_text_is_read_and_spans_lie_inside_the_section(text: str) -> None:
    document = Document.parse(text)
    for section in document.sections:
        for tag in section.traces.tags:
            assert 0 <= tag.span.start < tag.span.end <= len(section.text)
            assert all(
                tag.span.start < left < right < tag.span.end for left, right in (name.span for name in tag.names)
            )


@pytest.mark.parametrize("small, large", [(60, 190), (30, 95)])
def test_growing_runs_of_backticks_are_read_in_one_pass(small: int, large: int) -> None:
    def cost(longest: int) -> float:
        section = Document.parse("".join("`" * count + " " for count in range(1, longest)) + "<!-- p1 -->").sections[0]
        start = perf_counter()
        section.traces  # noqa: B018
        return perf_counter() - start

    assert cost(large) < 60 * cost(small) + 0.01
