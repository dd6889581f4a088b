"""Members: who they are, where they are reached, when they are away, what they put off, whose an account is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import RowMapping, and_, bindparam, select

from pdsa.account_claims import AccountClaim
from pdsa.people import Address, Away, Member, Role, Times
from storage.answer_cache import cached
from storage.rows_and_values import from_row
from storage.tables.people import AwayRow, ClaimRow, DistrictRow, MemberRow, SnoozeRow
from storage.transaction import OfYear, Transaction, table

MEMBERS = table(MemberRow)
AWAY = table(AwayRow)
DISTRICTS = table(DistrictRow)
BY_IDS = select(MEMBERS).where(MEMBERS.c.id.in_(bindparam("ids", expanding=True)))
ABSENCES = select(AWAY).where(AWAY.c.member.in_(bindparam("ids", expanding=True)))
"""Nearly every transaction asks these two, so they are made once."""
CLAIMS = table(ClaimRow)
SNOOZES = table(SnoozeRow)
WHOLE = {"kind": "waiting", "occasion": ""}
"""All that waits for somebody is put off together."""


class People:
    """Questions about members of one district."""

    def __init__(self, transaction: Transaction, district: int) -> None:
        self._t = transaction
        self._district = district
        self.scope = district

    @cached(MEMBERS, AWAY)
    async def all(self, *, gone: bool = False) -> list[Member]:
        """The district's members in the order they came; with `gone`, also those who left the plan."""
        query = select(MEMBERS).where(MEMBERS.c.district == self._district).order_by(MEMBERS.c.id)
        if not gone:
            query = query.where(MEMBERS.c.active)
        return await self._members(await self._t.rows(query))

    async def by_id(self, member: int) -> Member | None:
        return (await self.by_ids([member])).get(member)

    async def by_ids(self, members: Iterable[int]) -> dict[int, Member]:
        return await self._with_ids(frozenset(members))

    @cached(MEMBERS, AWAY)
    async def _with_ids(self, ids: frozenset[int]) -> dict[int, Member]:
        if not ids:
            return {}
        rows = await self._t.rows(BY_IDS, {"ids": list(ids)})
        return {member.id: member for member in await self._members(rows)}

    @cached(MEMBERS, AWAY)
    async def by_email(self, email: str) -> Member | None:
        return await self._one(and_(MEMBERS.c.district == self._district, MEMBERS.c.email == email.lower()))

    @cached(MEMBERS, AWAY)
    async def by_address(self, address: Address) -> Member | None:
        return await self._one(and_(MEMBERS.c.address == address, MEMBERS.c.active))

    async def with_roles(self, roles: Iterable[Role]) -> list[Member]:
        wanted = set(roles)
        return [member for member in await self.all() if member.role in wanted]

    async def leads(self) -> list[Member]:
        return await self.with_roles({Role.LEAD})

    async def names(self) -> dict[str, str]:
        """Each e-mail ever seen in the district -> its name."""
        return {member.email: member.name for member in await self.all(gone=True)}

    async def names_by_id(self) -> dict[int, str]:
        """The name of everybody ever seen in the district, by member's id."""
        return {member.id: member.name for member in await self.all(gone=True)}

    async def put(
        self,
        email: str,
        *,
        name: str,
        role: Role,
        team: str,
        district_team: bool,
        zone: str | None,
        language: str | None = None,
    ) -> Member:
        """Add a member, or change the one with this e-mail; what is known of their chat address stays, and so does
        the language where none is given.
        """
        email = email.lower()
        before = await self.by_email(email)
        values = {"name": name, "role": role.value, "team": team, "district_team": district_team, "zone": zone}
        if language is not None:
            values["language"] = language
        if before is None:
            number = await self._t.add(
                MemberRow, {"district": self._district, "email": email, "active": True, **values}
            )
            await self._t.record("member", email, after=values)
            return Member(number, name, email, role, team, district_team, zone, language)
        await self._t.update(MEMBERS, MEMBERS.c.id == before.id, active=True, **values)
        if {key: getattr(before, key) for key in values} != values:
            await self._t.record("member", email, before=_facts(before), after=values)
        elif not before.active:
            await self._t.record("member came back", email)
        after = replace(before, name=name, role=role, team=team, district_team=district_team, zone=zone, active=True)
        return after if language is None else replace(after, language=language)

    async def retire(self, member: Member) -> None:
        """Somebody who is no longer in the plan: never asked again, and nothing of theirs is lost."""
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, active=False)
        await self._t.record("member left", member.email)

    async def meet(self, member: Member, address: Address) -> None:
        """Remember where a member can be reached. An address belongs to one: whoever had it is found anew."""
        others = (MEMBERS.c.address == address, MEMBERS.c.id != member.id)
        await self._t.update(MEMBERS, *others, address=None, conversation="")
        mine = (MEMBERS.c.id == member.id, MEMBERS.c.address.is_distinct_from(address))
        await self._t.update(MEMBERS, *mine, address=address, conversation="")

    async def lose(self, member: Member) -> None:
        """Forget where a member can be reached: they are found again by their e-mail."""
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, address=None, conversation="")

    async def conversation(self, member: Member) -> str:
        """The platform's private talk with a member, empty until it was opened."""
        return str(await self._t.scalar(select(MEMBERS.c.conversation).where(MEMBERS.c.id == member.id)) or "")

    async def talk(self, member: Member, conversation: str) -> None:
        await self._t.update_unremembered(MEMBERS, MEMBERS.c.id == member.id, conversation=conversation)

    async def set_zone(self, member: Member, zone: str | None) -> None:
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, zone=zone)
        await self._t.record("zone", member.email, before=member.zone, after=zone)

    async def set_language(self, member: Member, language: str | None) -> None:
        """The language that somebody wants to read; None for English, as nobody has chosen."""
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, language=language)
        await self._t.record("language", member.email, before=member.language, after=language)

    async def set_nudged(self, member: Member, nudged: bool) -> None:
        """Whether somebody wants reminders."""
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, nudged=nudged)
        await self._t.record("reminders", member.email, before=member.nudged, after=nudged)

    async def set_consulted(self, member: Member, consulted: bool) -> None:
        """Whether a school's lead wants other schools' questions."""
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, consulted=consulted)
        await self._t.record("other schools' questions", member.email, before=member.consulted, after=consulted)

    async def set_times(self, member: Member, times: Times) -> None:
        """When somebody wants to be asked."""
        hours = {"ask_at": times.at, "not_before": times.not_before, "not_after": times.not_after}
        values = {"ask_day": times.day, **hours}
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, **values)
        told = {name: "" if value is None else str(value) for name, value in values.items()}
        await self._t.record("times", member.email, after=told)

    async def release(self, member: Member) -> None:
        """Somebody has been told that typed answers are kept: the old promise does not bind any more."""
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, promised=False)
        await self._t.record("told of typed answers", member.email)

    async def set_schools(self, member: Member, schools: Sequence[str]) -> None:
        """The schools that a supervisor looks after."""
        if tuple(schools) == member.schools:
            return
        await self._t.update(MEMBERS, MEMBERS.c.id == member.id, schools=list(schools))
        await self._t.record("schools", member.email, before=member.schools, after=schools)

    async def set_away(self, member: Member, since: date, back: date) -> None:
        """Away from `since` until the day before `back`; replaces what was said about these days and the following.

        The days before `since` stay what they were: who was away then is not counted as missing.
        """
        mine = AWAY.c.member == member.id
        await self._t.run(AWAY.delete().where(mine, AWAY.c.since >= since, AWAY.c.since < back))
        await self._t.update(AWAY, mine, AWAY.c.since < since, AWAY.c.back > since, back=since)
        await self._t.add(AwayRow, {"member": member.id, "since": since, "back": back})
        await self._t.record("away", member.email, after={"since": since, "back": back})

    async def set_back(self, member: Member, today: date) -> None:
        """Here again from today on: running and coming absences end."""
        await self._t.run(AWAY.delete().where(AWAY.c.member == member.id, AWAY.c.since >= today))
        await self._t.update(AWAY, AWAY.c.member == member.id, AWAY.c.back > today, back=today)
        await self._t.record("back", member.email, after=today)

    async def _one(self, condition: object) -> Member | None:
        row = await self._t.first(select(MEMBERS).where(condition))  # type: ignore[arg-type]
        return (await self._members([row]))[0] if row else None

    async def _members(self, rows: Sequence[RowMapping]) -> list[Member]:
        away: dict[int, list[Away]] = {}
        if rows:
            ids = [row["id"] for row in rows]
            for each in await self._t.rows(ABSENCES, {"ids": ids}):
                away.setdefault(each["member"], []).append(Away(each["since"], each["back"]))
        return [_member(row, tuple(away.get(row["id"], ()))) for row in rows]


def _member(row: RowMapping, away: tuple[Away, ...]) -> Member:
    times = Times(row["ask_day"], row["ask_at"], row["not_before"], row["not_after"])
    return from_row(Member, row, away=away, times=times)


def _facts(member: Member) -> dict[str, object]:
    facts: dict[str, object] = {
        "name": member.name,
        "role": member.role.value,
        "team": member.team,
        "zone": member.zone,
    }
    return facts if member.language is None else {**facts, "language": member.language}


class Claims:
    """Questions about accounts that wait for somebody's word."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    async def by_id(self, number: int) -> AccountClaim | None:
        return await self._one(CLAIMS.c.id == number)

    async def of(self, member: Member, address: Address) -> AccountClaim | None:
        return await self._one(CLAIMS.c.member == member.id, CLAIMS.c.address == address)

    async def make(self, member: Member, address: Address, name: str, *, guest: bool) -> AccountClaim:
        """The claim of this account, new or known."""
        values = {"member": member.id, "address": address, "name": name, "guest": guest, "at": self._t.now}
        await self._t.add_missing(ClaimRow, ("address", "member"), [values])
        claim = await self.of(member, address)
        assert claim is not None  # just written
        return claim

    async def settle(self, claim: AccountClaim, *, granted: bool) -> bool:
        """Somebody has said so; False where somebody had before."""
        open_one = (CLAIMS.c.id == claim.id, CLAIMS.c.granted.is_(None))
        values = {"granted": granted, "said_by": self._t.actor, "said_at": self._t.now}
        return await self._t.update(CLAIMS, *open_one, **values) > 0

    async def _one(self, *conditions: object) -> AccountClaim | None:
        row = await self._t.first(select(CLAIMS).where(*conditions))  # type: ignore[arg-type]
        return from_row(AccountClaim, row) if row else None


class Snoozes(OfYear):
    """Questions about what members of one cycle put off; there is one for each at most, the newest."""

    async def put(self, member: int, until: datetime) -> None:
        """Ask again then; what was said before about it no longer counts."""
        before = await self.of(member)
        await self._put(SnoozeRow, {"member": member, **WHOLE, "until": until, "at": self._t.now})
        await self._t.record("snooze", str(member), before=before, after=until)

    async def end(self, member: int) -> None:
        """Nothing is put off any more."""
        before = await self.of(member)
        if before is not None and await self._delete(SNOOZES, SNOOZES.c.member == member):
            await self._t.record("snooze over", str(member), before=before)

    async def of(self, member: int) -> datetime | None:
        """Until when somebody put things off, if that is still to come."""
        row = await self._t.first(self._select(SNOOZES, SNOOZES.c.member == member, SNOOZES.c.until > self._t.now))
        return row["until"] if row else None

    async def ending(self, since: datetime, until: datetime) -> dict[int, datetime]:
        """Who is to be asked again in a span: after `since`, up to and including `until`; by member's id."""
        query = self._select(SNOOZES, SNOOZES.c.until > since, SNOOZES.c.until <= until)
        return {row["member"]: row["until"] for row in await self._t.rows(query)}
