-- People, the appointments they hold, their sessions, invitations and recovery codes.
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

-- Attempts that failed, for lock-out and rate limits; the subject is a digest of the login or of the address.
create table failed_attempt (
    subject_sha256 text not null check (length(subject_sha256) = 64),
    at @INT@ not null
) @STRICT@;

create index failed_attempt_subject on failed_attempt (subject_sha256, at);
