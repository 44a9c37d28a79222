"""The JSON Schemas take what the loader takes, and refuse every mistake of form that it refuses."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from duizhao.rules.loader import load_pack
from duizhao.rules.packs import packs_in, shipped_folder
from duizhao.rules.schema import pack_schema, project_schema
from duizhao.rules.yamltree import Mapping, Node, Scalar, Sequence, read_tree

from .cases import BUILT_INS, CASES, pack, rule, sections, unmarked
from .test_project import CASES as PROJECT_CASES

PACK = Draft202012Validator(pack_schema(BUILT_INS))
PROJECT = Draft202012Validator(project_schema(BUILT_INS))

SOUND = {
    "the least": "pack: a\ntitle: 甲\n",
    "both languages": "pack: 单位/整改\ntitle: {zh: 甲, en: A}\nextends: [b, c]\n",
    "sections": sections(
        "    - {id: x, match: 甲, repeat: true, fields: {责任人: required}}\n"
        "    - {id: y, match: [乙, /丙/], repeat: 2.., role: cause, hint: 写, sections: [{id: z, match: 丁}]}"
    ),
    "settings": pack("rules: {numbering/duplicate: off, length/title: {severity: error, most: 3, count-marks: true}}"),
    "a setting of another pack's rule": pack("rules: {phrases/a: hint, phrases/b: {severity: error}}"),
    "a phrase": rule("since: 2022\nuntil: 2023-12-31\ntags: [deprecated]\nmessage: {zh: 甲, en: A}\nfix: true"),
    "a substitution": rule(
        "check: substitution\nprefer: -\ninstead_of: -\nswap: {订钉子: 钉钉子}\n"
        "examples: [{bad: 订钉子}, {good: 钉钉子}]"
    ),
    "an absence": rule(
        "check: existence\nprefer: -\ninstead_of: -\nmessage: 不要\ntokens: [待补充]\nexcept: 甲\n"
        "examples: [{bad: 待补充, good: 已补充}]"
    ),
}


def data_of(text: str) -> Any:
    """The text as YAML 1.2's core schema reads it, which is how editors read it before they look at a schema."""
    tree = read_tree(text, "x.yaml")
    assert tree.root is not None, tree.errors
    return _data(tree.root)


def _data(node: Node) -> Any:
    match node:
        case Mapping():
            return {key.text: _data(value) for key, value in node.entries}
        case Sequence():
            return [_data(each) for each in node.items]
        case Scalar(text=text, plain=True):
            if text in ("", "~", "null", "Null", "NULL"):
                return None
            if re.fullmatch("true|True|TRUE|false|False|FALSE", text):
                return text.lower() == "true"
            if re.fullmatch(r"[-+]?[0-9]+", text):
                return int(text)
            if re.fullmatch(r"0o[0-7]+", text):
                return int(text, 8)
            if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
                return float(text)
            return text
        case Scalar():
            return node.text
    raise AssertionError(node)


def test_the_schemas_are_schemas() -> None:
    for schema in (pack_schema(BUILT_INS), pack_schema(BUILT_INS, "en"), project_schema(BUILT_INS)):
        Draft202012Validator.check_schema(schema)
        json.dumps(schema)


@pytest.mark.parametrize("name", SOUND)
def test_what_the_loader_takes(name: str) -> None:
    pack, errors = load_pack(SOUND[name], "a.yaml", BUILT_INS)
    assert pack is not None, errors
    assert [error.message for error in PACK.iter_errors(data_of(SOUND[name]))] == []


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.form])
def test_mistakes_of_form(name: str) -> None:
    text, _ = unmarked(CASES[name].text)
    assert not PACK.is_valid(data_of(text))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.form])
def test_mistakes_of_meaning_are_beyond_a_schema(name: str) -> None:
    """If one of these is refused, it is a mistake of form after all, and the case should say so."""
    text, _ = unmarked(CASES[name].text)
    assert PACK.is_valid(data_of(text))


@pytest.mark.parametrize("name", [name for name, case in PROJECT_CASES.items() if case.form])
def test_mistakes_in_a_project_file(name: str) -> None:
    text, _ = unmarked(PROJECT_CASES[name].text)
    assert not PROJECT.is_valid(data_of(text))


def test_shipped_packs_fit() -> None:
    for file in packs_in(shipped_folder()).values():
        assert isinstance(file.content, bytes)
        assert [error.message for error in PACK.iter_errors(data_of(file.content.decode()))] == []


def test_every_key_is_described_in_both_languages() -> None:
    def undescribed(schema: Any, path: str = "") -> list[str]:
        if isinstance(schema, list):
            return [name for each in schema for name in undescribed(each, path)]
        if not isinstance(schema, dict):
            return []
        properties = schema.get("properties", {})
        missing = [f"{path}/{name}" for name, each in properties.items() if not each.get("description")]
        return missing + [name for key, each in schema.items() for name in undescribed(each, f"{path}/{key}")]

    for language in ("zh", "en"):
        assert undescribed(pack_schema(BUILT_INS, language)) == []
        assert undescribed(project_schema(BUILT_INS, language)) == []
