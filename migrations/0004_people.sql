-- People, the appointments they hold, their sessions, links and recovery codes.
-- Secrets stand here only as digests (tokens, codes), as argon2id (passwords), or sealed with the installation's key
-- (second factors). The person of a row is never deleted: what was done under it keeps its author.

create table person (
    id @INT@ primary key check (id > 0),
    login text not null unique,
    name text not null check (length(name) > 0),
    active @BOOL@ not null,
    password text,
    second_factor text,
    second_factor_step @INT@,
    made_at @INT@ not null
) @STRICT@;

create table appointment (
    id @INT@ primary key check (id > 0),
    person @INT@ not null references person (id),
    role text not null,
    organ text not null check (length(organ) > 0),
    point text,
    from_on text not null,
    until_on text,
    ended_at @INT@
) @STRICT@;

create index appointment_person on appointment (person);

create table session (
    token_sha256 text primary key check (length(token_sha256) = 64),
    person @INT@ not null references person (id),
    appointment @INT@ references appointment (id),
    device text,
    made_at @INT@ not null,
    seen_at @INT@ not null
) @STRICT@;

create index session_person on session (person);

create table recovery_code (
    person @INT@ not null references person (id),
    code_sha256 text not null check (length(code_sha256) = 64),
    used_at @INT@,
    primary key (person, code_sha256)
) @STRICT@;

-- A link that is good once: to join, to set a new password, or to become the first administrator.
create table invitation (
    token_sha256 text primary key check (length(token_sha256) = 64),
    purpose text not null,
    person @INT@ references person (id),
    made_by @INT@ references person (id),
    made_at @INT@ not null,
    expires_at @INT@ not null,
    used_at @INT@
) @STRICT@;

-- Someone who gave the right password and has not shown the second factor yet. Not a session: it opens nothing.
create table pending_sign_in (
    token_sha256 text primary key check (length(token_sha256) = 64),
    person @INT@ not null references person (id),
    made_at @INT@ not null
) @STRICT@;

-- Failures one after the other, for waiting times; the subject is a keyed digest of a login, an address or both.
create table failed_attempt (
    subject_sha256 text primary key check (length(subject_sha256) = 64),
    failures @INT@ not null,
    last_at @INT@ not null
) @STRICT@;

create index failed_attempt_last on failed_attempt (last_at);
