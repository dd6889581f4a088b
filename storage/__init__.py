"""Where facts rest: the only channel that knows SQL or a file format."""
