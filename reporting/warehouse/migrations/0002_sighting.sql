-- Every table of every file that was offered, taken in or not: what its headings were, and how far that is its format.
-- drifts are kind, target, old and new heading as JSON; cells of the file are never among them.
create sequence sighting_id;

create table sighting (
    id integer not null default nextval('sighting_id'),
    made_at timestamp not null,
    client_id integer,
    file varchar not null,
    sha256 varchar not null,
    member varchar,
    block integer not null,
    format varchar,
    nearest varchar,
    status varchar not null,
    language varchar,
    last_day date,
    fingerprint varchar,
    headings varchar[] not null,
    unknown varchar[] not null,
    lacking varchar[] not null,
    drifts varchar not null
);

-- Files that were taken in before anything was written down here: when and what, without their headings.
insert into sighting (
    made_at, client_id, file, sha256, member, block, format, status, language, last_day, headings, unknown, lacking, drifts
)
select made_at, client_id, file, sha256, member, block, format, 'recognised', language, last_day, [], unknown_columns, [], '[]'
from "import"
order by id;
