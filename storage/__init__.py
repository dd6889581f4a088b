"""Where facts rest: the only room that knows SQL or a file format."""
