"""The words: catalogues by locale, filled in by `render`, carried by `payload`."""
