-- What is known of sealed readings beside their texts: who their articles are, how each is aligned with the one before,
-- and why articles were changed (修改说明).

-- Every identity of an article that was ever given, with the article in which it began. It only grows: no number is given
-- twice within a bill.
create table article_uid (
    bill text not null references bill (slug),
    uid @INT@ not null check (uid > 0),
    version @INT@ not null,
    position @INT@ not null check (position >= 0),
    primary key (bill, uid),
    unique (bill, version, position),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

-- The articles of a sealed reading with their identities, and its alignment with the reading before, both as JSON. Derived
-- from the texts and what people said about them; written anew when that is corrected.
create table reading_articles (
    bill text not null,
    version @INT@ not null,
    articles text not null,
    alignment text,
    primary key (bill, version),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

-- 修改说明 of rows of two readings. Both tables only grow.
create table explanation (
    id @INT@ primary key check (id > 0),
    bill text not null references bill (slug),
    old_version @INT@ not null check (old_version > 0),
    new_version @INT@ not null check (new_version > old_version),
    anchor text not null,
    words text not null,
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    made_at @INT@ not null
) @STRICT@;

create index explanation_pair on explanation (bill, old_version, new_version);

create table explanation_end (
    explanation @INT@ primary key references explanation (id),
    successor @INT@ not null references explanation (id) check (successor > explanation)
) @STRICT@;

-- @sqlite
create trigger article_uid_update before update on article_uid
begin
    select raise(abort, 'kaimen: identities only grow');
end;

create trigger article_uid_delete before delete on article_uid
begin
    select raise(abort, 'kaimen: identities only grow');
end;

create trigger article_uid_replace before insert on article_uid
when exists (select 1 from article_uid a where a.bill = new.bill
    and (a.uid = new.uid or (a.version = new.version and a.position = new.position)))
begin
    select raise(abort, 'kaimen: identities only grow');
end;

create trigger explanation_update before update on explanation
begin
    select raise(abort, 'kaimen: explanations only grow');
end;

create trigger explanation_delete before delete on explanation
begin
    select raise(abort, 'kaimen: explanations only grow');
end;

create trigger explanation_replace before insert on explanation
when exists (select 1 from explanation e where e.id = new.id)
begin
    select raise(abort, 'kaimen: explanations only grow');
end;

create trigger explanation_end_update before update on explanation_end
begin
    select raise(abort, 'kaimen: explanations only grow');
end;

create trigger explanation_end_delete before delete on explanation_end
begin
    select raise(abort, 'kaimen: explanations only grow');
end;

create trigger explanation_end_replace before insert on explanation_end
when exists (select 1 from explanation_end e where e.explanation = new.explanation)
begin
    select raise(abort, 'kaimen: explanations only grow');
end;
-- @end
-- @postgres
create function refuse_article_uid() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: identities only grow' using errcode = 'integrity_constraint_violation';
end
$$;

create function refuse_explanation() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: explanations only grow' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger article_uid_update before update or delete on article_uid
for each row execute function refuse_article_uid();

create trigger article_uid_truncate before truncate on article_uid
for each statement execute function refuse_article_uid();

create trigger explanation_update before update or delete on explanation
for each row execute function refuse_explanation();

create trigger explanation_truncate before truncate on explanation
for each statement execute function refuse_explanation();

create trigger explanation_end_update before update or delete on explanation_end
for each row execute function refuse_explanation();

create trigger explanation_end_truncate before truncate on explanation_end
for each statement execute function refuse_explanation();
-- @end
