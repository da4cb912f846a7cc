"""One question a day or more, at the senior's own times; her answer, or that there was none."""
