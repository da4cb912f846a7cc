"""Who is cared for, by whom, when, and what each of them may see."""
