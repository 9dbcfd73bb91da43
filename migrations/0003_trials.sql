-- Texts that an amendment decision made of a reading, kept on the desk (试改文本). They only grow: nothing that a drafter
-- kept is lost or changed. They are no readings and take no number from one: an import knows nothing of them.
-- The base is named by number and by the hash of its text, not referred to: an unsealed reading may go and come back.

create table trial (
    bill text not null references bill (slug),
    number @INT@ not null check (number > 0),
    base @INT@ not null check (base > 0),
    base_sha256 text not null check (length(base_sha256) = 64),
    label text not null check (length(label) > 0),
    decision text not null,
    text text not null,
    text_sha256 text not null check (length(text_sha256) = 64),
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    kept_at @INT@ not null,
    primary key (bill, number)
) @STRICT@;

-- @sqlite
create trigger trial_update before update on trial
begin
    select raise(abort, 'kaimen: trials only grow');
end;

create trigger trial_delete before delete on trial
begin
    select raise(abort, 'kaimen: trials only grow');
end;

create trigger trial_replace before insert on trial
when exists (select 1 from trial t where t.bill = new.bill and t.number = new.number)
begin
    select raise(abort, 'kaimen: trials only grow');
end;
-- @end
-- @postgres
create function refuse_trial() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: trials only grow' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger trial_update before update or delete on trial
for each row execute function refuse_trial();

create trigger trial_truncate before truncate on trial
for each statement execute function refuse_trial();
-- @end
