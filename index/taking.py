"""A listed paper -> its Document and what its file held, or the reason why it is left out."""

import logging

from corpus.catalogue import Listed
from corpus.errors import AssistantError, UnreadablePaper
from corpus.extraction import parse_paper
from corpus.properties import described
from corpus.reading import read_paper
from corpus.records import Document

log = logging.getLogger(__name__)


def document_of(listed: Listed) -> tuple[Document, str]:
    """A paper as it stands in its file now, and the SHA-256 of what was read; raises PaperError."""
    try:
        read = read_paper(listed.path)
        document = parse_paper(listed.paper, read)
        return document if listed.named else described(document, listed.path, read.said), read.digest
    except (AssistantError, OSError):
        raise
    except Exception as error:  # a fault of ours in one paper is no reason to keep the others out of the answers
        log.exception("reading %s failed", listed.path)
        raise UnreadablePaper(
            f"{listed.path.name} cannot be read because of a fault in this program.",
            to_do="Please report it with the file.",
        ) from error
