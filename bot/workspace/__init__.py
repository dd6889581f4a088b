"""A small Slack of our own on this machine: Web API, Socket Mode and a web page. Knows nothing of the bot."""
