-- What stands in the row is sealed: it does not compress, and trying to costs more than storing it.
alter table content alter column inline set storage external;
