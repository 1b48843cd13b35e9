"""The tables of a file of accounts, format 1, and the guards of its audit."""

from typing import Final

APPLICATION_ID: Final = 0x4C524143
"""``LRAC``, at byte 68 of the file."""
FORMAT: Final = 1
"""SQLite's ``user_version``, at byte 60 of the file."""
GUARDED: Final = "audit"
"""The table whose rows never change."""

SQL: Final = """
CREATE TABLE meta(
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE account(
  id TEXT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  person TEXT NOT NULL,
  roles TEXT NOT NULL,
  audience TEXT NOT NULL,
  territory TEXT NOT NULL,
  organisation TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'locked', 'closed')),
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE password(
  account TEXT NOT NULL PRIMARY KEY REFERENCES account(id),
  hash TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE factor(
  account TEXT NOT NULL PRIMARY KEY REFERENCES account(id),
  sealed BLOB NOT NULL,
  confirmed TEXT NOT NULL,
  last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery(
  account TEXT NOT NULL REFERENCES account(id),
  hash BLOB NOT NULL,
  used TEXT NOT NULL,
  PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt(
  subject BLOB NOT NULL,
  time TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (subject, time, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_id ON attempt(id);
CREATE INDEX attempt_time ON attempt(time);
CREATE TABLE session(
  hash BLOB NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES account(id),
  half INTEGER NOT NULL CHECK (half IN (0, 1)),
  created TEXT NOT NULL,
  seen TEXT NOT NULL,
  expires TEXT NOT NULL,
  network TEXT NOT NULL,
  browser TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session(account);
CREATE TABLE key(
  id TEXT NOT NULL PRIMARY KEY,
  hash BLOB NOT NULL,
  account TEXT NOT NULL REFERENCES account(id),
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  created TEXT NOT NULL,
  expires TEXT NOT NULL,
  used TEXT NOT NULL,
  revoked TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX key_account ON key(account);
CREATE TABLE link(
  hash BLOB NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account(id),
  purpose TEXT NOT NULL,
  created TEXT NOT NULL,
  expires TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_account ON link(account);
CREATE TABLE identity(
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES account(id),
  created TEXT NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_account ON identity(account);
CREATE TABLE errand(
  hash BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL,
  created TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE draft(
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account(id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  revision INTEGER NOT NULL,
  created TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT;
CREATE INDEX draft_account ON draft(account, changed);
CREATE TABLE saved(
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account(id),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  created TEXT NOT NULL,
  UNIQUE (account, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_shared ON saved(name) WHERE shared = 1;
CREATE TABLE comment(
  seq INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES account(id),
  text TEXT NOT NULL,
  time TEXT NOT NULL
) STRICT;
CREATE INDEX comment_record ON comment(record, seq);
CREATE TABLE claim(
  record TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account(id),
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit(
  seq INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  account TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  network TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_account ON audit(account, seq);
CREATE INDEX audit_what ON audit(what, seq);
CREATE INDEX audit_time ON audit(time, seq);
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows never change'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit rows are never replaced'); END;
"""
"""Every statement that makes a file of accounts of format 1."""
