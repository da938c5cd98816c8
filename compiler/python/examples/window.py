"""A window in Python with the package.

    python3 window.py IMAGE MATTER PLACE DAY [FACT=VALUE …]

Prints the decision of the case, its days and its venues, one JSON answer a line.
"""

import json
import sys

import matter


def main():
    image, name, place, day, *answers = sys.argv[1:]
    case = {"at": place, "on": day, "answers": dict(answer.split("=", 1) for answer in answers)}
    with matter.open(image) as catalogue:
        for answer in (catalogue.decide(name, **case), catalogue.due(name, **case), catalogue.venues(name, **case)):
            line = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
            sys.stdout.buffer.write(line.encode() + b"\n")


if __name__ == "__main__":
    main()
