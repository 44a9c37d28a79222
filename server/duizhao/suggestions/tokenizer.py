"""jieba, of our own and quiet: an instance that nobody else shares, its cache in the user's own cache folder."""

import logging
import re
import tempfile
import warnings
from pathlib import Path

import platformdirs

_LATIN = re.compile(r"[a-z][a-z'-]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CACHE = "jieba-0.42.cache"


class Tokenizer:
    """Cuts texts into words. Making one imports jieba and reads its dictionary, about a second the first time; it is
    for a thread in the background.
    """

    def __init__(self, cache_folder: Path | None = None) -> None:
        """`cache_folder` holds the dictionary as read, in the user's cache folder by default; where it cannot be
        written, everything works all the same.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba  # type: ignore[import-untyped]
        jieba.setLogLevel(logging.CRITICAL)
        self._jieba = jieba.Tokenizer()
        self._jieba.cache_file = _CACHE
        folder = cache_folder or Path(platformdirs.user_cache_dir("duizhao", appauthor=False))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            # Left to itself jieba would load what lies in the shared temporary folder, whoever put it there.
            with tempfile.TemporaryDirectory(prefix="duizhao-") as private:
                self._jieba.tmp_dir = private
                self._jieba.initialize()
        else:
            self._jieba.tmp_dir = str(folder)
            self._jieba.initialize()

    def words(self, text: str) -> list[str]:
        """The words of a text in order: Chinese ones of two characters and more, and English ones in lower case without
        a plural s.
        """
        return [word for token in self._jieba.cut(text.lower(), HMM=False) if (word := _word(token))]


def _word(token: str) -> str:
    if _LATIN.fullmatch(token):
        plural = len(token) > 3 and token.endswith("s") and not token.endswith("ss")
        return token[:-1] if plural else token
    return token if len(token) > 1 and _HAN.match(token) else ""
