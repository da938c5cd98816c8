"""A window in Python without a package: the C interface through ctypes.

    python3 window.py LIBRARY IMAGE MATTER PLACE DAY [FACT=VALUE …]

Prints the decision of the case, its days and its venues, one JSON answer a line.
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
        self.check(self.library.matter_open_file(image.encode(), ctypes.byref(self.handle)))

    def check(self, result):
        if result != 0:
            code, text = self.library.matter_error_code(), self.library.matter_error_text(0)
            raise ValueError(f"{code.decode()} {text.decode()}")

    def ask(self, operation, request):
        request = json.dumps(request).encode()
        answer, length = ctypes.c_void_p(), ctypes.c_size_t()
        asked = (self.handle, operation.encode(), request, ctypes.c_size_t(len(request)))
        self.check(self.library.matter_ask(*asked, ctypes.byref(answer), ctypes.byref(length)))
        try:
            return ctypes.string_at(answer.value, length.value)
        finally:
            self.library.matter_free(answer)

    def close(self):
        self.check(self.library.matter_close(self.handle))


def main():
    library, image, matter, place, day, *answers = sys.argv[1:]
    answers = dict(answer.split("=", 1) for answer in answers)
    catalogue = Catalogue(library, image)
    for operation in ("decide", "due", "venues"):
        answer = catalogue.ask(operation, {"matter": matter, "at": place, "on": day, "answers": answers})
        sys.stdout.buffer.write(answer + b"\n")
    catalogue.close()


if __name__ == "__main__":
    main()
