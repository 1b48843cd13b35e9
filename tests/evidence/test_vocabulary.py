"""The English words of the trade and of newspapers: plain sentences, and those that only look like them."""

import pytest

from landrelease.evidence.account import Account, Item
from landrelease.evidence.language import languages
from landrelease.evidence.voice import voices

ENGLISH = languages()["en"]
TOLD = [
    ("A shepherd came across a rusty shell beside the stream.", "ordnance-find"),
    ("Builders uncovered two aerial bombs while laying a pipe.", "ordnance-find"),
    ("A grenade was fished out of the canal on Sunday.", "ordnance-find"),
    ("He ploughed up a mortar bomb and called the police.", "ordnance-find"),
    ("Police cordoned off the street until the bomb squad had taken the device away.", "ordnance-find"),
    ("The projectile was made safe by a controlled explosion on the beach.", "ordnance-find"),
    ("Fishermen hauled up a sea mine in their nets.", "ordnance-find"),
    ("Three unexploded rockets turned up in a scrapyard.", "ordnance-find"),
    ("Deminers finished 14 hectares of former front line this spring.", "mine-clearance"),
    ("Manual teams cleared the minefield lane by lane.", "mine-clearance"),
    ("Battle area clearance of the old airfield took eight months.", "mine-clearance"),
    ("The two task areas were demined with flails and dogs.", "mine-clearance"),
    ("Sappers destroyed 61 anti-personnel mines along the track.", "mine-clearance"),
    ("The suspected land was reduced by technical survey.", "mine-clearance"),
    ("A herder lost his left leg when he trod on a mine.", "casualty"),
    ("The tractor drove over an anti-tank mine, and its driver succumbed to his wounds.", "casualty"),
    ("Two sisters were rushed to the district hospital after the shell went off.", "casualty"),
    ("The blast of an old landmine maimed a woman gathering wood.", "casualty"),
    ("Twelve cadets completed a course in battle area clearance.", "training"),
    ("Instructors taught the recruits how to use a detector.", "training"),
    ("The syllabus for dog handlers now has a week of first aid.", "training"),
    ("Nine women qualified as deminers at the academy.", "training"),
    ("The mine action centre accredited five new survey officers after an exam.", "training"),
    ("Deputy ministers of the two countries sat down to speak about mined borders.", "meeting"),
    ("The centre hosted a delegation of experts in mine clearance.", "meeting"),
    ("Donors and national authorities held consultations on demining.", "meeting"),
    ("The heads of the mine action agencies signed a memorandum.", "meeting"),
    ("A round table of governors and NGOs spoke of mined forests.", "meeting"),
    ("Forty hectares of pasture were handed back to the village after demining.", "handover"),
    ("The mayor signed the completion certificate for the former minefield.", "handover"),
    ("The authority returned the mined orchard land to its owners.", "handover"),
    ("In 2024 a total of 3,214,000 square metres was cleared of mines.", "figures"),
    ("The annual report lists 212 casualties of mines for 2023, up from 180 the previous year.", "figures"),
    ("Since January 41 accidents with mines have been counted, 12 per cent more than in 2022.", "figures"),
    ("The number of mine victims fell to 77 last year.", "figures"),
    ("Parliament voted to withdraw from the treaty on anti-personnel mines.", "statement-of-policy"),
    ("The state party asked for an extension of its Article 5 deadline.", "statement-of-policy"),
    ("A magnet fisher pulled a mortar round out of the lake.", "ordnance-find"),
    ("Army experts detonated an old artillery round that hikers had reported.", "ordnance-find"),
    ("Residents had to leave their homes after a suspicious object was reported.", "ordnance-find"),
    ("De-mining of the power line corridor will end in June.", "mine-clearance"),
    ("Clearance operations resumed on Monday.", "mine-clearance"),
    ("Divers and deminers have made the harbour free from explosives.", "mine-clearance"),
    ("One deminer had his hand torn off in an accident in lane four.", "casualty"),
    ("An explosive device left from the war took the lives of three farmers.", "casualty"),
    ("The institute will train 60 more searchers next year.", "training"),
    ("The foreign minister held a phone call with his counterpart about mines.", "meeting"),
    ("Deminers handed the school yard back to the headmaster.", "handover"),
    ("By the end of 2022, 1.9 million square metres remained contaminated.", "figures"),
    ("From January to September 2024, 1,204 items of explosive ordnance were destroyed.", "figures"),
    ("The president announced that the country would never again use landmines.", "statement-of-policy"),
    ("While mowing hay, a woman discovered a rifle grenade.", "ordnance-find"),
    ("Bomb disposal officers took away ammunition from the attic of an empty house.", "ordnance-find"),
    ("The digger's shovel uncovered a 500-pound bomb under the car park.", "ordnance-find"),
    ("An unexploded rocket stuck in the roof of the bakery alarmed neighbours.", "ordnance-find"),
    ("Pupils brought a submunition to class.", "ordnance-find"),
    ("Soldiers are clearing the verges of the northern highway of booby traps.", "mine-clearance"),
    ("More than 7,000 square metres were searched by the dog teams this week.", "mine-clearance"),
    ("The company will demine the reservoir shore.", "mine-clearance"),
    ("Mechanical ground preparation on the hazardous area has begun.", "mine-clearance"),
    ("The suspected hazardous area was cancelled after survey and the rest cleared.", "mine-clearance"),
    ("A teenager suffered severe burns when he threw a detonator on a fire.", "casualty"),
    ("Their truck ran over an explosive device; the two men did not survive.", "casualty"),
    ("Shrapnel from the shell hit her in the chest, and she died in hospital.", "casualty"),
    ("A course for quality officers opened in the capital on Monday.", "training"),
    ("Students of the demining academy received their badges.", "training"),
    ("Risk education teachers from 12 schools attended a seminar.", "training"),
    ("The steering committee on mine action convened for the third time.", "meeting"),
    ("The prime minister welcomed the head of the UN mine action service in his office.", "meeting"),
    ("Neighbouring states agreed on joint border clearance at a summit.", "meeting"),
    ("The cleared football pitch was given to the town council.", "handover"),
    ("Keys and maps of the former minefield went to the community leader at a ceremony.", "handover"),
    ("Casualties fell by a fifth in 2023, to 418, the monitor reported.", "figures"),
    ("In the first six months of the year, teams cleared 880 hectares.", "figures"),
    ("The programme's annual statistics show 33 accidents, against 29 a year earlier.", "figures"),
    ("The country has no plans to leave the Ottawa convention, the minister said.", "statement-of-policy"),
    ("Swimmers noticed a rusted projectile on the lake bed.", "ordnance-find"),
    ("Two hand grenades lay in a box at the flea market, and traders called the police.", "ordnance-find"),
    ("An excavator driver dug out a wartime air bomb near the station.", "ordnance-find"),
    ("Specialists blew up the bomb where it lay.", "ordnance-find"),
    ("A mine drifting off the cape was sighted by a ferry captain.", "ordnance-find"),
    ("Four teams are working on the confirmed hazardous area east of the canal.", "mine-clearance"),
    ("Clearance of the cemetery is to be finished before winter.", "mine-clearance"),
    ("The army removed all explosive remnants from the railway line.", "mine-clearance"),
    ("Deminers surveyed and cleared six fields around the school.", "mine-clearance"),
    ("Rats sniffed out 30 mines on the plain within a week.", "mine-clearance"),
    ("A farmer was killed by a landmine while ploughing.", "casualty"),
    ("Explosive remnants injured four shepherds on Friday.", "casualty"),
    ("Trainees practised with prodders in sand lanes.", "training"),
    ("The school for sappers admitted its first women.", "training"),
    ("Forty volunteers finished the demining course.", "training"),
    ("Ministers of defence will confer on mines in spring.", "meeting"),
    ("The ambassador toured the minefield with the governor.", "meeting"),
    ("The forum brought together donors and operators.", "meeting"),
    ("The authority formally transferred 9 hectares to the commune.", "handover"),
    ("Families received back their vineyards, now clear of mines.", "handover"),
    ("In 2021 there were 96 mine casualties, half of them children.", "figures"),
    ("The country still has 41 square kilometres of contaminated land, according to its latest report.", "figures"),
    ("Total clearance in 2023 amounted to 3.4 km².", "figures"),
    ("Parliament ratified the cluster munitions convention.", "statement-of-policy"),
]  # fmt: skip
NOT_TOLD = [
    ("Two workers were injured in a coal mine.", "casualty"),
    ("The coal mine reopened, and its area was cleared of rubble.", "mine-clearance"),
    ("The clearing bank moved its explosive new offices to another area.", "mine-clearance"),
    ("It is clear that the mined area is large.", "mine-clearance"),
    ("The minefield had a clear view of the road.", "mine-clearance"),
    ("A jogger spotted a shell near the path.", "mine-clearance"),
    ("A farmer found a grenade in his barn.", "mine-clearance"),
    ("Teams found 40 anti-personnel mines in the minefield.", "ordnance-find"),
    ("The children looked for sea shells and found work on the beach.", "ordnance-find"),
    ("The court found fault with the object.", "ordnance-find"),
    ("The train timetable changed for soldiers and students.", "training"),
    ("Demining will of course go on, the engineers hope.", "training"),
    ("The deminers met the deadline, in the director's words.", "meeting"),
    ("The ministry received a report of an unexploded bomb.", "meeting"),
    ("The wounded officials received treatment.", "meeting"),
    ("The shell was handed over to the police.", "handover"),
    ("The papers were handed over the counter.", "handover"),
    ("Medics learned how to treat blast wounds at the demining school.", "casualty"),
    ("As long as there is a mine in the valley nobody sleeps.", "ordnance-find"),
    ("The manager of the copper mine worked on the site.", "mine-clearance"),
    ("The total number of students in 2024 rose to 900.", "figures"),
    ("The field was mined in 1994.", "figures"),
    ("Teams cleared 300 mines on Tuesday.", "figures"),
    ("Tax law is a political minefield, and the opposition blew up over it.", "mine-clearance"),
    ("The bank cleared the payment for the land.", "mine-clearance"),
    ("Scientists found that bombs change the soil.", "ordnance-find"),
    ("The train to the mine action centre was late.", "training"),
    ("The director met his death in the minefield.", "meeting"),
    ("The opposition killed the bill on mines.", "casualty"),
    ("The weather will clear by noon over the field.", "mine-clearance"),
    ("Nobody was there when the mine was laid.", "casualty"),
    ("The results met with approval.", "meeting"),
    ("She studied the course of the river near the minefield.", "training"),
    ("The fund found new donors for mine action.", "ordnance-find"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind"), TOLD)
def test_a_sentence_tells_of_an_event(sentence, kind):
    assert kind in Account(Item("a", sentence, language="en")).kinds


@pytest.mark.parametrize(("sentence", "kind"), NOT_TOLD)
def test_a_sentence_that_only_looks_like_it_tells_of_none(sentence, kind):
    assert kind not in Account(Item("a", sentence, language="en")).kinds


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("A bomb lay under the bridge.", True),
        ("Divers saw a torpedo.", True),
        ("The salt mine is a museum now. Its mine shaft is deep.", False),
        ("Deminers stayed in huts of the gold mine beside the minefield.", True),
        ("For the cabinet the reform is a political minefield.", False),
        ("A friend of mine had a blast.", False),
    ],
)
def test_a_document_is_about_ordnance_or_uses_its_words_for_something_else(text, about):
    assert Account(Item("a", text, language="en")).about_ordnance is about


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("In a statement, the Ministry of Interior said that the road is closed.", "the Ministry of Interior"),
        ("A spokesman for the border police said nobody was hurt.", "A spokesman for the border police"),
        ("Captain Ito was quoted as saying that work goes on.", "Captain Ito"),
        ("The gazette quoted Captain Ito as saying that work goes on.", "Captain Ito"),
        ("As Captain Ito put it, nobody counts.", "Captain Ito"),
        ("The centre's report puts the number of victims at 40.", "The centre's report"),
        ("Data from the Ebor Mine Action Centre show that 40 people died.", "the Ebor Mine Action Centre"),
        ("The authority affirmed that the lake is closed.", "The authority"),
        ("“It is deep,” recounted Ana Ito.", "Ana Ito"),
        ("“It is deep,” said the mayor of Ebor.", "the mayor of Ebor"),
        ("The work was slow, said a spokeswoman for the army.", "a spokeswoman for the army"),
        ("Ana Ito, 42, said that the lake is closed.", "Ana Ito"),
        ("Ana Ito, the head of the centre, said that the lake is closed.", "Ana Ito"),
        ("Ana Ito, deputy director of operations, cautioned that it is deep.", "Ana Ito"),
        ("In the view of the Ebor Ministry of Defence, it is finished.", "the Ebor Ministry of Defence"),
        ("Statistics compiled by the Ebor Red Crescent show 40 victims.", "the Ebor Red Crescent"),
        ("The agency estimated the area at 40 hectares.", "The agency"),
        ("The army conceded that a lane had been missed.", "The army"),
        ("Police urged people to keep away.", "Police"),
        ("The police have not confirmed that.", "The police"),
        ("The bridge is closed, wrote the regional governor on his page.", "the regional governor"),
        ("The chief of staff, speaking without his name, estimated that it will take years.", "The chief of staff"),
        ("According to figures published by the United Nations, 40 died.", "the United Nations"),
        ("Ana Ito: “We have no blood left.”", "Ana Ito"),
        ("Human Rights Watch has accused both sides of laying mines.", "Human Rights Watch"),
    ],
)
def test_a_sentence_names_its_speaker(sentence, speaker):
    assert speaker in [voice.name for voice in voices(sentence, ENGLISH)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He cited a lack of money.",
        "The team put up tents and found a spring.",
        "They were told to leave.",
        "The state of the road was noted.",
    ],
)
def test_a_sentence_without_a_speaker_names_none(sentence):
    assert voices(sentence, ENGLISH) == []
