"""A window in Python without a package: the C interface through ctypes.

    python3 window.py LIBRARY IMAGE MATTER PLACE DAY [FACT=VALUE …]
"""

import ctypes
import json
import sys


class Catalogue:
    def __init__(self, library, image):
        self.library = ctypes.CDLL(library)
        self.library.matter_error_code.restype = ctypes.c_char_p
        self.library.matter_error_text.restype = ctypes.c_char_p
        self.library.matter_free.argtypes = [ctypes.c_void_p]
        self.library.matter_close.argtypes = [ctypes.c_uint64]
        self.handle = ctypes.c_uint64()
        self.check(self.library.matter_open(image, ctypes.c_size_t(len(image)), ctypes.byref(self.handle)))

    def check(self, result):
        if result != 0:
            code, text = self.library.matter_error_code(), self.library.matter_error_text(0)
            raise ValueError(f"{code.decode()} {text.decode()}")

    def decide(self, matter, place, day, answers):
        texts = lambda items: (ctypes.c_char_p * len(items))(*[item.encode() for item in items])
        out = ctypes.c_void_p()
        case = [matter.encode(), place.encode(), None, day.encode(), texts(list(answers)), texts(list(answers.values()))]
        count = ctypes.c_size_t(len(answers))
        self.check(self.library.matter_decide(self.handle, *case, count, ctypes.byref(out)))
        try:
            return json.loads(ctypes.string_at(out.value))
        finally:
            self.library.matter_free(out)

    def close(self):
        self.check(self.library.matter_close(self.handle))


def main():
    library, image, matter, place, day, *answers = sys.argv[1:]
    with open(image, "rb") as file:
        catalogue = Catalogue(library, file.read())
    decision = catalogue.decide(matter, place, day, dict(answer.split("=", 1) for answer in answers))
    catalogue.close()
    sys.stdout.buffer.write(json.dumps(decision, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


if __name__ == "__main__":
    main()
