"""Children's ways to school and back: positions, crossings, bells, SOS."""
