"""Small damage to a text that was valid."""

from random import Random

ODD = list("()[];,@#=!<>~*'\"\\ \t.-_+$%&{}:/|^") + ["\n", "\u00a0", "\u00e9", "\u017f", "\u212a", "\u0660", "\0", "==", " and ", " or ", "not "]


def damaged(rng: Random, text: str) -> str:
    """One or two characters left out, put in, doubled, swapped, or replaced; or the text cut off."""
    for _ in range(rng.choice([1, 1, 1, 2])):
        if not text:
            return rng.choice(ODD)
        where = rng.randrange(len(text))
        match rng.randrange(6):
            case 0:
                text = text[:where] + text[where + 1 :]
            case 1:
                text = text[:where] + rng.choice(ODD) + text[where:]
            case 2:
                text = text[:where] + text[where] + text[where:]
            case 3:
                text = text[:where] + text[where + 1 : where + 2] + text[where : where + 1] + text[where + 2 :]
            case 4:
                text = text[:where] + rng.choice(ODD) + text[where + 1 :]
            case 5:
                text = text[: where + 1]
    return text
