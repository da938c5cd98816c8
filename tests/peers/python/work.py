"""The work that `peer-python` prints, and the loop that measures an engine called from Python. Knows no engine."""

import json
import resource
import sys
import time


class Work:
    """Matters and requests; arguments are the file of the work and the seconds of each measurement."""

    def __init__(self):
        with open(sys.argv[1], encoding="utf-8") as lines:
            head = json.loads(next(lines))
            self.matters, self.values = head["matters"], head["values"]
            self.requests = [json.loads(line) for line in lines]
        self.seconds = float(sys.argv[2])


def decision(lines, fee, until):
    """Yes or no of each line, in order, as the answer that is expected."""
    bits = sum(1 << at for at, line in enumerate(lines) if line)
    return [bits & 0xFFFFF, bits >> 20 & 7, bits >> 23, int(fee), int(until)]


def measure(name, version, work, source, load, prepare, decide):
    """Loads, compares answers, measures, and prints one line of JSON. `decide` takes a request and its input."""
    before, begun = peak(), time.perf_counter()
    load()
    loaded = time.perf_counter() - begun
    grown = peak() - before
    checked = 0
    for request in within(work, 4 * work.seconds):
        found = decision(*decide(request, prepare(request)))
        assert found == request["expected"], f"{name}: {request}: {found}"
        checked += 1
    whole, alone, begun = [], [], time.perf_counter()
    for request in within(work, work.seconds):
        start = time.perf_counter_ns()
        given = prepare(request)
        ready = time.perf_counter_ns()
        decide(request, given)
        end = time.perf_counter_ns()
        whole.append(end - start)
        alone.append(end - ready)
    rate = len(whole) / (time.perf_counter() - begun)
    whole.sort()
    alone.sort()
    row = {
        "peer": name, "version": version, "matters": len(work.matters), "source_mb": round(source / 1e6, 1),
        "load_s": round(loaded, 3), "heap_mb": round(grown / 1e6, 1), "checked": checked,
        "p50_ns": whole[len(whole) // 2], "p99_ns": whole[len(whole) * 99 // 100],
        "decide_p50_ns": alone[len(alone) // 2], "decide_p99_ns": alone[len(alone) * 99 // 100],
        "one": round(rate), "four": None,
    }
    print(json.dumps(row))


def within(work, seconds):
    """Requests until the time is over, a hundred at least."""
    begun = time.perf_counter()
    for done, request in enumerate(work.requests):
        if done > 100 and time.perf_counter() - begun > seconds:
            return
        yield request


def peak():
    """Bytes of memory at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
