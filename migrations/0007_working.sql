-- The working draft of each bill (工作文本): revisions that only grow, notes on its words, and who has it open.
-- A revision is the one span that it replaced in its parent, and now and then the whole text beside it. Numbers run
-- without a gap; kept_aside marks what could not be merged and never became the text.

create table draft_revision (
    bill text not null references bill (slug),
    number @INT@ not null check (number > 0),
    parent @INT@ check (parent > 0),
    kept_aside @BOOL@ not null,
    depth @INT@ not null check (depth >= 0),
    kind text not null,
    start_byte @INT@ not null check (start_byte >= 0),
    removed_bytes @INT@ not null check (removed_bytes >= 0),
    inserted text not null,
    inserted_bytes @INT@ not null check (inserted_bytes >= 0),
    whole text,
    text_sha256 text not null check (length(text_sha256) = 64),
    person @INT@ not null,
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    kept_at @INT@ not null,
    remark text not null,
    articles text not null,
    primary key (bill, number),
    foreign key (bill, parent) references draft_revision (bill, number),
    check ((parent is null) = (number = 1)),
    check (parent is null or parent < number),
    check (depth > 0 or whole is not null)
) @STRICT@;

create table draft_note (
    bill text not null references bill (slug),
    number @INT@ not null check (number > 0),
    revision @INT@ not null,
    start_byte @INT@ not null check (start_byte >= 0),
    quote text not null check (length(quote) > 0),
    before_quote text not null,
    after_quote text not null,
    words text not null check (length(words) > 0),
    person @INT@ not null,
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    made_at @INT@ not null,
    primary key (bill, number),
    foreign key (bill, revision) references draft_revision (bill, number)
) @STRICT@;

create table draft_note_entry (
    bill text not null,
    note @INT@ not null,
    number @INT@ not null check (number > 0),
    words text not null,
    done @BOOL@,
    person @INT@ not null,
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    made_at @INT@ not null,
    primary key (bill, note, number),
    foreign key (bill, note) references draft_note (bill, number),
    check (length(words) > 0 or done is not null)
) @STRICT@;

-- Who has the draft open, from one request to the next; nothing here is kept.
create table draft_presence (
    bill text not null references bill (slug),
    client text not null check (length(client) > 0),
    author text not null,
    organ text not null,
    path text not null,
    seen_at @INT@ not null,
    primary key (bill, client)
) @STRICT@;

-- @sqlite
create trigger draft_revision_update before update on draft_revision
begin
    select raise(abort, 'kaimen: revisions only grow');
end;

create trigger draft_revision_delete before delete on draft_revision
begin
    select raise(abort, 'kaimen: revisions only grow');
end;

create trigger draft_revision_replace before insert on draft_revision
when exists (select 1 from draft_revision r where r.bill = new.bill and r.number = new.number)
begin
    select raise(abort, 'kaimen: revisions only grow');
end;

create trigger draft_note_update before update on draft_note
begin
    select raise(abort, 'kaimen: notes only grow');
end;

create trigger draft_note_delete before delete on draft_note
begin
    select raise(abort, 'kaimen: notes only grow');
end;

create trigger draft_note_replace before insert on draft_note
when exists (select 1 from draft_note n where n.bill = new.bill and n.number = new.number)
begin
    select raise(abort, 'kaimen: notes only grow');
end;

create trigger draft_note_entry_update before update on draft_note_entry
begin
    select raise(abort, 'kaimen: notes only grow');
end;

create trigger draft_note_entry_delete before delete on draft_note_entry
begin
    select raise(abort, 'kaimen: notes only grow');
end;

create trigger draft_note_entry_replace before insert on draft_note_entry
when exists (
    select 1 from draft_note_entry e where e.bill = new.bill and e.note = new.note and e.number = new.number
)
begin
    select raise(abort, 'kaimen: notes only grow');
end;
-- @end
-- @postgres
create function refuse_draft_revision() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: revisions only grow' using errcode = 'integrity_constraint_violation';
end
$$;

create function refuse_draft_note() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: notes only grow' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger draft_revision_update before update or delete on draft_revision
for each row execute function refuse_draft_revision();

create trigger draft_revision_truncate before truncate on draft_revision
for each statement execute function refuse_draft_revision();

create trigger draft_note_update before update or delete on draft_note
for each row execute function refuse_draft_note();

create trigger draft_note_truncate before truncate on draft_note
for each statement execute function refuse_draft_note();

create trigger draft_note_entry_update before update or delete on draft_note_entry
for each row execute function refuse_draft_note();

create trigger draft_note_entry_truncate before truncate on draft_note_entry
for each statement execute function refuse_draft_note();
-- @end
