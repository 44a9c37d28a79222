"""Edits that make it plain what answers what: stubs, confirmed links, waivers, references in the text."""

from duizhao.answering.naming import Names
from duizhao.answering.offering import Offer, offers
from duizhao.answering.tagging import next_id

__all__ = ["Names", "Offer", "next_id", "offers"]
