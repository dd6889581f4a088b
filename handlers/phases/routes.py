"""What phases ask by themselves: the prompts of each phase, and looking back at what ended before STUDY."""

from handlers.phases import ended_early
from handlers.phases.notifications import feature

__all__ = ["ended_early", "feature"]
