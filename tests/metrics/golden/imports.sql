-- imports behind: engagements, post_reach, engagement_rate_reach, posts, followers
select distinct unnest(import_ids) as import_id
from current_post
where client_id = $client_id
  and (report_day between $now_from and $now_to or report_day between $previous_from and $previous_to or report_day between $year_from and $year_to)
union
select distinct unnest(import_ids) as import_id
from current_account_day
where client_id = $client_id
  and (report_day between $now_from and $now_to or report_day between $previous_from and $previous_to or report_day between $year_from and $year_to)
  and coalesce(followers, null) is not null
order by import_id
-- $client_id = 1
-- $now_from = 2026-10-01
-- $now_to = 2026-10-31
-- $previous_from = 2026-09-01
-- $previous_to = 2026-09-30
-- $year_from = 2025-10-01
-- $year_to = 2025-10-31
