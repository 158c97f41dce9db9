/**
 * The same tables and the same indexes as the engine makes of `config/`, in the words of one who knows SQLite:
 * NOCASE instead of folded columns, and no trigram index, since search is a LIKE.
 */
export const tables = `
  CREATE TABLE partners (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE,
    number TEXT NOT NULL COLLATE NOCASE UNIQUE, country TEXT NOT NULL);
  CREATE TABLE customer_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE UNIQUE, levels TEXT NOT NULL DEFAULT '{}');
  CREATE TABLE staff_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE, levels TEXT NOT NULL DEFAULT '{}');
  CREATE TABLE staff_users (
    id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL COLLATE NOCASE UNIQUE,
    password_hash TEXT, role INTEGER NOT NULL REFERENCES staff_roles);
  CREATE TABLE customer_users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE,
    username TEXT NOT NULL COLLATE NOCASE UNIQUE,
    email TEXT NOT NULL COLLATE NOCASE UNIQUE,
    partner INTEGER NOT NULL REFERENCES partners,
    role INTEGER NOT NULL REFERENCES customer_roles,
    status TEXT NOT NULL,
    language TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT);
  CREATE INDEX customer_users_name ON customer_users (name, id, deleted_at);
  CREATE INDEX customer_users_partner ON customer_users (partner, name, id, deleted_at);
  CREATE INDEX customer_users_role ON customer_users (role, name, id, deleted_at);
  CREATE INDEX customer_users_status ON customer_users (status, name, id, deleted_at);
  CREATE TABLE access_rights (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL UNIQUE REFERENCES customer_users ON DELETE CASCADE,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL);
  CREATE TABLE access_rights_partners (
    record INTEGER NOT NULL REFERENCES access_rights ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES partners ON DELETE CASCADE,
    PRIMARY KEY (record, other)) WITHOUT ROWID;
  CREATE INDEX access_rights_partners_other ON access_rights_partners (other, record);
  CREATE TABLE password_links (
    hash TEXT PRIMARY KEY, account INTEGER NOT NULL, expires_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX password_links_account ON password_links (account);
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
    created_at TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at TEXT NOT NULL);
  CREATE INDEX outbox_next ON outbox (next_attempt_at);
  CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, operation TEXT NOT NULL, account INTEGER NOT NULL,
    who TEXT NOT NULL COLLATE NOCASE, entity TEXT NOT NULL, record INTEGER NOT NULL, name TEXT COLLATE NOCASE,
    changes TEXT NOT NULL, rule TEXT NOT NULL, request TEXT NOT NULL, address TEXT NOT NULL);
  CREATE INDEX audit_record ON audit (record, entity);
  CREATE INDEX audit_account ON audit (account);
  CREATE INDEX audit_at ON audit (at, id);
`
