-- What the author of a report wrote: kept with the client and the period; what was replaced stays, marked as removed.
create sequence passage_id;
create table passage (
    id integer not null default nextval('passage_id'),
    client_id integer not null,
    period_key varchar not null,
    kind varchar not null,
    place integer not null,
    words varchar not null,
    about varchar not null,
    stood_en varchar not null,
    stood_fr varchar not null,
    hidden boolean not null,
    owner varchar not null,
    due date,
    effect varchar not null,
    goal_id integer,
    made_at timestamp not null,
    person varchar not null,
    removed_at timestamp
);
