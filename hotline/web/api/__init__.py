"""The HTTP API: one module for each kind of work, handlers of three lines (find, act, respond);
the steps of the workflow are made from their declarations.
"""

from hotline.web.api import (
    account,
    accounts,
    applications,
    attachments,
    audit,
    calls,
    chat_contacts,
    chat_conversations,
    chat_messages,
    chat_widget,
    chats,
    clocks,
    cti,
    figures,
    health,
    hotspots,
    knowledge,
    knowledge_steps,
    matters,
    notices,
    progress,
    ratings,
    reports,
    scores,
    sessions,
    steps,
    suggestion_figures,
    suggestions,
    supervisions,
    tickets,
    warnings,
    wechat,
)
from hotline.web.problem_responses import tell_problems

route_handlers = [
    handler
    for module in (
        account,
        accounts,
        applications,
        attachments,
        audit,
        calls,
        chat_contacts,
        chat_conversations,
        chat_messages,
        chat_widget,
        chats,
        clocks,
        cti,
        figures,
        health,
        hotspots,
        knowledge,
        knowledge_steps,
        matters,
        notices,
        progress,
        ratings,
        reports,
        scores,
        sessions,
        steps,
        suggestion_figures,
        suggestions,
        supervisions,
        tickets,
        wechat,
        warnings,
    )
    for handler in module.route_handlers
]
tell_problems(route_handlers)
