-- Mail that did not leave: held until its sender answers, or given back. What its sender may see and do in the portal.
-- The portal reads these rows and adds answers; the queue, where the mail itself waits, stays closed to it.

create table stopped_mail (
    id           bigint generated always as identity primary key,
    reference    text not null unique,        -- for people and URLs: random, says nothing
    link_mac     text not null unique,        -- HMAC of the token in the sender's mail
    message      text not null,               -- queue id; no foreign key, the queue's rows go sooner
    organisation text not null,               -- the sender's
    sender       text not null,               -- address; '' is the null reverse-path
    sender_login text not null default '',
    told         text not null,               -- whose mailbox the link went to: only they prove themselves by a code
    accepted_at  timestamptz not null,
    ends_at      timestamptz not null,        -- unanswered until then: withdrawn
    check (ends_at <= accepted_at + interval '72 hours')
);
create index stopped_mail_by_message on stopped_mail (message);
create index stopped_mail_by_sender on stopped_mail (organisation, accepted_at desc);

create table stopped_recipient (
    id         bigint generated always as identity primary key,
    stopped    bigint not null references stopped_mail on delete cascade,
    ordinal    integer not null,
    address    text not null,
    state      text not null check (state in ('held', 'shared', 'withdrawn', 'expired', 'returned')),
    why        text not null,                 -- plain Dutch, masked
    advice     text not null,                 -- identifier of the text that says what to do
    kinds      text not null default '',      -- names of document types
    documents  integer not null default 1,
    kept_by    text not null default '',      -- a release that today's policy did not let: its advice
    share      bigint references share on delete set null,  -- what a release came to
    changed_by text not null default '',
    changed_at timestamptz not null default clock_timestamp(),
    unique (stopped, ordinal)
);

-- What the sender answered, until the relay has done it. At most one open answer a recipient: a second click, or a
-- second tab, adds nothing.
create table stopped_answer (
    id           bigint generated always as identity primary key,
    recipient    bigint not null references stopped_recipient on delete cascade,
    answer       text not null check (answer in ('release', 'withdraw')),
    answered_by  text not null,
    answered_at  timestamptz not null default clock_timestamp(),
    next_attempt timestamptz not null default clock_timestamp(),
    attempts     integer not null default 0,
    done_at      timestamptz
);
create unique index stopped_answer_open on stopped_answer (recipient) where done_at is null;
create index stopped_answer_due on stopped_answer (next_attempt) where done_at is null;

-- A code, a try and a session are of a share's recipient, or of a stopped mail.
alter table access_code alter column recipient drop not null;
alter table access_code add column stopped bigint references stopped_mail on delete cascade;
alter table access_code add check (num_nonnulls(recipient, stopped) = 1);
create index access_code_by_recipient on access_code (recipient);
create index access_code_by_stopped on access_code (stopped);
alter table access_tries drop constraint access_tries_pkey;
alter table access_tries alter column recipient drop not null;
alter table access_tries add unique (recipient);
alter table access_tries add column stopped bigint unique references stopped_mail on delete cascade;
alter table access_tries add check (num_nonnulls(recipient, stopped) = 1);
alter table portal_session add column stopped bigint references stopped_mail on delete cascade;
alter table portal_session add check (num_nonnulls(recipient, stopped) <= 1);

-- How a decision was taken, in the form that its sender may see: for one recipient of a share or of stopped mail.
-- Masked evidence at most; no file name, no subject.
create table explanation (
    id                bigint generated always as identity primary key,
    share_recipient   bigint unique references share_recipient on delete cascade,
    stopped_recipient bigint unique references stopped_recipient on delete cascade,
    body              jsonb not null,
    created_at        timestamptz not null default clock_timestamp(),
    check (num_nonnulls(share_recipient, stopped_recipient) = 1)
);
create index explanation_by_age on explanation (created_at);

-- The part of the mail that a document was: what an explanation calls it by. Empty: the whole message.
alter table share_document add column part text not null default '';

grant select, insert, update, delete on stopped_mail, stopped_recipient, stopped_answer, explanation to relay;
grant select on stopped_mail, stopped_recipient, stopped_answer, explanation to portal;
grant insert (recipient, answer, answered_by) on stopped_answer to portal;
