"""Edits that make it plain what answers what: stubs, confirmed links, waivers, references in the text."""

from duizhao.answering.offering import Offer, offers

__all__ = ["Offer", "offers"]
