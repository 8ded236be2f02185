"""A count in the form that a list prints it: 4 as "4", "d", "iv", "04", "4th"."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HIGHEST = 9999  # counters beyond it are damage


def written(count: int, form: str) -> str:
    """A count in the form that a list prints it: 4 as "4", "d", "iv", "04"."""
    if form in ("none", "bullet"):
        return ""
    if not 0 < count <= _HIGHEST:
        return str(count)
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman":
            return _roman(count) if form == "lowerRoman" else _roman(count).upper()
        case "decimalZero":
            return f"{count:02}"
        case "ordinal":
            return f"{count}{_ordinal(count)}"
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for amount, letters in (*_ROMAN, *_ROMAN_SMALL):
        text += letters * (count // amount)
        count %= amount
    return text


def _ordinal(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
