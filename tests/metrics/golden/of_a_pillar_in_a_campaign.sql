-- engagements: sum, lifetime
-- one row
with
-- one row per row of post
post_rows as (
  select
    account_id,
    report_day,
    coalesce(engagements, interactions, case when coalesce(reactions, likes, comments, shares, reposts, saves, case when platform = 'linkedin' then clicks end) is not null
            then coalesce(reactions, likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(reposts, 0) + coalesce(saves, 0) + coalesce(case when platform = 'linkedin' then clicks end, 0) end) as engagements
  from current_post
  where client_id = $client_id
    and (regexp_matches(strip_accents(lower(replace(concat_ws(' / ', tags, title, caption), '’', chr(39)))), '(^|[^\pL\pN_])(' || strip_accents(lower(replace($label_1, '’', chr(39)))) || ')([^\pL\pN_]|$)') or regexp_matches(strip_accents(lower(replace(concat_ws(' / ', tags, title, caption), '’', chr(39)))), '(^|[^\pL\pN_])(' || strip_accents(lower(replace($label_2, '’', chr(39)))) || ')([^\pL\pN_]|$)'))
    and (regexp_matches(strip_accents(lower(replace(concat_ws(' / ', tags, title, caption), '’', chr(39)))), '(^|[^\pL\pN_])(' || strip_accents(lower(replace($label_3, '’', chr(39)))) || ')([^\pL\pN_]|$)') and report_day >= $label_3_from and report_day <= $label_3_to)
    and (report_day between $now_from and $now_to)
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
    sum(engagements) as engagements
  from post_rows
  group by account_id, report_day
),
-- one row per account
post_accounts as (
  select
    account_id,
    sum(engagements) filter (where report_day between $now_from and $now_to) as engagements
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
    sum(engagements) as engagements,
    string_agg(distinct account.platform, ',') filter (where engagements is not null) as engagements__platforms,
    string_agg(distinct account.platform, ',') as every__platforms
  from keys
  join account on account.id = keys.account_id
  left join post_accounts
    on post_accounts.account_id = keys.account_id
)
select
  figures.engagements,
  figures.engagements__platforms,
  figures.every__platforms
from figures
-- $client_id = 1
-- $label_1 = coulisses|back[\s\x{a0}\x{202f}]+to[\s\x{a0}\x{202f}]+school
-- $label_2 = été
-- $label_3 = black[\s\x{a0}\x{202f}]+friday
-- $label_3_from = 2026-10-05
-- $label_3_to = 2026-10-11
-- $now_from = 2026-10-01
-- $now_to = 2026-10-31
