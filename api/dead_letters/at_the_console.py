"""Who acts when somebody types at the house's own console; the audit names it so."""

from typing import Final

from domains.kernel.actor import system_actor

AT_THE_CONSOLE: Final = system_actor("osan-talk dead-letters")
