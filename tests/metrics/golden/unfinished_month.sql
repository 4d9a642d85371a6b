-- posts_per_week: per_week, activity
-- one row
with
-- one row per row of post
post_rows as (
  select
    account_id,
    report_day,
    1 as posts_per_week
  from current_post
  where client_id = $client_id
    and platform in ($platform_1, $platform_2)
    and (report_day between $now_from and $now_to or report_day between $previous_from and $previous_to)
    and not coalesce(is_reply, false)
    and not coalesce(is_share, false)
    and not coalesce(is_crosspost, false)
    and not coalesce(counted_elsewhere, false)
    and coalesce(media_type, '') not in ('story')
),
-- one row per account and day
post_days as (
  select
    account_id,
    report_day,
    sum(posts_per_week) as posts_per_week
  from post_rows
  group by account_id, report_day
),
-- one row per account
post_accounts as (
  select
    account_id,
    sum(posts_per_week) filter (where report_day between $now_from and $now_to) as posts_per_week,
    sum(posts_per_week) filter (where report_day between $previous_from and $previous_to) as posts_per_week__previous
  from post_days
  group by account_id
),
-- one row per account that has any row
keys as (
  select account_id
  from post_accounts
),
-- one row per group of the result
figures as (
  select
    sum(posts_per_week) * 7.0 / 12 as posts_per_week,
    sum(posts_per_week__previous) * 7.0 / 12 as posts_per_week__previous,
    count(*) filter (where (posts_per_week is null) <> (posts_per_week__previous is null)) as posts_per_week__previous__uneven,
    string_agg(distinct account.platform, ',') filter (where posts_per_week is not null) as posts_per_week__platforms,
    string_agg(distinct account.platform, ',') as every__platforms
  from keys
  join account on account.id = keys.account_id
  left join post_accounts
    on post_accounts.account_id = keys.account_id
)
select
  figures.posts_per_week,
  figures.posts_per_week__previous,
  figures.posts_per_week__previous__uneven,
  figures.posts_per_week__platforms,
  figures.every__platforms
from figures
-- $client_id = 1
-- $now_from = 2026-10-01
-- $now_to = 2026-10-12
-- $platform_1 = x
-- $platform_2 = tiktok
-- $previous_from = 2026-09-01
-- $previous_to = 2026-09-12
