"""What the bot declines, in words fit for the person who asked."""


class Refusal(Exception):
    """A sentence for the person: what cannot be done, and what to do instead.

    `field` names the form field that the sentence belongs under, if any.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(Refusal):
    """The person's role does not reach this far; the sentence says who can. `leads`: those who can are leads."""

    def __init__(self, sentence: str, *, field: str | None = None, leads: bool = False) -> None:
        super().__init__(sentence, field=field)
        self.leads = leads
