"""Figures in words are read as people write them, in each language beside a speller that is written out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landrelease.publish.numerals import numerals


def english(n):
    ones = (
        "_ one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    )
    ones = [*ones.split(), "eighteen", "nineteen"]
    tens = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if n >= 1000:
        return f"{english(n // 1000)} thousand {english(n % 1000)}".strip()
    if n >= 100:
        return f"{ones[n // 100]} hundred{' and ' * bool(n % 100)}{english(n % 100)}"
    return "" if n == 0 else ones[n] if n < 20 else tens[n // 10] + (f"-{ones[n % 10]}" if n % 10 else "")


def french(n):
    ones = (
        "_ un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    )
    ones = [*ones.split(), "dix-neuf"]
    tens = [
        "_",
        "_",
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "soixante",
        "quatre-vingt",
        "quatre-vingt",
    ]
    if n >= 1000:
        return f"{french(n // 1000) if n >= 2000 else ''} mille {french(n % 1000)}".strip()
    if n >= 100:
        many = f"{ones[n // 100]} cent{'s' * (n % 100 == 0)}" if n >= 200 else "cent"
        return f"{many} {french(n % 100)}".strip()
    if n < 20:
        return "" if n == 0 else ones[n]
    rest = n % 20 if n // 10 in {7, 9} else n % 10
    joint = " et " if rest in {1, 11} and n < 80 else "-"
    return tens[n // 10] + ("s" if n == 80 else f"{joint}{ones[rest]}" if rest else "")


def spanish(n):
    ones = "_ uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    ones = [*ones.split(), "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro"]
    ones += ["veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"]
    tens = ["_", "_", "_", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
    hundreds = (
        "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
    )
    if n >= 1000:
        return f"{spanish(n // 1000) if n >= 2000 else ''} mil {spanish(n % 1000)}".strip()
    if n >= 100:
        return "cien" if n == 100 else f"{hundreds.split()[n // 100]} {spanish(n % 100)}".strip()
    return "" if n == 0 else ones[n] if n < 30 else tens[n // 10] + (f" y {ones[n % 10]}" if n % 10 else "")


def ukrainian(n):
    ones = "_ один два три чотири п’ять шість сім вісім дев’ять десять одинадцять дванадцять тринадцять чотирнадцять"
    ones = [*ones.split(), "п’ятнадцять", "шістнадцять", "сімнадцять", "вісімнадцять", "дев’ятнадцять"]
    tens = ["_", "_", "двадцять", "тридцять", "сорок", "п’ятдесят", "шістдесят", "сімдесят", "вісімдесят", "дев’яносто"]
    hundreds = ["_", "сто", "двісті", "триста", "чотириста", "п’ятсот", "шістсот", "сімсот", "вісімсот", "дев’ятсот"]
    if n >= 1000:
        count = n // 1000
        word = "тисяча" if count == 1 else "тисячі" if count < 5 else "тисяч"
        first = {1: "одна", 2: "дві"}.get(count, ukrainian(count))
        return f"{first} {word} {ukrainian(n % 1000)}".strip()
    if n >= 100:
        return f"{hundreds[n // 100]} {ukrainian(n % 100)}".strip()
    return "" if n == 0 else ones[n] if n < 20 else f"{tens[n // 10]} {ones[n % 10] if n % 10 else ''}".strip()


def arabic(n):
    ones = ["_", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
    tens = ["_", "_", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
    hundreds = ["_", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
    if n >= 1000:
        count = n // 1000
        first = {1: "ألف", 2: "ألفان"}.get(count, f"{ones[min(count, 10)]} آلاف")
        return " و".join(filter(None, (first, arabic(n % 1000))))
    if n >= 100:
        return " و".join(filter(None, (hundreds[n // 100], arabic(n % 100))))
    if n <= 10:
        return "" if n == 0 else ones[n]
    if n < 20:
        return {11: "أحد عشر", 12: "اثنا عشر"}.get(n, f"{ones[n - 10]} عشر")
    return " و".join(filter(None, (ones[n % 10] if n % 10 else "", tens[n // 10])))


SPELLERS = {"en": english, "fr": french, "es": spanish, "uk": ukrainian, "ar": arabic}


@pytest.mark.parametrize("code", SPELLERS)
def test_every_number_up_to_a_thousand_is_read_in_words(code):
    read = {
        n: [one.value for one in numerals()[code].found(f"… {SPELLERS[code](n)} …", days=True)] for n in range(2, 1000)
    }
    assert {n: (SPELLERS[code](n), found) for n, found in read.items() if found != [n]} == {}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(SPELLERS)), st.integers(1000, 9999))
def test_thousands_are_read_in_words(code, n):
    assert [one.value for one in numerals()[code].found(SPELLERS[code](n), days=True)] == [n]


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("en", "No one saw one another on the third of May 2024, nor on the twenty-first day.", []),
        ("en", "Hundreds of people saw 3 thousand mines, four, five and 1.2 million metres.",
         ["Hundreds", "3", "four", "five", "1.2"]),
        ("fr", "Le deux mai, un homme et une femme ont vu 1 234,5 hectares.", ["1 234,5"]),
        ("es", "El 3 de mayo de 2024 una mujer vio 1.234,5 ha y once minas.", ["1.234,5", "once"]),
        ("uk", "3 травня люди бачили один одного і сорок дві міни.", ["сорок дві"]),
        ("ar", "في 3 مايو دمر الفريق ٣٤ لغما ومئات القذائف.", ["٣٤", "ومئات"]),
    ],
)  # fmt: skip
def test_days_articles_and_phrases_are_no_figures(code, text, said):
    assert [text[one.start : one.end] for one in numerals()[code].found(text)] == said
