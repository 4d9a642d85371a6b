-- How reports look: a row a client, and one without a client for the agency. What is null is as the agency's, or as it comes.
create table brand (
    client_id integer,
    color varchar,
    accent varchar,
    logo blob,
    heading varchar,
    body varchar,
    company varchar,
    header varchar,
    footer varchar,
    dates varchar,
    numbers varchar,
    language varchar,
    changed_at timestamp not null,
    person varchar not null
);

-- Colours and logos that clients have already; the usual colours were nobody's choice.
insert into brand (client_id, color, accent, logo, changed_at, person)
select id, nullif(color, '#1F4E79'), nullif(accent, '#A15C00'), logo, now()::timestamp, ''
from client
where color != '#1F4E79' or accent != '#A15C00' or logo is not null
order by id;
alter table client drop column color;
alter table client drop column accent;
alter table client drop column logo;
