-- Who gets a client's reports by mail, and which were sent: a job of every night must not send one twice.
create table recipient (
    client_id integer not null,
    address varchar not null,
    made_at timestamp not null,
    person varchar not null
);

create table delivery (
    client_id integer not null,
    period_key varchar not null,
    recipe varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    addresses varchar[] not null,
    sent_at timestamp not null,
    person varchar not null
);
