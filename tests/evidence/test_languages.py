"""French, Spanish and Ukrainian: whose words a passage passes on, what it tells of, and on whom documents rest."""

import pytest

from landrelease.evidence.account import Account, Item
from landrelease.evidence.language import language_of, languages
from landrelease.evidence.lead import places_in
from landrelease.evidence.origin import Origins
from landrelease.evidence.voice import owner_of, voices

FRENCH, SPANISH, UKRAINIAN = (languages()[code] for code in ("fr", "es", "uk"))


def test_every_language_has_the_lists_of_english():
    english = languages()["en"]
    for one in (FRENCH, SPANISH, UKRAINIAN):
        assert one.words.keys() == english.words.keys()
        assert one.events.keys() == english.events.keys()


@pytest.mark.parametrize(
    ("language", "text", "voice"),
    [
        (
            FRENCH,
            "Trois cents mines ont été enlevées, a déclaré le colonel Ruo Ade.",
            ("le colonel Ruo Ade", "déclaré"),
        ),
        (FRENCH, "« Nous avons trouvé 290 mines », a indiqué l'armée.", ("l'armée", "indiqué")),
        (FRENCH, "Selon l’armée de Tarn, 300 mines ont été détruites.", ("l’armée de Tarn", "Selon")),
        (FRENCH, "L'armée a annoncé lundi que le champ était dépollué.", ("L'armée", "annoncé")),
        (SPANISH, "Unas 300 minas fueron destruidas cerca de Ebor, informó el Ejército.", ("el Ejército", "informó")),
        (SPANISH, "“Hemos encontrado 290 minas”, dijo el capitán Ruo Ade.", ("el capitán Ruo Ade", "dijo")),
        (
            SPANISH,
            "El Ministerio de Defensa anunció que el campo fue despejado.",
            ("El Ministerio de Defensa", "anunció"),
        ),
        (SPANISH, "Así lo anunció el Ministerio de Defensa.", ("el Ministerio de Defensa", "anunció")),
        (UKRAINIAN, "Про це повідомило Міністерство оборони.", ("Міністерство оборони", "повідомило")),
        (UKRAINIAN, "«Ми знайшли 290 мін», — сказав капітан Руо Аде.", ("капітан Руо Аде", "сказав")),
        (UKRAINIAN, "За словами поліції Тарну, троє людей загинули.", ("поліції Тарну", "За словами")),
        (SPANISH, "Según la Policía de Tarn, tres personas murieron.", ("la Policía de Tarn", "Según")),
    ],
)
def test_a_passage_tells_whose_words_it_passes_on(language, text, voice):
    assert [one[:2] for one in voices(text, language)] == [voice]


def test_what_was_announced_by_nobody_has_no_speaker():
    assert voices("Le rapport a été publié hier.", FRENCH) == []
    assert voices("El informe fue publicado ayer.", SPANISH) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Deux enfants ont été tués par l'explosion d'une mine près de la rivière.", ("casualty",)),
        ("Les démineurs ont dépollué un champ de mines et détruit les munitions.", ("mine-clearance",)),
        ("La mine de charbon de la région a fermé et des ouvriers ont été blessés.", ()),
        ("Tres personas murieron al pisar una mina cerca de la vereda.", ("casualty",)),
        ("Троє людей загинули від вибуху міни, що лежала на полі у селі.", ("casualty",)),
        ("У селі сапери очистили від мін 12 гектарів, які були під підозрою.", ("mine-clearance",)),
        ("Los zapadores desminaron el terreno y lo entregaron al municipio.", ("handover", "mine-clearance")),
    ],
)
def test_a_document_tells_of_events_in_its_language(text, kinds):
    assert Account(Item("a", text)).kinds == kinds


def test_a_paper_beside_its_owner_is_his():
    said = "Le champ a été déminé, a rapporté Bannière rouge, journal du ministère de la Défense."
    assert owner_of(said, FRENCH) == [("Bannière rouge", "ministère de la Défense")]
    dicho = "El campo fue desminado, según Bandera Roja, periódico del Ministerio de Defensa."
    assert owner_of(dicho, SPANISH) == [("Bandera Roja", "Ministerio de Defensa")]


def test_a_paper_and_its_ministry_are_one_origin_and_a_witness_is_another():
    told = Origins(
        [
            Item("a", "Unas 300 minas fueron retiradas cerca de Ebor, en la provincia de Tarn, según Bandera Roja, "
                 "periódico del Ministerio de Defensa.", publisher="El Correo"),
            Item("b", "El Ministerio de Defensa anunció que 300 minas fueron retiradas cerca de Ebor.",
                 publisher="Agencia Lejos"),
            Item("c", "Por Hanne Tov en Ebor\n\nLos zapadores limpiaban un campo de minas cerca de Ebor. Vimos 290 "
                 "minas retiradas.", publisher="Gaceta de Ebor"),
        ]
    )  # fmt: skip
    (event,) = told.events
    assert [(one.name, one.documents) for one in told.of(event)] == [
        ("Bandera Roja", ("a", "b")),
        ("Gaceta de Ebor", ("c",)),
    ]


def test_parts_of_countries_are_named_with_their_kind():
    assert places_in("dans la région de Koursk et l'oblast d'Ebor", FRENCH) == ["région de Koursk", "oblast d'Ebor"]
    assert places_in("en el departamento del Meta", SPANISH) == ["departamento del Meta"]
    assert places_in("у Тарнській області", UKRAINIAN) == ["Тарнській області"]


def test_doubt_is_known_by_its_words():
    assert FRENCH.says("hedge.words", "Les mines seraient anciennes.")
    assert SPANISH.says("hedge.words", "La zona podría tener minas.")
    assert language_of("Die Sapper haben das Feld geräumt, sagte die Polizei am Montag.") is None
