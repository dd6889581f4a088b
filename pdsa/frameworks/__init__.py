"""The frameworks that the bot brings along, as data: titles and definitions in our own words, links to the guidance."""
