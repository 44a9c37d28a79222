"""What editors get that show the matrix their own way."""

import json

from duizhao.matrix.as_data import as_data
from duizhao.matrix.rows import Matrix
from tests.unit.matrix.examples import REPORT


def test_it_is_what_json_can_hold() -> None:
    data = as_data(REPORT)
    assert json.loads(json.dumps(data)) == data


def test_rows_say_how_they_stand_and_what_that_means() -> None:
    told = [(row["number"], row["state"], row["stateName"], row["tone"]) for row in as_data(REPORT)["problems"]]
    assert told == [
        (1, "covered", "已对应", "done"),
        (2, "inferred", "推断对应", "likely"),
        (3, "uncovered", "未对应", "open"),
        (4, "justified", "免对应", "exempt"),
    ]


def test_columns_are_named_as_rows_and_entries_name_them() -> None:
    data = as_data(REPORT)
    row = data["problems"][0]
    held = {**row["problem"], **row}
    for table in data["tables"]:
        assert all(column["key"] in held for column in table["columns"])


def test_every_table_names_the_columns_that_have_anything_in_them() -> None:
    present, past = as_data(REPORT)["tables"]
    assert (present["title"], present["past"]) == ("问题、原因和措施", False)
    assert [column["name"] for column in present["columns"]] == [
        *("序号", "问题", "原因", "整改措施", "责任人", "完成时限", "状态")
    ]
    assert (past["title"], past["past"]) == ("上年整改", True)
    assert [(column["key"], column["name"]) for column in past["columns"]] == [
        ("number", "序号"),
        ("problem", "整改问题"),
        ("followUps", "整改落实情况"),
        ("state", "状态"),
    ]


def test_words_are_in_the_language_of_the_matrix() -> None:
    data = as_data(REPORT._replace(language="en"))
    assert data["language"] == "en"
    assert [table["title"] for table in data["tables"]] == ["Problems, causes and measures", "Last time's problems"]


def test_nothing_makes_no_table() -> None:
    data = as_data(Matrix("zh", "通知"))
    assert (data["title"], data["tables"], data["summaries"]) == ("通知", [], [])
