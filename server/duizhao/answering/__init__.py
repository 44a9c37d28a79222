"""Edits that make it plain what answers what: stubs, confirmed links, waivers, references in the text."""

from duizhao.answering.naming import reference_to
from duizhao.answering.offering import Offer, offers
from duizhao.answering.tagging import next_id

__all__ = ["Offer", "next_id", "offers", "reference_to"]
