-- Fingerprint of the format's definition when the file was read, and how many rows of facts it gave; null of imports
-- that were made before these were kept.
alter table "import" add column definition varchar;
alter table "import" add column kept bigint;

-- Control totals over the rows that went in, as they were counted when the file was read.
create table import_total (
    import_id integer not null,
    name varchar not null,
    sum double,
    missing bigint not null
);

-- What the file says of itself: the value of a column in a line of totals. name and sum are null of a footer.
create table import_stated (
    import_id integer not null,
    row_no integer not null,
    label varchar not null,
    name varchar,
    sum double
);
