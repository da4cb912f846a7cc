"""`make canaries`: a whole house, people whose every field is unmistakable, and their erasure.

Afterwards every table, queue, object, log and file is searched for them, in the clear and in other
clothes. What is found must be what the answer to the erasure says that a law keeps: no row more and
none less. The product is spoken to through its public doors only, and never asked for the verdict.
"""
