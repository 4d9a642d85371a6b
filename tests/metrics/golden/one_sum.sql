-- views: sum, activity
-- one row
with
-- one row per row of account_day
account_day_rows as (
  select
    account_id,
    report_day,
    case when platform = 'tiktok' then coalesce(views, video_views) else views end as views
  from current_account_day
  where client_id = $client_id
    and (report_day between $now_from and $now_to)
),
-- one row per account and day
account_day_days as (
  select
    account_id,
    report_day,
    sum(views) as views
  from account_day_rows
  group by account_id, report_day
),
-- one row per account
account_day_accounts as (
  select
    account_id,
    sum(views) filter (where report_day between $now_from and $now_to) as views
  from account_day_days
  group by account_id
),
-- one row per account that has any row
keys as (
  select account_id
  from account_day_accounts
),
-- one row per group of the result
figures as (
  select
    sum(views) as views,
    string_agg(distinct account.platform, ',') filter (where views is not null) as views__platforms,
    string_agg(distinct account.platform, ',') as every__platforms
  from keys
  join account on account.id = keys.account_id
  left join account_day_accounts
    on account_day_accounts.account_id = keys.account_id
)
select
  figures.views,
  figures.views__platforms,
  figures.every__platforms
from figures
-- $client_id = 1
-- $now_from = 2026-10-01
-- $now_to = 2026-10-31
