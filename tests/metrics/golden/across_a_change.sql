-- post_views: sum, lifetime
-- one row per platform
with
-- one row per row of post
post_rows as (
  select
    account_id,
    report_day,
    case when platform = 'youtube' then coalesce(views, video_views) else case when platform = 'tiktok' then coalesce(views, video_views) else views end end as post_views,
    views as post__views
  from current_post
  where client_id = $client_id
    and (report_day between $now_from and $now_to or report_day between $previous_from and $previous_to)
    and not coalesce(is_reply, false)
    and not coalesce(is_share, false)
    and not coalesce(is_crosspost, false)
    and not coalesce(counted_elsewhere, false)
),
-- one row per account and day
post_days as (
  select
    account_id,
    report_day,
    sum(post_views) as post_views,
    count(post__views) as post__views
  from post_rows
  group by account_id, report_day
),
-- one row per account
post_accounts as (
  select
    account_id,
    sum(post_views) filter (where report_day between $now_from and $now_to) as post_views,
    sum(post__views) filter (where report_day between $now_from and $now_to) as post__views,
    sum(post_views) filter (where report_day between $previous_from and $previous_to) as post_views__previous,
    sum(post__views) filter (where report_day between $previous_from and $previous_to) as post__views__previous
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
    account.platform as platform,
    sum(post_views) as post_views,
    sum(post_views__previous) as post_views__previous,
    count(*) filter (where (post_views is null) <> (post_views__previous is null)) as post_views__previous__uneven,
    (coalesce(sum(post__views) filter (where account.platform = 'facebook'), 0) + coalesce(sum(post__views__previous) filter (where account.platform = 'facebook'), 0)) > 0 as post_views__previous__broken_facebook_views
  from keys
  join account on account.id = keys.account_id
  left join post_accounts
    on post_accounts.account_id = keys.account_id
  group by account.platform
)
select
  figures.platform,
  figures.post_views,
  case when not (figures.post_views__previous__broken_facebook_views) then figures.post_views__previous end as post_views__previous,
  figures.post_views__previous__uneven,
  figures.post_views__previous__broken_facebook_views
from figures
order by platform nulls last
-- $client_id = 1
-- $now_from = 2024-12-01
-- $now_to = 2024-12-31
-- $previous_from = 2024-11-01
-- $previous_to = 2024-11-30
