"""Decides cases of government service matters (政务服务事项) from a compiled catalogue.

>>> import matter
>>> with matter.open("longgang.image") as catalogue:
...     decision = catalogue.decide("二孩生育登记", at="坂田街道", on="2026-03-02", answers={"婚姻状况": "离异"})

Days are ``datetime.date`` or ``YYYY-MM-DD``; places are names, paths or codes; answers are texts, numbers, yes or no, or lists of the options
of a set. Answers are dictionaries whose shapes ``matter.answers`` names. A catalogue may be used by all threads at once.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Iterable, Mapping

from . import matter_native as _native
from .errors import Closed, ImageError, Refused, RequestError

if TYPE_CHECKING:
    import datetime

    from . import answers as _answers

    Day = str | datetime.date
    Answer = str | int | float | bool | list[str] | None

__all__ = ["Catalogue", "Closed", "ImageError", "Refused", "RequestError", "open", "__version__"]

__version__: str = _native.__version__


def _raised(refused: _native.Refused) -> Refused:
    code, zh, en = refused.args
    kind = Closed if code == "P001" else ImageError if code in ("R001", "R002", "R003") else RequestError
    return kind(code, zh, en)


def _written(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a request: {value!r}")


class Catalogue:
    """An open release. Made by :func:`open`, or from the bytes of an image."""

    def __init__(self, image: bytes) -> None:
        try:
            self._release = _native.Release(image)
        except _native.Refused as refused:
            raise _raised(refused) from None

    def close(self) -> None:
        """Closes the release. Answers that are under way in other threads are finished; closing twice is no error."""
        self._release.close()

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self._release.closed

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, operation: str, request: Mapping[str, Any]) -> Any:
        """Any operation by its name, with a request as ``matter schema answers`` describes it."""
        given = {name: value for name, value in request.items() if value is not None}
        try:
            return json.loads(self._release.ask(operation, json.dumps(given, ensure_ascii=False, default=_written)))
        except _native.Refused as refused:
            raise _raised(refused) from None

    def info(self) -> _answers.Info:
        """What the release is: versions, hash, counts, calendars."""
        return self.ask("info", {})

    def places(self, like: str = "", *, on: Day, reach: str | None = None) -> _answers.Places:
        """Places by a part of their name or the beginning of their code; of the whole country with ``reach="country"``."""
        return self.ask("places", {"like": like, "on": on, "reach": reach})

    def offered(self, *, at: str, on: Day, lang: str | None = None) -> _answers.Offered:
        """What is offered at a place on a day."""
        return self.ask("offered", {"at": at, "on": on, "lang": lang})

    def guide(self, matter: str, *, at: str, on: Day, lang: str | None = None) -> _answers.Guide:
        """A matter as it is defined for a place on a day, before any answer."""
        return self.ask("guide", {"matter": matter, "at": at, "on": on, "lang": lang})

    def questions(
        self, matter: str, *, at: str, on: Day, answers: Mapping[str, Answer] | None = None, **more: Any
    ) -> _answers.Questions:
        """What is still worth asking in a case, best first."""
        return self.ask("questions", {"matter": matter, "at": at, "on": on, "answers": answers, **more})

    def decide(
        self, matter: str, *, at: str, on: Day, answers: Mapping[str, Answer] | None = None, **more: Any
    ) -> _answers.Decision:
        """A case decided, as far as it is answered. More: ``responsible``, ``accepted``, ``decided``, ``event``, ``lang``."""
        return self.ask("decide", {"matter": matter, "at": at, "on": on, "answers": answers, **more})

    def due(
        self,
        matter: str,
        *,
        at: str,
        on: Day,
        events: Iterable[Mapping[str, Any]] | None = None,
        as_of: Day | None = None,
        answers: Mapping[str, Answer] | None = None,
        **more: Any,
    ) -> _answers.Due:
        """The days of a case, from what happened in it."""
        happened = None if events is None else list(events)
        request = {"matter": matter, "at": at, "on": on, "answers": answers, "events": happened, "as_of": as_of, **more}
        return self.ask("due", request)

    def venues(
        self, matter: str, *, at: str, on: Day, answers: Mapping[str, Answer] | None = None, **more: Any
    ) -> _answers.Venues:
        """Where a case can be handed in from ``at``."""
        return self.ask("venues", {"matter": matter, "at": at, "on": on, "answers": answers, **more})

    def theme(
        self, theme: str, *, at: str, on: Day, answers: Mapping[str, Answer] | None = None, **more: Any
    ) -> _answers.ThemeAnswer:
        """A combined service (一件事) for a case."""
        return self.ask("theme", {"theme": theme, "at": at, "on": on, "answers": answers, **more})

    def why(
        self,
        matter: str,
        *,
        at: str,
        on: Day,
        rule: str | None = None,
        answers: Mapping[str, Answer] | None = None,
        **more: Any,
    ) -> _answers.Reasons:
        """Why the decision is what it is: rules, sources, bases, the one-time notice."""
        return self.ask("why", {"matter": matter, "at": at, "on": on, "rule": rule, "answers": answers, **more})

    def receipt(
        self, matter: str, *, at: str, on: Day, answers: Mapping[str, Answer] | None = None, **more: Any
    ) -> _answers.Receipt:
        """What the decision rests on: versions, hashes, facts used, rules fired."""
        return self.ask("receipt", {"matter": matter, "at": at, "on": on, "answers": answers, **more})

    def figures(self, *, on: Day | None = None, within: int = 0) -> _answers.Figures:
        """Figures of the release on a day, by default that as of which it was compiled, and what falls due for review so many days after."""
        return self.ask("figures", {"on": on, "within": within})


def open(path: str | os.PathLike[str]) -> Catalogue:
    """Opens the runtime image in a file. A file that cannot be read raises ``OSError``, one that is no image ``ImageError``."""
    with _open(path, "rb") as file:
        return Catalogue(file.read())


from builtins import open as _open  # noqa: E402  (`open` of this module is not that of files)
