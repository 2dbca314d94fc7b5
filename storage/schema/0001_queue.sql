-- The queue: what was received, what became of it for each recipient, what must be handed on.
-- Numbered migrations: never edited after a release. Applied by the owner; roles get the least they need.

-- The two roles of the programs. Made here when they are missing and the owner may; else by whoever runs the cluster.
-- Roles belong to the cluster, not the database: another database's migration may make them at the same moment.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['relay', 'portal'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I login', wanted);
            exception
                when duplicate_object or unique_violation then null;
                when insufficient_privilege then
                    raise exception using errcode = 'SL001',
                        message = format('role %s is missing and may not be made by this user: run CREATE ROLE %s LOGIN as an administrator of the database', wanted, wanted);
            end;
        end if;
    end loop;
end
$$;

create table content (
    id           uuid primary key,
    kind         text not null check (kind in ('received', 'outgoing', 'document')),
    organisation text not null,
    key_name     text not null,              -- the key that wraps this object's own: 'queue-1', 'day-2026-12-22'
    wrapped_key  bytea not null,
    size         bigint not null,            -- octets before sealing
    inline       bytea,                      -- a small object, sealed; null when it stands in a file
    created_at   timestamptz not null default clock_timestamp()
);
create index content_by_key on content (key_name);

create table message (
    id             text primary key,
    received_at    timestamptz not null default clock_timestamp(),
    organisation   text not null,
    client         text not null default '',
    login          text not null default '',
    reverse_path   text not null default '',  -- '' is the null reverse-path
    eight_bit_mime boolean not null default false,
    received_field text not null,
    size           bigint not null,
    content        uuid references content,   -- null once released
    own            boolean not null default false,
    state          text not null default 'received' check (state in ('received', 'prepared')),
    attempts       integer not null default 0,
    next_attempt   timestamptz not null default clock_timestamp(),
    last_problem   text,                      -- a code, never a text from outside
    policy_version text,
    facts          jsonb                      -- findings without texts, and the decisions
);
create index message_by_content on message (content) where content is not null;
create index message_due on message (next_attempt) where state = 'received';

create table message_recipient (
    message      text not null references message on delete cascade,
    ordinal      integer not null,
    forward_path text not null,
    state        text not null default 'accepted'
                 check (state in ('accepted', 'queued', 'delivered', 'returned', 'held', 'withdrawn')),
    held_until   timestamptz,
    changed_at   timestamptz not null default clock_timestamp(),
    primary key (message, ordinal)
);
create index message_recipient_held on message_recipient (held_until) where state = 'held';

create table delivery (
    id              bigint generated always as identity primary key,
    message         text not null references message on delete cascade,
    kind            text not null check (kind in ('original', 'rewritten', 'notice', 'confirmation', 'hold', 'return', 'code', 'report')),
    reverse_path    text not null default '',
    organisation    text not null,
    content         uuid references content,  -- null once released
    eight_bit_mime  boolean not null default false,
    smtputf8        boolean not null default false,
    share_recipient bigint,
    created_at      timestamptz not null default clock_timestamp()
);
create index delivery_by_message on delivery (message);
create index delivery_by_content on delivery (content);

create table delivery_recipient (
    id           bigint generated always as identity primary key,
    delivery     bigint not null references delivery on delete cascade,
    forward_path text not null,
    state        text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'withdrawn')),
    attempts     integer not null default 0,
    next_attempt timestamptz not null default clock_timestamp(),
    last_reply   text,
    last_at      timestamptz
);
create index delivery_recipient_due on delivery_recipient (next_attempt, id) where state = 'pending';
create index delivery_recipient_of on delivery_recipient (delivery);
