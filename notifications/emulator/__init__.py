"""A development push service and a wall of phones that shows what arrived.

Speaks FCM HTTP v1, misbehaves on command, and models a phone only as far as FCM and a real
phone go: what it deduplicates here, they deduplicate out there. Imports nothing of the product.
"""
