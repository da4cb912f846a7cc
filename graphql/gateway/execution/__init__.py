"""From a query's text to its result: limits, cached documents, execution, masked faults."""
