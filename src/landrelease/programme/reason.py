"""Reasons of the gate: each a code with its text, for or against, and the rule that it rests on."""

from types import MappingProxyType
from typing import Final, NamedTuple

from landrelease.programme.order_grounds import ORDER_GROUNDS
from landrelease.records.text import marked as _
from landrelease.records.text import tr


class Ground(NamedTuple):
    """
    What a reason's code means.

    Attributes
    ----------
    allows : bool
        Whether it speaks for the work.
    item : str
        What the gate looked at, one of `rules.ITEMS`.
    text : str
        `str.format` template over the reason's parameters.
    rule : str
        Why the gate asks for it.
    """

    allows: bool
    item: str
    text: str
    rule: str


class Reason(NamedTuple):
    """
    One reason of an answer.

    Attributes
    ----------
    code : str
        Key of `GROUNDS`.
    record : str
        Id of the record behind it; empty where it is a record that is missing.
    params : mapping
        Values that the text names.
    """

    code: str
    record: str = ""
    params: MappingProxyType[str, str] = MappingProxyType({})

    @property
    def allows(self) -> bool:
        """Whether it speaks for the work."""
        return GROUNDS[self.code].allows

    @property
    def text(self) -> str:
        """The reason in words of the language in use."""
        return tr(GROUNDS[self.code].text).format(**self.params)

    @property
    def rule(self) -> str:
        """The rule in words of the language in use."""
        return tr(GROUNDS[self.code].rule)


def reason(code: str, record: str = "", **params: str) -> Reason:
    """
    Give a reason.

    Parameters
    ----------
    code
        Key of `GROUNDS`.
    record
        Id of the record behind it.
    **params
        Values that its text names.

    Returns
    -------
    Reason
        The reason.

    Examples
    --------
    >>> reason("suspended", "ab", days="2025-03-01..").text
    'The accreditation is suspended on 2025-03-01...'
    """
    return Reason(code, record, MappingProxyType(params))


_YES: Final = True
_NO: Final = False
_ACCREDITED: Final = _("Who searches for explosives must have been tested for it, by unit, capability and days.")
_SUSPENDED: Final = _("A suspension wins over every accreditation until it ends or is lifted.")
_BODY: Final = _("The body that accredits answers for the test; the authority says whose word counts.")
_ROTATION: Final = _(
    "Accreditation and agreements are for the people who are there, and those change with the rotation."
)
_TAKEN_OVER: Final = _("Unfinished lanes and open findings get lost where one rotation leaves and nobody took over.")
_PEOPLE: Final = _("Every person at work must belong to the unit then, and enough of each role must be there.")
_CERTIFIED: Final = _("Nobody does what the person was not examined for; other systems count by a decision only.")
_TOOLS: Final = _("A detector or animal that was not tested finds less than its user believes.")
_AGREED: Final = _("A unit of another state works only as far as its state agreed, and only on orders it agreed to.")
_MEDICAL: Final = _("After an accident minutes decide; the support that the programme asks for must be there.")
_AREA: Final = _("An agreement ends at the borders that it names.")
_LOOKED: Final = _("What is demanded and was not looked at cannot be answered with yes.")

GROUNDS: Final = MappingProxyType(
    {
        **{code: Ground(*row) for code, row in ORDER_GROUNDS.items()},
        "accredited": Ground(_YES, "accreditation", _("Accredited for {capability} on {days}."), _ACCREDITED),
        "capability-unknown": Ground(
            _NO, "accreditation", _("{capability} is no capability of the programme."), _ACCREDITED
        ),
        "unit-unknown": Ground(_NO, "accreditation", _("No accepted record describes unit {unit}."), _ACCREDITED),
        "not-accredited": Ground(
            _NO, "accreditation", _("Nobody accredited the unit for {capability} on {days}."), _ACCREDITED
        ),
        "only-applied": Ground(
            _NO, "accreditation", _("An accreditation for {capability} was applied for and not granted."), _ACCREDITED
        ),
        "only-provisional": Ground(
            _NO, "accreditation", _("The accreditation is only provisional on {days}."), _ACCREDITED
        ),
        "refused": Ground(_NO, "accreditation", _("The accreditation was refused."), _ACCREDITED),
        "suspended": Ground(_NO, "accreditation", _("The accreditation is suspended on {days}."), _SUSPENDED),
        "withdrawn": Ground(_NO, "accreditation", _("The accreditation is withdrawn on {days}."), _SUSPENDED),
        "body-does-not-count": Ground(
            _NO, "accreditation", _("The programme does not recognise {body} as accrediting body."), _BODY
        ),
        "other-rotation": Ground(
            _NO, "accreditation", _("An accreditation is only for rotation {rotation}."), _ROTATION
        ),
        "accredited-less-deep": Ground(
            _NO,
            "accreditation",
            _("An accreditation ends at {limit} m depth, the work asks for {depth} m."),
            _ACCREDITED,
        ),
        "accreditation-unclear": Ground(
            _NO,
            "accreditation",
            _("A record of the accreditation has no status that is known; it may bar the work on {days}."),
            _SUSPENDED,
        ),
        "on-conditions": Ground(
            _YES, "accreditation", _("The accreditation has conditions: {conditions}"), _ACCREDITED
        ),
        "accreditation-undated": Ground(
            _NO, "accreditation", _("The accreditation does not say from which day to which it holds."), _ACCREDITED
        ),
        "unit-stands-down": Ground(_NO, "accreditation", _("The whole unit is off work on {days}."), _SUSPENDED),
        "on-duty": Ground(_YES, "rotation", _("Rotation {rotation} is on duty on {days}."), _ROTATION),
        "no-rotation": Ground(_NO, "rotation", _("No rotation of the unit is on duty on {days}."), _ROTATION),
        "not-taken-over": Ground(
            _NO,
            "rotation",
            _("Rotation {rotation} did not take over from {earlier} completely: {missing}."),
            _TAKEN_OVER,
        ),
        "certified": Ground(_YES, "certificates", _("{person} is certified: {what} on {days}."), _CERTIFIED),
        "counts-as-equal": Ground(
            _YES, "certificates", _("{person}: the certificate of {system} counts as {what}."), _CERTIFIED
        ),
        "not-certified": Ground(
            _NO, "certificates", _("{person} has no certificate for {what} on {days}."), _CERTIFIED
        ),
        "competence-unknown": Ground(
            _NO, "certificates", _("Nothing says which certificates {activity} needs."), _CERTIFIED
        ),
        "no-certificate-asked": Ground(
            _YES, "certificates", _("None of the people needs a certificate for {activity}."), _CERTIFIED
        ),
        "certificate-revoked": Ground(
            _NO, "certificates", _("A certificate of {person} for {what} is revoked or suspended."), _CERTIFIED
        ),
        "no-equivalence": Ground(
            _NO, "certificates", _("{person}: no decision says that certificates of {system} count here."), _CERTIFIED
        ),
        "person-lapsed": Ground(_NO, "certificates", _("{person} is off work on {days}: {why}."), _CERTIFIED),
        "crew-complete": Ground(_YES, "people", _("All {n} people belong to the unit on {days}."), _PEOPLE),
        "not-a-member": Ground(_NO, "people", _("{person} does not belong to the unit on {days}."), _PEOPLE),
        "in-two-units": Ground(_NO, "people", _("{person} belongs to unit {unit} as well on {days}."), _PEOPLE),
        "too-few": Ground(_NO, "people", _("{n} of role {role} are named, {least} are asked for."), _PEOPLE),
        "tools-fit": Ground(_YES, "tools", _("All {n} assets are fit on {days}."), _TOOLS),
        "tool-unfit": Ground(_NO, "tools", _("Asset {asset} is not fit on {days}."), _TOOLS),
        "tool-of-others": Ground(_NO, "tools", _("Asset {asset} does not belong to the unit."), _TOOLS),
        "handler-not-named": Ground(
            _NO, "tools", _("Asset {asset} works only with its handler {person}, who is not named."), _TOOLS
        ),
        "too-few-tools": Ground(_NO, "tools", _("{n} of type {type} are named, {least} are asked for."), _TOOLS),
        "agreed": Ground(_YES, "agreement", _("Agreement {agreement} is in force and offers {capability}."), _AGREED),
        "no-agreement": Ground(
            _NO,
            "agreement",
            _("No agreement of {organisation} is in force and offers {capability} on {days}."),
            _AGREED,
        ),
        "manner-limited": Ground(
            _YES, "agreement", _("Agreement {agreement} limits how the work is done: {caveat}."), _AGREED
        ),
        "caveat": Ground(_NO, "agreement", _("Agreement {agreement} has the caveat {caveat}."), _AGREED),
        "too-deep": Ground(
            _NO,
            "agreement",
            _("Agreement {agreement} ends at {limit} m depth, the task asks for {depth} m."),
            _AGREED,
        ),
        "other-tasking-authority": Ground(
            _NO, "agreement", _("Agreement {agreement} takes orders from {authority} only."), _AGREED
        ),
        "medical-enough": Ground(_YES, "medical", _("The unit brings medical support: {level}."), _MEDICAL),
        "medical-too-little": Ground(
            _NO, "medical", _("The unit brings {level}, the programme asks for {least}."), _MEDICAL
        ),
        "inside": Ground(_YES, "area", _("The area lies in the territory of agreement {agreement}."), _AREA),
        "outside": Ground(_NO, "area", _("The area leaves the territory of agreement {agreement}."), _AREA),
        "no-days": Ground(_NO, "accreditation", _("The last day of the work is before the first."), _LOOKED),
        "setting-unusable": Ground(
            _NO, "accreditation", _("Setting {key} cannot be used, and it may demand more."), _LOOKED
        ),
        "demanded-unchecked": Ground(
            _NO, "accreditation", _("{item} is demanded and was not checked: {why}."), _LOOKED
        ),
    }
)
"""Every code of a reason: text, rule, and whether it speaks for or against the work."""
