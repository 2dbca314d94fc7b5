-- Who a designated login was: a login may go to somebody else. Keyed HMAC of the directory's own name for the entry, or of
-- name and addresses where it has none. Empty for those from before: they count by national number alone.
alter table designation add column identity_mac text not null default '';
grant insert (identity_mac) on designation to portal;
