"""Formats of posts in words, within a sentence (layer 4)."""

from collections.abc import Mapping

from reporting.errors import Sentence, say

FORMATS: Mapping[str, Sentence] = {
    "photo": say("photos"),
    "video": say("videos"),
    "reel": say("reels"),
    "story": say("stories"),
    "carousel": say("carousels"),
    "link": say("links"),
    "text": say("texts"),
    "document": say("documents"),
    "short": say("shorts"),
    "live": say("live videos"),
    "poll": say("polls"),
}
