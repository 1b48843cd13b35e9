"""A press statement: its sentences held against the ledger, frozen, and what of them no longer holds."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec

from landrelease.checks.finding import Finding
from landrelease.desk.accounts import TOTAL
from landrelease.desk.behind import Opened
from landrelease.desk.errors import BadRequestError
from landrelease.desk.register import Register
from landrelease.desk.views import EVER, store_view
from landrelease.ledger.force import state_of
from landrelease.publish.asked import Asked
from landrelease.publish.backing import against_records
from landrelease.publish.figurelink import column_of, no_measure, period_of
from landrelease.publish.formwork import left_out
from landrelease.publish.frozen import frozen_text, parties, sealed, thawed
from landrelease.publish.notice import rules_of, unit_for
from landrelease.publish.redaction.audience import may_read, reads_exactly
from landrelease.publish.redaction.rounding import coarse, group_of
from landrelease.publish.sentences import (
    LEDGER,
    RECORD,
    Link,
    Number,
    Sentence,
    named,
    number_of,
    sentences_of,
    without_records,
)
from landrelease.publish.snapshot import Why, reasons_between, set_root
from landrelease.publish.teller import Amount
from landrelease.publish.treaty import moment_for, small_of, told_before
from landrelease.publish.unsaid import refuse_telling
from landrelease.records.text import marked as _
from landrelease.records.text import tr

FORMAT: Final = "landrelease press statement 1"
_NO_SCHEME: Final = _("[{label}]: a figure leads to ledger:… or to record:…, not to {scheme}:")
_EMPTY: Final = _("there is no sentence in the text")


class Told(msgspec.Struct, frozen=True):
    """
    A figure of a sentence with what stands behind it.

    Attributes
    ----------
    label : str
        As it is printed.
    scheme, target : str
        What it leads to.
    printed, half : Decimal
        As a number, and how far it may lie from what was rounded to it; 0 and 0 where it leads to records.
    value : Decimal
        What the ledger said, square metres or a count; how many records where it leads to records.
    records : dict of Decimal
        Id of each record behind it to what that adds.
    """

    label: str
    scheme: str
    target: str
    printed: Decimal
    half: Decimal
    value: Decimal
    records: dict[str, Decimal]


class Said(msgspec.Struct, frozen=True):
    """
    A sentence of a press statement.

    Attributes
    ----------
    paragraph : int
        Its paragraph, from 0.
    text : str
        As people read it.
    figures : tuple of Told
        Its figures.
    """

    paragraph: int
    text: str
    figures: tuple[Told, ...]


class Communique(msgspec.Struct, frozen=True, kw_only=True):
    """
    A press statement as it was frozen.

    Attributes
    ----------
    format : str
        `FORMAT`.
    id : str
        SHA-256 of everything else in it.
    title, audience, programme : str
        Its heading, for whom it is, whose it is.
    known_at, set_root, root : str
        As `snapshot.Snapshot` has them.
    author : str
        Person id of who published; empty where it is the first thing that they write here.
    approved_by : tuple of str
        Person ids of those who approved.
    despite : str
        Why it left with figures that have no link.
    sentences : tuple of Said
        Its sentences.
    """

    format: str = FORMAT
    id: str = ""
    title: str
    audience: str
    programme: str
    known_at: str
    set_root: str
    root: str
    author: str
    approved_by: tuple[str, ...]
    despite: str
    sentences: tuple[Said, ...]


class Stale(NamedTuple):
    """
    A sentence that no longer holds.

    Attributes
    ----------
    sentence : Said
        The sentence.
    figure : Told
        Its figure that is another one now.
    now : Decimal or None
        What the ledger says now; how many of its records count, where it leads to records; None where that would tell
        the reader of few records.
    why : tuple of Why
        Records through which it changed.
    """

    sentence: Said
    figure: Told
    now: Decimal | None
    why: tuple[Why, ...]


class Speaker:
    """
    Tells what stands behind the figures of sentences.

    Parameters
    ----------
    register
        An open register.
    audience
        For whom they are.
    known_at
        Moment of knowledge; empty for everything known.
    printed_for
        For whom the sentences were written, and so how land is rounded in them; empty for the audience itself.
    """

    def __init__(self, register: Register, audience: str, known_at: str, printed_for: str = "") -> None:
        self.register, self.audience, self.known_at = register, audience, known_at
        self.exact, self.unit = reads_exactly(audience), unit_for(register, printed_for or audience)
        self.small = 0 if self.exact else small_of(register)
        self.view = store_view(register.store, register.known_at(known_at) if known_at else EVER)
        self._opened = Opened(register)
        self._forms: dict[tuple[str, int], Asked] = {}

    def amount(self, link: Link) -> Amount:
        """
        Tell a figure of the ledger.

        Parameters
        ----------
        link
            A link to the ledger.

        Returns
        -------
        Amount
            With its records.

        Raises
        ------
        BadRequestError
            Where the ledger keeps no such figure.
        """
        asked = link.asked()
        column = column_of(link, asked)
        by, group = named(asked)
        teller = self._asked(link, asked).teller(by)
        found = teller.tell(column, group or TOTAL, period_of(link, asked))
        if found is None:
            raise no_measure(link, column.measure)
        return found

    def rounded(self, link: Link, value: Decimal) -> Decimal:
        """
        Round a figure as it may be printed.

        Parameters
        ----------
        link
            A link to the ledger.
        value
            The figure.

        Returns
        -------
        Decimal
            Counts as they are, and land where every digit may be told.
        """
        column = column_of(link, link.asked())
        return coarse(value, group_of(column.measure), self.unit) if column.unit else value

    def tells_too_much(self, link: Link) -> bool:
        """
        Tell whether a figure tells an audience without positions of too few records.

        Parameters
        ----------
        link
            A link to the ledger.

        Returns
        -------
        bool
            Whether no form would show it: only years, the whole, and areas that stand alone are told, and of ordnance
            what the table of a form does not leave out, so that statements and forms cannot be subtracted. That nothing
            happened somewhere is told by the same rules: it may be what a form leaves out to hide the line beside it.
        """
        if self.exact:
            return False
        asked = link.asked()
        form, (by, group) = self._asked(link, asked), named(asked)
        if period_of(link, asked) != form.period or by not in {"", "admin"}:
            return True
        if asked["measure"] == "destroyed":
            return bool(by) or left_out(form, asked.get("of", ""), asked.get("context", ""))
        return group in form.gathered

    def gathered(self, said: Iterable[Said]) -> tuple[str, ...]:
        """
        List the areas that these sentences could not tell apart, so that what is published later keeps them together.

        Parameters
        ----------
        said
            Sentences.

        Returns
        -------
        tuple of str
            Ids in order; nothing where no figure is one of the ledger, or hazards may stand one by one.
        """
        links = [Link(one.label, one.scheme, one.target) for some in said for one in some.figures]
        asked = [self._asked(link, link.asked()) for link in links if link.scheme == LEDGER]
        return tuple(sorted({area for one in asked for area in one.gathered}))

    def _asked(self, link: Link, asked: dict[str, str]) -> Asked:
        klass, year = asked.get("class", "all"), int(period_of(link, asked)[1][:4])
        if (klass, year) not in self._forms:
            held, moments = ((), ()) if self.exact else told_before(self.register, self.known_at)
            self._forms[klass, year] = Asked(
                self.register, klass, year, known_at=self.known_at, exact=self.exact, small=self.small, held=held,
                moments=moments, opened=self._opened,
            )  # fmt: skip
        return self._forms[klass, year]


def checked(register: Register, text: str, audience: str, known_at: str = "") -> tuple[tuple[Said, ...], list[Finding]]:
    """
    Hold the sentences of a text against the ledger.

    Parameters
    ----------
    register
        An open register.
    text
        The text, as `sentences.sentences_of` reads it.
    audience
        For whom it is.
    known_at
        Moment of knowledge; empty for everything known.

    Returns
    -------
    tuple
        The sentences with what stands behind their figures, and what is wrong with them.

    Raises
    ------
    BadRequestError
        Where a link leads nowhere, the public may see no figures, or the text says what `unsaid` refuses.
    """
    speaker = Speaker(register, audience, moment_for(register, audience, known_at))
    said: list[Said] = []
    findings: list[Finding] = []
    refuse_telling(register, without_records(text), audience)
    for sentence in sentences_of(text):
        figures = [_told(speaker, link, text) for link in sentence.links]
        said.append(Said(sentence.paragraph, sentence.text, tuple(figures)))
        findings += _findings(speaker, sentence, figures, text)
    if not said:
        raise BadRequestError(tr(_EMPTY))
    return tuple(said), findings


def _told(speaker: Speaker, link: Link, text: str) -> Told:
    if link.scheme == RECORD:
        names = [speaker.register.resolve(name) for name in link.ids() or ("",)]
        zero = Decimal(0)
        records = dict.fromkeys(names, Decimal(1))
        return Told(link.label, link.scheme, ",".join(names), zero, zero, Decimal(len(records)), records)
    if link.scheme != LEDGER:
        raise BadRequestError(tr(_NO_SCHEME).format(label=link.label, scheme=link.scheme))
    number, amount = _number(link, text), speaker.amount(link)
    records = {part.record: part.value for part in amount.parts}
    value = speaker.rounded(link, amount.value)
    return Told(link.label, link.scheme, link.target, number.value, number.half, value, records)


def _number(link: Link, text: str) -> Number:
    try:
        return number_of(link.label, text)
    except ValueError as fault:
        raise BadRequestError(str(fault)) from None


def _findings(speaker: Speaker, sentence: Sentence, figures: Sequence[Told], text: str) -> Iterator[Finding]:
    for figure in sentence.bare:
        yield Finding("figure-without-link", params={"sentence": sentence.text, "figure": figure})
    for link, told in zip(sentence.links, figures, strict=True):
        if told.scheme == RECORD:
            yield from _not_in_force(speaker, sentence, told)
            yield from against_records(speaker.view, sentence.text, told.label, list(told.records), text, speaker.unit)
        elif abs(told.printed - told.value) > told.half:
            params: dict[str, str | int | float] = {
                "sentence": sentence.text, "figure": told.label, "told": shown(told.value),
            }  # fmt: skip
            yield Finding("figure-differs-from-ledger", about=tuple(told.records)[:4], params=params)
        elif speaker.tells_too_much(link):
            yield Finding("figure-tells-too-much", params={"sentence": sentence.text, "audience": speaker.audience})


def shown(value: Decimal) -> str:
    """
    Write a figure of the ledger.

    Parameters
    ----------
    value
        Square metres or a count.

    Returns
    -------
    str
        Without decimals where it has none, else with two.

    Examples
    --------
    >>> shown(Decimal("1200")), shown(Decimal("1234.567"))
    ('1,200', '1,234.57')
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,.2f}"


def _not_in_force(speaker: Speaker, sentence: Sentence, told: Told) -> Iterator[Finding]:
    for name in told.records:
        state = state_of(speaker.view, name)
        if state != "accepted":
            params: dict[str, str | int | float] = {"sentence": sentence.text, "record": name[:12], "state": state}
            yield Finding("record-not-in-force", about=(name,), params=params)


def frozen(  # noqa: PLR0913 - the parts of one publication
    register: Register,
    title: str,
    said: tuple[Said, ...],
    *,
    audience: str,
    known_at: str = "",
    approved_by: Sequence[str] = (),
    despite: str = "",
) -> Communique:
    """
    Freeze a press statement.

    Parameters
    ----------
    register
        An open register; who acts publishes.
    title
        Its heading.
    said
        Its sentences, as `checked` gives them.
    audience, known_at
        As `checked` took them.
    approved_by
        Names or person ids of those who approved; without them it waits for a decision.
    despite
        Why it leaves with figures that have no link.

    Returns
    -------
    Communique
        The statement.

    Raises
    ------
    BadRequestError
        Where somebody is not known here.
    OwnRecordError
        Where nobody but the author approved.
    """
    refuse_telling(register, f"{title}\n{despite}", audience)
    author, approvers = parties(register, approved_by, waits=not approved_by)
    moment = moment_for(register, audience, known_at) or register.last_known()
    made = Communique(
        title=title, audience=audience, programme=register.frame().programme.id or "", known_at=moment,
        set_root=set_root(register, moment), root=register.store.root(), author=author,
        approved_by=approvers, despite=despite, sentences=said,
    )  # fmt: skip
    return sealed(made)


def doubted(register: Register, made: Communique) -> list[Finding]:
    """
    Find figures that nobody could hold against the records that they name.

    Parameters
    ----------
    register
        An open register.
    made
        The statement.

    Returns
    -------
    list of Finding
        For those who may see its records.
    """
    view, unit = store_view(register.store, made.known_at), unit_for(register, made.audience)
    text = " ".join(one.text for one in made.sentences)
    behind = [
        (said.text, one.label, list(one.records))
        for said in made.sentences
        for one in said.figures
        if one.scheme == RECORD
    ]
    doubts = ([list(against_records(view, *one, text, how)) for how in {0, unit}] for one in behind)
    return [found for some in doubts if all(some) for found in some[0]]


def gathered_in(register: Register, made: Communique) -> tuple[str, ...]:
    """
    List the areas that a press statement could not tell apart.

    Parameters
    ----------
    register
        An open register.
    made
        The statement.

    Returns
    -------
    tuple of str
        As `Speaker.gathered` gives them.
    """
    return Speaker(register, made.audience, made.known_at).gathered(made.sentences)


def communique_text(made: Communique) -> str:
    """
    Write a press statement with everything behind it.

    Parameters
    ----------
    made
        The statement.

    Returns
    -------
    str
        JSON, indented; amounts are texts.
    """
    return frozen_text(made)


def communique_of(data: bytes, name: str) -> Communique:
    """
    Read a press statement out of its bytes.

    Parameters
    ----------
    data
        The frozen file.
    name
        What it is called, for messages.

    Returns
    -------
    Communique
        As it was frozen.

    Raises
    ------
    BadRequestError
        Where it is none, or anything in it was changed.
    """
    return thawed(data, Communique, FORMAT, name)


def stale(register: Register, made: Communique, audience: str) -> list[Stale]:
    """
    Find the sentences that no longer hold.

    Parameters
    ----------
    register
        An open register.
    made
        The statement.
    audience
        Who is told: with the knowledge that is published for them today, and no figure that tells of few records.

    Returns
    -------
    list of Stale
        In the order of the text: figures that lie further from what the ledger says now than their rounding, and
        records that no longer count.
    """
    speaker = Speaker(register, audience, _latest_for(register, audience, made.known_at), made.audience)
    return [found for said in made.sentences for found in _stale(speaker, said)]


def _latest_for(register: Register, audience: str, known_at: str) -> str:
    """Say whose knowledge an audience is told of today, though no figures may be published any more."""
    if may_read(audience, "donor"):
        return ""
    return max(known_at, register.known_at(rules_of(register).known_at(register.today())))


def _stale(speaker: Speaker, said: Said) -> Iterable[Stale]:
    for figure in said.figures:
        link = Link(figure.label, figure.scheme, figure.target)
        now = _now(speaker, link, figure)
        exact = sum(now.values(), Decimal(0))
        value = exact if figure.scheme == RECORD else speaker.rounded(link, exact)
        if now != figure.records if figure.scheme == RECORD else _differs(speaker, link, figure, value):
            hidden = figure.scheme == LEDGER and speaker.tells_too_much(link)
            why = tuple(reasons_between(speaker.register, speaker.view, figure.records, now))
            yield Stale(said, figure, None if hidden else value, why)


def _differs(speaker: Speaker, link: Link, figure: Told, now: Decimal) -> bool:
    """Hold a figure against what would be printed now; one that was printed more exactly once, as it would be now."""
    return abs(figure.printed - now) > figure.half and speaker.rounded(link, figure.printed) != now


def _now(speaker: Speaker, link: Link, figure: Told) -> dict[str, Decimal]:
    if figure.scheme == RECORD:
        return {name: one for name, one in figure.records.items() if state_of(speaker.view, name) == "accepted"}
    return {part.record: part.value for part in speaker.amount(link).parts}
