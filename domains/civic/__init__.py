"""The streets: crossings at schools, and what stands on them."""
