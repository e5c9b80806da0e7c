"""The Chinese name of each action, for histories and refusals: that of its step, unless `labels`
has another.
"""

from collections.abc import Mapping

from hotline.domain.workflow import Action
from hotline.web.labels import ACTION
from hotline.web.steps import ORDER_STEPS, STEPS

ACTION_NAMES: Mapping[Action, str] = {
    step.actions[0]: step.name
    for step in (*ORDER_STEPS.values(), *STEPS.values())
    if len(step.actions) == 1
} | ACTION

# What people choose; the rest follows from other steps by itself.
OFFERED = frozenset(
    action for step in (*ORDER_STEPS.values(), *STEPS.values()) for action in step.actions
)
