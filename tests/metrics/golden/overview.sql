-- engagements: sum, lifetime
-- post_reach: sum, lifetime
-- engagement_rate_reach: ratio, lifetime
-- posts: distinct, activity
-- followers: last, level
-- one row per platform
with
-- one row per row of post
post_rows as (
  select
    account_id,
    report_day,
    coalesce(engagements, interactions, case when coalesce(reactions, likes, comments, shares, reposts, saves, case when platform = 'linkedin' then clicks end) is not null
            then coalesce(reactions, likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(reposts, 0) + coalesce(saves, 0) + coalesce(case when platform = 'linkedin' then clicks end, 0) end) as engagements,
    reach as post_reach,
    case when coalesce(media_type, '') not in ('story') then 1 end as posts
  from current_post
  where client_id = $client_id
    and (report_day between $now_from and $now_to or report_day between $previous_from and $previous_to or report_day between $year_from and $year_to)
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
    sum(engagements) as engagements,
    sum(post_reach) as post_reach,
    sum(engagements) filter (where post_reach is not null) as engagement_rate_reach__over,
    sum(post_reach) filter (where engagements is not null) as engagement_rate_reach__under,
    count(*) filter (where engagements is not null and post_reach is not null) as engagement_rate_reach__n,
    count(*) as engagement_rate_reach__of,
    sum(posts) as posts
  from post_rows
  group by account_id, report_day
),
-- one row per account
post_accounts as (
  select
    account_id,
    sum(engagements) filter (where report_day between $now_from and $now_to) as engagements,
    sum(post_reach) filter (where report_day between $now_from and $now_to) as post_reach,
    sum(engagement_rate_reach__over) filter (where report_day between $now_from and $now_to) as engagement_rate_reach__over,
    sum(engagement_rate_reach__under) filter (where report_day between $now_from and $now_to) as engagement_rate_reach__under,
    sum(engagement_rate_reach__n) filter (where report_day between $now_from and $now_to) as engagement_rate_reach__n,
    sum(engagement_rate_reach__of) filter (where report_day between $now_from and $now_to) as engagement_rate_reach__of,
    sum(posts) filter (where report_day between $now_from and $now_to) as posts,
    sum(engagements) filter (where report_day between $previous_from and $previous_to) as engagements__previous,
    sum(post_reach) filter (where report_day between $previous_from and $previous_to) as post_reach__previous,
    sum(engagement_rate_reach__over) filter (where report_day between $previous_from and $previous_to) as engagement_rate_reach__over__previous,
    sum(engagement_rate_reach__under) filter (where report_day between $previous_from and $previous_to) as engagement_rate_reach__under__previous,
    sum(engagement_rate_reach__n) filter (where report_day between $previous_from and $previous_to) as engagement_rate_reach__n__previous,
    sum(engagement_rate_reach__of) filter (where report_day between $previous_from and $previous_to) as engagement_rate_reach__of__previous,
    sum(posts) filter (where report_day between $previous_from and $previous_to) as posts__previous,
    sum(engagements) filter (where report_day between $year_from and $year_to) as engagements__year,
    sum(post_reach) filter (where report_day between $year_from and $year_to) as post_reach__year,
    sum(engagement_rate_reach__over) filter (where report_day between $year_from and $year_to) as engagement_rate_reach__over__year,
    sum(engagement_rate_reach__under) filter (where report_day between $year_from and $year_to) as engagement_rate_reach__under__year,
    sum(engagement_rate_reach__n) filter (where report_day between $year_from and $year_to) as engagement_rate_reach__n__year,
    sum(engagement_rate_reach__of) filter (where report_day between $year_from and $year_to) as engagement_rate_reach__of__year,
    sum(posts) filter (where report_day between $year_from and $year_to) as posts__year
  from post_days
  group by account_id
),
-- one row per row of account_day
account_day_rows as (
  select
    account_id,
    report_day,
    followers as followers
  from current_account_day
  where client_id = $client_id
    and (report_day between $now_from and $now_to or report_day between $previous_from and $previous_to or report_day between $year_from and $year_to)
),
-- one row per account and day
account_day_days as (
  select
    account_id,
    report_day,
    max(followers) as followers
  from account_day_rows
  group by account_id, report_day
),
-- one row per account
account_day_levels as (
  select
    account_id,
    max_by(followers, report_day) filter (where report_day between $now_from and $now_to and followers is not null) as followers,
    max_by(followers, report_day) filter (where report_day between $previous_from and $previous_to and followers is not null) as followers__previous,
    max_by(followers, report_day) filter (where report_day between $year_from and $year_to and followers is not null) as followers__year
  from account_day_days
  group by account_id
),
-- one row per account that has any row
keys as (
  select account_id
  from post_accounts
  union
  select account_id
  from account_day_levels
),
-- one row per group of the result
figures as (
  select
    account.platform as platform,
    sum(engagements) as engagements,
    sum(engagements__previous) as engagements__previous,
    sum(engagements__year) as engagements__year,
    sum(post_reach) as post_reach,
    sum(post_reach__previous) as post_reach__previous,
    sum(post_reach__year) as post_reach__year,
    sum(engagement_rate_reach__over) filter (where account.platform in ('facebook', 'instagram')) / nullif(sum(engagement_rate_reach__under) filter (where account.platform in ('facebook', 'instagram')), 0) as engagement_rate_reach,
    sum(engagement_rate_reach__over__previous) filter (where account.platform in ('facebook', 'instagram')) / nullif(sum(engagement_rate_reach__under__previous) filter (where account.platform in ('facebook', 'instagram')), 0) as engagement_rate_reach__previous,
    sum(engagement_rate_reach__over__year) filter (where account.platform in ('facebook', 'instagram')) / nullif(sum(engagement_rate_reach__under__year) filter (where account.platform in ('facebook', 'instagram')), 0) as engagement_rate_reach__year,
    sum(posts) as posts,
    sum(posts__previous) as posts__previous,
    sum(posts__year) as posts__year,
    sum(followers) as followers,
    sum(followers__previous) as followers__previous,
    sum(followers__year) as followers__year,
    count(*) filter (where (engagements is null) <> (engagements__previous is null)) as engagements__previous__uneven,
    count(*) filter (where (engagements is null) <> (engagements__year is null)) as engagements__year__uneven,
    count(*) filter (where (post_reach is null) <> (post_reach__previous is null)) as post_reach__previous__uneven,
    count(*) filter (where (post_reach is null) <> (post_reach__year is null)) as post_reach__year__uneven,
    sum(engagement_rate_reach__n) filter (where account.platform in ('facebook', 'instagram')) as engagement_rate_reach__n,
    sum(engagement_rate_reach__of) filter (where account.platform in ('facebook', 'instagram')) as engagement_rate_reach__of,
    count(*) filter (where (engagement_rate_reach__over is null) <> (engagement_rate_reach__over__previous is null)) as engagement_rate_reach__previous__uneven,
    count(*) filter (where (engagement_rate_reach__over is null) <> (engagement_rate_reach__over__year is null)) as engagement_rate_reach__year__uneven,
    count(*) filter (where (posts is null) <> (posts__previous is null)) as posts__previous__uneven,
    count(*) filter (where (posts is null) <> (posts__year is null)) as posts__year__uneven,
    count(*) filter (where (followers is null) <> (followers__previous is null)) as followers__previous__uneven,
    count(*) filter (where (followers is null) <> (followers__year is null)) as followers__year__uneven
  from keys
  join account on account.id = keys.account_id
  left join post_accounts
    on post_accounts.account_id = keys.account_id
  left join account_day_levels
    on account_day_levels.account_id = keys.account_id
  group by account.platform
)
select
  figures.platform,
  figures.engagements,
  figures.engagements__previous,
  figures.engagements__year,
  figures.post_reach,
  figures.post_reach__previous,
  figures.post_reach__year,
  figures.engagement_rate_reach,
  figures.engagement_rate_reach__previous,
  figures.engagement_rate_reach__year,
  figures.posts,
  figures.posts__previous,
  figures.posts__year,
  figures.followers,
  figures.followers__previous,
  figures.followers__year,
  figures.engagements__previous__uneven,
  figures.engagements__year__uneven,
  figures.post_reach__previous__uneven,
  figures.post_reach__year__uneven,
  figures.engagement_rate_reach__n,
  figures.engagement_rate_reach__of,
  figures.engagement_rate_reach__previous__uneven,
  figures.engagement_rate_reach__year__uneven,
  figures.posts__previous__uneven,
  figures.posts__year__uneven,
  figures.followers__previous__uneven,
  figures.followers__year__uneven
from figures
order by platform nulls last
-- $client_id = 1
-- $now_from = 2026-10-01
-- $now_to = 2026-10-31
-- $previous_from = 2026-09-01
-- $previous_to = 2026-09-30
-- $year_from = 2025-10-01
-- $year_to = 2025-10-31
