"""What the command line cannot do: a sentence, and a way out."""


class CliError(Exception):
    """Shown without a traceback. `way_out` says what to do next; `code` is the exit status."""

    def __init__(self, sentence: str, way_out: str = "", *, code: int = 1) -> None:
        super().__init__(sentence)
        self.way_out = way_out
        self.code = code
