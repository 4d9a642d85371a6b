-- A goal can be about more than platforms, and stands with others: what it is measured against, what lies beyond it.
-- baseline_key is the period that growth is measured against; series is the number of the first of goals set together.
alter table goal add column baseline_key varchar;
alter table goal add column stretch double;
alter table goal add column weight double default 1;
alter table goal add column objective varchar;
alter table goal add column series integer;
alter table goal add column accounts integer[] default [];
alter table goal add column media_types varchar[] default [];
alter table goal add column pillars varchar[] default [];
alter table goal add column campaigns varchar[] default [];

-- Every change of a goal, kept after its removal. field is 'set', 'removed' or a field of the goal; before and after are
-- values as JSON.
create sequence goal_change_id;
create table goal_change (
    id integer not null default nextval('goal_change_id'),
    goal_id integer not null,
    made_at timestamp not null,
    person varchar not null,
    reason varchar not null,
    field varchar not null,
    before varchar not null,
    after varchar not null
);

-- Goals that were set before changes were kept: when they were set and by whom, and when they were removed.
insert into goal_change (goal_id, made_at, person, reason, field, before, after)
select id, created_at, created_by, '', 'set', 'null', to_json(target)::varchar from goal order by id;
insert into goal_change (goal_id, made_at, person, reason, field, before, after)
select
    goal.id,
    goal.removed_at,
    coalesce((select max(person) from audit where action = 'goal.remove' and object = 'goal ' || goal.id), ''),
    '',
    'removed',
    to_json(goal.target)::varchar,
    'null'
from goal
where goal.removed_at is not null
order by goal.id;

-- What a client's posts are about: a pillar that goes on, or a campaign with its days. A post is of it by its words.
create sequence content_label_id;
create table content_label (
    id integer not null default nextval('content_label_id'),
    client_id integer not null,
    kind varchar not null,
    name varchar not null,
    words varchar[] not null,
    period_key varchar,
    period_from date,
    period_to date,
    made_at timestamp not null,
    person varchar not null
);

-- What happened on a day of a client, in a person's words.
create sequence mark_id;
create table mark (
    id integer not null default nextval('mark_id'),
    client_id integer not null,
    day date not null,
    words varchar not null,
    made_at timestamp not null,
    person varchar not null
);
