"""Which errors mean that this process has no room left."""

_SAID = ("can't allocate memory", "out of memory", "not enough memory")


def is_out_of_memory(error: BaseException) -> bool:
    """torch says it by a RuntimeError's text, everybody else by MemoryError.

    A process that ran out of memory is not trusted with another batch: it ends, and the server
    starts another.
    """
    if isinstance(error, MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _SAID)
