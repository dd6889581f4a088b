"""The routes of digests: the word, the drafts' buttons, what falls due and is posted, and what went wrong with it."""

from handlers.digest import approval, correcting, delivery, desk, later, lessons, posts, taking_back, there
from handlers.digest.due import BACK, DRAFTS, MONTHLY, WEEKLY, YEARLY
from handlers.digest.found import in_its_year as own
from handlers.kit.conflicts import reopened
from handlers.kit.routes import Feature
from pdsa.attention import READ, Cost, Worth
from pdsa.people import DRAFT_READERS, SENDERS
from pdsa.text import _l

feature = Feature("digest")
feature.command("digest", help=_l("See, edit and approve what others get to read"), who=DRAFT_READERS, writes=True)(
    desk.desk
)
feature.button("digest.preview", who=DRAFT_READERS, writes=False)(desk.preview)

feature.tick(posts.notes)
feature.tick(posts.drafts)
feature.notification(WEEKLY)(posts.note_notification)
feature.notification(DRAFTS[MONTHLY], Cost(90, Worth.OWED))(posts.month_draft)
feature.notification(DRAFTS[YEARLY], Cost(150, Worth.OWED))(posts.year_draft)
feature.notification(MONTHLY)(posts.channel_copy)
feature.notification(YEARLY)(posts.channel_copy)

feature.button("digest.show", who=DRAFT_READERS, writes=False)(own(approval.show))
feature.button("digest.read", who=DRAFT_READERS, writes=False)(own(approval.read))
feature.button("digest.edit", who=SENDERS, writes=False)(own(approval.edit))
feature.form("digest.words", who=SENDERS, now=reopened(own(approval.edit), "slot"))(own(approval.keep_words))
feature.button("digest.lessons", who=DRAFT_READERS, writes=False)(own(lessons.ask))
feature.form("digest.lessons.keep", who=DRAFT_READERS, now=reopened(own(lessons.ask), "slot"))(own(lessons.keep))
feature.button("digest.refresh", who=SENDERS)(own(approval.refresh))
feature.button("digest.approve", who=SENDERS)(own(approval.approve))
feature.button("digest.there", who=SENDERS)(own(there.there))
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

feature.notification(delivery.UNSURE, READ)(delivery.is_it_there)
feature.notification(delivery.FAILED, READ)(delivery.undelivered)
feature.notification(delivery.UNCHANGED, READ)(delivery.unchanged)
feature.button("digest.seen", who=SENDERS)(delivery.seen)
feature.button("digest.again", who=SENDERS)(delivery.again)
feature.button("digest.leave", who=SENDERS)(delivery.leave)
