"""The platform's own fields: is it there, and which contract does it speak?"""
