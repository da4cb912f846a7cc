"""What the phones may rely on: push payload schemas, deep links, operations."""
