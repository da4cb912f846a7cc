"""Seals over append-only tables: a later change is found, whoever made it.

A job gathers the rows that were committed since into a block: their ids, a digest of each, the
hash of the block before, and a signature whose key the database never sees. The chain's head goes
to the object store with the blocks behind it. `verify` reads it all back.
"""
