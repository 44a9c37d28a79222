"""What can be written at a place of a draft."""

from duizhao.completion.candidate import Candidate, CandidateKind
from duizhao.completion.complete import complete, documentation_of

__all__ = ["Candidate", "CandidateKind", "complete", "documentation_of"]
