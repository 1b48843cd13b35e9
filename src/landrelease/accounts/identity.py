"""Sign-in services (OpenID Connect): what was sent out and must come back once, and who is who there."""

from typing import Final

import msgspec

from landrelease.accounts.account import Account, found
from landrelease.accounts.errors import BadValueError, LinkRefusedError, NotHereError, TakenError
from landrelease.accounts.moment import later
from landrelease.accounts.sealing import Seal
from landrelease.accounts.secret import digest, new_token
from landrelease.accounts.store import Store, shaped
from landrelease.records.text import tr

ERRAND_S: Final = 10 * 60
"""How long an answer of the service is waited for, in seconds."""


class Errand(msgspec.Struct, frozen=True):
    """
    What somebody was sent to a sign-in service with.

    Attributes
    ----------
    state : str
        Comes back in the answer, once.
    nonce : str
        Must stand in the token of the service.
    verifier : str
        Proves to the service that the answer went to us (PKCE).
    back : str
        Where in our application the person wanted to go.
    """

    state: str
    nonce: str
    verifier: str
    back: str


class Identity(msgspec.Struct, frozen=True):
    """
    Who an account is at a sign-in service.

    Attributes
    ----------
    issuer : str
        Address of the service.
    subject : str
        Its own name for the person, which never changes.
    account : str
        Id of the account.
    created : str
        Moment.
    """

    issuer: str
    subject: str
    account: str
    created: str


class Identities:
    """
    The identities of a store.

    Parameters
    ----------
    store
        Where they are kept.
    seal
        Encrypts what must not be read from the file.
    """

    def __init__(self, store: Store, seal: Seal) -> None:
        self._store = store
        self._seal = seal

    def send(self, *, back: str = "/", now: str) -> Errand:
        """
        Prepare to send somebody to a sign-in service.

        Parameters
        ----------
        back
            Where they wanted to go.
        now
            Moment.

        Returns
        -------
        Errand
            With new secrets.
        """
        errand = Errand(new_token(), new_token(), new_token(), back)
        hashed = digest(errand.state)
        sealed = self._seal.closed(msgspec.json.encode(errand).decode(), hashed.hex())
        with self._store.writing() as deed:
            deed.drop("errand", {"created <=": later(now, -ERRAND_S)})
            deed.add("errand", {"hash": hashed, "sealed": sealed, "created": now})
        return errand

    def returned(self, state: str, *, now: str) -> Errand:
        """
        Take up what somebody was sent out with; it counts once.

        Parameters
        ----------
        state
            From the answer, whatever it is.
        now
            Moment.

        Returns
        -------
        Errand
            As it was sent.

        Raises
        ------
        LinkRefusedError
            Where it is unknown, too old, or came back before.
        """
        hashed = digest(state)
        with self._store.writing() as deed:
            row = deed.first("errand", {"hash": hashed, "created >": later(now, -ERRAND_S)})
            deed.drop("errand", {"hash": hashed})
        if row is None:
            raise LinkRefusedError(where="sign-in")
        return msgspec.json.decode(self._seal.opened(row["sealed"], hashed.hex()), type=Errand)

    def link(self, account: str, issuer: str, subject: str, *, now: str) -> Account:
        """
        Link an account to an identity; one that was invited is active from now on.

        Parameters
        ----------
        account
            Its id.
        issuer, subject
            As the token of the service says.
        now
            Moment.

        Returns
        -------
        Account
            As it is now.

        Raises
        ------
        TakenError
            Where the identity belongs to another account.
        NotHereError
            Where there is no such account.
        BadValueError
            Where issuer or subject are empty, or the account is locked or closed.
        """
        if not issuer or not subject:
            raise BadValueError(where="identity", detail=tr("the sign-in service did not say who it is"))
        with self._store.writing() as deed:
            before = found(deed, account)
            if before.state in {"locked", "closed"}:
                raise BadValueError(where="identity", detail=tr("the account is locked or closed"))
            row = {"issuer": issuer, "subject": subject, "account": account, "created": now}
            if not deed.add("identity", row) and not deed.count("identity", {key: row[key] for key in list(row)[:3]}):
                raise TakenError(where="identity")
            if before.state == "invited":
                deed.drop("link", {"account": account})
                deed.change("account", {"id": account}, {"state": "active", "changed": now})
            return found(deed, account)

    def account_of(self, issuer: str, subject: str) -> Account | None:
        """
        Find the account of an identity.

        Parameters
        ----------
        issuer, subject
            As the token of the service says.

        Returns
        -------
        Account or None
            In whatever state; `Signing.enter` looks at it.
        """
        with self._store.reading() as view:
            row = view.first("identity", {"issuer": issuer, "subject": subject})
            return found(view, row["account"]) if row else None

    def of(self, account: str) -> list[Identity]:
        """
        List the identities of an account.

        Parameters
        ----------
        account
            Its id.

        Returns
        -------
        list of Identity
            By issuer.
        """
        with self._store.reading() as view:
            return [
                shaped(row, Identity) for row in view.rows("identity", {"account": account}, order="issuer, subject")
            ]

    def unlink(self, account: str, issuer: str, subject: str) -> None:
        """
        Take an identity away from an account.

        Parameters
        ----------
        account
            Its id.
        issuer, subject
            As it was linked.

        Raises
        ------
        NotHereError
            Where the account has no such identity.
        """
        with self._store.writing() as deed:
            if not deed.drop("identity", {"issuer": issuer, "subject": subject, "account": account}):
                raise NotHereError(where="identity")
