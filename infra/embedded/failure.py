"""What a developer reads when an embedded server cannot run."""


class EmbeddedFailureError(Exception):
    """The server did not come up; the text says why and what to do."""
