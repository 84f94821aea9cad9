"""A local news site for tests, well-behaved or hostile on request."""

from .faults import (
    Faulty,
    bot_check,
    busy,
    cut,
    hang_up,
    not_news,
    redirect,
    redirect_loop,
    slow,
    status,
    trickle,
    wrong_length,
)
from .newsroom import Newsroom, Request
from .posts import make_posts

__all__ = [
    "Faulty",
    "Newsroom",
    "Request",
    "bot_check",
    "busy",
    "cut",
    "hang_up",
    "make_posts",
    "not_news",
    "redirect",
    "redirect_loop",
    "slow",
    "status",
    "trickle",
    "wrong_length",
]
