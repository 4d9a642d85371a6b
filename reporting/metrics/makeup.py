"""Make-up of audiences: of each account and dimension the observation nearest to the end of a period (layer 4)."""

import datetime as dt

from reporting.metrics.asked import Asked
from reporting.metrics.compile import bound

GROUPS = ("followers", "viewers", "visitors")
DIMENSIONS = (
    "age_gender", "age", "gender", "country", "territory", "location", "city", "job_function", "seniority", "industry",
    "company_size", "subscription_status",
)  # fmt: skip
"""Who the audience is, in the order of the sheet; not when it is online, nor what it came from."""

_NAMES = (
    "account_id", "group", "dimension", "label", "label_2", "observed", "stated", "share", "people", "import_ids",
)  # fmt: skip
_OBSERVED = """
-- one row per account, group, dimension and day: the newest file of it. Two files of one day are never mixed
with observations as (
  select account_id, "group", dimension, report_day, max(list_max(import_ids)) as import_id from current_audience
  where client_id = $client_id and "group" in ({groups}) and dimension in ({dimensions})
    and coalesce(share, people) is not null
  group by all
),
-- one row per account, group and dimension: the nearest observation, of two the later one
nearest as (
  select * from observations
  qualify row_number() over (
    partition by account_id, "group", dimension
    order by abs(date_diff('day', report_day, $last)), report_day desc
  ) = 1
)
-- one row per group of people
select account_id, "group", dimension, label, label_2, report_day, observed_on is not null, share, people, import_ids
from current_audience join nearest using (account_id, "group", dimension, report_day)
where client_id = $client_id and label is not null and list_contains(import_ids, nearest.import_id)
order by account_id, "group", dimension, label, label_2
"""


def makeup(client_id: int, last: dt.date) -> Asked:
    """A row per account, group, dimension and label. stated: the file itself says the day, else it is the import's."""
    text = _OBSERVED.format(groups=_listed(GROUPS), dimensions=_listed(DIMENSIONS))
    return Asked(_NAMES, bound(text, {"client_id": client_id, "last": last}))


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
