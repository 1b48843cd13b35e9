"""What did not happen, when somebody spoke and who was there: in every language that has rules."""

import pytest

from landrelease.evidence.account import Account, Item
from landrelease.evidence.language import languages
from landrelease.evidence.origin import Origins
from landrelease.evidence.statement import statements
from landrelease.evidence.voice import voices


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The mine exploded, but nobody was hurt."),
        ("en", "There were no casualties when the mine went off."),
        ("en", "The crew got away from the mine without injuries."),
        ("en", "No deminer was seriously injured or killed by the mine."),
        ("fr", "La mine a explosé, mais personne n’a été blessé."),
        ("fr", "L’explosion de la mine n’a fait aucune victime."),
        ("fr", "La mine a explosé sans faire de blessés ni de morts."),
        ("es", "La mina explotó y nadie resultó herido."),
        ("es", "La explosión de la mina no dejó muertos ni heridos."),
        ("es", "La mina explotó sin víctimas."),
        ("uk", "Міна вибухнула, але ніхто не постраждав."),
        ("uk", "Вибух міни стався без жертв."),
        ("uk", "Від вибуху міни постраждалих немає."),
        ("ar", "انفجر اللغم دون وقوع إصابات."),
        ("ar", "انفجر اللغم ولا توجد ضحايا."),
    ],
)
def test_what_is_denied_is_no_casualty(code, text):
    assert "casualty" not in Account(Item("a", text, language=code)).kinds


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Nobody was killed by the mine, but two men were injured."),
        ("en", "No fewer than ten people were killed by the mine."),
        ("en", "There is no doubt that a mine killed him."),
        ("en", "The mine not only injured the driver."),
        ("fr", "Personne n’a été tué par la mine, mais deux hommes ont été blessés."),
        ("es", "La mina no mató a nadie, pero dos hombres resultaron heridos."),
        ("uk", "Ніхто не загинув від міни, але двоє людей поранені."),
        ("ar", "انفجر اللغم وأصيب رجلان."),
    ],
)
def test_what_is_told_beside_a_denial_is_a_casualty(code, text):
    assert "casualty" in Account(Item("a", text, language=code)).kinds


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("en", "Minister Ana Ito on Saturday said that the road is open.", "Minister Ana Ito"),
        ("en", "Minister Ana Ito last week said that the road is open.", "Minister Ana Ito"),
        ("en", "Minister Ana Ito, on 5 May 2024, said that the road is open.", "Minister Ana Ito"),
        ("en", "“The road is open,” said Minister Ana Ito on Saturday evening.", "Minister Ana Ito"),
        ("en", "Minister Theresa May said that the road is open.", "Minister Theresa May"),
        ("fr", "Le ministre Ana Ito a déclaré samedi que la route est ouverte.", "Le ministre Ana Ito"),
        ("fr", "La route est ouverte, a déclaré le ministre Ana Ito samedi dernier.", "le ministre Ana Ito"),
        ("es", "El ministro Ana Ito el sábado dijo que el camino está abierto.", "El ministro Ana Ito"),
        ("es", "El ministro Ana Ito la semana pasada dijo que el camino está abierto.", "El ministro Ana Ito"),
        ("uk", "Міністр Ана Іто у суботу заявив, що дорога відкрита.", "Міністр Ана Іто"),
        ("uk", "Міністр Ана Іто минулого тижня заявив, що дорога відкрита.", "Міністр Ана Іто"),
        ("ar", "قال الوزير أحمد الخطيب الأسبوع الماضي إن الطريق مفتوح.", "الوزير أحمد الخطيب"),
        ("ar", "قال الوزير أحمد الخطيب يوم السبت إن الطريق مفتوح.", "الوزير أحمد الخطيب"),
    ],
)
def test_a_name_ends_before_the_day_on_which_somebody_spoke(code, text, name):
    assert [one.name for one in voices(text, languages()[code])] == [name]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The report suggests more mines."),
        ("fr", "Le rapport suggère d'autres mines."),
        ("es", "El informe sugiere más minas."),
        ("uk", "Звіт натякає на інші міни."),
        ("ar", "التقرير يوحي بوجود ألغام أخرى."),
    ],
)
def test_what_is_only_suggested_is_weakened(code, text):
    assert languages()[code].says("hedge.words", text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "To my mind the whole affair was pointless."),
        ("fr", "À mes yeux, tout cela arrive trop tard."),
        ("es", "A mi juicio fue una vergüenza para todos."),
        ("uk", "На мою думку, це ганьба для всіх."),
        ("ar", "في رأينا هذا ظلم كبير."),
    ],
)
def test_a_stance_is_opinion(code, text):
    assert [one.opinion for one in statements(Origins([Item("a", text, language=code)]))] == [True]


@pytest.mark.parametrize(
    ("code", "publisher", "text", "saw"),
    [
        ("en", "Anna Bern", "To the police: I was on the bank when the mine went off.", True),
        ("en", "Ebor Post", "“I was on the bank when the mine went off,” a man said.", False),
        ("es", "Personería de Ebor", "Según comprobó este despacho, la alcaldía no cercó la mina.", True),
        ("fr", "Le Courrier", "J’étais sur la rive quand la mine a explosé.", True),
        ("uk", "Олена", "Я бачила, як вибухнула міна.", True),
        ("ar", "ليلى", "كنت هناك عندما انفجر اللغم.", True),
    ],
)
def test_who_was_there_is_an_origin_whoever_is_told(code, publisher, text, saw):
    assert Account(Item("a", text, publisher=publisher, language=code)).saw_itself == saw


def test_of_what_was_told_to_somebody_the_origin_is_who_told_it():
    said = "Ten mines were cleared near Ebor; it was reported to the town hall by the Ebor Mine Action Centre."
    told = Origins([Item("a", said, publisher="Post", language="en")])
    assert [one.name for one in told.of(told.events[0])] == ["the Ebor Mine Action Centre"]
    handed = "The list of ten mines cleared was handed over to the Ministry of Defence by the Halo Foundation."
    told = Origins([Item("a", handed, publisher="Post", language="en")])
    assert [one.name for one in told.of(told.events[0])] == ["the Halo Foundation"]
