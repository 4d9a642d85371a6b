-- median_engagement_rate: median, lifetime
-- one row per platform and media_type
with
-- one row per row of post
post_rows as (
  select
    account_id,
    report_day,
    media_type,
    coalesce(engagements, interactions, case when coalesce(reactions, likes, comments, shares, reposts, saves, case when platform = 'linkedin' then clicks end) is not null
            then coalesce(reactions, likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(reposts, 0) + coalesce(saves, 0) + coalesce(case when platform = 'linkedin' then clicks end, 0) end) as engagements,
    case when platform = 'youtube' then coalesce(impressions, views, video_views) else case when platform = 'tiktok' then coalesce(impressions, views, video_views) else coalesce(impressions, views) end end as post_displays,
    coalesce(media_type, '') not in ('story') as median_engagement_rate__counts
  from current_post
  where client_id = $client_id
    and media_type in ($media_type_1, $media_type_2)
    and (report_day between $now_from and $now_to)
    and not coalesce(is_reply, false)
    and not coalesce(is_share, false)
    and not coalesce(is_crosspost, false)
    and not coalesce(counted_elsewhere, false)
),
-- one row per account and day and media_type
post_days as (
  select
    account_id,
    report_day,
    media_type,
    count(engagements / nullif(post_displays, 0)) filter (where median_engagement_rate__counts) as median_engagement_rate__n
  from post_rows
  group by account_id, report_day, media_type
),
-- one row per account and media_type
post_accounts as (
  select
    account_id,
    media_type,
    sum(median_engagement_rate__n) filter (where report_day between $now_from and $now_to) as median_engagement_rate__n
  from post_days
  group by account_id, media_type
),
-- one row per account and media_type that has any row
keys as (
  select account_id, media_type
  from post_accounts
),
-- one row per group of the result
figures as (
  select
    account.platform as platform,
    keys.media_type as media_type,
    sum(median_engagement_rate__n) as median_engagement_rate__n
  from keys
  join account on account.id = keys.account_id
  left join post_accounts
    on post_accounts.account_id = keys.account_id
    and post_accounts.media_type is not distinct from keys.media_type
  group by account.platform, keys.media_type
),
-- one row per group of the result, over the rows themselves
medians as (
  select
    account.platform as platform,
    media_type as media_type,
    median(engagements / nullif(post_displays, 0)) filter (where report_day between $now_from and $now_to and median_engagement_rate__counts) as median_engagement_rate
  from post_rows
  join account on account.id = post_rows.account_id
  group by account.platform, media_type
)
select
  figures.platform,
  figures.media_type,
  medians.median_engagement_rate,
  figures.median_engagement_rate__n
from figures
left join medians
  on medians.platform is not distinct from figures.platform
  and medians.media_type is not distinct from figures.media_type
order by platform nulls last, media_type nulls last
-- $client_id = 1
-- $media_type_1 = reel
-- $media_type_2 = photo
-- $now_from = 2026-10-01
-- $now_to = 2026-10-31
