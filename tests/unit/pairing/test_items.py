"""Items in every form that authors use, each found with its role, its number and what it stands under."""

import pytest

from duizhao.pairing.model import Form, Item

from .paired import paired

MEASURES = "\n## 二、整改措施\n\n1.每周学习。坚持到年底。\n\n2.下乡调研。每月两次。\n"


def found(text: str) -> list[Item]:
    return list(paired(text).items)


def shown(items: list[Item]) -> list[tuple[str, Form, int | None, str]]:
    return [(item.role, item.form, item.ordinal, item.head) for item in items]


def test_aspect_headings_and_what_stands_under_them() -> None:
    items = found(
        "## 一、存在的问题\n\n### （一）学习方面\n\n1.学得少。只看标题。\n\n"
        "2.用得少。不结合实际。\n\n### （二）作风方面\n\n调研不多。\n"
    )
    assert shown(items) == [
        ("problem", Form.HEADING, 1, "学习方面"),
        ("problem", Form.HEADING, 1, "学得少"),
        ("problem", Form.HEADING, 2, "用得少"),
        ("problem", Form.HEADING, 2, "作风方面"),
    ]
    assert [item.parent for item in items] == [None, 0, 0, None]
    assert [item.paired for item in items] == [True, False, False, True]


@pytest.mark.parametrize(
    ("listed", "form", "ordinals"),
    [
        ("1.学得少。只看标题。\n\n2.用得少。不结合实际。\n", Form.HEADING, [1, 2]),
        ("1. 学得少\n2. 用得少\n", Form.LIST_ITEM, [1, 2]),
        ("- 学得少\n- 用得少\n", Form.LIST_ITEM, [None, None]),
        ("主要是：一是学得少。只看标题。二是用得少。不结合实际。\n", Form.RUN_MEMBER, [1, 2]),
        ("一是学得少。\n\n二是用得少。\n", Form.RUN_MEMBER, [1, 2]),
        ("| 序号 | 问题 | 整改措施 |\n|---|---|---|\n| 1 | 学得少 | |\n| 2 | 用得少 | |\n", Form.ROW, [1, 2]),
        ("问题：学得少。\n\n问题：用得少。\n", Form.FIELD, [None, None]),
        ("- **问题：** 学得少\n- **问题：** 用得少\n", Form.FIELD, [None, None]),
    ],
)
def test_the_same_problems_in_any_form(listed: str, form: Form, ordinals: list[int | None]) -> None:
    items = [item for item in found(f"# 检查报告\n\n## 一、存在的问题\n\n{listed}{MEASURES}") if item.role == "problem"]
    assert [(item.form, item.ordinal, item.head) for item in items] == [
        (form, ordinals[0], "学得少"),
        (form, ordinals[1], "用得少"),
    ]


def test_a_list_whose_first_member_reads_as_a_heading_stays_one_list() -> None:
    items = found("## 一、存在的问题\n\n1. 学得少。只看标题。\n2. 用得少。\n3. 记得少。\n")
    assert [(item.ordinal, item.head, item.parent) for item in items] == [
        (1, "学得少", None),
        (2, "用得少", None),
        (3, "记得少", None),
    ]


def test_labelled_records_hold_their_causes_measures_and_fields() -> None:
    pairing = paired(
        "## 一、隐患排查情况\n\n隐患描述：通道堆放杂物。\n\n原因分析：仓库太小。\n\n"
        "整改措施：清空通道。\n\n责任人：何敏\n\n完成时限：5月底\n"
    )
    assert shown(list(pairing.items)) == [
        ("problem", Form.FIELD, None, "通道堆放杂物"),
        ("cause", Form.FIELD, None, "仓库太小"),
        ("measure", Form.FIELD, None, "清空通道"),
    ]
    assert [(field.name, field.text) for field in pairing.items[2].fields] == [
        ("责任人", "何敏"),
        ("完成时限", "5月底"),
    ]
    assert pairing.text_of(2) == "整改措施：清空通道。"


def test_headings_of_roles_under_one_problem_are_parts_of_it() -> None:
    pairing = paired(
        "## 一、存在的问题\n\n### （一）值班不严\n\n#### 1. 原因分析\n\n人手少。\n\n#### 2. 整改措施\n\n增加人手。\n"
    )
    assert [(item.role, item.parent) for item in pairing.items] == [("problem", None), ("cause", 0), ("measure", 0)]


def test_problems_that_are_numbered_headings_need_no_section_of_problems() -> None:
    pairing = paired(
        "# 整改情况\n\n## 问题一：值班不严\n\n### 整改措施\n\n"
        "增加人手。\n\n## 问题二：记录不全\n\n### 整改措施\n\n补齐。\n"
    )
    assert [item.role for item in pairing.items] == ["problem", "measure", "problem", "measure"]


@pytest.mark.parametrize(
    "text",
    [
        "# 工作总结\n\n## 一、主要做法\n\n1.抓学习。每周一次。\n\n2.抓调研。每月一次。\n",
        "# 报告\n\n## 一、基本情况\n\n| 单位 | 户数 |\n|---|---|\n| 甲 | 3 |\n",
        "# 报告\n\n## 一、基本情况\n\n地址：城关镇。\n\n电话：见附件。\n",
        "## 一、存在的问题\n\n````\n- 学得少\n- 用得少\n````\n\n> 1. 别人的话\n",
    ],
)
def test_what_is_no_problem_is_no_item(text: str) -> None:
    assert found(text) == []


def test_a_table_of_figures_under_a_problem_lists_nothing() -> None:
    items = found("## 一、存在的问题\n\n1.库存不清。见下表。\n\n| 月份 | 件数 |\n|---|---|\n| 1月 | 3 |\n")
    assert [item.head for item in items] == ["库存不清"]


def test_last_years_records_are_past() -> None:
    items = found("## 一、上年度整改落实情况\n\n### （一）学习方面\n\n整改问题：学得少。\n\n整改落实情况：每周学。\n")
    assert [(item.role, item.past, item.paired) for item in items] == [
        ("follow-up", True, False),
        ("problem", True, True),
        ("follow-up", True, True),
    ]


def test_tags_and_references_belong_to_the_innermost_item() -> None:
    pairing = paired(
        "## 一、存在的问题\n\n1.学得少。只看标题。<!-- p1 -->\n\n2.用得少。不多。\n\n<!-- p2 -->\n"
        "\n## 二、整改措施\n\n- 每周学 <!-- for: p1 -->\n- 针对问题2，多用\n"
    )
    assert [item.ids for item in pairing.items] == [("p1",), ("p2",), (), ()]
    assert [len(item.tags) for item in pairing.items] == [1, 1, 1, 0]
    assert [len(item.references) for item in pairing.items] == [0, 0, 0, 1]


def test_the_item_at_a_place_is_the_innermost() -> None:
    text = "## 一、存在的问题\n\n### （一）学习方面\n\n一是学得少。二是用得少。\n\n### （二）作风方面\n\n不实。\n"
    pairing = paired(text)
    heads = [pairing.items[index].head if (index := pairing.item_at(text.index(words))) is not None else None
             for words in ("存在", "学习方面", "学得少", "用得少", "不实")]  # fmt: skip
    assert heads == [None, "学习方面", "学得少", "用得少", "作风方面"]


LISTED = (
    "## 一、存在的问题\n\n### （一）记录\n\n整改问题：漏记。 <!-- p1 -->\n\n针对问题（二），另行安排。\n\n"
    "整改措施：\n\n1、针对问题（二），补登。\n\n责任人：张三\n\n2、抽查。 <!-- m1 -->\n\n3、完成时限：年底\n\n"
    "整改问题：漏水。\n\n整改措施：\n\n1、换闸。\n\n### （二）调研\n\n整改问题：去得少。\n"
)


def test_what_is_listed_behind_a_label_is_one_item() -> None:
    pairing = paired(LISTED)
    assert [(item.role, item.head, [point.head for point in item.points]) for item in pairing.items] == [
        ("problem", "记录", []),
        ("problem", "漏记", []),
        ("measure", "针对问题（二），补登", ["针对问题（二），补登", "抽查"]),
        ("problem", "漏水", []),
        ("measure", "换闸", ["换闸"]),
        ("problem", "调研", []),
        ("problem", "去得少", []),
    ]


def test_what_stands_in_later_sections_of_an_item_is_found_where_it_is() -> None:
    pairing = paired(LISTED)
    _, problem, measure, second, *_ = pairing.items
    start = pairing.document.starts[measure.section]
    assert [LISTED[start + point.at :][:4] for point in measure.points] == ["1、针对", "2、抽查"]
    assert [LISTED[start + field.span.start : start + field.span.end] for field in measure.fields] == ["张三", "年底"]
    assert [LISTED[start + span.start : start + span.end] for span in (tag.span for tag in measure.tags)] == [
        "<!-- m1 -->"
    ]
    assert (problem.ids, measure.ids) == (("p1",), ("m1",))
    words = [
        [LISTED[start + each.span.start : start + each.span.end] for each in item.references]
        for item in (problem, measure)
    ]
    assert words == [["针对问题（二）"], ["针对问题（二）"]]
    assert pairing.text_of(1).endswith("3、完成时限：年底")
    assert LISTED[pairing.extent_of(3).start :].startswith("整改问题：漏水")
    assert [pairing.item_at(LISTED.index(each)) for each in ("抽查", "张三", "漏水", "换闸")] == [2, 2, 3, 4]
    assert second.points == ()


def test_a_numbered_field_belongs_to_the_last_item_of_its_record() -> None:
    pairing = paired(
        "## 一、存在的问题\n\n### （一）记录\n\n整改问题：漏记。\n\n整改措施：\n\n1、补登。\n\n"
        "整改落实情况：已补。\n\n2、责任人：张三\n"
    )
    assert [(item.head, [field.text for field in item.fields]) for item in pairing.items[2:]] == [
        ("补登", []),
        ("已补", ["张三"]),
    ]


def test_a_heading_that_names_a_role_ends_a_list() -> None:
    pairing = paired(
        "## 一、存在的问题\n\n### （一）记录\n\n整改问题：漏记。\n\n整改措施：\n\n1、补登。\n\n"
        "2、整改问题：漏水。\n\n整改措施：\n"
    )
    assert [item.head for item in pairing.items] == ["记录", "漏记", "补登"]


@pytest.mark.parametrize("heading", ["1、原因分析：人手不足。", "#### 2、补登。", "#### 补登"])
def test_what_is_no_list_leaves_a_label_empty(heading: str) -> None:
    pairing = paired(f"## 一、存在的问题\n\n### （一）记录\n\n整改问题：漏记。\n\n整改措施：\n\n{heading}\n\n正文。\n")
    assert "measure" not in [item.role for item in pairing.items]
