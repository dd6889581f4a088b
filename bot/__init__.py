"""The outside world: chat platforms, the clock, the environment, the command line."""
