-- Shares: who may read which document until when, and who did.

create table share (
    id           bigint generated always as identity primary key,
    reference    text not null unique,        -- for people and URLs: random, says nothing
    message      text not null,               -- queue id; no foreign key, the queue's rows go sooner
    organisation text not null,               -- the sender's
    sender       text not null,               -- address
    sender_login text not null default '',
    division     text not null default '',    -- the sender's, for the agency's and a consultant's colleagues
    sender_class text not null default '',    -- the sender's own class: consultants and the agency have narrower circles
    label        text not null check (label in ('client-bound', 'confidential', 'personal')),  -- the strictest: the sender's side
    type         text not null default '',    -- kind of document
    dossier      text,
    accepted_at  timestamptz not null,
    expires_at   timestamptz not null,
    key_name     text not null,               -- 'day-YYYY-MM-DD' of expires_at, UTC
    withdrawn_at timestamptz,
    expired_at   timestamptz,                 -- content and key are gone
    check (expires_at <= accepted_at + interval '720 hours')  -- 30 days of 24 hours, whatever the time zone's summer time
);
create index share_by_sender on share (organisation, accepted_at desc);
create index share_by_message on share (message);
create index share_expiry on share (expires_at) where expired_at is null;

create table share_document (
    id           bigint generated always as identity primary key,
    share        bigint not null references share on delete cascade,
    ordinal      integer not null,
    content      uuid,                        -- null once it expired
    label        text not null check (label in ('client-bound', 'confidential', 'personal')),
    type         text not null default '',
    sealed_name  bytea,                       -- sealed with the document's key; null once it expired
    sealed_subject bytea,                     -- the mail's subject, for the sender's overview; sealed likewise
    media_type   text not null,
    size         bigint not null
);
create index share_document_of on share_document (share);

create table share_recipient (
    id             bigint generated always as identity primary key,
    share          bigint not null references share on delete cascade,
    address        text not null,
    class          text not null,
    organisation   text not null default '',
    division       text not null default '',
    person         text not null default '',  -- login of the addressee, when the directory knows one
    generic        boolean not null default false,  -- a generic mailbox (S0.34)
    link_mac       text not null unique,      -- HMAC of the link's token
    code_required  boolean not null default false,
    first_opened_at timestamptz,
    withdrawn_at   timestamptz,
    undelivered_at timestamptz
);
create index share_recipient_of on share_recipient (share);
create index share_recipient_address on share_recipient (lower(address));
create index share_recipient_org on share_recipient (organisation);

-- Which documents one recipient was sent, with the label of that decision.
create table share_grant (
    recipient bigint not null references share_recipient on delete cascade,
    document  bigint not null references share_document on delete cascade,
    label     text not null check (label in ('client-bound', 'confidential', 'personal')),
    primary key (recipient, document)
);

-- One row for each reader and document, when the first octet left and when the last.
create table consultation (
    id           bigint generated always as identity primary key,
    recipient    bigint not null references share_recipient on delete cascade,
    document     bigint not null references share_document on delete cascade,
    reader       text not null,               -- login or address that proved itself
    opened_at    timestamptz not null default clock_timestamp(),
    completed_at timestamptz,
    unique (recipient, document, reader)
);
create index consultation_of on consultation (document, recipient);

-- Codes by mail: at most three live ones a link, five tries a link over all of them (design §6).
create table access_code (
    id         bigint generated always as identity primary key,
    recipient  bigint not null references share_recipient on delete cascade,
    code_mac   text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create table access_tries (
    recipient    bigint primary key references share_recipient on delete cascade,
    tries        integer not null default 0,
    locked_until timestamptz,
    rounds       integer not null default 0   -- how often it locked: the delay grows with it
);

create table portal_session (
    token_mac  text primary key,
    csrf       text not null,
    login      text not null default '',      -- a member
    address    text not null default '',      -- a guest: the address that was proven
    recipient  bigint references share_recipient on delete cascade,  -- the one link a guest's code opened
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);

create table login_throttle (
    subject      text primary key,            -- keyed hash of login or address, never the value
    failures     integer not null default 0,
    locked_until timestamptz,
    changed_at   timestamptz not null default clock_timestamp()
);
