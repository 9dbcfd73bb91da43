-- Bills, their versions, papers, events and consultations; contact points.
-- Dates are ISO texts, instants milliseconds since 1970, digests 64 hexadecimal digits, lists JSON.
-- @INT@ and the like, and the parts between `-- @sqlite` or `-- @postgres` and `-- @end`, are for one database only:
-- src/store/migrate.rs makes the statements of each from this one file.

create table bill (
    slug text primary key,
    title text not null,
    kind text not null,
    example @BOOL@ not null,
    jurisdiction text not null,
    enactor text not null,
    sponsor text not null,
    drafting_unit text not null,
    committee text,
    summary text not null,
    questions text not null,
    readings_required @INT@ not null
) @STRICT@;

create table version (
    bill text not null references bill (slug),
    number @INT@ not null check (number > 0),
    stage text not null,
    label text not null,
    reading @INT@,
    dated text not null,
    session text,
    text text not null,
    text_sha256 text not null check (length(text_sha256) = 64),
    sealed_at @INT@,
    predecessor text check (length(predecessor) = 64),
    chain text check (length(chain) = 64),
    primary key (bill, number),
    constraint version_seal_whole check ((sealed_at is null) = (chain is null) and (chain is not null or predecessor is null))
) @STRICT@;

create table document (
    bill text not null references bill (slug),
    name text not null,
    position @INT@ not null,
    kind text not null,
    version @INT@,
    title text not null,
    author text not null,
    dated text not null,
    text text not null,
    text_sha256 text not null check (length(text_sha256) = 64),
    primary key (bill, name),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create table event (
    bill text not null references bill (slug),
    position @INT@ not null,
    state text not null,
    reading @INT@,
    happened_on text not null,
    by_whom text not null,
    version @INT@,
    note text,
    primary key (bill, position),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create table consultation (
    bill text not null,
    version @INT@ not null,
    title text not null,
    opens text not null,
    closes text not null,
    address text,
    postcode text,
    envelope text,
    telephone text,
    fax text,
    email text,
    primary key (bill, version),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create table contact_point (
    slug text primary key,
    position @INT@ not null,
    name text not null,
    tier text not null,
    host text not null,
    host_type text not null,
    district text not null,
    sector text,
    plaque text,
    address text,
    hours text,
    telephone text,
    intro text,
    valid_from text not null,
    valid_to text,
    status text not null,
    example @BOOL@ not null
) @STRICT@;

-- A sealed version never changes, whoever asks: the program checks first, the database has the last word.
-- @sqlite
create trigger version_sealed_update before update on version when old.chain is not null
begin
    select raise(abort, 'kaimen: sealed version');
end;

create trigger version_sealed_delete before delete on version when old.chain is not null
begin
    select raise(abort, 'kaimen: sealed version');
end;

-- `insert or replace` would delete without the trigger above.
create trigger version_sealed_replace before insert on version
when exists (select 1 from version v where v.bill = new.bill and v.number = new.number and v.chain is not null)
begin
    select raise(abort, 'kaimen: sealed version');
end;
-- @end
-- @postgres
create function refuse_sealed_version() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: sealed version' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger version_sealed_update before update on version
for each row when (old.chain is not null) execute function refuse_sealed_version();

create trigger version_sealed_delete before delete on version
for each row when (old.chain is not null) execute function refuse_sealed_version();

create trigger version_sealed_truncate before truncate on version
for each statement execute function refuse_sealed_version();
-- @end
