"""`/sel checkin`: the weekly question, its one reminder, the answers, and calls for help."""
