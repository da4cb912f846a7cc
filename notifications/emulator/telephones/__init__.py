"""A telephone provider of a development machine: its numbers ring on the page `/telephones`.

It speaks the contract of `channels/phone_line/README.md` and, like all of the emulator, imports
nothing of the product.
"""
