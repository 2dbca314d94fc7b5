-- Who may read personal documents, as their organisation's administrator said in the portal (S0.46). By keyed HMAC of
-- the national number, which is stored nowhere.
create table designation (
    id            bigint generated always as identity primary key,
    organisation  text not null,
    person_mac    text not null,
    login         text not null,               -- of the directory, when they were designated
    designated_by text not null,
    designated_at timestamptz not null default clock_timestamp(),
    removed_by    text,
    removed_at    timestamptz
);
create unique index designation_of on designation (organisation, person_mac) where removed_at is null;
grant select on designation to relay, portal;
grant insert (organisation, person_mac, login, designated_by), update (removed_by, removed_at) on designation to portal;
