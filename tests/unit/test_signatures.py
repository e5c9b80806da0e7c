"""Verbs by one rule: `verb(session, actor, ticket, desk, *, everything else)`."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import hotline.calls
import hotline.casework
import hotline.chats
import hotline.knowledge
import hotline.scoring
import hotline.supervision

ROOMS = (
    *(hotline.calls, hotline.casework, hotline.chats, hotline.knowledge),
    *(hotline.scoring, hotline.supervision),
)
BY_NAME = inspect.Parameter.KEYWORD_ONLY


def _verbs() -> Iterator[Callable[..., Any]]:
    for room in ROOMS:
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            members = vars(importlib.import_module(module.name))
            for name, member in members.items():
                own = inspect.isfunction(member) and member.__module__ == module.name
                if own and not name.startswith("_"):
                    parameters = inspect.signature(member).parameters
                    if {"session", "desk"} <= parameters.keys():
                        yield member


def broken_rule(verb: Callable[..., Any]) -> str:
    """What is wrong with the signature; "" for one that keeps the rule."""
    parameters = list(inspect.signature(verb).parameters.values())
    first = [parameter.name for parameter in parameters if parameter.kind is not BY_NAME]
    if "desk" not in first or first[-1] != "desk":
        return f"after desk everything is told by name: {first}"
    before = first[:-1]
    if before[:1] != ["session"]:
        return f"begins with the session: {first}"
    nouns = [name for name in before[1:] if name != "actor"]
    if "actor" in before and before[1] != "actor":
        return f"the actor comes after the session: {first}"
    return f"one noun stands before the desk, not {nouns}" if len(nouns) > 1 else ""


VERBS = {f"{verb.__module__}.{verb.__name__}": verb for verb in _verbs()}


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_verb_takes_session_actor_noun_desk_and_the_rest_by_name(name):
    assert broken_rule(VERBS[name]) == ""


def test_the_verbs_of_all_rooms_are_looked_at():
    for name in (
        "hotline.casework.dispatch.dispatch",
        "hotline.casework.call_back.call_back",
        "hotline.knowledge.entries.publish",
        "hotline.scoring.scores.publish",
        "hotline.supervision.orders.issue",
    ):
        assert name in VERBS
    assert len(VERBS) > 60


def test_signatures_that_break_the_rule_are_told():
    def late_actor(session, ticket, actor, desk): ...
    def no_keyword(session, actor, ticket, desk, reason): ...
    def two_nouns(session, actor, ticket, order, desk, *, note): ...
    def no_session_first(actor, session, ticket, desk): ...
    def good(session, actor, ticket, desk, *, reason): ...
    def good_without_actor(session, desk, *, limit): ...

    assert "actor comes after" in broken_rule(late_actor)
    assert "by name" in broken_rule(no_keyword)
    assert "one noun" in broken_rule(two_nouns)
    assert "begins with the session" in broken_rule(no_session_first)
    assert [broken_rule(verb) for verb in (good, good_without_actor)] == ["", ""]
