"""The HTTP API: one module for each kind of work, handlers of three lines (find, act, respond)."""

from hotline.web.api import (
    asking,
    attachments,
    callers,
    clocks,
    deciding,
    dispatching,
    figures,
    handling,
    health,
    knowledge,
    knowledge_acts,
    merging,
    notices,
    progress,
    ratings,
    reports,
    reviewing,
    scores,
    sessions,
    suggestion_figures,
    suggestions,
    supervisions,
    tickets,
)

route_handlers = [
    handler
    for module in (
        asking,
        attachments,
        callers,
        clocks,
        deciding,
        dispatching,
        figures,
        handling,
        health,
        knowledge,
        knowledge_acts,
        merging,
        notices,
        progress,
        ratings,
        reports,
        reviewing,
        scores,
        sessions,
        suggestion_figures,
        suggestions,
        supervisions,
        tickets,
    )
    for handler in module.route_handlers
]
