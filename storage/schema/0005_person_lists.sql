-- An organisation's own lists of clients and staff, for exact match: keyed hashes alone, under keys that stand outside
-- the database. One row is one list as it was imported; a new import replaces it in one commit.
create table person_list (
    id           bigint generated always as identity primary key,
    organisation text not null,
    kind         text not null check (kind in ('clients', 'staff')),
    imported_at  timestamptz not null default clock_timestamp(),
    imported_by  text not null default '',
    persons      integer not null,
    hashes       integer not null,
    key_check    bytea not null, -- a fixed text under the key of that day: another key would find nobody, silently
    unique (organisation, kind)
);

-- Half of an HMAC-SHA-256 of purpose, organisation, kind of value and value. `person` tells only that two values are
-- of one person; it is drawn by lot at each import.
create table person_list_hash (
    hash   bytea not null check (octet_length(hash) = 16),
    list   bigint not null references person_list (id) on delete cascade,
    person integer not null,
    primary key (hash, list, person)
);
create index person_list_hash_by_list on person_list_hash (list);

-- sluisctl writes them, as the relay's role. The portal has nothing to look for here.
grant select, insert, update, delete on person_list, person_list_hash to relay;
