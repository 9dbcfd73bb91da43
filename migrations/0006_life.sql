-- The life of bills as it is recorded here: projects, the log of steps, papers that were added at the desk, and which
-- texts an import made public. Log and papers only grow; what was recorded wrongly is undone by a further entry.
-- Imported events stay where they are: they are what happened before (docs/decisions/2026-11-24-life.md).

create table project (
    bill text primary key references bill (slug),
    class text not null,
    sponsor_kind text not null,
    venue text not null,
    target_session text,
    target text,
    proposed_on text not null,
    person @INT@ not null references person (id),
    appointment @INT@ not null references appointment (id),
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    made_at @INT@ not null
) @STRICT@;

create table life_entry (
    bill text not null references bill (slug),
    number @INT@ not null check (number > 0),
    act text not null,
    from_state text not null,
    from_reading @INT@,
    to_state text not null,
    to_reading @INT@,
    happened_on text not null,
    actor text not null,
    reason text,
    details text not null,
    warnings text not null,
    undoes @INT@ check (undoes < number),
    person @INT@ references person (id),
    appointment @INT@ references appointment (id),
    author text check (length(author) > 0),
    organ text check (length(organ) > 0),
    recorded_at @INT@ not null,
    primary key (bill, number),
    unique (bill, undoes),
    constraint life_entry_author_whole check (
        (person is null) = (appointment is null) and (person is null) = (author is null)
        and (person is null) = (organ is null)
    )
) @STRICT@;

create table desk_paper (
    bill text not null references bill (slug),
    name text not null,
    number @INT@ not null check (number > 0),
    kind text not null,
    version @INT@,
    title text not null check (length(title) > 0),
    author text not null,
    dated text not null,
    text text not null,
    text_sha256 text not null check (length(text_sha256) = 64),
    person @INT@ not null references person (id),
    appointment @INT@ not null references appointment (id),
    signer text not null check (length(signer) > 0),
    organ text not null check (length(organ) > 0),
    added_at @INT@ not null,
    primary key (bill, name),
    unique (bill, number)
) @STRICT@;

-- A text is public because an import brought it, or because the log says so. One that was only sealed is not.
create table publication (
    bill text not null,
    version @INT@ not null,
    primary key (bill, version),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

-- Until now every text came by import.
insert into publication (bill, version) select bill, number from version;

-- @sqlite
create trigger project_update before update on project
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;

create trigger project_delete before delete on project
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;

create trigger life_entry_update before update on life_entry
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;

create trigger life_entry_delete before delete on life_entry
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;

create trigger life_entry_replace before insert on life_entry
when exists (
    select 1 from life_entry e
    where e.bill = new.bill and (e.number = new.number or (new.undoes is not null and e.undoes = new.undoes))
)
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;

create trigger desk_paper_update before update on desk_paper
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;

create trigger desk_paper_delete before delete on desk_paper
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;

create trigger desk_paper_replace before insert on desk_paper
when exists (select 1 from desk_paper p where p.bill = new.bill and (p.name = new.name or p.number = new.number))
begin
    select raise(abort, 'kaimen: the life of a bill only grows');
end;
-- @end
-- @postgres
create function refuse_life() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: the life of a bill only grows' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger project_update before update or delete on project
for each row execute function refuse_life();

create trigger project_truncate before truncate on project
for each statement execute function refuse_life();

create trigger life_entry_update before update or delete on life_entry
for each row execute function refuse_life();

create trigger life_entry_truncate before truncate on life_entry
for each statement execute function refuse_life();

create trigger desk_paper_update before update or delete on desk_paper
for each row execute function refuse_life();

create trigger desk_paper_truncate before truncate on desk_paper
for each statement execute function refuse_life();
-- @end
