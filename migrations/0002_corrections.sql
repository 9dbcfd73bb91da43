-- What people say about which articles of two texts belong together, and how each saying ended. Both only grow.
-- The texts are named by number, not referred to: an unsealed text may go and come back, the correction stays.

create table correction (
    id @INT@ primary key check (id > 0),
    bill text not null references bill (slug),
    old_version @INT@ not null check (old_version > 0),
    new_version @INT@ not null check (new_version > old_version),
    kind text not null,
    old_articles text not null,
    new_articles text not null,
    note text,
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    made_at @INT@ not null
) @STRICT@;

create index correction_pair on correction (bill, old_version, new_version);

create table correction_end (
    correction @INT@ primary key references correction (id),
    successor @INT@ references correction (id) check (successor > correction),
    author text check (length(author) > 0),
    organ text check (length(organ) > 0),
    ended_at @INT@ not null,
    constraint correction_end_once
        check ((successor is null) = (author is not null) and (author is null) = (organ is null))
) @STRICT@;

-- @sqlite
create trigger correction_update before update on correction
begin
    select raise(abort, 'kaimen: corrections only grow');
end;

create trigger correction_delete before delete on correction
begin
    select raise(abort, 'kaimen: corrections only grow');
end;

-- `insert or replace` would delete without the trigger above.
create trigger correction_replace before insert on correction
when exists (select 1 from correction c where c.id = new.id)
begin
    select raise(abort, 'kaimen: corrections only grow');
end;

create trigger correction_end_update before update on correction_end
begin
    select raise(abort, 'kaimen: corrections only grow');
end;

create trigger correction_end_delete before delete on correction_end
begin
    select raise(abort, 'kaimen: corrections only grow');
end;

create trigger correction_end_replace before insert on correction_end
when exists (select 1 from correction_end e where e.correction = new.correction)
begin
    select raise(abort, 'kaimen: corrections only grow');
end;
-- @end
-- @postgres
create function refuse_correction() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: corrections only grow' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger correction_update before update or delete on correction
for each row execute function refuse_correction();

create trigger correction_truncate before truncate on correction
for each statement execute function refuse_correction();

create trigger correction_end_update before update or delete on correction_end
for each row execute function refuse_correction();

create trigger correction_end_truncate before truncate on correction_end
for each statement execute function refuse_correction();
-- @end
