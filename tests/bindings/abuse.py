"""The C interface as a careless caller uses it: closed twice, used after closing, closed while others ask, nulls, lengths and texts that are none.

    python abuse.py LIBRARY IMAGE [SECONDS]    the library, an image, how long random calls are made (2 by default)

Everything here keeps the one promise of matter.h that no library can check: pointers that are not null point to as much memory as is said. Each
call must come back with an answer or with an error that has a code and a sentence; the process must live to the end.
"""

import ctypes
import json
import random
import sys
import threading
import time

library = ctypes.CDLL(sys.argv[1])
image = sys.argv[2].encode()
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 2.0

u64, size, text = ctypes.c_uint64, ctypes.c_size_t, ctypes.c_char_p
library.matter_error_code.restype = text
library.matter_error_text.restype = text
library.matter_error_text.argtypes = [ctypes.c_int32]
library.matter_open.argtypes = [ctypes.c_char_p, size, ctypes.POINTER(u64)]
library.matter_open_file.argtypes = [ctypes.c_char_p, ctypes.POINTER(u64)]
library.matter_close.argtypes = [u64]
library.matter_free.argtypes = [ctypes.c_void_p]
library.matter_ask.argtypes = [u64, text, ctypes.c_char_p, size, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(size)]
NAMES = ["info", "places", "offered", "guide", "questions", "decide", "due", "venues", "theme", "why", "receipt", "figures"]
for name in NAMES:
    getattr(library, f"matter_{name}").argtypes = [u64, ctypes.c_char_p, size, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(size)]
library.matter_find.argtypes = [u64, text, ctypes.POINTER(ctypes.c_uint32)]
library.matter_place.argtypes = [u64, text, ctypes.c_int32, ctypes.POINTER(ctypes.c_uint32)]
library.matter_fact.argtypes = [u64, ctypes.c_uint32, text, ctypes.POINTER(ctypes.c_uint32)]
library.matter_value.argtypes = [u64, ctypes.c_uint32, text, ctypes.c_int32, ctypes.POINTER(ctypes.c_int64)]


class Query(ctypes.Structure):
    _fields_ = [("matter", ctypes.c_uint32), ("responsible", ctypes.c_uint32), ("here", ctypes.c_uint32), ("day", ctypes.c_int32)]


class Outcome(ctypes.Structure):
    _fields_ = [("resolution", ctypes.c_int32), ("eligible", ctypes.c_int32), ("edition", ctypes.c_uint32), ("first", ctypes.c_uint32), ("rules", ctypes.c_uint32)]


library.matter_statuses.argtypes = [
    u64, ctypes.POINTER(Query), ctypes.POINTER(ctypes.c_uint32), ctypes.POINTER(ctypes.c_int64), size, ctypes.POINTER(ctypes.c_uint8), size, ctypes.POINTER(Outcome),
]

CASE = json.dumps({"matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02", "answers": {"婚姻状况": "离异"}}, ensure_ascii=False).encode()


def code(outcome, *expected):
    """Zero without a code, or one with a code that is expected and sentences in both languages."""
    said = library.matter_error_code().decode()
    assert outcome in (0, 1), outcome
    assert (outcome == 0) == (said == ""), (outcome, said)
    if outcome:
        sentences = [library.matter_error_text(language).decode() for language in (0, 1)]
        assert all(sentences), said
        assert not expected or said in expected, (said, expected, sentences)
    else:
        assert "" in expected or not expected, expected
    return said


def opened():
    catalogue = u64()
    code(library.matter_open_file(image, ctypes.byref(catalogue)), "")
    return catalogue.value


def ask(catalogue, operation, request, *expected):
    answer, length = ctypes.c_void_p(), size()
    said = code(library.matter_ask(catalogue, operation, request, len(request), ctypes.byref(answer), ctypes.byref(length)), *expected)
    if said == "":
        written = ctypes.string_at(answer.value, length.value)
        assert ctypes.string_at(answer.value) == written, "the text does not end with a zero byte"
        json.loads(written)
        code(library.matter_free(answer), "")
    return said


def closing():
    catalogue = opened()
    code(library.matter_close(catalogue), "")
    code(library.matter_close(catalogue), "F003")
    for name in NAMES:
        ask(catalogue, name.encode(), CASE, "F003")
    for number in (0, catalogue + 1_000_000, 2**64 - 1):
        code(library.matter_close(number), "F003")
        ask(number, b"info", b"", "F003")
    another = opened()
    assert another != catalogue, "a number was given out again"
    code(library.matter_close(another), "")


def nulls():
    catalogue = opened()
    answer = ctypes.c_void_p()
    code(library.matter_open(None, 0, ctypes.byref(u64())), "F001", "R001")
    code(library.matter_open(b"", 0, ctypes.byref(u64())), "R001")
    code(library.matter_open(b"x", 1, None), "F001")
    code(library.matter_open_file(None, ctypes.byref(u64())), "F001")
    code(library.matter_open_file(image, None), "F001")
    code(library.matter_ask(catalogue, None, CASE, len(CASE), ctypes.byref(answer), None), "F001")
    code(library.matter_ask(catalogue, b"decide", None, 5, ctypes.byref(answer), None), "F001")
    code(library.matter_ask(catalogue, b"decide", CASE, len(CASE), None, None), "F001")
    code(library.matter_ask(catalogue, b"decide", CASE, 2**64 - 1, ctypes.byref(answer), None), "F001")
    code(library.matter_ask(catalogue, b"decide", CASE, 2**63, ctypes.byref(answer), None), "F001")
    code(library.matter_ask(catalogue, b"info", None, 0, ctypes.byref(answer), None), "")
    code(library.matter_free(answer), "")
    code(library.matter_find(catalogue, None, ctypes.byref(ctypes.c_uint32())), "F001")
    code(library.matter_find(catalogue, b"x", None), "F001", "R101")
    code(library.matter_statuses(catalogue, None, None, None, 0, None, 0, None), "F001")
    code(library.matter_free(None), "")
    code(library.matter_close(catalogue), "")


def texts():
    catalogue = opened()
    ask(catalogue, b"decide", b"\xff\xfe{}", "F002")
    ask(catalogue, b"decide", CASE[:-7], "F002", "Q001")
    ask(catalogue, b"\xff", CASE, "F002")
    ask(catalogue, "决定".encode(), CASE, "Q011")
    ask(catalogue, b"", CASE, "Q011")
    ask(catalogue, b"decide", CASE + b"\0", "Q001")
    ask(catalogue, b"decide", b"[" * 500_000, "Q001")
    ask(catalogue, b"decide", b" " * 2_000_000, "Q007")
    code(library.matter_find(catalogue, b"\xe4\xba", ctypes.byref(ctypes.c_uint32())), "F002")
    code(library.matter_open_file(b"\xff\xff/none", ctypes.byref(u64())), "F009", "F002")
    code(library.matter_open_file(b"/", ctypes.byref(u64())), "F009")
    # A text is given back once, and only what the library gave out.
    answer = ctypes.c_void_p()
    code(library.matter_ask(catalogue, b"info", b"", 0, ctypes.byref(answer), None), "")
    inside = ctypes.c_void_p(answer.value + 1)
    code(library.matter_free(inside), "F004")
    code(library.matter_free(answer), "")
    code(library.matter_free(answer), "F004")
    own = ctypes.create_string_buffer(b"own")
    code(library.matter_free(ctypes.cast(own, ctypes.c_void_p)), "F004")
    code(library.matter_close(catalogue), "")


def numbers():
    catalogue = opened()
    matter, place = ctypes.c_uint32(), ctypes.c_uint32()
    code(library.matter_find(catalogue, "二孩生育登记".encode(), ctypes.byref(matter)), "")
    day = 20514  # 2026-03-02
    code(library.matter_place(catalogue, "坂田街道".encode(), day, ctypes.byref(place)), "")
    outcome, statuses = Outcome(), (ctypes.c_uint8 * 4096)()
    for of in (matter.value, 2**32 - 1, 10**6):
        for where in (place.value, 2**32 - 1, 10**6):
            for when in (day, -(2**31), 2**31 - 1):
                for facts, values in (([], []), ([0], [2**63 - 1]), ([2**32 - 1], [0]), ([1] * 64, [-(2**63)] * 64)):
                    query = Query(of, where, where, when)
                    count = len(facts)
                    listed, valued = (ctypes.c_uint32 * count)(*facts), (ctypes.c_int64 * count)(*values)
                    code(library.matter_statuses(catalogue, query, listed, valued, count, statuses, 4096, outcome))
    query = Query(matter.value, place.value, place.value, day)
    code(library.matter_statuses(catalogue, query, None, None, 0, statuses, 4096, outcome), "")
    rules = outcome.rules
    short = (ctypes.c_uint8 * 1)(77)
    code(library.matter_statuses(catalogue, query, None, None, 0, short, 0, outcome), "F008")
    assert short[0] == 77 and outcome.rules == rules, "something was written beyond the capacity"
    code(library.matter_statuses(catalogue, query, None, None, 2**62, statuses, 4096, outcome), "F001")
    raw = (ctypes.c_uint8 * 64)()
    crooked = ctypes.cast(ctypes.addressof(raw) + 1, ctypes.POINTER(ctypes.c_uint32))
    code(library.matter_statuses(catalogue, query, crooked, (ctypes.c_int64 * 1)(0), 1, statuses, 4096, outcome), "F010")
    code(library.matter_close(catalogue), "")


def together():
    """Eight threads ask and close each other's catalogues: each call is answered or refused, never anything else."""
    shared, lock = [opened() for _ in range(4)], threading.Lock()
    wrong, seen, end = [], set(), time.monotonic() + seconds

    def work(seed):
        chance = random.Random(seed)
        try:
            while time.monotonic() < end:
                with lock:
                    at = chance.randrange(len(shared))
                    catalogue = shared[at]
                if chance.random() < 0.05:
                    seen.add(code(library.matter_close(catalogue), "", "F003"))
                    fresh = opened()
                    with lock:
                        shared[at], fresh = fresh, shared[at]
                    code(library.matter_close(fresh), "", "F003")
                else:
                    request = bytearray(CASE)
                    if chance.random() < 0.5:
                        request[chance.randrange(len(request))] = chance.randrange(256)
                    seen.add(ask(catalogue, chance.choice(NAMES).encode(), bytes(request)))
        except BaseException as error:
            wrong.append(repr(error))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not wrong, wrong
    assert {"", "F003"} <= seen, seen
    [library.matter_close(catalogue) for catalogue in shared]


for part in (closing, nulls, texts, numbers, together):
    part()
print("the C interface: a careless caller gets an answer or an error")
