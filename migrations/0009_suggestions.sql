-- Files that were brought to a working draft, as they came, and the suggestions (修订建议) in them. All of it only grows: what
-- was decided stands in a table of its own, the last line counts.

create table word_file (
    bill text not null references bill (slug),
    number @INT@ not null check (number > 0),
    name text not null,
    content @BLOB@ not null,
    size @INT@ not null check (size > 0),
    sha256 text not null check (length(sha256) = 64),
    base @INT@ check (base > 0),
    author text not null,
    organ text not null,
    person @INT@ not null,
    brought_by text not null check (length(brought_by) > 0),
    brought_as text not null check (length(brought_as) > 0),
    brought_at @INT@ not null,
    primary key (bill, number),
    foreign key (bill, base) references draft_revision (bill, number)
) @STRICT@;

-- Its suggestions were added to the draft.
create table word_file_taken (
    bill text not null,
    file @INT@ not null,
    base @INT@ not null,
    person @INT@ not null,
    taken_by text not null check (length(taken_by) > 0),
    taken_as text not null check (length(taken_as) > 0),
    taken_at @INT@ not null,
    primary key (bill, file),
    foreign key (bill, file) references word_file (bill, number),
    foreign key (bill, base) references draft_revision (bill, number)
) @STRICT@;

create table suggestion (
    bill text not null references bill (slug),
    number @INT@ not null check (number > 0),
    file @INT@,
    organ text not null,
    base @INT@ not null,
    kind text not null,
    author text not null,
    dated text,
    unit text not null,
    edits text not null check (length(edits) > 2),
    quoted text not null,
    renumbers @BOOL@ not null,
    made_at @INT@ not null,
    primary key (bill, number),
    foreign key (bill, file) references word_file (bill, number),
    foreign key (bill, base) references draft_revision (bill, number)
) @STRICT@;

create table suggestion_decision (
    bill text not null,
    suggestion @INT@ not null,
    number @INT@ not null check (number > 0),
    verdict text not null,
    revision @INT@,
    person @INT@ not null,
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    decided_at @INT@ not null,
    primary key (bill, suggestion, number),
    foreign key (bill, suggestion) references suggestion (bill, number),
    foreign key (bill, revision) references draft_revision (bill, number),
    constraint suggestion_accepted_with_revision check ((verdict = 'accepted') = (revision is not null))
) @STRICT@;

-- @sqlite
create trigger word_file_update before update on word_file
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger word_file_delete before delete on word_file
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger word_file_replace before insert on word_file
when exists (select 1 from word_file r where r.bill = new.bill and r.number = new.number)
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger word_file_taken_update before update on word_file_taken
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger word_file_taken_delete before delete on word_file_taken
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger word_file_taken_replace before insert on word_file_taken
when exists (select 1 from word_file_taken r where r.bill = new.bill and r.file = new.file)
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger suggestion_update before update on suggestion
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger suggestion_delete before delete on suggestion
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger suggestion_replace before insert on suggestion
when exists (select 1 from suggestion r where r.bill = new.bill and r.number = new.number)
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger suggestion_decision_update before update on suggestion_decision
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger suggestion_decision_delete before delete on suggestion_decision
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;

create trigger suggestion_decision_replace before insert on suggestion_decision
when exists (select 1 from suggestion_decision r where r.bill = new.bill and r.suggestion = new.suggestion and r.number = new.number)
begin
    select raise(abort, 'kaimen: suggestions only grow');
end;
-- @end
-- @postgres
create function refuse_suggestion() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: suggestions only grow' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger word_file_update before update or delete on word_file
for each row execute function refuse_suggestion();

create trigger word_file_truncate before truncate on word_file
for each statement execute function refuse_suggestion();

create trigger word_file_taken_update before update or delete on word_file_taken
for each row execute function refuse_suggestion();

create trigger word_file_taken_truncate before truncate on word_file_taken
for each statement execute function refuse_suggestion();

create trigger suggestion_update before update or delete on suggestion
for each row execute function refuse_suggestion();

create trigger suggestion_truncate before truncate on suggestion
for each statement execute function refuse_suggestion();

create trigger suggestion_decision_update before update or delete on suggestion_decision
for each row execute function refuse_suggestion();

create trigger suggestion_decision_truncate before truncate on suggestion_decision
for each statement execute function refuse_suggestion();
-- @end
