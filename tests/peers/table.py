"""Rows of one run, a line of JSON each, as a table: who answered, how fast, and against the limit and against ours."""

import json
import re
import sys

with open(sys.argv[1], encoding="utf-8") as lines:
    everyone = [json.loads(line) for line in lines]
with open("Cargo.lock", encoding="utf-8") as lock:
    versions = dict(re.findall(r'name = "(.+)"\nversion = "(.+)"', lock.read()))
rows = [row for row in everyone if "p50_ns" in row]
by_name = {row["peer"]: row for row in rows}
limit, ours = by_name.get("by hand"), by_name.get("matter")


def version(row):
    """As the engine says, else as it is pinned; the limit has none."""
    package = {"matter": "matter-runtime"}.get(row["peer"], row["peer"])
    return row.get("version") or versions.get(package, "–")


def ratio(row, to):
    return "–" if to is None else f"{row['p50_ns'] / to['p50_ns']:,.1f}"


def rate(number):
    return "–" if number is None else f"{number:,.0f}"


if rows:
    print(f"\n{rows[0]['matters']:,} matters\n")
    print("| engine | version | ns a decision, p50 | to the limit | to ours | p99 | decisions/s, 1 thread | 4 threads | load s | heap MB | compared |")
    print("| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
for row in sorted(rows, key=lambda row: row["p50_ns"]):
    print(
        f"| {row['peer']} | {version(row)} | {row['p50_ns']:,} | {ratio(row, limit)} | {ratio(row, ours)} | {row['p99_ns']:,} "
        f"| {rate(row['one'])} | {rate(row['four'])} | {row['load_s']:.2f} | {row['heap_mb']} | {row['checked']:,} |"
    )
for row in everyone:
    if "not_run" in row:
        print(f"\nNot run: {row['peer']} ({row['not_run']})")
