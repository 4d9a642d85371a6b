-- State of an installation. No keys and no indexes: uniqueness is asserted by the code that writes, under the one writer lock.
create sequence client_id;
create sequence account_id;
create sequence import_id;
create sequence goal_id;
create sequence audit_id;

create table client (
    id integer not null default nextval('client_id'),
    name varchar not null,
    language varchar not null,
    timezone varchar not null,
    color varchar not null,
    accent varchar not null,
    logo blob,
    example boolean not null default false,
    created_at timestamp not null
);

-- stated: a file has named it. external_id is '' for the account of a client whose files never name it.
create table account (
    id integer not null default nextval('account_id'),
    client_id integer not null,
    platform varchar not null,
    external_id varchar not null,
    name varchar not null,
    stated boolean not null
);

-- One table of one file taken in. The answers are those that a person gave; a rebuild gives them again.
create table "import" (
    id integer not null default nextval('import_id'),
    client_id integer not null,
    file varchar not null,
    member varchar,
    block integer not null,
    sha256 varchar not null,
    format varchar not null,
    platform varchar,
    fact varchar not null,
    language varchar,
    first_day date,
    last_day date,
    records bigint not null,
    rejected bigint not null,
    unknown_columns varchar[] not null,
    columns varchar[],
    made_at timestamp not null,
    person varchar not null,
    answer_platform varchar,
    answer_account varchar,
    answer_format varchar,
    answer_until date,
    answer_order varchar,
    undone timestamp,
    undone_by varchar
);

-- Which account the rows of an import went to; external_id is what the file calls it, null where it calls it nothing.
create table import_account (
    import_id integer not null,
    platform varchar not null,
    external_id varchar,
    account_id integer not null
);

-- Cells for which rows stayed out. reason is a Sentence: msgid and its fields as JSON.
create table rejected (
    import_id integer not null,
    row_no integer not null,
    cell varchar not null,
    heading varchar not null,
    raw varchar not null,
    reason varchar not null,
    fields varchar not null
);

-- What a person answered for files that look the same: offered again to the same client, never to another.
create table question_memory (
    client_id integer not null,
    about varchar not null,
    format varchar not null,
    pattern varchar not null,
    answer varchar not null,
    made_at timestamp not null,
    person varchar not null
);

create table goal (
    id integer not null default nextval('goal_id'),
    client_id integer not null,
    metric varchar not null,
    kind varchar not null,
    period_key varchar not null,
    period_from date not null,
    period_to date not null,
    target double not null,
    scope varchar[] not null,
    baseline double,
    owner varchar,
    note varchar,
    created_at timestamp not null,
    created_by varchar not null,
    removed_at timestamp
);

create table preference (
    person varchar not null,
    name varchar not null,
    value varchar not null
);

create table audit (
    id integer not null default nextval('audit_id'),
    made_at timestamp not null,
    person varchar not null,
    action varchar not null,
    object varchar not null,
    details varchar not null
);
