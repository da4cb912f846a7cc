"""Descriptions that many fields of the public schema share."""

FOR_DEVELOPERS = "English, for developers; show people words of your own."
