"""What phases ask by themselves: the prompts of each phase, and looking back at what ended before STUDY."""

from handlers.phases import early
from handlers.phases.notifications import feature

__all__ = ["early", "feature"]
