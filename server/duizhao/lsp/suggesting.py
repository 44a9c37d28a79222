"""Works out suggestions in the background: one thread, which reads jieba's dictionary when it is first needed."""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from duizhao.pairing.pairing import Pairing

if TYPE_CHECKING:
    from duizhao.suggestions.partners import Suggested
    from duizhao.suggestions.tokenizer import Tokenizer

logger = logging.getLogger(__name__)


class Suggester:
    """Serves one session, one request after the other.

    The thread is a daemon, so that it never keeps the server from ending. What it needs is imported there.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokenizer: Tokenizer | None = None
        self._broken = False

    def request(self, pairing: Pairing, done: "Callable[[Suggested], None]") -> threading.Event:
        """Work out the suggestions for `pairing`; `done` is called on the background thread, unless the event that is
        returned has been set: they are not wanted any more.
        """
        cancelled = threading.Event()
        if not self._broken:
            work = threading.Thread(target=self._work, args=(pairing, done, cancelled), daemon=True, name="suggestions")
            work.start()
        return cancelled

    def _work(self, pairing: Pairing, done: "Callable[[Suggested], None]", cancelled: threading.Event) -> None:
        from duizhao.suggestions.partners import is_open, suggested
        from duizhao.suggestions.tokenizer import Tokenizer

        with self._lock:
            if cancelled.is_set() or not is_open(pairing):
                return
            try:
                if self._tokenizer is None:
                    self._tokenizer = Tokenizer()
                found = suggested(pairing, self._tokenizer.words, cancelled.is_set)
            except Exception:  # suggestions are a courtesy: without them everything else goes on
                self._broken = True
                logger.exception("no suggestions")
                return
        if not cancelled.is_set():
            done(found)
