"""The demo's devices, which go on speaking while the house runs: without them its homes would fall
silent, and a silent home is what this city worries about."""
