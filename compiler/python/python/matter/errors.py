"""What is refused: a stable code, a sentence in Chinese and in English."""


class Refused(Exception):
    """Why there is no answer. Codes: R… of the runtime, Q… of requests, P… of this package."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code, zh, en)
        self.code = code
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.code} {self.en}"


class ImageError(Refused):
    """The bytes are no image that this version reads (R001 to R003)."""


class RequestError(Refused):
    """The request is not answered as it is."""


class Closed(Refused):
    """The catalogue is closed (P001)."""
