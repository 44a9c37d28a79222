"""Reads a pack: all that is wrong with it at once, or the pack."""

from dataclasses import replace
from typing import NamedTuple

from duizhao.findings import Message
from duizhao.rules.complaints import LoadError, Refusal
from duizhao.rules.model import Applies, BuiltIns, Pack, pack_record
from duizhao.rules.reader import FAILED, Reader
from duizhao.rules.shape import record
from duizhao.rules.soundness import complaints
from duizhao.rules.yamltree import Mapping, read_tree


class Loaded(NamedTuple):
    """A pack, or why there is none: one of the two."""

    pack: Pack | None
    errors: tuple[LoadError, ...]


def load_pack(
    content: bytes | str, path: str, built_ins: BuiltIns, pack_id: str | None = None, fast: bool = True
) -> Loaded:
    """Reads one pack's file. What it extends is not looked at, nor whether the rules it sets exist: see `packs`.

    Args:
        content: the bytes of the file, or its text.
        path: as errors should show it.
        built_ins: the rules that are built in.
        pack_id: the name that the pack must have, by its place in the folder; None to take any.
        fast: whether libyaml may be used where it is there; the result is the same.
    """
    tree = read_tree(content, path, fast)
    if tree.root is None:
        return Loaded(None, tree.errors)
    reader = Reader(tree.source)
    pack = reader.read(pack_record(built_ins), tree.root)
    for each, clean in reader.records():
        for complaint in complaints(each, clean):
            reader.complain(*complaint)
    if isinstance(pack, Pack) and pack_id is not None and pack.id != pack_id:
        message = Message("包名与文件位置不符", "the pack's name does not fit the file's place")
        reader.complain(pack, ("pack",), Refusal(message, Message(pack_id, pack_id)))
    errors = tuple(sorted({*tree.errors, *reader.errors}))
    if errors or pack is FAILED:
        return Loaded(None, errors)
    return Loaded(replace(pack, source_path=path), ())


def load_applies(content: bytes | str, path: str) -> Applies | None:
    """What one pack says its drafts look like, where that much can be read; the rest of the file is not looked at."""
    tree = read_tree(content, path)
    if not isinstance(tree.root, Mapping):
        return None
    node = next((value for key, value in tree.root.entries if key.text == "applies"), None)
    applies = None if node is None else Reader(tree.source).read(record(Applies), node)
    return applies if isinstance(applies, Applies) else None
