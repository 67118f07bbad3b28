"""Numbers as word processors and browsers write them in front of list items.

Names are those of ``ST_NumberFormat`` (ECMA-376 part 1, 17.18.59).
"""

from __future__ import annotations

__all__ = ["written"]

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
#: Signs of their own for the first numbers; beyond, the digits.
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_SIGNS["decimalEnclosedCircleChinese"] = _SIGNS["decimalEnclosedCircle"]
_COUNTED = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"),
    *("taiwaneseCounting", "taiwaneseCountingThousand", "taiwaneseDigital", "japaneseDigitalTenThousand"),
}
_FORMALLY = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
#: Where these count by digits alone: 一二 for 12.
_BY_DIGITS = {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}


def written(number: int, form: str) -> str:
    """Write a number in a form; one that is not known is written in digits.

    >>> [written(12, form) for form in ("decimal", "chineseCounting", "upperRoman", "lowerLetter", "bullet")]
    ['12', '十二', 'XII', 'l', '']
    """
    if form in {"none", "bullet"}:
        return ""
    if form in _SIGNS and 0 < number <= len(_SIGNS[form]):
        return _SIGNS[form][number - 1]
    if form in _BY_DIGITS and number > 9:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in _COUNTED or form in _FORMALLY:
        return _chinese(number, form in _FORMALLY)
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form in {"upperLetter", "lowerLetter"}:
        return _letter(number).upper() if form == "upperLetter" else _letter(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return str(number).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    if form == "numberInDash":
        return f"- {number} -"
    return str(number)


def _chinese(number: int, formal: bool) -> str:
    digits, units = (_FORMAL, ["", "拾", "佰", "仟"]) if formal else (_DIGITS, ["", "十", "百", "千"])
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    figures = [int(figure) for figure in reversed(str(number))]
    said = ""
    for place, figure in enumerate(figures):
        if figure:
            said = digits[figure] + units[place] + said
        elif said and not said.startswith("零"):
            said = "零" + said
    return said if formal or not said.startswith("一十") else said[1:]


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    said = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        said += sign * times
    return said


def _letter(number: int) -> str:
    """Return a … z, then aa, bb as word processors count."""
    if number < 1:
        return str(number)
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1) if times < 20 else str(number)
