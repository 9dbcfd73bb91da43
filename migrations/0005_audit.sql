-- The record of what was done (审计记录). It only grows; each row carries the hash of the one before and its own, made by
-- `procedure::audit::entry_hash` over every column. Name and organ are as they were then. The person is named by number,
-- not referred to: the record does not depend on any other table.

create table audit (
    number @INT@ primary key check (number > 0),
    at @INT@ not null,
    person @INT@,
    name text not null,
    organ text not null,
    deed text not null,
    object_kind text not null,
    object text not null,
    details text not null,
    previous text check (length(previous) = 64),
    hash text not null check (length(hash) = 64)
) @STRICT@;

create index audit_at on audit (at);
create index audit_person on audit (person, number);
create index audit_deed on audit (deed, number);
create index audit_object on audit (object_kind, object, number);

-- @sqlite
create trigger audit_update before update on audit
begin
    select raise(abort, 'kaimen: the audit record only grows');
end;

create trigger audit_delete before delete on audit
begin
    select raise(abort, 'kaimen: the audit record only grows');
end;

-- `insert or replace` would delete without the trigger above.
create trigger audit_replace before insert on audit
when exists (select 1 from audit a where a.number = new.number)
begin
    select raise(abort, 'kaimen: the audit record only grows');
end;
-- @end
-- @postgres
create function refuse_audit() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: the audit record only grows' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger audit_update before update or delete on audit
for each row execute function refuse_audit();

create trigger audit_truncate before truncate on audit
for each statement execute function refuse_audit();
-- @end
