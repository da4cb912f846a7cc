"""Words to show and to speak."""

import strawberry

from domains.care import public as care


@strawberry.type(description="Words in the language of the request.")
class SpokenText:
    text: str = strawberry.field(description="To show.")
    spoken: str = strawberry.field(
        description="To say aloud, by a screen reader or a loudspeaker: without signs."
    )


def spoken_text(words: care.views.Words) -> SpokenText:
    return SpokenText(text=words.text, spoken=words.spoken)
