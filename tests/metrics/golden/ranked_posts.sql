-- engagement_rate_reach: posts of the period, each against its account's posts of the 90 days up to its end
-- one row per post
with
-- one row per post of those days that counts
post_rows as (
  select
    post,
    report_day as day,
    platform,
    account_id as account,
    media_type,
    title,
    caption,
    permalink,
    coalesce(media_type, '') = 'story' as story,
    coalesce(engagements, interactions, case when coalesce(reactions, likes, comments, shares, reposts, saves, case when platform = 'linkedin' then clicks end) is not null
            then coalesce(reactions, likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(reposts, 0) + coalesce(saves, 0) + coalesce(case when platform = 'linkedin' then clicks end, 0) end) as engagements,
    reach as post_reach
  from current_post
  where client_id = $client_id
    and report_day between $base_from and $now_to
    and not coalesce(is_reply, false)
    and not coalesce(is_share, false)
    and not coalesce(is_crosspost, false)
    and not coalesce(counted_elsewhere, false)
    and platform in ('facebook', 'instagram')
),
-- one row per post with a value
valued as (
  select
    post,
    day,
    platform,
    account,
    media_type,
    title,
    caption,
    permalink,
    story,
    engagements / nullif(post_reach, 0) as value
  from post_rows
  where engagements / nullif(post_reach, 0) is not null
),
-- one row per account, stories apart: what is usual there
usual as (
  select
    account,
    story,
    median(value) as median_value,
    count(*) as n
  from valued
  group by account, story
),
-- one row per post, with the share of the others that it leaves behind
placed as (
  select
    post,
    day,
    platform,
    account,
    media_type,
    title,
    caption,
    permalink,
    story,
    value,
    percent_rank() over (partition by account, story order by value) as percentile
  from valued
)
select
  placed.post,
  placed.day,
  placed.platform,
  placed.account,
  placed.media_type,
  placed.title,
  placed.caption,
  placed.permalink,
  placed.value as engagement_rate_reach,
  case when usual.n >= 8 then placed.percentile end as percentile,
  case when usual.n >= 8 then placed.value / nullif(usual.median_value, 0) end as median_ratio,
  usual.n
from placed
join usual
  on usual.account = placed.account
  and usual.story = placed.story
where placed.day between $now_from and $now_to
order by placed.value asc, placed.day, placed.post
limit $row_limit
-- $base_from = 2026-08-03
-- $client_id = 1
-- $now_from = 2026-10-01
-- $now_to = 2026-10-31
-- $row_limit = 10
