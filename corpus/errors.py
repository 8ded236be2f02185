"""The errors a person may meet, and how they hang together.

AssistantError              anything that stops an answer, a build or a command
├── PaperError              one paper cannot be used; the others still can
│   ├── UnreadablePaper     the file cannot be opened or holds no text
│   └── BrokenQuote         a record's span does not give its words back
├── CatalogueError          papers.toml is missing or says something that cannot be
├── SettingUnusable         a setting has a value that cannot be
├── IndexMissing            there is no usable index where one was looked for
├── IndexDamaged            an index is there and cannot be read
├── IndexUnwritable         an index cannot be written: a full disk, or a folder without permission
├── StoreUnreachable        the Chroma server that has the vectors does not answer
├── ModelMissing            the encoder's weights cannot be found
└── NotTaken                a question is not answered now; the same may be later
    ├── TooManyQuestions    one visitor has asked too many within a minute
    ├── QueueFull           too many people wait already, or the page is being shut down
    └── TooSlow             it took longer than the time limit

Every message is one sentence on what happened and one on what to do.
"""

from corpus.naming import one_line


class AssistantError(Exception):
    """Something went wrong that a person can be told about."""

    def __init__(self, happened: str, *, to_do: str) -> None:
        self.happened = one_line(happened)
        self.to_do = one_line(to_do)
        super().__init__(f"{self.happened} {self.to_do}")


class PaperError(AssistantError):
    """One paper cannot be used."""


class UnreadablePaper(PaperError):
    """A file cannot be opened, or holds no text."""


class BrokenQuote(PaperError):
    """A record's span does not give its words back."""


class CatalogueError(AssistantError):
    """The list of papers is missing or contradicts itself."""


class SettingUnusable(AssistantError):
    """A setting has a value that cannot be."""


class IndexMissing(AssistantError):
    """There is no index to search."""


class IndexDamaged(AssistantError):
    """An index is there and cannot be read."""


class IndexUnwritable(AssistantError):
    """An index cannot be written, and is as it was."""


class StoreUnreachable(AssistantError):
    """The Chroma server that has the vectors does not answer; it may later."""


class ModelMissing(AssistantError):
    """The encoder's weights cannot be found."""


class NotTaken(AssistantError):
    """A question is not answered now; the same may be later."""


class TooManyQuestions(NotTaken):
    """One visitor has asked too many questions within a minute."""


class QueueFull(NotTaken):
    """Too many people wait already, or the page is being shut down."""


class TooSlow(NotTaken):
    """A question took longer than the time limit."""
