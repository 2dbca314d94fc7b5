-- The audit: append-only rows in the fact's own transaction.
create table audit (
    id           bigint generated always as identity primary key,
    at           timestamptz not null default clock_timestamp(),
    event        text not null,
    actor        text not null default '',
    organisation text not null default '',
    message      text,
    share        bigint,
    document     bigint,
    recipient    bigint,
    detail       text not null default ''
);
create index audit_by_share on audit (share);
create index audit_by_message on audit (message);

-- What the programs' roles (0001) may do, and no more.
grant usage on schema public to relay, portal;
grant select on schema_migration to relay, portal;

grant select, insert, update, delete on content, message, message_recipient, delivery, delivery_recipient to relay;
grant select, insert, update, delete on share, share_document, share_recipient, share_grant to relay;
grant select, delete on consultation, access_code, access_tries, portal_session to relay;
grant select, insert, update, delete on login_throttle to relay;

-- The portal cannot read the queue, an undecided message or its keys: of content it sees documents alone.
create view shared_content with (security_barrier) as
    select id, kind, organisation, key_name, wrapped_key, size, inline from content where kind = 'document';
grant select on shared_content to portal;
grant select on share, share_document, share_recipient, share_grant to portal;
grant update (withdrawn_at) on share to portal;
grant update (withdrawn_at, first_opened_at) on share_recipient to portal;
grant select, insert, update on consultation to portal;
grant select, insert, update, delete on access_code, access_tries, portal_session, login_throttle to portal;

-- Not `id` and `at`: the database alone says when a thing happened. No update, no delete.
grant select on audit to relay, portal;
grant insert (event, actor, organisation, message, share, document, recipient, detail) on audit to relay, portal;
