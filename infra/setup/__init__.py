"""From a bare Python to an installed checkout. The standard library only: nothing else is there."""
