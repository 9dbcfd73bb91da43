-- Which account of a city's directory (OpenID Connect) belongs to which person, and sign-ins that are on their way there.
-- The tables are there in every installation, also in a program that was built without signing in by a directory.

create table person_subject (
    issuer text not null check (length(issuer) > 0),
    subject text not null check (length(subject) > 0),
    person @INT@ not null references person (id),
    made_at @INT@ not null,
    primary key (issuer, subject),
    unique (issuer, person)
) @STRICT@;

-- Someone who was sent to the directory and has not come back yet. Not a session: it opens nothing. The person is there
-- when somebody signed in ties the account; what the answer is checked against is sealed with the installation's key.
create table directory_attempt (
    token_sha256 text primary key check (length(token_sha256) = 64),
    state_sha256 text not null check (length(state_sha256) = 64),
    sealed text not null,
    wanted text not null,
    person @INT@ references person (id),
    made_at @INT@ not null
) @STRICT@;

create index directory_attempt_made on directory_attempt (made_at);
