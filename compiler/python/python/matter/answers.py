"""The shapes of answers, made from their JSON Schemas (`matter schema answers`); not to be edited."""

from __future__ import annotations

from typing import List, Literal, TypedDict, Union

Date = str

LimitName = Literal["statutory", "promised"]

Resolution = Literal["nothing", "edition", "needs_responsible", "outside"]

ReviewReason = Literal["ends", "law_amended", "law_ends", "waiver_ends"]

Standing = Literal["certain", "possible", "excluded", "moot"]

Undated = Literal["no_limit", "not_started", "paused", "answers", "calendar", "unresolved"]

# Somebody who receives.
AcceptingValue = TypedDict(
    "AcceptingValue",
    {
        "level": "Union[int, None]",
        "name": "Union[str, None]",
        "unit": "Union[str, None]",
    },
)

# When what was handed in elsewhere comes to the responsible place.
Arrival = TypedDict(
    "Arrival",
    {
        "day": "Date",
        "assumed": "bool",
    },
)

# A citation.
Basis = TypedDict(
    "Basis",
    {
        "law": "str",
        "place": "str",
    },
)

# A benefit.
BenefitValue = TypedDict(
    "BenefitValue",
    {
        "name": "str",
        "fen": "int",
        "period": "str",
    },
)

# A calendar of working days.
Calendar = TypedDict(
    "Calendar",
    {
        "name": "str",
        "published_from": "Date",
        "published_to": "Date",
    },
)

# A possible responsible region.
Candidate = TypedDict(
    "Candidate",
    {
        "fact": "str",
        "title": "str",
        "place": "Union[str, None]",
    },
)

# A channel of application.
ChannelValue = TypedDict(
    "ChannelValue",
    {
        "name": "str",
    },
)

# A condition of eligibility.
ConditionValue = TypedDict(
    "ConditionValue",
    {
        "label": "str",
        "official": "Union[str, None]",
    },
)

# How many there are.
Counts = TypedDict(
    "Counts",
    {
        "matters": "int",
        "editions": "int",
        "rules": "int",
        "facts": "int",
        "materials": "int",
        "themes": "int",
        "regions": "int",
    },
)

# When something is due.
Deadline = TypedDict(
    "Deadline",
    {
        "day": "Date",
        "time": "Union[str, None]",
        "provisional": "bool",
    },
)

# Who decides.
DeciderValue = TypedDict(
    "DeciderValue",
    {
        "level": "int",
        "department": "str",
        "body": "Union[str, None]",
        "unit": "Union[str, None]",
    },
)

# What a window shows of a case. Lines that are excluded are left out, but for conditions; all lists are empty unless the case is resolved to a definition.
Decision = TypedDict(
    "Decision",
    {
        "catalogue": "Release",
        "matter": "str",
        "on": "Date",
        "resolution": "Resolution",
        "responsible": "Union[str, None]",
        "candidates": "List[Candidate]",
        "eligible": "Standing",
        "changes_on": "Union[Date, None]",
        "questions": "List[Question]",
        "conditions": "List[Line_ConditionValue]",
        "priors": "List[Line_PriorValue]",
        "pending": "List[PendingFact]",
        "materials": "List[Line_MaterialValue]",
        "notice": "str",
        "deciders": "List[Line_DeciderValue]",
        "delegations": "List[Line_DelegationValue]",
        "kinds": "List[Line_KindValue]",
        "limits": "List[Line_LimitValue]",
        "exclusions": "List[Line_ExclusionValue]",
        "due": "Union[DecisionDue, None]",
        "undated": "Union[Undated, None]",
        "fees": "List[Line_FeeValue]",
        "benefits": "List[Line_BenefitValue]",
        "results": "List[Line_ResultValue]",
        "channels": "List[Line_ChannelValue]",
        "visits": "List[Line_VisitValue]",
        "instead": "List[Line_InsteadValue]",
        "venues": "Union[Venues, None]",
    },
)

# When the decision is due, and which limit says so.
DecisionDeadline = TypedDict(
    "DecisionDeadline",
    {
        "limit": "LimitName",
        "day": "Date",
        "time": "Union[str, None]",
        "provisional": "bool",
    },
)

# When the decision is due.
DecisionDue = TypedDict(
    "DecisionDue",
    {
        "day": "Date",
        "time": "Union[str, None]",
        "provisional": "bool",
    },
)

# How a decision is brought nearer to the applicant.
DelegationValue = TypedDict(
    "DelegationValue",
    {
        "mode": "str",
        "from_level": "int",
        "to_level": "int",
        "body": "Union[str, None]",
        "note": "Union[str, None]",
    },
)

# The days of a case.
Due = TypedDict(
    "Due",
    {
        "catalogue": "Release",
        "matter": "str",
        "resolution": "Resolution",
        "as_of": "Date",
        "notice": "Union[Deadline, None]",
        "accepted": "Union[Date, None]",
        "deemed_accepted": "bool",
        "arrival": "Union[Arrival, None]",
        "statutory": "Union[Deadline, None]",
        "promised": "Union[Deadline, None]",
        "decision": "Union[DecisionDeadline, None]",
        "undated": "Union[Undated, None]",
        "delivery": "Union[Deadline, None]",
        "paused_since": "Union[Date, None]",
        "stages": "List[StageDays]",
    },
)

# A length of time.
Duration = TypedDict(
    "Duration",
    {
        "amount": "Union[int, None]",
        "unit": "Union[str, None]",
    },
)

# Time that does not count.
ExclusionValue = TypedDict(
    "ExclusionValue",
    {
        "name": "str",
        "amount": "Union[int, None]",
        "unit": "Union[str, None]",
    },
)

# A fee.
FeeValue = TypedDict(
    "FeeValue",
    {
        "name": "str",
        "fen": "Union[int, None]",
        "rate": "int",
        "per": "Union[str, None]",
        "per_unit": "Union[str, None]",
        "cap": "Union[int, None]",
    },
)

# Figures of a release.
Figures = TypedDict(
    "Figures",
    {
        "catalogue": "Release",
        "on": "Date",
        "total": "Group",
        "by_kind": "List[Group]",
        "by_case_kind": "List[Group]",
        "matters": "List[MatterFigures]",
        "within": "int",
        "review": "List[Review]",
    },
)

# Matters that are counted together.
Group = TypedDict(
    "Group",
    {
        "title": "Union[str, None]",
        "matters": "int",
        "compared": "int",
        "promised": "int",
        "statutory": "int",
        "share": "Union[int, None]",
        "at_once": "int",
        "online": "int",
        "nearby": "int",
        "one_visit": "int",
        "no_visit": "int",
        "materials": "int",
        "always": "int",
    },
)

# A matter as it is defined for a responsible region on a day.
Guide = TypedDict(
    "Guide",
    {
        "catalogue": "Release",
        "matter": "Head",
        "edition": "str",
        "from": "Union[Date, None]",
        "to": "Union[Date, None]",
        "place": "str",
        "serves": "List[str]",
        "codes": "List[str]",
        "items": "List[GuideItem]",
        "stages": "List[GuideStage]",
        "basis": "List[Basis]",
        "lines": "List[GuideLine]",
        "documents": "List[GuideDocument]",
        "halls": "List[HallPlace]",
        "texts": "List[GuideText]",
    },
)

# A document that a matter asks for.
GuideDocument = TypedDict(
    "GuideDocument",
    {
        "name": "str",
        "title": "str",
        "issuer": "Union[str, None]",
        "certificate": "Union[str, None]",
        "shared": "Union[str, None]",
        "help": "Union[str, None]",
    },
)

# A handling item of a matter.
GuideItem = TypedDict(
    "GuideItem",
    {
        "code": "str",
        "title": "str",
    },
)

# A line of a guide.
GuideLine = TypedDict(
    "GuideLine",
    {
        "kind": "str",
        "status": "Standing",
        "stage": "Union[str, None]",
        "otherwise": "bool",
        "material": "Union[MaterialValue, None]",
        "why": "Why",
    },
)

# A stage of approval.
GuideStage = TypedDict(
    "GuideStage",
    {
        "name": "str",
        "after": "Union[str, None]",
    },
)

# A plain text of a matter.
GuideText = TypedDict(
    "GuideText",
    {
        "element": "str",
        "text": "str",
    },
)

# A service point.
HallPlace = TypedDict(
    "HallPlace",
    {
        "name": "str",
        "address": "str",
        "hours": "List[str]",
        "windows": "List[WindowPlace]",
    },
)

# What lists show of a matter.
Head = TypedDict(
    "Head",
    {
        "name": "str",
        "title": "str",
        "short": "Union[str, None]",
        "kind": "str",
        "department": "str",
        "summary": "str",
    },
)

# What an open release is.
Info = TypedDict(
    "Info",
    {
        "catalogue": "ReleaseInfo",
        "counts": "Counts",
        "sources": "List[SourceInfo]",
        "calendars": "List[Calendar]",
    },
)

# Another matter that it is instead.
InsteadValue = TypedDict(
    "InsteadValue",
    {
        "matter": "str",
    },
)

# A kind of case.
KindValue = TypedDict(
    "KindValue",
    {
        "name": "str",
    },
)

# A time limit.
LimitValue = TypedDict(
    "LimitValue",
    {
        "kind": "str",
        "amount": "Union[int, None]",
        "unit": "str",
        "start": "str",
        "approver": "Union[str, None]",
        "overdue": "Union[str, None]",
    },
)

# Something that a rule yields, with where it stands and why.
Line_AcceptingValue = TypedDict(
    "Line_AcceptingValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "AcceptingValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_BenefitValue = TypedDict(
    "Line_BenefitValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "BenefitValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_ChannelValue = TypedDict(
    "Line_ChannelValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "ChannelValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_ConditionValue = TypedDict(
    "Line_ConditionValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "ConditionValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_DeciderValue = TypedDict(
    "Line_DeciderValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "DeciderValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_DelegationValue = TypedDict(
    "Line_DelegationValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "DelegationValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_Duration = TypedDict(
    "Line_Duration",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "Duration",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_ExclusionValue = TypedDict(
    "Line_ExclusionValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "ExclusionValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_FeeValue = TypedDict(
    "Line_FeeValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "FeeValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_InsteadValue = TypedDict(
    "Line_InsteadValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "InsteadValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_KindValue = TypedDict(
    "Line_KindValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "KindValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_LimitValue = TypedDict(
    "Line_LimitValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "LimitValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_MaterialValue = TypedDict(
    "Line_MaterialValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "MaterialValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_ModeValue = TypedDict(
    "Line_ModeValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "ModeValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_PriorValue = TypedDict(
    "Line_PriorValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "PriorValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_ResultValue = TypedDict(
    "Line_ResultValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "ResultValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_ScopeValue = TypedDict(
    "Line_ScopeValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "ScopeValue",
        "why": "Why",
    },
)

# Something that a rule yields, with where it stands and why.
Line_VisitValue = TypedDict(
    "Line_VisitValue",
    {
        "status": "Standing",
        "settled": "bool",
        "stage": "Union[str, None]",
        "value": "VisitValue",
        "why": "Why",
    },
)

# A document of an alternative.
MaterialMember = TypedDict(
    "MaterialMember",
    {
        "material": "str",
        "title": "str",
        "holder": "Union[str, None]",
        "form": "str",
        "count": "int",
        "per": "Union[str, None]",
        "copies": "Union[int, None]",
    },
)

# A requirement.
MaterialValue = TypedDict(
    "MaterialValue",
    {
        "title": "str",
        "options": "List[List[MaterialMember]]",
        "exempt": "Union[str, None]",
        "must": "Union[str, None]",
        "grace": "Union[int, None]",
        "grace_unit": "Union[str, None]",
        "grace_overdue": "Union[str, None]",
    },
)

# Figures of a matter.
MatterFigures = TypedDict(
    "MatterFigures",
    {
        "matter": "str",
        "kind": "str",
        "case_kind": "Union[str, None]",
        "promised": "Union[int, None]",
        "statutory": "Union[int, None]",
        "at_once": "bool",
        "online": "bool",
        "nearby": "bool",
        "one_visit": "bool",
        "no_visit": "bool",
        "materials": "int",
        "always": "int",
    },
)

# A member of a theme.
MemberAnswer = TypedDict(
    "MemberAnswer",
    {
        "rank": "int",
        "stage": "Union[str, None]",
        "matter": "str",
        "resolution": "Resolution",
        "responsible": "Union[str, None]",
        "candidates": "List[Candidate]",
        "eligible": "Standing",
        "conditions": "List[Line_ConditionValue]",
        "deciders": "List[Line_DeciderValue]",
        "limits": "List[Line_LimitValue]",
        "results": "List[Line_ResultValue]",
    },
)

# A document that the theme asks for once.
MergedMaterial = TypedDict(
    "MergedMaterial",
    {
        "title": "str",
        "status": "Standing",
        "options": "List[List[MaterialMember]]",
        "matters": "List[str]",
        "made_by": "Union[str, None]",
    },
)

# A word of the tables.
ModeValue = TypedDict(
    "ModeValue",
    {
        "name": "Union[str, None]",
    },
)

# What is offered at a place on a day.
Offered = TypedDict(
    "Offered",
    {
        "catalogue": "Release",
        "matters": "List[Head]",
        "themes": "List[ThemeHead]",
    },
)

# What an official still has to find.
PendingFact = TypedDict(
    "PendingFact",
    {
        "title": "str",
        "judge": "Union[str, None]",
    },
)

# A place.
Place = TypedDict(
    "Place",
    {
        "code": "str",
        "name": "str",
        "path": "str",
        "level": "int",
    },
)

# Places.
Places = TypedDict(
    "Places",
    {
        "catalogue": "Release",
        "places": "List[Place]",
        "total": "int",
    },
)

# A result that must be held.
PriorValue = TypedDict(
    "PriorValue",
    {
        "document": "str",
        "title": "str",
        "held": "Union[bool, None]",
    },
)

# A promised time.
Promise = TypedDict(
    "Promise",
    {
        "amount": "int",
        "unit": "Union[str, None]",
    },
)

# A question.
Question = TypedDict(
    "Question",
    {
        "fact": "str",
        "title": "str",
        "kind": "str",
        "values": "List[str]",
        "unit": "Union[str, None]",
        "decimals": "int",
        "low": "Union[int, None]",
        "high": "Union[int, None]",
        "level": "Union[int, None]",
        "too_large": "Union[str, None]",
        "owner": "str",
        "document": "Union[str, None]",
        "help": "Union[str, None]",
    },
)

# What is still worth asking in a case.
Questions = TypedDict(
    "Questions",
    {
        "catalogue": "Release",
        "matter": "str",
        "resolution": "Resolution",
        "candidates": "List[Candidate]",
        "eligible": "Standing",
        "questions": "List[Question]",
    },
)

# A rule and why it stands where it stands.
Reason = TypedDict(
    "Reason",
    {
        "kind": "str",
        "status": "Standing",
        "why": "Why",
    },
)

# The reasons of a decision.
Reasons = TypedDict(
    "Reasons",
    {
        "catalogue": "Release",
        "matter": "str",
        "on": "Date",
        "reasons": "List[Reason]",
        "notice": "str",
    },
)

# What a decision rests on.
Receipt = TypedDict(
    "Receipt",
    {
        "catalogue": "ReleaseInfo",
        "matter": "str",
        "edition": "str",
        "responsible": "Union[str, None]",
        "at": "Union[str, None]",
        "applied": "Date",
        "accepted": "Date",
        "event": "Union[Date, None]",
        "decided": "Union[Date, None]",
        "calendar_to": "Union[Date, None]",
        "facts": "List[UsedFact]",
        "rules": "List[str]",
        "possible": "List[str]",
    },
)

# Which release answers.
Release = TypedDict(
    "Release",
    {
        "name": "str",
        "title": "str",
        "version": "str",
        "hash": "str",
    },
)

# Versions and hash of a release.
ReleaseInfo = TypedDict(
    "ReleaseInfo",
    {
        "name": "str",
        "title": "str",
        "version": "str",
        "edition": "str",
        "language": "str",
        "root_region": "str",
        "as_of": "Date",
        "format_major": "int",
        "format_minor": "int",
        "hash": "str",
        "tool": "str",
    },
)

# What the applicant gets.
ResultValue = TypedDict(
    "ResultValue",
    {
        "name": "str",
        "title": "str",
        "validity": "Union[int, None]",
        "unit": "Union[str, None]",
        "permanent": "bool",
        "deliveries": "List[str]",
    },
)

# Something that falls due for review.
Review = TypedDict(
    "Review",
    {
        "day": "Date",
        "matter": "str",
        "reason": "ReviewReason",
        "what": "str",
    },
)

# What a theme saves.
Saving = TypedDict(
    "Saving",
    {
        "name": "str",
        "before": "int",
        "after": "int",
    },
)

# A scope of handing in elsewhere.
ScopeValue = TypedDict(
    "ScopeValue",
    {
        "unit": "Union[str, None]",
        "reaches_here": "bool",
    },
)

# A catalogue whose texts a release was made from.
SourceInfo = TypedDict(
    "SourceInfo",
    {
        "name": "str",
        "title": "str",
        "version": "str",
        "root_region": "str",
        "matters": "int",
        "hash": "str",
    },
)

# The days of a stage of approval.
StageDays = TypedDict(
    "StageDays",
    {
        "stage": "str",
        "begins": "Union[Date, None]",
        "assumed": "bool",
        "statutory": "Union[Deadline, None]",
        "promised": "Union[Deadline, None]",
        "decision": "Union[DecisionDeadline, None]",
        "undated": "Union[Undated, None]",
        "decided": "Union[Date, None]",
        "paused_since": "Union[Date, None]",
    },
)

# A combined service for a case.
ThemeAnswer = TypedDict(
    "ThemeAnswer",
    {
        "catalogue": "Release",
        "theme": "str",
        "title_en": "Union[str, None]",
        "lead": "str",
        "promise": "Union[Promise, None]",
        "on": "Date",
        "members": "List[MemberAnswer]",
        "not_offered": "List[str]",
        "questions": "List[Question]",
        "materials": "List[MergedMaterial]",
        "critical_days": "Union[int, None]",
        "critical_day": "Union[Date, None]",
        "savings": "List[Saving]",
    },
)

# What lists show of a combined service.
ThemeHead = TypedDict(
    "ThemeHead",
    {
        "name": "str",
        "title": "str",
        "lead": "str",
    },
)

# A fact as it was used.
UsedFact = TypedDict(
    "UsedFact",
    {
        "name": "str",
        "value": "str",
        "pending": "bool",
    },
)

# Where and how a case can be handed in.
Venues = TypedDict(
    "Venues",
    {
        "resolution": "Resolution",
        "here": "Standing",
        "halls": "List[HallPlace]",
        "accepting": "List[Line_AcceptingValue]",
        "scopes": "List[Line_ScopeValue]",
        "modes": "List[Line_ModeValue]",
        "forward": "List[Line_Duration]",
        "back": "List[Line_Duration]",
        "clock": "List[Line_ModeValue]",
    },
)

# Visits in person.
VisitValue = TypedDict(
    "VisitValue",
    {
        "count": "int",
        "reason": "Union[str, None]",
    },
)

# Where a line comes from and what it says.
Why = TypedDict(
    "Why",
    {
        "rule": "str",
        "file": "str",
        "line": "int",
        "condition": "Union[str, None]",
        "otherwise": "bool",
        "basis": "List[Basis]",
        "text": "str",
    },
)

# A class of windows of a service point.
WindowPlace = TypedDict(
    "WindowPlace",
    {
        "name": "str",
        "count": "int",
    },
)
