"""Arabic, French, Spanish and Ukrainian: whose words a passage passes on, what it tells of, whom documents rest on."""

import pytest

from landrelease.evidence.account import Account, Item
from landrelease.evidence.beside import dates_in
from landrelease.evidence.house import house
from landrelease.evidence.language import language_of, languages
from landrelease.evidence.lead import places_in
from landrelease.evidence.origin import Origins
from landrelease.evidence.statement import statements
from landrelease.evidence.voice import framing, owner_of, voices

ENGLISH, FRENCH, SPANISH, UKRAINIAN, ARABIC = (languages()[code] for code in ("en", "fr", "es", "uk", "ar"))


def test_every_language_has_the_lists_of_english():
    english = languages()["en"]
    for one in (FRENCH, SPANISH, UKRAINIAN, ARABIC):
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "The use of such emotionally charged language underscores the weight of the meeting."),
        (ENGLISH, "The inclusion of foreign ministry representatives hints at a wider plan."),
        (ENGLISH, "North Korean involvement suggests that more is to come."),
        (FRENCH, "L'emploi de tels mots souligne l'importance de la rencontre."),
        (FRENCH, "La présence de deux généraux indique que l'on parla d'autre chose."),
        (SPANISH, "La fuerte presencia de generales indica que se habló de otra cosa."),
        (UKRAINIAN, "Присутність міністра оборони підтвердила вагу зустрічі."),
        (ARABIC, "وأكد حضور وزير الدفاع أهمية اللقاء."),
    ],
)
def test_something_abstract_says_nothing_and_what_it_suggests_is_framing(language, text):
    assert voices(text, language) == []
    assert framing(text, language)


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (ENGLISH, "The statement suggests that more is to come.", "The statement"),
        (ENGLISH, "The delegation confirmed that the road is open.", "The delegation"),
        (FRENCH, "La délégation a confirmé que la route est ouverte.", "La délégation"),
        (SPANISH, "La administración municipal indicó que el camino está cerrado.", "La administración municipal"),
        (UKRAINIAN, "Управління поліції підтвердило загибель двох людей.", "Управління поліції"),
    ],
)
def test_a_body_or_a_document_speaks_whatever_its_ending(language, text, speaker):
    assert [one.name for one in voices(text, language)] == [speaker]
    assert framing(text, language) == ""


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


# ---- Arabic: the verb stands first, nothing shows a name, small words are written together with the next ----


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("أعلنت وزارة الدفاع أن الفرق أزالت ٣٠٠ لغم.", ("وزارة الدفاع", "أعلنت")),
        ("وقال العقيد علي حسن إن الحقل تم تطهيره.", ("العقيد علي حسن", "وقال")),
        ("المتحدث باسم الجيش أكد أن الفريق دمر ١٢ قنبلة.", ("المتحدث باسم الجيش", "أكد")),
        ("وفقا للشرطة، قتل ثلاثة أشخاص.", ("الشرطة", "وفقا ل")),
        ("قتل ثلاثة أشخاص بحسب الدفاع المدني.", ("الدفاع المدني", "بحسب")),
        ("وأضاف أن العمل مستمر.", ("هو", "وأضاف")),
    ],
)
def test_arabic_tells_whose_words_it_passes_on(text, voice):
    assert [one[:2] for one in voices(text, ARABIC)] == [voice]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وأصيب راع بجروح بانفجار لغم قرب القرية.", ("casualty",)),
        ("عثر عمال على قذيفة هاون غير منفجرة.", ("ordnance-find",)),
        ("فطهرت الفرق ١٢ هكتارا من الألغام.", ("mine-clearance",)),
        ("تخرجت دفعة من المتدربين في دورة لإزالة الألغام.", ("training",)),
        ("والتقى وزير الخارجية السفير وبحث معه ملف الألغام.", ("meeting",)),
        ("وتسلم المزارعون أراضيهم من البلدية بعد سنوات من الألغام.", ("handover",)),
        ("انضمت الدولة إلى اتفاقية حظر الألغام.", ("statement-of-policy",)),
        ("بلغ عدد ضحايا الألغام ٦١ ضحية خلال عام ٢٠٢٣.", ("figures",)),
        ("وصل القطار إلى المدينة في المساء.", ()),
    ],
)
def test_arabic_tells_of_events(text, kinds):
    assert Account(Item("a", text, language="ar")).kinds[:1] == kinds


def test_days_have_the_names_of_months_that_the_levant_and_the_maghreb_use():
    text = "في ٦ تشرين الثاني/نوفمبر ٢٠٢٤، ثم في 5 غشت ويوم 7 جانفي 2023"
    assert dates_in(text, ARABIC) == ["2024-11-06", "--08-05", "2023-01-07"]


def test_an_article_makes_no_other_house():
    assert house("للشرطة العراقية", ARABIC).words == house("شرطة عراقية", ARABIC).words


def test_an_arabic_paper_that_cites_a_ministry_rests_on_it_and_one_that_was_there_on_itself():
    told = Origins(
        [
            Item("a", "أعلنت وزارة الدفاع أن الفرق أزالت ٣٠٠ لغم من قرية تارن في محافظة إيبور. "
                 "وأضافت أن العمل قد يستمر.",
                 publisher="وزارة الدفاع", published="2024-05-01", language="ar"),
            Item("b", "بحسب وزارة الدفاع، أزيل 300 لغم من قرية تارن في محافظة إيبور.", publisher="صحيفة الغد",
                 published="2024-05-02", language="ar"),
            Item("c", "شاهدنا في قرية تارن بمحافظة إيبور فرقا تزيل الألغام، وقال النقيب علي حسن إنها أزالت 290 لغما.",
                 publisher="جريدة الساحل", published="2024-05-03", language="ar"),
        ]
    )  # fmt: skip
    (event,) = told.events
    assert [(one.name, one.documents) for one in told.of(event)] == [
        ("وزارة الدفاع", ("a", "b")), ("جريدة الساحل", ("c",)),
    ]  # fmt: skip
    assert [(one.speaker, one.hedged) for one in statements(told)] == [
        ("وزارة الدفاع", False), ("وزارة الدفاع", True), ("وزارة الدفاع", False), ("النقيب علي حسن", False),
    ]  # fmt: skip
    assert places_in("في محافظة إيبور", ARABIC) == ["محافظة إيبور"]
