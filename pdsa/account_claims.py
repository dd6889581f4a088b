"""Claims: chat accounts that bear the e-mail of somebody in the plan, until it is said whether they are theirs."""

from dataclasses import dataclass

from pdsa.field_privacy import Plain
from pdsa.people import Address


@dataclass(frozen=True)
class AccountClaim:
    """An account at `address`, called `name` in chat, with the e-mail of the member with this id.

    A `guest` of the chat needs a lead's word; any other account that of the member at the account they have.
    `granted` is None until somebody has said so or not.
    """

    id: int
    address: Address
    member: int
    name: Plain
    guest: bool = False
    granted: bool | None = None
