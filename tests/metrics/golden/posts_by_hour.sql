-- engagements: sum, lifetime
-- one row per hour
with
-- one row per row of post
post_rows as (
  select
    account_id,
    report_day,
    extract(hour from published_at at time zone 'UTC' at time zone (select timezone from client where id = $client_id)) as hour,
    coalesce(engagements, interactions, case when coalesce(reactions, likes, comments, shares, reposts, saves, case when platform = 'linkedin' then clicks end) is not null
            then coalesce(reactions, likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(reposts, 0) + coalesce(saves, 0) + coalesce(case when platform = 'linkedin' then clicks end, 0) end) as engagements
  from current_post
  where client_id = $client_id
    and account_id in ($account_1)
    and (report_day between $now_from and $now_to)
    and not coalesce(is_reply, false)
    and not coalesce(is_share, false)
    and not coalesce(is_crosspost, false)
    and not coalesce(counted_elsewhere, false)
),
-- one row per account and day and hour
post_days as (
  select
    account_id,
    report_day,
    hour,
    sum(engagements) as engagements
  from post_rows
  group by account_id, report_day, hour
),
-- one row per account and hour
post_accounts as (
  select
    account_id,
    hour,
    sum(engagements) filter (where report_day between $now_from and $now_to) as engagements
  from post_days
  group by account_id, hour
),
-- one row per account and hour that has any row
keys as (
  select account_id, hour
  from post_accounts
),
-- one row per group of the result
figures as (
  select
    keys.hour as hour,
    sum(engagements) as engagements,
    string_agg(distinct account.platform, ',') filter (where engagements is not null) as engagements__platforms,
    string_agg(distinct account.platform, ',') as every__platforms
  from keys
  join account on account.id = keys.account_id
  left join post_accounts
    on post_accounts.account_id = keys.account_id
    and post_accounts.hour is not distinct from keys.hour
  group by keys.hour
)
select
  figures.hour,
  figures.engagements,
  figures.engagements__platforms,
  figures.every__platforms
from figures
order by engagements desc nulls last, hour nulls last
limit $row_limit
-- $account_1 = 3
-- $client_id = 1
-- $now_from = 2026-10-01
-- $now_to = 2026-10-31
-- $row_limit = 5
