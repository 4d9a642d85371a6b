-- Rules of the team: whose files are they that no known account leads to its client. The lowest place comes first.
-- path, named and of_platform are what a file must be (null: anything); client_id, account and platform what follows.
create sequence rule_id;
create table rule (
    id integer not null default nextval('rule_id'),
    place integer not null,
    path varchar,
    named varchar,
    of_platform varchar,
    client_id integer not null,
    account varchar,
    platform varchar,
    made_at timestamp not null,
    person varchar not null,
    removed_at timestamp
);

-- rule: the one that led the file to its client, if one did.
-- partial: the file has accounts of others too; only the rows of the accounts in import_account are this import's.
alter table "import" add column rule integer;
alter table "import" add column partial boolean default false;
