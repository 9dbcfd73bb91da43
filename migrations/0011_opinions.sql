-- 征求意见 as it is run here, and what people say. What was said never changes: a submission and its opinions are written
-- once, layers and deeds only grow (triggers hold all of it). Names and contacts stand apart, sealed with the
-- installation's key, and can be erased without touching what was said. A receipt stands here as a keyed digest, to be
-- found by, and sealed, to be shown again to whoever sends the same form twice.

-- What the desk decides about a consultation beyond its notice; without a row everything is as usual.
create table consultation_round (
    bill text not null,
    version @INT@ not null,
    summary text not null,
    questions text not null,
    display text not null,
    points text,
    short_reason text,
    person @INT@ not null references person (id),
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    decided_at @INT@ not null,
    primary key (bill, version),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create table submission (
    id @INT@ primary key check (id > 0),
    bill text not null,
    version @INT@ not null,
    identity_sha256 text not null unique check (length(identity_sha256) = 64),
    receipt_sha256 text not null unique check (length(receipt_sha256) = 64),
    receipt text not null,
    via text not null,
    point text references contact_point (slug),
    source text not null,
    people @INT@ not null check (people > 0),
    people_basis text not null,
    received_at @INT@ not null,
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create index submission_consultation on submission (bill, version, id);
create index submission_point on submission (point, bill, version, id);

create table opinion (
    submission @INT@ not null references submission (id),
    number @INT@ not null check (number > 0),
    bill text not null,
    version @INT@ not null,
    place text not null,
    article text not null,
    quote text,
    wish text,
    words text not null,
    reason text,
    wording text,
    primary key (submission, number),
    constraint opinion_says_something check (length(words) > 0 or wording is not null)
) @STRICT@;

create index opinion_article on opinion (bill, version, article, submission);

-- Who keyed it in, where it did not come from a page of the public.
create table submission_entry (
    submission @INT@ primary key references submission (id),
    person @INT@ not null references person (id),
    author text not null check (length(author) > 0),
    organ text not null check (length(organ) > 0),
    said_on text,
    note text
) @STRICT@;

create table submission_contact (
    submission @INT@ primary key references submission (id),
    sealed text not null
) @STRICT@;

create table opinion_layer (
    submission @INT@ not null,
    opinion @INT@ not null,
    number @INT@ not null check (number > 0),
    kind text not null,
    words text not null check (length(words) > 0),
    reason text not null,
    person @INT@ references person (id),
    by_whom text not null check (length(by_whom) > 0),
    made_at @INT@ not null,
    primary key (submission, opinion, number),
    foreign key (submission, opinion) references opinion (submission, number)
) @STRICT@;

create table opinion_entry (
    submission @INT@ not null references submission (id),
    number @INT@ not null check (number > 0),
    opinion @INT@,
    deed text not null,
    reason text not null,
    person @INT@ references person (id),
    by_whom text not null check (length(by_whom) > 0),
    made_at @INT@ not null,
    primary key (submission, number),
    foreign key (submission, opinion) references opinion (submission, number)
) @STRICT@;

-- The work of contact points: a task taken note of, occasions at which people spoke, and what was handed in.
create table point_acknowledgement (
    bill text not null,
    version @INT@ not null,
    point text not null references contact_point (slug),
    person @INT@ not null references person (id),
    author text not null check (length(author) > 0),
    made_at @INT@ not null,
    primary key (bill, version, point),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create table activity (
    id @INT@ primary key check (id > 0),
    bill text not null,
    version @INT@ not null,
    point text not null references contact_point (slug),
    kind text not null,
    held_on text not null,
    place text not null,
    people @INT@ not null check (people > 0),
    people_basis text not null,
    note text not null,
    form_key text not null,
    person @INT@ not null references person (id),
    author text not null check (length(author) > 0),
    made_at @INT@ not null,
    unique (point, form_key),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create index activity_point on activity (point, bill, version);

-- Which occasion a submission was recorded at.
create table activity_submission (
    submission @INT@ primary key references submission (id),
    activity @INT@ not null references activity (id)
) @STRICT@;

-- 报送: until then what a point recorded is nobody else's.
create table point_report (
    bill text not null,
    version @INT@ not null,
    point text not null references contact_point (slug),
    number @INT@ not null check (number > 0),
    words text not null,
    person @INT@ not null references person (id),
    author text not null check (length(author) > 0),
    made_at @INT@ not null,
    primary key (bill, version, point, number),
    foreign key (bill, version) references version (bill, number)
) @STRICT@;

create table point_reported (
    submission @INT@ primary key references submission (id),
    bill text not null,
    version @INT@ not null,
    point text not null,
    report @INT@ not null,
    foreign key (bill, version, point, report) references point_report (bill, version, point, number)
) @STRICT@;

-- @sqlite
create trigger submission_update before update on submission begin select raise(abort, 'kaimen: opinions are kept'); end;
create trigger submission_delete before delete on submission begin select raise(abort, 'kaimen: opinions are kept'); end;
create trigger opinion_update before update on opinion begin select raise(abort, 'kaimen: opinions are kept'); end;
create trigger opinion_delete before delete on opinion begin select raise(abort, 'kaimen: opinions are kept'); end;
create trigger opinion_layer_update before update on opinion_layer begin select raise(abort, 'kaimen: opinions are kept'); end;
create trigger opinion_layer_delete before delete on opinion_layer begin select raise(abort, 'kaimen: opinions are kept'); end;
create trigger opinion_entry_update before update on opinion_entry begin select raise(abort, 'kaimen: opinions are kept'); end;
create trigger opinion_entry_delete before delete on opinion_entry begin select raise(abort, 'kaimen: opinions are kept'); end;

-- `insert or replace` would delete without the triggers above. A submission that is there already is left alone, as
-- `on conflict do nothing` asks.
create trigger submission_replace before insert on submission
when exists (select 1 from submission s where s.id = new.id or s.identity_sha256 = new.identity_sha256
             or s.receipt_sha256 = new.receipt_sha256)
begin
    select raise(ignore);
end;

create trigger opinion_replace before insert on opinion
when exists (select 1 from opinion o where o.submission = new.submission and o.number = new.number)
begin
    select raise(abort, 'kaimen: opinions are kept');
end;

create trigger opinion_layer_replace before insert on opinion_layer
when exists (select 1 from opinion_layer l
             where l.submission = new.submission and l.opinion = new.opinion and l.number = new.number)
begin
    select raise(abort, 'kaimen: opinions are kept');
end;

create trigger opinion_entry_replace before insert on opinion_entry
when exists (select 1 from opinion_entry e where e.submission = new.submission and e.number = new.number)
begin
    select raise(abort, 'kaimen: opinions are kept');
end;
-- @end
-- @postgres
create function refuse_kept_opinion() returns trigger language plpgsql as $$
begin
    raise exception 'kaimen: opinions are kept' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger submission_update before update or delete on submission
for each row execute function refuse_kept_opinion();
create trigger submission_truncate before truncate on submission
for each statement execute function refuse_kept_opinion();
create trigger opinion_update before update or delete on opinion
for each row execute function refuse_kept_opinion();
create trigger opinion_truncate before truncate on opinion
for each statement execute function refuse_kept_opinion();
create trigger opinion_layer_update before update or delete on opinion_layer
for each row execute function refuse_kept_opinion();
create trigger opinion_layer_truncate before truncate on opinion_layer
for each statement execute function refuse_kept_opinion();
create trigger opinion_entry_update before update or delete on opinion_entry
for each row execute function refuse_kept_opinion();
create trigger opinion_entry_truncate before truncate on opinion_entry
for each statement execute function refuse_kept_opinion();
-- @end
