"""What can be written at a place of a draft."""

from duizhao.completion.candidate import Candidate, CandidateKind, literal
from duizhao.completion.complete import complete, documentation_of
from duizhao.completion.insertion import Insertion, insertions

__all__ = ["Candidate", "CandidateKind", "Insertion", "complete", "documentation_of", "insertions", "literal"]
