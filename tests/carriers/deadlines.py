"""When a case is due, from its limits and events, by the chapter on the tables (tests/spec/tables.md, "When a case is due") alone."""

import datetime

EPOCH = datetime.date(1970, 1, 1)
LONGEST = 10**9


class Outside(Exception):
    """The calendar does not reach so far."""


def plus_months(number, count):
    """The day `count` months later, or the last day of a month that has no such day."""
    day = EPOCH + datetime.timedelta(days=number)
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return (datetime.date(year, month, min(day.day, last)) - EPOCH).days


class Calendar:
    """Working days by their ordinals."""

    def __init__(self, rows, published_to):
        self.days = {row["day_number"]: (row["ordinal"], row["working"]) for row in rows}
        self.published_to = published_to
        self.working = {row["ordinal"]: row["day_number"] for row in rows if row["working"]}

    def ordinal(self, day):
        if day not in self.days:
            raise Outside
        return self.days[day][0]

    def end(self, day, minute, amount, unit):
        """Day and minute at which a length of time ends, before it is moved off a day off."""
        if unit == "working_days":
            ordinal = self.ordinal(day) + amount
            if amount and ordinal not in self.working:
                raise Outside
            return (self.working[ordinal] if amount else day), minute
        if unit == "hours":
            minutes = minute + 60 * amount
            return day + minutes // 1440, minutes % 1440
        if unit == "calendar_days":
            return day + amount, minute
        return plus_months(day, amount * (12 if unit == "years" else 1)), minute

    def within(self, start, amount, unit):
        """The same where both ends must lie in the calendar."""
        self.ordinal(start[0])
        end = self.end(*start, amount, unit)
        self.ordinal(end[0])
        return end

    def settle(self, end, unit):
        """A deadline: day, minute (none: the end of the day), whether it is provisional."""
        day, minute = end
        if unit in ("calendar_days", "months", "years"):
            self.ordinal(day)
            while not self.days[day][1]:
                day += 1
                self.ordinal(day)
        return day, (minute if unit == "hours" else None), int(day > self.published_to)

    def working_days(self, first, last):
        """How many lie between two days, both counted."""
        self.ordinal(last)
        return self.ordinal(last) - self.ordinal(first) + self.days[first][1]


class Deadlines:
    """`limits` and `exclusions` are rows with their status and their stage, in the order of their rules; events are (kind, rule, day, minute,
    stage); `phases` are the stages in their order. `stage` is the one whose limits are being counted; None: those of no stage."""

    def __init__(self, calendar, limits, exclusions, events, today, elsewhere=None, phases=()):
        self.calendar, self.today, self.elsewhere, self.phases = calendar, today, elsewhere, phases
        self.begin = self.stage = None
        self.of_exclusion = {row["rule"]: row["stage"] for row, _ in exclusions}
        self.limits = [(row, status) for row, status in limits if row["amount"] is not None]
        self.longest = {row["rule"]: row for row, _ in exclusions if row["amount"] is not None}
        self.events = events
        self.receipt = self.accepted = None
        self.deemed = False
        self.notice = next((row for row, status in self.limits if row["kind"] == "notice" and status == "certain"), None)

    def find_acceptance(self):
        waiting = False
        for kind, _, day, minute, _ in self.events + [("today", None, self.today, 0, None)]:
            if waiting and self.accepted is None:
                self.deem(day)
            if self.accepted is not None:
                continue
            if kind in ("received", "corrected") or (kind == "applied" and self.receipt is None):
                self.receipt, waiting = (day, minute), True
            elif kind == "noticed":
                waiting = False
            elif kind == "accepted":
                self.accepted = (day, minute)

    def deem(self, by):
        words = ("视为受理", "treated_accepted", "treated as accepted")
        if self.notice is None or not any(word in (self.notice["overdue"] or "") for word in words):
            return
        if by > self.ending(self.notice, self.receipt)[0]:
            self.accepted, self.deemed = self.receipt, True

    def find_begin(self):
        """What counts from acceptance runs from the receipt elsewhere, or from the arrival, but not before the acceptance."""
        self.begin = self.accepted
        handed_in = self.receipt or self.accepted
        if self.elsewhere is None or handed_in is None:
            return
        arrival, forward = self.elsewhere
        if not arrival:
            self.begin = self.accepted and handed_in
            return
        known = [(day, minute) for kind, _, day, minute, _ in self.events if kind == "arrived" and (day, minute) >= handed_in]
        if known:
            arrived = known[-1]
        else:
            arrived = self.calendar.within(handed_in, forward["amount"], forward["unit"]) if forward else handed_in
        self.begin = self.accepted and max(self.accepted, arrived)

    def ending(self, row, start):
        end = self.calendar.within(start, row["amount"], row["unit"])
        return self.calendar.settle(end, row["unit"])

    def start(self, name):
        happened = {}
        for kind, _, day, minute, _ in self.events:
            happened[kind] = (day, minute)
        return {
            "application": happened.get("applied", happened.get("received")),
            "receipt": self.receipt,
            "notice": happened.get("noticed"),
            "correction": happened.get("corrected", self.receipt),
            "acceptance": self.begin,
            "finding": happened.get("found"),
            "decision": self.decision_of(self.stage),
            "delivery": happened.get("delivered"),
        }.get(name)

    def decision_of(self, stage):
        """When a stage was decided; the whole, when that was said or when all stages are."""
        of = lambda wanted: next(
            ((day, minute) for kind, _, day, minute, of in self.events if kind == "decided" and of == wanted), None
        )
        if stage is not None:
            return of(stage) or of(None)
        stages = [of(phase["name"]) for phase in self.phases]
        return of(None) or (max(stages) if stages and None not in stages else None)

    def decides(self, event, rule):
        """Whether an event ends the pauses of a reason for the limits that are counted."""
        return event[0] == "decided" and event[4] in (None, self.of_exclusion.get(rule), self.stage)

    def end_of_pause(self, index, rule):
        later = self.events[index:]
        ends = lambda event: self.decides(event, rule) or (event[0] == "resumed" and event[1] == rule)
        return next(((event[2], event[3]) for event in later if ends(event)), None)

    def resumption(self, index, rule):
        """The day on which the pause of that event ends: it goes on, or it is decided."""
        end = self.end_of_pause(index, rule)
        return end and end[0]

    def concerns(self, index, rule):
        """Whether a pause stops the limits that are counted: not one of another stage, or after the decision."""
        of = self.of_exclusion.get(rule)
        return (of is None or self.stage in (None, of)) and not any(self.decides(event, rule) for event in self.events[:index])

    def bounded(self, index, first, minute, rule, last, in_days):
        """The end of a pause, which is not behind the longest time of its reason; False if that was used up before it began. `last` and
        the result are days, or where `in_days` is False minutes."""
        longest = self.longest.get(rule)
        if longest is None:
            return last
        unit = longest["unit"]
        left = longest["amount"] * (60 if unit == "hours" else 1) - self.used(index, rule, unit)
        if left <= 0:
            return False
        try:
            if unit == "hours":
                cap = first + (minute + left) // 1440 if in_days else first * 1440 + minute + left
            else:
                day = self.calendar.end(first - 1, 0, left, unit)[0]
                cap = day if in_days else (day + 1) * 1440
        except Outside:
            cap = LONGEST
        return cap if last is None else min(last, cap)

    def pauses(self):
        """First and last day of each stretch that does not count, in their order and without overlap; an open one has no last day."""
        covered = None
        for index, (kind, rule, first, minute, _) in enumerate(self.events):
            if kind != "paused" or not self.concerns(index, rule):
                continue
            last = self.bounded(index, first, minute, rule, self.resumption(index, rule), True)
            if last is False:
                continue
            if covered is not None:
                if last is not None and last <= covered:
                    continue
                first = max(first, covered + 1)
            yield first, last
            if last is None:
                return
            covered = last

    def used(self, index, rule, unit):
        """How much of its longest time earlier pauses of the same reason have used."""
        used = 0
        for at, (kind, of, first, minute, _) in enumerate(self.events[:index]):
            last = self.resumption(at, rule)
            if unit == "hours" and kind == "paused" and of == rule and last is not None:
                end = self.end_of_pause(at, rule)
                used += (end[0] - first) * 1440 + end[1] - minute
                continue
            if kind == "paused" and of == rule and last is not None:
                used += self.calendar.working_days(first, last) if unit == "working_days" else last - first + 1
        return used

    def deadline(self, row, start):
        """The end of a limit of the decision; None while the clock stands still."""
        end, unit = self.calendar.within(start, row["amount"], row["unit"]), row["unit"]
        if any(event[0] == "extended" and event[4] == self.stage for event in self.events):
            extends = lambda other: "promised" if other["extends"] == "promised" else "statutory"
            certain = [other for other, status in self.own() if other["kind"] == "extension" and status == "certain"]
            more = next((other for other in certain if extends(other) == row["kind"]), None)
            if more is not None:
                end, unit = self.calendar.within(end, more["amount"], more["unit"]), more["unit"]
        if unit == "hours":
            return self.later(row, start, end)
        for first, last in self.pauses():
            if first > self.rolled(end[0], unit):
                break
            if last is None:
                return None
            if first > end[0]:
                end = self.rolled(end[0], unit), end[1]
            first = max(first, start[0] + 1)
            if last < first:
                continue
            if unit == "working_days":
                count = self.calendar.working_days(first, last)
                end = self.calendar.end(*end, count, unit)
            else:
                end = end[0] + last - first + 1, end[1]
            self.calendar.ordinal(end[0])
        return self.calendar.settle(end, unit)

    def rolled(self, day, unit):
        """The day until which a period lasts that would end on this one."""
        try:
            return self.calendar.settle((day, 0), unit)[0]
        except Outside:
            return day

    def later(self, row, start, end):
        """Hours stand still between the minutes of pause and resumption; a longest time in days ends with its last day."""
        at = lambda day, minute: day * 1440 + minute
        end, start, covered = at(*end), at(*start), None
        for index, (kind, rule, day, minute, _) in enumerate(self.events):
            if kind != "paused" or not self.concerns(index, rule):
                continue
            resumed = self.end_of_pause(index, rule)
            first, last = at(day, minute), resumed and at(*resumed)
            last = self.bounded(index, day, minute, rule, last, False)
            if last is False:
                continue
            if covered is not None:
                if last is not None and last <= covered:
                    continue
                first = max(first, covered)
            if first >= end:
                break
            if last is None:
                return None
            covered = last
            end += max(0, last - max(first, start))
            self.calendar.ordinal(end // 1440)
        return self.calendar.settle((end // 1440, end % 1440), "hours")

    def answer(self):
        """{"acceptance": [day, deemed] or null, "due": {kind: [day, minute, provisional]}}, or {"outside": true}."""
        try:
            return self.all()
        except Outside:
            return {"outside": True}

    def own(self):
        """The limits of the stage that is being counted."""
        return [(row, status) for row, status in self.limits if row["stage"] == self.stage]

    def all(self):
        self.find_acceptance()
        self.find_begin()
        whole, stages = self.days(), self.stages()
        if any(stages.values()):
            whole = {"notice": whole["notice"]} if "notice" in whole else {}
            for stage, days in stages.items():
                whole |= {f"{stage}:{kind}": end for kind, end in days.items()}
        elif stages:
            whole.pop("decision", None)
        known = {kind: list(end) for kind, end in sorted(whole.items())}
        return {"acceptance": self.accepted and [self.accepted[0], int(self.deemed)], "due": known}

    def stages(self):
        """The days of each stage: it begins with the decision of the stage that it comes after, or on the day on which that is due."""
        found, ends, begin = {}, {}, self.begin
        for phase in self.phases:
            self.stage = phase["name"]
            self.begin = begin if phase["after"] is None else ends.get(phase["after"])
            days = self.days()
            days.pop("notice", None)
            due = days.get("decision")
            own = next(((event[2], event[3]) for event in self.events if event[0] == "decided" and event[4] == self.stage), None)
            ends[self.stage] = own or (due and (due[0], due[1] or 0))
            found[self.stage] = days
        self.stage, self.begin = None, begin
        return found

    def days(self):
        """The ends of the limits of the stage that is being counted."""
        found, possible = {}, None
        earlier = lambda one, other: one if other is None else other if one is None else min(one, other, key=moment)
        if self.notice is not None and self.receipt is not None:
            found["notice"] = self.ending(self.notice, self.receipt)
        for row, status in self.own():
            kind, start = row["kind"], self.start(row["start"])
            if start is None or kind not in ("statutory", "promised", "delivery"):
                continue
            if status == "certain":
                end = self.ending(row, start) if kind == "delivery" else self.deadline(row, start)
                found[kind] = earlier(found.get(kind), end)
            elif kind != "delivery":
                try:
                    possible = earlier(possible, self.deadline(row, start))
                except Outside:
                    pass
        decision = earlier(found.get("statutory"), found.get("promised"))
        if decision is not None and (possible is None or moment(decision) <= moment(possible)):
            found["decision"] = decision
        return {kind: end for kind, end in found.items() if end is not None}


def moment(end):
    """Without a minute it is the end of the day."""
    day, minute, provisional = end
    return day, 65535 if minute is None else minute, provisional
