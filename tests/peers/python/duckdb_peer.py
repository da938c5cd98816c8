"""DuckDB: one prepared query a matter that yields all outcomes in a row."""

import duckdb

from work import Work, measure

KINDS = {"choice": "VARCHAR", "yes_no": "BOOLEAN", "number": "INTEGER"}

work = Work()
connection = duckdb.connect()
connection.execute("SET threads = 1")


def query(number, matter):
    given = ["?::INTEGER AS age", "?::INTEGER AS region", "?::INTEGER AS today", "?::VARCHAR[] AS held"]
    given += [f"?::{KINDS[kind]} AS {name}" for name, kind in matter["questions"]]
    return f"PREPARE matter{number} AS SELECT {', '.join(matter['sql'])} FROM (SELECT {', '.join(given)})"


queries = [query(number, matter) for number, matter in enumerate(work.matters)]


def load():
    for text in queries:
        connection.execute(text)


def literal(kind, answer):
    if kind == "choice":
        return f"'{work.values[answer]}'"
    return str(bool(answer)) if kind == "yes_no" else str(answer)


def prepare(request):
    """Values of a prepared query are a part of the text that executes it."""
    kinds = [kind for _, kind in work.matters[request["matter"]]["questions"]]
    values = [str(request[name]) for name in ("age", "region", "today")]
    values.append("[" + ", ".join(f"'{result}'" for result in request["results"]) + "]::VARCHAR[]")
    values += [literal(kind, answer) for kind, answer in zip(kinds, request["answers"])]
    return f"EXECUTE matter{request['matter']}({', '.join(values)})"


def decide(_, statement):
    *lines, fee, until = connection.execute(statement).fetchone()
    return lines, fee, until


measure("duckdb", duckdb.__version__, work, sum(map(len, queries)), load, prepare, decide)
