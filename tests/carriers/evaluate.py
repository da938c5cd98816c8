"""Answers cases from the JSON tables of a release, by the chapter on the tables (tests/spec/tables.md) alone.

    python3 evaluate.py TABLES.json < cases.jsonl > answers.jsonl

A case is one line: {"matter", "responsible", "here", "application_day", "acceptance_day", "event_day", "answers": {fact: value}}; places are
positions of units, days are numbers, what is not known is null or left out. With "events": [[kind, rule, day, minute, stage]] and "today" it also says
when the case is due ("deadlines", see deadlines.py). The answer is one line: {"edition", "contradictory", "lines":
[[key, status, settled]], "questions", "pending", "values", "event_day", "fees": [[rule, status, name, fen, missing]],
"copies": [[rule, status, choice, seq, title, copies, missing]], "no_channel"}; `edition` is null
where the matter is not offered; without "responsible" it says who is: {"whose": [word, unit], "questions"}. `no_channel` lists what is offered where the channel is refused. This is a second implementation to
compare with, so it is written to be obvious, not fast.
"""

import datetime
import json
import sys
from collections import defaultdict

from deadlines import Calendar, Deadlines, plus_months

EPOCH = datetime.date(1970, 1, 1)
GIVEN_BY_CASE = {
    "申请日": "application_day",
    "受理日": "acceptance_day",
    "决定日": "decision_day",
    "生效日": "event_day",
    "责任地": "responsible",
    "所在地": "here",
}


def civil(number):
    return EPOCH + datetime.timedelta(days=number)


def months(a, b):
    if b < a:
        count = 0
        while plus_months(a, -count - 1) >= b:
            count += 1
        return -count
    count = 0
    while plus_months(a, count + 1) <= b:
        count += 1
    return count


def months_begun(a, b):
    if b < a:
        count = 0
        while plus_months(a, -count) > b:
            count += 1
        return -count
    count = 0
    while plus_months(a, count) < b:
        count += 1
    return count


def years(a, b):
    written = [day.year * 10000 + day.month * 100 + day.day for day in (civil(a), civil(b))]
    return (written[1] - written[0]) // 10000


class Places:
    """Units in one numbering; a unit stands at its first position."""

    def __init__(self, rows):
        self.rows = rows
        self.at = {row["first"]: row for row in rows}
        self.inside = {}
        for row in rows:
            if row["parent"] is not None:
                self.inside[row["parent"]] = min(row["level"], self.inside.get(row["parent"], 9))
        self.known = {}

    def unit(self, position, level):
        """Position of the unit of that level that is the place or holds it; None if the place is coarser than that."""
        if (position, level) not in self.known:
            self.known[position, level] = self.find(position, level)
        return self.known[position, level]

    def find(self, position, level):
        around = [row for row in self.rows if row["first"] <= position <= row["last"] and row["level"] <= level]
        if position not in self.at or not around:
            return None
        nearest = max(around, key=lambda row: row["level"])
        stands = nearest["level"] == level or self.inside.get(nearest["code"], 9) > level
        return nearest["first"] if stands else None

    def same(self, a, b, level):
        at = [self.unit(a, level), self.unit(b, level)]
        if None not in at:
            return int(at[0] == at[1])
        a, b = self.at[a], self.at[b]
        nested = a["first"] <= b["first"] <= a["last"] or b["first"] <= a["first"] <= b["last"]
        return None if nested else 0


class Tables:
    def __init__(self, tables):
        self.tables = tables
        self.places = Places(tables["region"])
        self.facts = {row["name"]: row for row in tables["fact"]}
        self.derived = {row["fact"]: row for row in tables["derived"]}
        self.editions = self.group("edition", "matter")
        self.members = self.group("cell_member", "edition")
        self.rules = self.group("rule", "edition")
        self.questions = self.group("question", "edition")
        self.nevers = self.group("never", "edition")
        self.rows = self.group("rule_row", "rule")
        self.forbids = self.group("rule_forbid", "row")
        self.existence = {row["rule"]: row["fact"] for row in tables["existence"]}
        self.triggers = {row["rule"]: row for row in tables["trigger"]}
        self.candidates = self.group("responsible", "rule")
        self.deciders = {row["rule"]: row for row in tables["decider"]}
        self.delegations = {row["rule"]: row for row in tables["delegation"]}
        self.root = tables["catalogue"][0]["root_region"]
        self.priors = {row["rule"]: row["fact"] for row in tables["prior_result"]}
        self.fees = {row["rule"]: row for row in tables["fee"]}
        self.limits = {row["rule"]: row for row in tables["limit"]}
        self.venues = {row["rule"]: row for row in tables["venue"]}
        self.extents = {row["first"]: row["last"] for row in tables["region"]}
        self.exclusions = {row["rule"]: row for row in tables["exclusion"]}
        published = next(row["published_to_number"] for row in tables["calendar"] if row["name"] == "cn")
        self.calendar = Calendar([row for row in tables["calendar_day"] if row["calendar"] == "cn"], published)
        self.channels = {row["rule"]: row["channel"] for row in tables["channel"]}
        self.phases = self.group("phase", "edition")
        self.documents = self.group("requirement_member", "rule")
        self.multipliers = defaultdict(set)
        for row in tables["fee"] + tables["requirement_member"]:
            if row["per"] is not None:
                self.multipliers[row["rule"]].add(row["per"])
        channels = [row for row in tables["fact_value"] if row["fact"] == "渠道"]
        self.channel_titles = {row["ordinal"]: row["title"] for row in channels}
        self.works = {row["day_number"]: row["working"] for row in tables["calendar_day"] if row["calendar"] == "cn"}

    def group(self, table, column):
        found = defaultdict(list)
        for row in self.tables[table]:
            found[row[column]].append(row)
        return found


class Case:
    def __init__(self, tables, case):
        self.tables = tables
        self.case = dict(case)
        if self.case.get("acceptance_day") is None:
            self.case["acceptance_day"] = self.case["application_day"]
        self.raw = {fact: value for fact, value in case["answers"].items() if value is not None}
        self.edition = self.choose()

    def choose(self):
        """The edition that covers the responsible region on the day of acceptance: the deepest, then the one that began last."""
        day, place = self.case["acceptance_day"], self.case.get("responsible")
        fits = [
            row
            for row in self.tables.editions[self.case["matter"]]
            if (place is None or row["region_first"] <= place <= row["region_last"])
            and (row["day_from_number"] is None or row["day_from_number"] <= day)
            and (row["day_to_number"] is None or row["day_to_number"] > day)
        ]
        began = lambda row: -1000000 if row["day_from_number"] is None else row["day_from_number"]
        rank = lambda row: (row["depth"], began(row), row["id"])
        # Before anybody is responsible the widest names the candidates.
        return min(fits, key=rank, default=None) if place is None else max(fits, key=rank, default=None)

    def whose(self, rules, status, can, left, known):
        """Who is responsible by the candidates, and what to ask first."""
        tables = self.tables
        root = next(row for row in tables.tables["region"] if row["code"] == tables.root and self.is_valid(row))
        lines = [rule for rule in rules if rule["kind"] == "responsible"]
        if not lines:
            return ["place", None], []
        comes, unknown = set(), []
        counting = [rule for rule in lines if self.counts(rule, status)]
        for rule in counting:
            units = []
            for row in sorted(tables.candidates[rule["id"]], key=lambda row: row["seq"]):
                position = self.value(row["fact"])
                units.append(None if position is None else tables.places.unit(position, row["level"]))
                if units[-1] is None and row["fact"] not in unknown:
                    unknown.append(row["fact"])
            inside = {unit for unit in units if unit is not None and root["first"] <= unit <= root["last"]}
            if None in units:
                comes.add("open")
            elif len(inside) > 1:
                comes.add("elect")
            else:
                comes.add(inside.pop() if inside else "outside")
        if len(comes) == 1 and isinstance(next(iter(comes)), int):
            return ["unit", comes.pop()], []
        if comes == {"outside"}:
            return ["outside", None], []
        undecided = [rule for rule in counting if status[rule["id"]] == "possible"]
        absent = {tables.existence[rule["id"]] for rule in rules if rule["id"] in tables.existence and not can[rule["id"]][0]}
        asks = [fact for fact in self.open_questions(lines, can, left, status, known) if fact not in absent]
        asks += [fact for fact in unknown if fact not in asks]
        return ["ask" if undecided or unknown else "elect", None], asks

    def is_valid(self, row):
        day = self.case["acceptance_day"]
        begins, ends = row["valid_from_number"], row["valid_to_number"]
        return (begins is None or begins <= day) and (ends is None or day < ends)

    def who_decides(self, rules, status):
        """Level, status and unit of who decides, after what is devolved."""
        tables, found = self.tables, []
        counting = [rule["id"] for rule in rules if self.counts(rule, status)]
        below = [(tables.delegations[rule], status[rule]) for rule in counting if rule in tables.delegations]
        below = [(row, word) for row, word in below if row["mode"] == "devolved"]
        for rule in (rule for rule in counting if rule in tables.deciders):
            row, word = tables.deciders[rule], status[rule]
            taken = [(other, stands) for other, stands in below if other["from_level"] == row["level"]]
            for other, stands in taken:
                found.append([rule, word if stands == "certain" else "possible", other["to_level"]])
            if not any(stands == "certain" for _, stands in taken):
                found.append([rule, "possible" if taken else word, row["level"]])
        return [[rule, word, level, self.acting(level)] for rule, word, level in sorted(found, key=lambda one: (one[0], one[2]))]

    def acting(self, level):
        place = self.case["responsible"]
        around = [row for row in self.tables.tables["region"] if row["first"] <= place <= row["last"]]
        at = lambda wanted: next((row["code"] for row in around if row["level"] == wanted), None)
        if at(level) is not None:
            return at(level)
        codes = {row["code"]: row["level"] for row in around}
        rules = [row for row in self.tables.tables["region_level"] if row["missing"] == level and row["region"] in codes]
        nearest = max(rules, key=lambda row: codes[row["region"]], default=None)
        return None if nearest is None else at(nearest["acts"])

    def given(self, name):
        if name == "event_day" and self.case.get("event_day") is None:
            return self.event_day()
        return self.case.get(name)

    def event_day(self):
        applied = self.case["application_day"]
        own = [rule["id"] for rule in self.tables.rules[self.edition["id"]]]
        trigger = next((self.tables.triggers[rule] for rule in own if rule in self.tables.triggers), None)
        if trigger is None or trigger["fact"] is None or trigger["years"] is None:
            return None
        start = self.value(trigger["fact"])
        if start is None:
            return None
        event = plus_months(start, 12 * trigger["years"])
        while years(start, event) < trigger["years"]:
            event += 1
        if event <= applied:
            return applied
        lead, unit = trigger["lead"] or 0, trigger["lead_unit"]
        if unit == "working_days":
            return self.announced_in_working_days(applied, event, lead)
        announced = {
            "years": lambda: plus_months(event, -12 * lead),
            "months": lambda: plus_months(event, -lead),
            "hours": lambda: event + -lead // 24,
            "calendar_days": lambda: event - lead,
        }.get(unit, lambda: event)()
        return applied if applied < announced else event

    def announced_in_working_days(self, applied, event, lead):
        between = [self.tables.works.get(day) for day in range(applied + 1, event)]
        if sum(1 for works in between if works) >= lead:
            return applied
        return None if None in between else event

    def value(self, name):
        """What is known of a fact or built-in value, before places are rolled up."""
        if name in self.raw:
            return self.raw[name]
        if name in GIVEN_BY_CASE.values():
            return self.given(name)
        if name in GIVEN_BY_CASE:
            return self.given(GIVEN_BY_CASE[name])
        if name in self.tables.derived:
            return self.compute(self.tables.derived[name])
        return None

    def compute(self, row):
        a, b = self.value(row["a"]), self.value(row["b"])
        if a is None or b is None:
            return None
        operation = row["operation"]
        facts = [self.tables.facts[name] for name in (row["a"], row["b"]) if name in self.tables.facts]
        levels = [fact["level"] for fact in facts if fact["kind"] == "region"]
        if operation == "same_unit":
            return self.tables.places.same(a, b, row["level"])
        if operation == "equal" and levels:
            return self.tables.places.same(a, b, min(levels))
        return {
            "equal": lambda: int(a == b),
            "less": lambda: int(a < b),
            "at_most": lambda: int(a <= b),
            "days": lambda: b - a,
            "months": lambda: months(a, b),
            "months_begun": lambda: months_begun(a, b),
            "years": lambda: years(a, b),
        }[operation]()

    def values(self):
        """Every fact that is known, as the cells want it."""
        known = {}
        asked = [row["fact"] for row in self.tables.members[self.edition["id"]]]
        asked += [row["fact"] for row in self.tables.questions[self.edition["id"]]]
        asked += [self.tables.priors[rule["id"]] for rule in self.tables.rules[self.edition["id"]] if rule["id"] in self.tables.priors]
        asked += [fact for rule in self.tables.rules[self.edition["id"]] for fact in self.tables.multipliers[rule["id"]]]
        asked += list(self.raw)
        for name in dict.fromkeys(asked):
            value = self.value(name)
            fact = self.tables.facts.get(name)
            if value is not None and fact is not None and fact["kind"] == "region":
                value = self.tables.places.unit(value, fact["level"])
            if value is not None:
                known[name] = value
        return known

    def answer(self):
        if self.edition is None:
            return {"edition": None}
        edition, tables = self.edition["id"], self.tables
        known = self.values()
        members = tables.members[edition]
        judged = lambda name: tables.facts[name]["owner"] == "official" and name not in known
        pending = sorted({row["fact"] for row in members if judged(row["fact"])}, key=lambda name: name.encode())
        cells = set()
        for row in members:
            value = 1 if row["fact"] in pending else known.get(row["fact"])
            if value is not None and row["low"] <= value <= row["high"]:
                cells.add((row["fact"], row["cell"]))
        left = defaultdict(list)
        for rule in tables.rules[edition]:
            for row in tables.rows[rule["id"]]:
                if not any((forbid["fact"], forbid["cell"]) in cells for forbid in tables.forbids[row["id"]]):
                    left[rule["id"]].append(row)
        found = {"edition": edition, "pending": pending, "values": known, "event_day": self.given("event_day")}
        rules = tables.rules[edition]
        can = {rule["id"]: self.possibilities(left[rule["id"]]) for rule in rules}
        if any(rule["kind"] == "feasible" and not can[rule["id"]][0] for rule in rules):
            certain = [row["reason"] for row in tables.nevers[edition] if can[row["rule"]] == (True, False)]
            reasons = certain or [row["reason"] for row in tables.nevers[edition] if can[row["rule"]][0]]
            return found | {"contradictory": reasons, "lines": [], "questions": []}
        status = self.lines(rules, can)
        if self.case.get("responsible") is None:
            comes, asks = self.whose(rules, status, can, left, known)
            return found | {"contradictory": None, "lines": [], "whose": comes, "questions": asks}
        offered = self.offered_channels(rules, status)
        if "渠道" in known and offered is not None and known["渠道"] not in offered:
            return found | {"no_channel": [tables.channel_titles[ordinal] for ordinal in offered], "lines": [], "questions": []}
        settled = self.settled(rules, status)
        shown = [rule for rule in rules if rule["kind"] not in ("feasible", "eligible", "never")]
        return found | {
            "contradictory": None,
            "lines": [[rule["key"], status[rule["id"]], settled[rule["id"]]] for rule in shown],
            "questions": self.open_questions(rules, can, left, status, known),
            "deciders": self.who_decides(rules, status),
            "fees": [self.fee(rule, status, known) for rule in rules if self.counts(rule, status) and rule["kind"] == "fee"],
            "copies": [row for rule in rules if self.counts(rule, status) for row in self.copies(rule, status, known)],
            "deadlines": self.deadlines(rules, status),
        }

    def deadlines(self, rules, status):
        if "events" not in self.case:
            return None
        counting = [rule["id"] for rule in rules if self.counts(rule, status)]
        of = {rule["id"]: rule["stage"] for rule in rules}
        rows = lambda table: [(table[rule] | {"stage": of[rule]}, status[rule]) for rule in counting if rule in table]
        limits, exclusions = rows(self.tables.limits), rows(self.tables.exclusions)
        events = [tuple(event) for event in self.case["events"]]
        settled = self.settled(rules, status)
        limits = [(row, "certain" if settled[row["rule"]] else status) for row, status in limits]
        phases = sorted(self.tables.phases[self.edition["id"]], key=lambda row: row["seq"])
        venues = [self.tables.venues[rule] for rule in counting if rule in self.tables.venues and status[rule] == "certain"]
        return Deadlines(self.tables.calendar, limits, exclusions, events, self.case["today"], self.elsewhere(venues), phases).answer()

    def elsewhere(self, venues):
        """None where it is handed in at the responsible region; else whether it counts from arrival, and the time of forwarding."""
        here, responsible = self.case.get("here"), self.case.get("responsible")
        if here is None or responsible is None:
            return None
        inside = lambda inner, outer: outer <= inner <= self.tables.extents[outer]
        if inside(here, responsible) or inside(responsible, here):
            return None
        arrival = any(row["part"] == "clock" and row["value"] == "arrival" for row in venues)
        return arrival, next((row for row in venues if row["part"] == "forward"), None)

    @staticmethod
    def counts(rule, status):
        return status[rule["id"]] in ("certain", "possible")

    def offered_channels(self, rules, status):
        """Ordinals of the channels that can be answered; None if every one can."""
        own = [rule for rule in rules if rule["id"] in self.tables.channels]
        titles = {self.tables.channels[rule["id"]] for rule in own if self.counts(rule, status)}
        offered = sorted(ordinal for ordinal, title in self.tables.channel_titles.items() if title in titles)
        return offered if own else None

    def fee(self, rule, status, known):
        row = self.tables.fees[rule["id"]]
        head = [rule["id"], status[rule["id"]], row["name"]]
        if row["per"] is None:
            return head + [row["amount"], None]
        if row["per"] not in known:
            return head + [None, row["per"]]
        units = max(row["per_amount"] or 1, 1)
        fen = (2 * row["amount"] * max(known[row["per"]], 0) + units) // (2 * units)
        return head + [fen if row["cap"] is None else min(fen, row["cap"]), None]

    def copies(self, rule, status, known):
        """Of each document of a requirement: count × number, a part of a copy being a copy."""
        for row in self.tables.documents[rule["id"]]:
            head = [rule["id"], status[rule["id"]], row["choice"], row["seq"], row["title"]]
            if row["per"] is None:
                yield head + [row["count"], None]
            elif row["per"] not in known:
                yield head + [None, row["per"]]
            else:
                unit = 10 ** self.tables.facts[row["per"]]["scale"]
                yield head + [-(-row["count"] * max(known[row["per"]], 0) // unit), None]

    def settled(self, rules, status):
        """Whether what each line yields is certain."""
        found = {}
        for rule in rules:
            others = [other["same_as"] for other in rules if other["choice"] == rule["choice"] and self.counts(other, status)]
            open_choice = rule["choice"] is not None and rule["kind"] != "responsible" and status[rule["id"]] == "possible"
            found[rule["id"]] = int(status[rule["id"]] == "certain" or (open_choice and len(set(others)) == 1))
        return found

    @staticmethod
    def possibilities(rows):
        return any(row["positive"] for row in rows), any(not row["positive"] for row in rows)

    @staticmethod
    def lines(rules, can):
        nobody = any(rule["kind"] == "eligible" and not can[rule["id"]][0] for rule in rules)
        status = {}
        for rule in rules:
            holds, fails = can[rule["id"]]
            if rule["otherwise"]:
                others = [
                    can[other["id"]] for other in rules if other["choice"] == rule["choice"] and not other["otherwise"]
                ]
                if (True, False) in others:
                    holds, fails = False, True
                else:
                    holds, fails = True, (True, True) in others
            word = "possible" if holds and fails else "certain" if holds else "excluded"
            moot = nobody and rule["choice"] is not None and rule["kind"] != "responsible"
            status[rule["id"]] = "moot" if moot else word
        return status

    def open_questions(self, rules, can, left, status, known):
        """Facts that a row that is left of an undecided line forbids cells of, and what these are computed from."""
        tables, reached = self.tables, set()
        for rule in rules:
            undecided = can[rule["id"]] == (True, True) and rule["kind"] != "never" and status[rule["id"]] != "moot"
            if undecided:
                for row in left[rule["id"]]:
                    reached |= {forbid["fact"] for forbid in tables.forbids[row["id"]]}
            if rule["id"] in tables.priors and can[rule["id"]][0]:
                reached.add(tables.priors[rule["id"]])
            if self.counts(rule, status):
                reached |= tables.multipliers[rule["id"]]
        reached -= set(known)
        pending = list(reached)
        while pending:
            row = tables.derived.get(pending.pop())
            for name in (row["a"], row["b"]) if row else ():
                if name not in known and name not in reached:
                    reached.add(name)
                    pending.append(name)
        absent = {tables.existence[rule["id"]] for rule in rules if rule["id"] in tables.existence and not can[rule["id"]][0]}
        asked = tables.questions[self.edition["id"]]
        ordered = [row["fact"] for row in sorted(asked, key=lambda row: row["seq"])]
        return [fact for fact in ordered if fact in reached and fact not in absent]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        tables = Tables(json.load(file))
    for line in sys.stdin.buffer:
        answer = Case(tables, json.loads(line)).answer()
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main()
