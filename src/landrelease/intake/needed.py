"""What a row about the programme cannot do without: a setting its key, a unit its id, an order its task."""

from types import MappingProxyType
from typing import Final

NEEDED: Final = MappingProxyType(
    {
        "setting": ("key", "value"),
        "unit": ("id",),
        "rotation": ("id", "unit"),
        "member": ("person",),
        "asset": ("id",),
        "takeover": ("outgoing", "incoming"),
        "alias": ("of", "subject"),
        "meeting": ("id",),
        "participant": ("meeting", "person"),
        "resolution": ("meeting", "text"),
        "action_point": ("text",),
        "course": ("id",),
        "session": ("id", "course"),
        "assessment": ("session", "person"),
        "equivalence": ("system",),
        "test_item": ("item",),
        "task": ("id",),
        "task_feature": ("task", "type"),
        "order": ("task", "action"),
        "lock": ("task", "until"),
        "progress": ("task",),
        "explosives": ("item", "movement", "quantity"),
        "completion": ("task",),
        "inspection": ("task", "result"),
        "handover": ("task",),
        "match": ("about", "verdict"),
        "evidence": ("type",),
    }
)
"""
Kind to its fields that set a row aside where they are empty.

Accreditations, certificates, agreements and lapses are not among them: what bars must come in even where it says too
little, and then bars more.
"""
