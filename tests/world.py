"""One of everything in a partnership, for tests that walk through all pages and models."""

import datetime
import hashlib
import io

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from events.models import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    Attendance,
    BackStory,
    CaptureDevice,
    Channel,
    Consultation,
    ContributionImport,
    Meeting,
    MeetingAction,
    MeetingAttendance,
    MeetingDecision,
    NotesAnswer,
    Paper,
    Redaction,
    ReportedTheme,
    ResidentType,
)
from partnership.models import (
    AreaAlias,
    AreaLink,
    CaseReview,
    CaseReviewYear,
    ContactPoint,
    CoveredArea,
    GroupMember,
    Invitation,
    KnownAs,
    Letter,
    Membership,
    OrganisationAlias,
    PartnershipLink,
    PostcodeDistrict,
    RelatedDocument,
    ReportingLine,
    Succession,
    Topic,
    TopicAlias,
)
from plans.models import (
    Achievement,
    ActionReport,
    ApprovalRecord,
    ApprovalStep,
    Ask,
    Block,
    BlockFigure,
    Budget,
    Check,
    Comment,
    ConsultationDraft,
    DraftReply,
    EasyRead,
    EasyReadLine,
    FunderReturn,
    FundingAmount,
    FundingLine,
    FundingSource,
    GroupReport,
    KeptText,
    MeasureReport,
    Milestone,
    Objective,
    PastPlan,
    Picture,
    PlanImport,
    PlanLink,
    PlanLook,
    PlanPartner,
    Presence,
    ProgressUpdate,
    QuarterReport,
    ReportCorrection,
    ReportFile,
    ReportingQuarter,
    Requirement,
    RequirementStatement,
    Response,
    ResponseUpdate,
    ReturnShare,
    Risk,
    SectionLook,
    SeenText,
)
from portal.models import PartnershipArchive, SiteText
from priorities.models import (
    ComparatorGroup,
    ComparatorMember,
    CrossCuttingTheme,
    Decision,
    DecisionMeeting,
    EvidenceChoice,
    EvidenceImport,
    EvidenceStatement,
    FindingStatement,
    ListedPriority,
    PriorityDecision,
    PublishedComparison,
    Referral,
    Score,
    ScoreCard,
    SeriesBreak,
    StrandNote,
    Survey,
    SurveyFinding,
    Target,
)
from publishing.documents import content_hash, fingerprint
from publishing.models import (
    Communication,
    Document,
    Edition,
    EditionText,
    FormatRequest,
    Post,
    Rendition,
    Term,
)
from records.models import Erasure, note
from tests import factories
from tests.publishing.samples import FRAGMENT, SNAPSHOT

PDF = b"%PDF-1.7 a small one"
PDF_SHA256 = hashlib.sha256(PDF).hexdigest()


def build(of, officer):
    """Every kind of thing that a partnership keeps, by the name of its model."""
    things = [of, officer, officer.roles.get(), *_people(of), *_shared(of), *_evidence(of)]
    plan = factories.plan(of, slug="plan")
    things += [plan, *_plan_parts(plan), *_published(of, plan)]
    things += [*_written(plan, officer), *_beside(plan, officer)]
    things += _listening(of, officer)
    things += [*_compared(of, officer), *_assessed(of)]
    things += _met(of, officer)
    things += [*_reported(plan, officer), *_spent(plan), *_answered(plan)]
    things += [
        *_read(of, plan),
        *_told(of),
        SiteText.objects.get_or_create(kind="privacy", body="<p>A</p>")[0],
    ]
    things += [
        note("test", by=officer, now=timezone.now(), target=plan),
        Erasure.objects.create(at=timezone.now(), rule="example", actor_label="The portal"),
        Authenticator.objects.create(user=factories.user(), type="recovery_codes", data={}),
        PartnershipArchive.objects.create(
            way="out",
            partnership=of,
            name="a.zip",
            state="done",
            made_at=timezone.now(),
            by=officer,
            preview={},
            file=default_storage.save("archives/a.zip", ContentFile(b"PK")),
        ),
    ]
    return {thing._meta.label_lower.replace(".", "_"): thing for thing in things}


def _people(of):
    lower = factories.group(of, "Task group", "task_and_finish")
    upper = factories.group(of)
    body = factories.organisation()
    return [
        upper,
        ReportingLine.objects.create(lower=lower, upper=upper),
        GroupMember.objects.create(group=upper, post="Chair"),
        Membership.objects.create(partnership=of, organisation=body),
        ContactPoint.objects.create(partnership=of, purpose="plan", name="Council"),
        RelatedDocument.objects.create(
            partnership=of,
            title="Strategy",
            file=default_storage.save("library/strategy.pdf", ContentFile(PDF)),
        ),
        KnownAs.objects.create(partnership=of, name="Former name"),
        PartnershipLink.objects.create(whole=factories.partnership(), part=of),
        Succession.objects.create(
            predecessor=of,
            successor=factories.partnership(),
            on=datetime.date(2030, 4, 1),
            kind="followed",
        ),
        Invitation.objects.create(
            partnership=of,
            email="new@example.org",
            post="New",
            kind="officer",
            expires_at=timezone.now() + datetime.timedelta(days=1),
        ),
    ]


def _shared(of):
    body, topic = factories.organisation(), Topic.objects.get_or_create(name="Alcohol")[0]
    outer, inner = factories.area(), factories.area()
    return [
        body,
        OrganisationAlias.objects.create(organisation=body, name="Other"),
        topic,
        TopicAlias.objects.get_or_create(topic=topic, name="Drink")[0],
        outer,
        AreaAlias.objects.create(area=inner, name="Inner"),
        AreaLink.objects.create(parent=outer, child=inner),
        CoveredArea.objects.create(partnership=of, area=inner),
    ]


def _evidence(of):
    topic, _ = Topic.objects.get_or_create(name="Drugs")
    measure, priorities = factories.measure(of, topic=topic), factories.priority_list(of)
    figure = factories.figure(measure, area=of.covered_areas.get().area)
    priority = factories.priority(of)
    priority.topics.add(topic)
    survey = Survey.objects.create(partnership=of, name="Survey", year=2010)
    statement = FindingStatement.objects.create(survey=survey, wording="Most feel safe", order=1)
    body = factories.organisation()
    public = factories.priority_list(
        of, "Public list", state="published", published_at=timezone.now()
    )
    return [
        ListedPriority.objects.create(
            priority_list=public, priority=priority, wording="Alcohol", order=1
        ),
        *(measure, figure, priorities, priority, survey, statement),
        SurveyFinding.objects.create(statement=statement, label="Safe", value=90),
        ListedPriority.objects.create(
            priority_list=priorities, priority=priority, wording="Alcohol", order=1
        ),
        CrossCuttingTheme.objects.create(priority_list=priorities, title="Alcohol"),
        EvidenceStatement.objects.create(
            partnership=of, kind="cause", wording="Alcohol is a cause", source="Plan, 3.3"
        ),
        StrandNote.objects.create(
            priority_list=priorities,
            strand="reoffending",
            statement="Covered elsewhere",
            on=datetime.date(2011, 4, 1),
            by_label="Officer",
        ),
        Referral.objects.create(
            priority_list=priorities, subject="Road safety", verb="addressed", organisation=body
        ),
    ]


def _compared(of, officer):
    """A file of evidence, a group to compare with, and a comparison as published."""
    measure, place = factories.measure(of), factories.area()
    group = ComparatorGroup.objects.create(partnership=of, name="Similar places", area=place)
    return [
        EvidenceImport.objects.create(
            partnership=of,
            dataset="c2",
            name="table-c2.csv",
            file=default_storage.save("imports/evidence/c2.csv", ContentFile(b"a table")),
            made_at=timezone.now(),
            by=officer,
        ),
        SeriesBreak.objects.create(
            measure=measure, on=datetime.date(2010, 4, 1), reason="Counted in another way"
        ),
        group,
        ComparatorMember.objects.create(group=group, area=place),
        PublishedComparison.objects.create(
            partnership=of,
            measure=measure,
            area=place,
            group=group,
            rank=2,
            of_how_many=15,
            source="A tool of comparison",
            starts_on=datetime.date(2010, 4, 1),
            ends_on=datetime.date(2011, 3, 31),
        ),
    ]


def _assessed(of):
    """A round that members score, with a candidate, its evidence, a score and a draft decision."""
    scheme = factories.scheme(of)
    round = factories.round(of, scheme=scheme, state="scoring")
    candidate = factories.candidate(round)
    figure = factories.figure(factories.measure(of))
    card = ScoreCard.objects.create(candidate=candidate, member=factories.user("executive", of))
    criterion = scheme.criteria.first()
    return [
        *(scheme, criterion, round, candidate, card),
        Score.objects.create(card=card, criterion=criterion, value=3, at=timezone.now()),
        EvidenceChoice.objects.create(candidate=candidate, figure=figure),
        DecisionMeeting.objects.create(
            round=round,
            group=factories.group(of, "Decisions"),
            held_on=datetime.date(2011, 12, 8),
            recorded_at=timezone.now(),
            recorded_by_label="Officer",
        ),
        Decision.objects.create(candidate=candidate),
    ]


def _picture(of):
    file = io.BytesIO()
    Image.new("RGB", (1, 1)).save(file, "PNG")
    sha256 = hashlib.sha256(file.getvalue()).hexdigest()
    found = Picture(partnership=of, sha256=sha256, extension="png", width=1, height=1)
    default_storage.save(f"pictures/{found.name}", ContentFile(file.getvalue()))
    found.description = "Map"
    found.save()
    return found


def _plan_parts(plan):
    of, section = plan.partnership, factories.section(plan)
    block = factories.block(section)
    step = ApprovalStep.objects.create(plan=plan, order=1, body="The Executive Group")
    related = RelatedDocument.objects.create(partnership=of, title="Other strategy")
    figure = factories.figure(factories.measure(of))
    return [
        *(section, block, step, factories.action(section)),
        BlockFigure.objects.create(block=block, figure=figure, order=1),
        Objective.objects.create(plan=plan, section=section, wording="Less of it"),
        Achievement.objects.create(plan=plan, year=2010, wording="Done"),
        FundingSource.objects.create(plan=plan, name="Grant", kind="grant", wording="A grant"),
        Budget.objects.create(plan=plan, name="Budget", year=2011),
        Risk.objects.create(plan=plan, wording="No money"),
        PlanLink.objects.create(plan=plan, related=related, relation="informed_by"),
        PlanPartner.objects.create(
            plan=plan, organisation=factories.organisation(), name_as_stated="Council"
        ),
        _picture(of),
        ApprovalRecord.objects.create(
            step=step,
            outcome="agreed",
            content_hash="a" * 64,
            decided_on=timezone.localdate(),
            at=timezone.now(),
            by=of.uid,
            by_label="Chair",
        ),
    ]


def _written(plan, officer):
    """What writing and reviewing a plan leaves behind."""
    now, section, block = timezone.now(), plan.sections.first(), Block.objects.last()
    token = f"token-of-{plan.partnership.slug}"
    seen = SeenText.objects.create(plan=plan, content_hash="a" * 64, fragment="<p>Words.</p>")
    check = Check.objects.create(
        section=section,
        name="The chair",
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        expires_on=timezone.localdate() + datetime.timedelta(days=7),
    )
    asked, _ = Requirement.objects.get_or_create(
        code="priorities", title="Priorities", wording="What matters", source_kind="law", source="A"
    )
    return [
        *(seen, check, asked),
        PlanLook.objects.create(plan=plan, user=officer, text=seen, at=now),
        SectionLook.objects.create(section=section, user=officer, at=now),
        Presence.objects.create(
            section=section, user=officer, window=plan.uid, opened_at=now, seen_at=now
        ),
        KeptText.objects.create(
            plan=plan, block=block, user=officer, where="1 A", base_version=1, text="Mine", at=now
        ),
        Comment.objects.create(
            plan=plan, section=section, text="Why?", author=officer, author_label="Officer", at=now
        ),
        RequirementStatement.objects.create(
            plan=plan,
            requirement=asked,
            statement="In section 3.",
            stated_by="Officer",
            stated_on=timezone.localdate(),
        ),
        ProgressUpdate.objects.create(
            action=plan.actions.first(), year=2011, quarter=1, status="green"
        ),
    ]


def _beside(plan, officer):
    """A draft for consultation with a reply, a past plan, and a Word file that came in."""
    of, today = plan.partnership, timezone.localdate()
    document, *_ = _edition(of, "consultation-draft", "draft")
    event = factories.event(of, slug="draft", kind="draft", state="public")
    draft = ConsultationDraft.objects.create(
        plan=plan,
        document=document,
        event=event,
        introduction="What do you think?",
        opens_on=today,
        closes_on=today + datetime.timedelta(days=28),
    )
    file = default_storage.save("past/plan.pdf", ContentFile(PDF))
    word = default_storage.save("imports/plans/plan.docx", ContentFile(b"PK"))
    return [
        draft,
        DraftReply.objects.create(draft=draft, text="More lights", said_at=timezone.now()),
        PastPlan.objects.create(
            partnership=of,
            title="Plan",
            slug="plan-2008-11",
            starts_on=datetime.date(2008, 4, 1),
            ends_on=datetime.date(2011, 3, 31),
            original=file,
            original_name="plan.pdf",
            media_type="application/pdf",
            size=len(PDF),
            sha256=PDF_SHA256,
            public=True,
        ),
        PlanImport.objects.create(
            partnership=of, name="plan.docx", file=word, made_at=timezone.now(), by=officer
        ),
    ]


def _published(of, plan):
    """The plan is still a draft of its next edition while its first one is public."""
    document, edition, rendition = _edition(of, "plan", "plan", welsh=True)
    plan.document = document
    plan.save()
    text = EditionText.objects.create(
        edition=edition,
        language="cy",
        title="Cynllun",
        fragment=FRAGMENT,
        snapshot=edition.snapshot,
        content_hash=content_hash(FRAGMENT, edition.snapshot),
        published_at=edition.published_at,
        published_by_label="Officer",
    )
    return [document, edition, rendition, text]


def _edition(of, kind, slug, *, welsh=False):
    """A document that is public with its PDF; ``welsh``: the same text stands in Welsh too."""
    document = Document.objects.create(partnership=of, kind=kind, slug=slug, title="Plan")
    snapshot = SNAPSHOT | {"figures": [], "actions": [], "pictures": []}
    own = content_hash(FRAGMENT, snapshot)
    edition = Edition.objects.create(
        document=document,
        number=1,
        title="Plan",
        fragment=FRAGMENT,
        snapshot=snapshot,
        content_hash=fingerprint(own, {"cy": own}) if welsh else own,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    rendition = Rendition(edition=edition, format="pdf", state="ready", size=len(PDF))
    rendition.sha256, rendition.ready_at = PDF_SHA256, timezone.now()
    rendition.file.save("editions/small.pdf", ContentFile(PDF), save=False)
    rendition.save()
    document.current_edition = edition
    document.save()
    return document, edition, rendition


def _listening(of, officer):
    """An event that is public with its report, with all that can be said and done at it."""
    series = factories.series(of)
    event = factories.event(of, slug="evening", series=series, state="public", capture="open")
    event.document, *_ = _edition(of, "event-report", "evening-report")
    event.save()
    workshop = factories.workshop(event, state="open")
    table = factories.table(event)
    words = factories.contribution(event, workshop=workshop, table=table)
    resident = ResidentType.objects.create(workshop=workshop, name="Young person")
    theme = factories.theme(of, series=series)
    survey = Consultation.objects.create(event=factories.event(of, slug="survey", kind="survey"))
    return [
        *(series, event, workshop, table, words, resident, theme, survey),
        factories.tag(words, theme),
        Attendance.objects.create(event=event, name_as_stated="A council"),
        BackStory.objects.create(table=table, resident_type=resident, story="Lives alone"),
        CaptureDevice.objects.create(table=table, key="a-device"),
        Channel.objects.create(consultation=survey, name="Post"),
        ContributionImport.objects.create(
            event=event, name="words.csv", made_at=timezone.now(), by=officer
        ),
        Redaction.objects.create(
            contribution=words,
            starts_at=0,
            ends_at=6,
            reason="identifies",
            at=timezone.now(),
            by=officer.uid,
            by_label="Officer",
        ),
        ReportedTheme.objects.create(workshop=workshop, theme=theme, wording="Funding"),
    ]


def _met(of, officer):
    """A meeting whose notes are public, a decision on a priority, and a letter about it."""
    now, today = timezone.now(), timezone.localdate()
    meeting = Meeting.objects.create(
        partnership=of,
        title="Executive Group",
        slug="executive-april",
        held_on=today,
        state="agreed",
        agreed_on=today,
        announced_at=now,
        notes_published_at=now,
    )
    meeting.groups.add(of.groups.filter(kind="executive").first())
    item = AgendaItem.objects.create(meeting=meeting, order=1, title="Alcohol", public=True)
    template = AgendaTemplate.objects.create(partnership=of, name="Quarterly")
    decided = MeetingDecision.objects.create(item=item, wording="Go on", at=now, by_label="Chair")
    file = default_storage.save("papers/paper.pdf", ContentFile(PDF))
    return [
        *(meeting, item, template, decided),
        AgendaTemplateItem.objects.create(template=template, order=1, title="Apologies"),
        MeetingAttendance.objects.create(meeting=meeting, post="Chair", state="present"),
        NotesAnswer.objects.create(meeting=meeting, user=officer, agreed=True, at=now),
        Paper.objects.create(
            item=item, label="A", title="Report", file=file, file_name="paper.pdf", size=len(PDF)
        ),
        MeetingAction.objects.create(meeting=meeting, wording="Ask them", post="Chair"),
        PriorityDecision.objects.create(
            decision=decided, priority=of.priorities.first(), effect="change"
        ),
        Letter.objects.create(
            partnership=of,
            key=f"a-letter-of-{of.slug}",
            to="lead@example.org",
            subject="Your report",
            body="Please report.",
            message_id=f"<a-letter@{of.slug}.example.org>",
            written_at=now,
            not_before=now,
        ),
    ]


def _reported(plan, officer):
    """A quarter with a group's report, its lines, and what was made of it."""
    of, now, action = plan.partnership, timezone.now(), plan.actions.first()
    quarter = ReportingQuarter.objects.create(
        partnership=of, year=2011, quarter=1, due_on=timezone.localdate(), opened_at=now
    )
    report = GroupReport.objects.create(quarter=quarter, group=of.groups.get(name="Task group"))
    measure, area = of.measures.first(), of.covered_areas.first().area
    target = Target.objects.create(
        partnership=of, measure=measure, area=area, year=2011, value=95, group=report.group
    )
    file = default_storage.save("reports/file.pdf", ContentFile(PDF))
    return [
        *(quarter, report, target),
        ActionReport.objects.create(report=report, action=action),
        MeasureReport.objects.create(report=report, target=target),
        Milestone.objects.create(action=action, wording="Begin", due_on=timezone.localdate()),
        ReportFile.objects.create(
            report=report, title="Minutes", file=file, file_name="file.pdf", size=len(PDF)
        ),
        ReportCorrection.objects.create(
            quarter=quarter,
            report=report,
            action=action,
            before="Green",
            after="Amber",
            reason="Counted twice",
            at=now,
            by=officer.uid,
            by_label="Officer",
        ),
        QuarterReport.objects.create(quarter=quarter),
        Ask.objects.create(quarter=quarter, action=action, decide=True, words="Who insures?"),
    ]


def _spent(plan):
    source = plan.funding_sources.first()
    line = FundingLine.objects.create(plan=plan, source=source, purpose="Lighting")
    told = FunderReturn.objects.create(
        partnership=plan.partnership,
        source=source,
        starts_on=datetime.date(2011, 4, 1),
        ends_on=datetime.date(2011, 9, 30),
    )
    return [
        line,
        FundingAmount.objects.create(line=line, status="spent", amount=100),
        told,
        ReturnShare.objects.create(funder_return=told, partnership=plan.partnership),
    ]


def _answered(plan):
    of, today = plan.partnership, timezone.localdate()
    response = Response.objects.create(
        partnership=of,
        title="Funding of PCSOs",
        slug="funding-of-pcsos",
        event=of.events.get(slug="evening"),
        theme=of.themes.first(),
        said="Future funding of PCSOs",
        answer="done",
        did="They stay.",
        answered_on=today,
        approved_at=timezone.now(),
    )
    return [
        response,
        ResponseUpdate.objects.create(response=response, on=today, words="They stayed."),
    ]


def _read(of, plan):
    """What readers get beside the plan itself."""
    easy_read = EasyRead.objects.create(plan=plan, title="Our plan")
    EditionText.objects.create(
        edition=plan.document.current_edition,
        form="easy_read",
        language="en",
        title="Our plan",
        fragment="<p>We listen.</p>",
        snapshot={"pictures": []},
        content_hash=content_hash("<p>We listen.</p>", {"pictures": []}),
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    return [
        easy_read,
        EasyReadLine.objects.create(easy_read=easy_read, order=1, words="We listen."),
        Term.objects.create(partnership=of, word="MARAC", meaning="A meeting about safety."),
        CaseReview.objects.create(partnership=of, threshold="<p>3</p>", how_to_apply="<p>Call</p>"),
        CaseReviewYear.objects.create(partnership=of, year=2010, applications=4),
        PostcodeDistrict.objects.create(area=factories.area(), district="LA9"),
    ]


def _told(of):
    """What readers ask for, and what they are told."""
    now, today = timezone.now(), timezone.localdate()
    return [
        FormatRequest.objects.create(
            partnership=of, wanted="braille", phone="01539 1", asked_at=now, promised_on=today
        ),
        Communication.objects.create(
            partnership=of,
            message="Report it",
            audience="Everybody",
            channel="print",
            due_on=today,
            who="Officer",
        ),
        Post.objects.create(
            partnership=of,
            slug="news",
            title="News",
            summary="What is new",
            body="<p>New.</p>",
            state="published",
            published_at=now,
        ),
    ]
