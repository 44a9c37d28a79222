"""JSON Schema (2020-12) of pack and project files, for editors that complete and check YAML by schemas.

It walks the same shapes as the reader, so the two cannot disagree about form. What only meaning tells (unsafe
patterns, failing examples, unknown packs) is the loader's alone.
"""

from collections.abc import Iterator
from typing import Any, assert_never

from duizhao.findings import Message
from duizhao.rules.model import BuiltIns, pack_record
from duizhao.rules.project import project_record
from duizhao.rules.shape import (
    Choice,
    Day,
    Either,
    Flag,
    Key,
    Many,
    Nested,
    Record,
    Shape,
    Short,
    Table,
    Tagged,
    Text,
    Whole,
)

Json = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def pack_schema(built_ins: BuiltIns, language: str = "zh") -> Json:
    """The schema of a pack's file, with descriptions in Chinese or English."""
    return _Schema(language).whole(pack_record(built_ins), Message("规则包", "A rule pack"))


def project_schema(built_ins: BuiltIns, language: str = "zh") -> Json:
    """The schema of `duizhao.yaml`, with descriptions in Chinese or English."""
    return _Schema(language).whole(project_record(built_ins), Message("项目设置", "Project settings"))


class _Schema:
    def __init__(self, language: str) -> None:
        self.language = language
        self.definitions: dict[str, Json] = {}

    def whole(self, of: Record, title: Message) -> Json:
        body = self.record(of)
        return {
            "$schema": _DIALECT,
            "title": title.in_language(self.language),
            **body,
            "$defs": dict(sorted(self.definitions.items())),
        }

    def of(self, shape: Shape) -> Json:
        match shape:
            case Text():
                pattern = shape.pattern or (r"\S" if shape.prose else None)
                patterned = {} if pattern is None else {"pattern": pattern}
                return {"type": "string", "minLength": 1, "maxLength": shape.longest, **patterned}
            case Flag():
                flag = {"type": "boolean"}
                return flag if shape.otherwise is None else {"anyOf": [flag, self.of(shape.otherwise)]}
            case Whole():
                return {"type": "integer", "minimum": shape.least, "maximum": shape.most}
            case Choice():
                return {"enum": list(shape.values)}
            case Day():
                dated = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
                return {"anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, dated]}
            case Many():
                items = self.of(shape.item)
                counted = {"minItems": shape.least} if shape.least else {}
                unique = {"uniqueItems": True} if shape.unique else {}
                many = {"type": "array", "items": items, **counted, **unique}
                return {"anyOf": [items, many]} if shape.lone else many
            case Table():
                return self.table(shape)
            case Short():
                return self.of(shape.value)
            case Either():
                shapes = [each for each in (shape.scalar, shape.sequence, shape.mapping) if each is not None]
                return _any([one for each in shapes for one in self.alternatives(each)])
            case Record():
                return self.record(shape)
            case Tagged():
                return _any(list(self.alternatives(shape)))
            case Nested():
                return self.reference(shape.of())
            case _:
                assert_never(shape)

    def alternatives(self, shape: Shape) -> Iterator[Json]:
        if not isinstance(shape, Tagged):
            yield self.of(shape)
            return
        for name, case in shape.cases.items():
            of = case.of() if isinstance(case, Nested) else case
            assert isinstance(of, Record)
            yield self.reference(of, shape, name)
        if shape.otherwise is not None:
            yield self.of(shape.otherwise)

    def reference(self, of: Record, tagged: Tagged | None = None, value: str = "") -> Json:
        if of.name not in self.definitions:
            self.definitions[of.name] = {}
            self.definitions[of.name] = self.record(of, tagged, value)
        return {"$ref": f"#/$defs/{of.name}"}

    def record(self, of: Record, tagged: Tagged | None = None, value: str = "") -> Json:
        properties = {name: self.key(each) for name, each in of.keys.items()}
        required = [name for name, each in of.keys.items() if each.required]
        if tagged is not None:
            about = tagged.about.in_language(self.language)
            properties = {tagged.tag: {"const": value, "description": about}, **properties}
            required = [tagged.tag, *required]
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }

    def key(self, key: Key) -> Json:
        described = {"description": key.about.in_language(self.language), **self.of(key.shape)}
        plain = isinstance(key.default, bool | int) and not key.required and isinstance(key.shape, Flag | Whole)
        return {**described, "default": key.default} if plain else described

    def table(self, table: Table) -> Json:
        named = {name: self.key(key) for name, key in table.named.items()}
        return {
            "type": "object",
            **({"properties": named} if named else {}),
            "propertyNames": self.of(table.key),
            "additionalProperties": self.of(table.value),
            **({"minProperties": table.least} if table.least else {}),
        }


def _any(of: list[Json]) -> Json:
    return of[0] if len(of) == 1 else {"anyOf": of}
