#!/usr/bin/env python3
"""Makes regions.tsv and calendar.tsv from registry packages, byte for byte as they are committed.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    pip install holidays==0.109 chinesecalendar==1.11.0
    python3 stdlib/regenerate.py package/dist            # rewrites the two tables
    python3 stdlib/regenerate.py --check package/dist    # compares instead, exit code 1 if they differ

regions.tsv: the statistics bureau's list of 2023 to county level; towns below Shenzhen and below the cities without counties;
communities below Longgang. Dropped are buckets that exist for statistics only (市辖区, 省直辖县级行政区划), functional areas, which
are no administrative units, and counties that repeat a city without counties: their towns hang on the city.
calendar.tsv: days off and make-up workdays as the yearly notices set them; notices.tsv says which notice set which days.
"""
import csv
import datetime
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
BUCKETS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
CITIES_WITHOUT_COUNTIES = {"4419", "4420", "4604", "6202"}
TOWNS_OF = {"4403"} | CITIES_WITHOUT_COUNTIES
COMMUNITIES_OF = "440307"
# Streets of Longgang that a functional area (大鹏新区) runs; the district's own list of 111 communities leaves them out.
STREETS_RUN_BY_OTHERS = {"440307009", "440307010", "440307011"}
# Not in the package's list of the 31 that the statistics bureau covers; codes of GB/T 2260.
BEYOND = [("71", "台湾省", "省"), ("81", "香港特别行政区", "特别行政区"), ("82", "澳门特别行政区", "特别行政区")]
FUNCTIONAL = re.compile(r"\d{4}[67]\d|632857|46032[123]")
YEARS = range(2004, 2027)
NAMES = {"清明": "清明节", "端午": "端午节", "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利70周年纪念日", "中秋": "中秋节"}
FESTIVALS = {"New Year's Day": "元旦", "Labor Day": "劳动节", "National Day": "国庆节", "Tomb-Sweeping Day": "清明节",
             "Dragon Boat Festival": "端午节", "Mid-Autumn Festival": "中秋节", "Mid-Autumn Festival; National Day": "国庆节",
             "70th Anniversary of the Victory of the Chinese People's War of Resistance against Japanese Aggression"
             " and the World Anti-Fascist War": "抗战胜利70周年纪念日",
             "Chinese New Year (Spring Festival)": "春节", "Chinese New Year's Eve": "春节"}


def rows(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def county_kind(name):
    if name in ("神农架林区", "六枝特区"):
        return name[-2:]
    for ending in ("自治县", "自治旗", "旗", "县"):
        if name.endswith(ending):
            return ending
    return "市辖区" if name.endswith("区") else "县级市"


def city_kind(name):
    return next((kind for kind in ("自治州", "地区", "盟") if name.endswith(kind)), "地级市")


def province_kind(code, name):
    if code in ("11", "12", "31", "50"):
        return "直辖市"
    return "自治区" if "自治区" in name else "省"


def town_kind(name):
    return "街道" if name.endswith(("街道", "街道办事处")) else "乡" if name.endswith("乡") else "镇"


def divisions(folder):
    """(code, name, level, parent, kind), codes as short as their level."""
    for row in rows(folder, "provinces"):
        yield row["code"], row["name"], "province", "", province_kind(row["code"], row["name"])
    for code, name, kind in BEYOND:
        yield code, name, "province", "", kind
    buckets = set()
    for row in rows(folder, "cities"):
        if row["name"] in BUCKETS:
            buckets.add(row["code"])
        else:
            yield row["code"], row["name"], "city", row["provinceCode"], city_kind(row["name"])
    for row in rows(folder, "areas"):
        if row["cityCode"] in CITIES_WITHOUT_COUNTIES or FUNCTIONAL.fullmatch(row["code"]):
            continue
        parent = row["provinceCode"] if row["cityCode"] in buckets else row["cityCode"]
        yield row["code"], row["name"], "county", parent, county_kind(row["name"])
    for row in rows(folder, "streets"):
        # 400 and above stand for farms, parks and colleges that are counted like towns but are none.
        if row["cityCode"] in TOWNS_OF and row["code"][6] in "0123":
            parent = row["cityCode"] if row["cityCode"] in CITIES_WITHOUT_COUNTIES else row["areaCode"]
            yield row["code"], row["name"].removesuffix("办事处"), "town", parent, town_kind(row["name"])
    yield from communities(folder)


def communities(folder):
    """Several residents' committees of one community are one unit, under the first one's code."""
    seen = set()
    for row in rows(folder, "villages"):
        if row["areaCode"] != COMMUNITIES_OF or row["streetCode"] in STREETS_RUN_BY_OTHERS:
            continue
        name = row["name"][: row["name"].index("社区") + 2]
        if (row["streetCode"], name) not in seen:
            seen.add((row["streetCode"], name))
            yield row["code"], name, "village", row["streetCode"], "社区"


def regions(folder):
    lines = ["code\tname\tlevel\tparent\tkind\tvalid_from\tvalid_to"]
    wide = lambda code: code.ljust(12, "0") if code else ""
    for code, name, level, parent, kind in sorted(divisions(folder)):
        lines.append(f"{wide(code)}\t{name}\t{level}\t{wide(parent)}\t{kind}\t\t")
    return "\n".join(lines) + "\n"


def notice_of(day, name, notices):
    """The notice of the year; a later change where it covers the day; New Year's days in December belong to the next year's."""
    for notice in notices:
        if notice["role"] == "change" and notice["from"] <= day.isoformat() <= notice["to"]:
            return notice["notice"]
    year = day.year + (day.month == 12 and name == "元旦")
    return next(n["notice"] for n in notices if n["role"] == "annual" and int(n["year"]) == year)


def statutory_and_substituted():
    """Statutory days with their names, and weekend days that were worked for a day off, both from `holidays`."""
    import holidays

    statutory, substituted = {}, {}
    for year in YEARS:
        for day, name in holidays.China(years=year, observed=False, language="en_US").items():
            moved = re.search(r"substituted from (\d+)/(\d+)/(\d+)", name)
            if moved:
                month, number, other = map(int, moved.groups())
                substituted[datetime.date(other, month, number)] = day
            elif name in FESTIVALS:
                statutory[day] = FESTIVALS[name]
    return statutory, substituted


def calendar(notices):
    from chinese_calendar import constants

    called = {kind.value: NAMES.get(kind.chinese, kind.chinese) for kind in constants.Holiday}
    off = {day: called[name] for day, name in constants.holidays.items()}
    worked = {day: called[name] for day, name in constants.workdays.items()}
    statutory, substituted = statutory_and_substituted()
    for day, name in statutory.items():
        off.setdefault(day, name)
    for day, instead in substituted.items():
        if day.year in YEARS and day not in worked:
            worked[day] = off[instead]
    lines = ["date\tkind\tname\tstatutory\tnotice"]
    for day in sorted(set(off) | set(worked)):
        if day.year in YEARS:
            kind, name = ("holiday", off[day]) if day in off else ("makeup", worked[day])
            flag = "" if kind == "makeup" else str(int(day in statutory))
            lines.append(f"{day}\t{kind}\t{name}\t{flag}\t{notice_of(day, name, notices)}")
    return "\n".join(lines) + "\n"


def main(arguments):
    check = "--check" in arguments
    folder = pathlib.Path(next(a for a in arguments if a != "--check"))
    with open(HERE / "notices.tsv", encoding="utf-8", newline="") as file:
        notices = list(csv.DictReader(file, delimiter="\t"))
    same = True
    for name, text in (("regions.tsv", regions(folder)), ("calendar.tsv", calendar(notices))):
        path = HERE / name
        equal = path.exists() and path.read_text(encoding="utf-8") == text
        print(f"{name}: {text.count(chr(10)) - 1} rows, {'same' if equal else 'different'}")
        same &= equal
        if not check and not equal:
            path.write_text(text, encoding="utf-8", newline="\n")
    return 0 if same or not check else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
