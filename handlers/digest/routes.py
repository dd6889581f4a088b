"""The routes of digests: the word, the drafts' buttons, what falls due and is posted, and what went wrong with it."""

from handlers.digest import (
    already_posted,
    approval,
    correcting,
    failed_posts,
    later,
    lessons,
    notifications,
    overview,
    taking_back,
)
from handlers.digest.due import BACK, DRAFTS, MONTHLY, WEEKLY, YEARLY
from handlers.digest.which_digest import in_its_year as own
from handlers.kit.conflicts import reopened
from handlers.kit.routes import Feature
from pdsa.attention_budget import READ, Cost, Worth
from pdsa.people import DRAFT_READERS, SENDERS
from pdsa.text import _l

feature = Feature("digest")
feature.command("digest", help=_l("See, edit and approve what others get to read"), who=DRAFT_READERS, writes=True)(
    overview.overview
)
feature.button("digest.preview", who=DRAFT_READERS, writes=False)(overview.preview)

feature.tick(notifications.notes)
feature.tick(notifications.drafts)
feature.notification(WEEKLY)(notifications.note_notification)
feature.notification(DRAFTS[MONTHLY], Cost(90, Worth.OWED))(notifications.month_draft)
feature.notification(DRAFTS[YEARLY], Cost(150, Worth.OWED))(notifications.year_draft)
feature.notification(MONTHLY)(notifications.channel_copy)
feature.notification(YEARLY)(notifications.channel_copy)

feature.button("digest.show", who=DRAFT_READERS, writes=False)(own(approval.show))
feature.button("digest.read", who=DRAFT_READERS, writes=False)(own(approval.read))
feature.button("digest.edit", who=SENDERS, writes=False)(own(approval.edit))
feature.form("digest.words", who=SENDERS, now=reopened(own(approval.edit), "slot"))(own(approval.keep_words))
feature.button("digest.lessons", who=DRAFT_READERS, writes=False)(own(lessons.ask))
feature.form("digest.lessons.keep", who=DRAFT_READERS, now=reopened(own(lessons.ask), "slot"))(own(lessons.keep))
feature.button("digest.refresh", who=SENDERS)(own(approval.refresh))
feature.button("digest.approve", who=SENDERS)(own(approval.approve))
feature.button("digest.there", who=SENDERS)(own(already_posted.there))
feature.button("digest.approve.later", who=SENDERS, writes=False)(own(later.ask))
feature.form("digest.approve.for", who=SENDERS)(own(later.approve))
feature.notification(BACK, Cost(45, Worth.OWED))(later.notification)
feature.tick(later.looks)
feature.button("digest.takeback", who=SENDERS, writes=False)(own(taking_back.ask))
feature.form("digest.taken-back", who=SENDERS)(own(taking_back.take_back))
feature.button("digest.correct", who=SENDERS, writes=False)(own(correcting.ask))
feature.form("digest.corrected", who=SENDERS, now=reopened(own(correcting.ask), "slot"))(own(correcting.suggest))
feature.button("digest.correct.put", who=SENDERS)(own(correcting.put))
feature.button("digest.correct.leave", who=SENDERS)(own(correcting.leave))
feature.button("digest.decline", who=SENDERS)(own(approval.decline))
feature.button("digest.back", who=SENDERS)(own(approval.bring_back))

feature.notification(failed_posts.UNSURE, READ)(failed_posts.is_it_there)
feature.notification(failed_posts.FAILED, READ)(failed_posts.undelivered)
feature.notification(failed_posts.UNCHANGED, READ)(failed_posts.unchanged)
feature.button("digest.seen", who=SENDERS)(failed_posts.seen)
feature.button("digest.again", who=SENDERS)(failed_posts.again)
feature.button("digest.leave", who=SENDERS)(failed_posts.leave)
