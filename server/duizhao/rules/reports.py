"""Which packs are kinds of report, and not only rules about wording that others build on."""

from duizhao.rules.model import Pack
from duizhao.rules.packs import PackLibrary


def reports(library: PackLibrary) -> tuple[Pack, ...]:
    """The sound packs that say what a report looks like, themselves or by what they build on; by name."""
    return tuple(pack for name, pack in library.sound().items() if is_report(library, name))


def is_report(library: PackLibrary, name: str) -> bool:
    """Whether a pack, or one that it builds on, says how its drafts are built, numbered or recognised."""
    seen, waiting = {name}, [name]
    while waiting:
        pack = library.pack(waiting.pop()).pack
        if pack is None:
            continue
        if pack.outline is not None or pack.numbering is not None or pack.applies is not None:
            return True
        for base in pack.extends:
            if base.name in library and base.name not in seen:
                seen.add(base.name)
                waiting.append(base.name)
    return False
