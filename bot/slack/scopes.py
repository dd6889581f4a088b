"""The permissions that the bot asks for, with their reasons: manifest, doctor and README agree on them."""

SCOPES = {
    "app_mentions:read": "to answer when somebody mentions the bot in a channel",
    "channels:read": "to find the team's, stakeholders' and leadership's channels by their names",
    "chat:write": "to write to people and to the channels that invited it",
    "commands": "to offer /sel",
    "files:read": "to read a plan or a table of numbers that somebody sends it",
    "files:write": "to show charts and to give files",
    "groups:read": "to find a private channel that invited it, by its name",
    "im:history": "to read what people write to the bot itself, and to see whether a letter arrived",
    "im:write": "to open its talk with somebody",
    "users:read": "to know names, time zones and accounts that are switched off",
    "users:read.email": "to know people by the e-mail that stands in the plan",
}
