-- net_follower_growth: change, activity
-- follower_growth_rate: change, activity
-- one row per week
with
-- one row per row of account_day
account_day_rows as (
  select
    account_id,
    report_day,
    followers as net_follower_growth,
    net_followers as net_follower_flow,
    followers as follower_growth_rate
  from current_account_day
  where client_id = $client_id
    and (report_day between $now_known_from and $now_to)
),
-- one row per account and day
account_day_days as (
  select
    account_id,
    report_day,
    max(net_follower_growth) as net_follower_growth__step,
    sum(net_follower_flow) as net_follower_flow,
    max(follower_growth_rate) as follower_growth_rate__step,
    max(follower_growth_rate) as follower_growth_rate
  from account_day_rows
  group by account_id, report_day
),
-- one row per account and day, with the step since the last known level
account_day_steps as (
  select
    account_id,
    report_day,
    follower_growth_rate,
    net_follower_growth__step - lag(net_follower_growth__step ignore nulls) over (partition by account_id order by report_day) as net_follower_growth__step,
    lag(case when net_follower_growth__step is not null then report_day end ignore nulls) over (partition by account_id order by report_day) as net_follower_growth__step_since,
    follower_growth_rate__step - lag(follower_growth_rate__step ignore nulls) over (partition by account_id order by report_day) as follower_growth_rate__step,
    lag(case when follower_growth_rate__step is not null then report_day end ignore nulls) over (partition by account_id order by report_day) as follower_growth_rate__step_since
  from account_day_days
),
-- one row per account and week
account_day_accounts as (
  select
    account_id,
    cast(date_trunc('week', report_day) as date) as week,
    sum(net_follower_flow) filter (where report_day between $now_from and $now_to) as net_follower_flow
  from account_day_days
  where report_day between $now_from and $now_to
  group by account_id, week
),
-- one row per account and week
account_day_levels as (
  select
    account_id,
    cast(date_trunc('week', report_day) as date) as week,
    sum(net_follower_growth__step) filter (where report_day between $now_from and $now_to and net_follower_growth__step_since >= $now_known_from) as net_follower_growth__step,
    sum(follower_growth_rate__step) filter (where report_day between $now_from and $now_to and follower_growth_rate__step_since >= $now_known_from) as follower_growth_rate__step,
    max_by(follower_growth_rate, report_day) filter (where report_day between $now_from and $now_to and follower_growth_rate is not null) as follower_growth_rate
  from account_day_steps
  where report_day between $now_from and $now_to
  group by account_id, week
),
-- one row per account and week that has any row
keys as (
  select account_id, week
  from account_day_accounts
  union
  select account_id, week
  from account_day_levels
),
-- one row per group of the result
figures as (
  select
    keys.week as week,
    sum(coalesce(net_follower_growth__step, net_follower_flow)) as net_follower_growth,
    sum(follower_growth_rate__step) / nullif(sum(follower_growth_rate - follower_growth_rate__step), 0) as follower_growth_rate,
    string_agg(distinct account.platform, ',') filter (where coalesce(net_follower_growth__step, net_follower_flow) is not null) as net_follower_growth__platforms,
    string_agg(distinct account.platform, ',') filter (where follower_growth_rate__step is not null) as follower_growth_rate__platforms,
    string_agg(distinct account.platform, ',') as every__platforms
  from keys
  join account on account.id = keys.account_id
  left join account_day_accounts
    on account_day_accounts.account_id = keys.account_id
    and account_day_accounts.week is not distinct from keys.week
  left join account_day_levels
    on account_day_levels.account_id = keys.account_id
    and account_day_levels.week is not distinct from keys.week
  group by keys.week
)
select
  figures.week,
  figures.net_follower_growth,
  figures.follower_growth_rate,
  figures.net_follower_growth__platforms,
  figures.follower_growth_rate__platforms,
  figures.every__platforms
from figures
order by week nulls last
-- $client_id = 1
-- $now_from = 2026-10-01
-- $now_known_from = 2026-09-24
-- $now_to = 2026-10-31
