"""The document model: blocks, headings with their numbers, sections and their outline."""

from duizhao.document.blocks import Block, Kind
from duizhao.document.document import Document
from duizhao.document.facts import Facts, heading_span
from duizhao.document.front_matter import FrontMatter
from duizhao.document.headings import Confidence, Form, Heading
from duizhao.document.labels import Label
from duizhao.document.numbering import Number, System
from duizhao.document.outline import Outline
from duizhao.document.prose import MASK
from duizhao.document.runs import Run, RunMember, RunSystem
from duizhao.document.sections import Section

__all__ = [
    "MASK",
    "Block",
    "Confidence",
    "Document",
    "Facts",
    "Form",
    "FrontMatter",
    "Heading",
    "Kind",
    "Label",
    "Number",
    "Outline",
    "Run",
    "RunMember",
    "RunSystem",
    "Section",
    "System",
    "heading_span",
]
