"""Words that the bot passes on from one person to others: what somebody asks the leads, and what leads write back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from pdsa.field_privacy import ForLeads, Plain
from storage.rows_and_values import from_row
from storage.tables.sending import PassedOnRow
from storage.transaction import Transaction, table

PASSED_ON = table(PassedOnRow)


@dataclass(frozen=True)
class PassedOnWords:
    """Words that are passed on. `word` is the bot's word by which what they ask for is done, with its button's `label`
    in English; empty where there is none.
    """

    member: int
    text: ForLeads
    at: datetime
    word: Plain = ""
    label: Plain = ""


class PassedOn:
    """Questions about words that were passed on, in any year."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    async def about(self, subject: str) -> list[PassedOnWords]:
        """All that was passed on about a subject, oldest first."""
        query = select(PASSED_ON).where(PASSED_ON.c.subject == subject).order_by(PASSED_ON.c.id)
        return [from_row(PassedOnWords, row) for row in await self._t.rows(query)]

    async def keep(self, subject: str, member: int, text: str, *, word: str = "", label: str = "") -> None:
        values = {"subject": subject, "member": member, "text": text, "word": word, "label": label}
        await self._t.add(PassedOnRow, {**values, "at": self._t.now})
