"""What the real exports hold, counted by hand: records and dates; sums are counted again by counting.py."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reporting.ingest.model import Answers
from tests.real.counting import clock, hours, points

PLAIN = Answers()
Reader = Callable[[str], float]


@dataclass(frozen=True)
class Real:
    """A table of a real file. `sums`: canonical column -> heading in the file, or heading and how its cells read."""

    file: str
    format: str
    records: int
    first: str | None
    last: str | None
    sums: Mapping[str, str | tuple[str, Reader]] = field(default_factory=dict)
    member: str | None = None
    header: int = 1
    described: bool = False
    answers: Answers = PLAIN


FACEBOOK = {
    "views": "Views",
    "reach": "Reach",
    "reactions": "Reactions",
    "comments": "Comments",
    "shares": "Shares",
    "clicks": "Total clicks",
    "duration_seconds": "Duration (sec)",
}
INSTAGRAM = {
    "views": "Views",
    "reach": "Reach",
    "likes": "Likes",
    "shares": "Shares",
    "follows": "Follows",
    "comments": "Comments",
    "saves": "Saves",
    "duration_seconds": "Duration (sec)",
}
META = "meta_content"
PAGE_A, PAGE_B = "meta_page/a", "meta_page/b"
ON_INSTAGRAM, ON_FACEBOOK = Answers(platform="instagram"), Answers(platform="facebook")
SLUG = "business-schools-4-climate-leadership-africa"
FOLLOWERS = f"linkedin_page/a/{SLUG}_followers_1739343974503.xlsx"
VISITORS = f"linkedin_page/a/{SLUG}_visitors_1739343988681.xlsx"
CONTENT = "linkedin_page/b/pro-efficient-data-entry_content_1742193384396"
PERSON = "linkedin_personal/a/LinkedIn_Contents(2023-08-07 - 2024-08-05) Original.xlsx"
METRICS = {
    f"{name.lower()}{end}": f"{name} ({part})"
    for name in ("Impressions", "Clicks", "Reactions", "Comments", "Reposts")
    for end, part in (("", "total"), ("_organic", "organic"), ("_paid", "sponsored"))
} | {"unique_impressions": "Unique impressions (organic)", "engagement_rate_given": "Engagement rate (total)"}
POSTS = {
    "impressions": "Impressions",
    "views": "Views",
    "clicks": "Clicks",
    "likes": "Likes",
    "comments": "Comments",
    "reposts": "Reposts",
    "follows": "Follows",
    "click_rate_given": "Click through rate (CTR)",
}
OVERVIEW = {
    "video_views": "Video Views",
    "profile_visits": "Profile Views",
    "likes": "Likes",
    "comments": "Comments",
    "shares": "Shares",
}
VIDEOS = {"likes": "Total likes", "comments": "Total comments", "shares": "Total shares", "views": "Total views"}
VIEWERS = {"viewers": "Total Viewers", "new_viewers": "New Viewers", "returning_viewers": "Returning Viewers"}
UNTIL_2026 = Answers(until=dt.date(2026, 2, 28))


def page(file: str, column: str, days: tuple[int, str, str], answers: Answers = PLAIN) -> Real:
    """One figure by day; `days` are how many, the first and the last."""
    return Real(file, "meta_page_daily", *days, {column: "Primary"}, header=2, answers=answers)


MAY_2026 = (28, "2026-05-25", "2026-06-21")
SPRING_2025 = (105, "2025-01-01", "2025-04-15")
REALS = [
    Real(
        f"{META}/a/May-25-2026_Jun-21-2026_1493633672508178.csv",
        "meta_instagram_posts",
        21,
        "2026-05-26",
        "2026-06-21",
        INSTAGRAM,
    ),
    Real(
        f"{META}/b/Jan-14-2025_Apr-14-2025_1396269028466733.csv",
        "meta_facebook_posts",
        261,
        "2025-01-14",
        "2025-04-14",
        FACEBOOK
        | {
            "link_clicks": "Link Clicks",
            "other_clicks": "Other Clicks",
            "watch_seconds": "Seconds viewed",
            "interactions": "Reactions, Comments and Shares",
            "ad_impressions": "Ad impressions",
            "revenue": "Estimated earnings (USD)",
        },
    ),
    Real(
        f"{META}/b/Mar-18-2025_Apr-14-2025_1019826952924933.csv",
        "meta_instagram_posts",
        78,
        "2025-03-18",
        "2025-04-14",
        INSTAGRAM,
    ),
    Real(
        f"{META}/b/Mar-18-2025_Apr-14-2025_553302954456165.csv",
        "meta_facebook_posts",
        48,
        "2025-03-18",
        "2025-04-14",
        FACEBOOK
        | {
            "reach_organic": "Reach from Organic posts",
            "reach_paid": "Reach from Boosted posts",
            "video_views_3s": "3-second video views",
            "negative_feedback": "Negative feedback from users",
        },
    ),
    Real(
        f"{META}/c/Feb-01-2025_Mar-15-2025_613168031534769.csv",
        "meta_facebook_posts",
        20,
        "2025-02-17",
        "2025-03-15",
        FACEBOOK
        | {
            "duration_seconds": "Duration (secs)",
            "interactions": "Reactions, comments and shares",
            "engaged_users": "Engaged users",
            "viewers_3s": "3-second viewers",
        },
    ),
    page(f"{PAGE_A}/Follows.csv", "new_followers", (20, "2026-05-25", "2026-06-13")),
    page(f"{PAGE_A}/Interactions.csv", "engagements", MAY_2026, ON_INSTAGRAM),
    page(f"{PAGE_A}/Link clicks.csv", "link_clicks", MAY_2026),
    page(f"{PAGE_A}/Reach.csv", "reach", MAY_2026, ON_INSTAGRAM),
    page(f"{PAGE_A}/Views.csv", "views", MAY_2026, ON_INSTAGRAM),
    page(f"{PAGE_A}/Visits.csv", "profile_visits", MAY_2026),
    page(f"{PAGE_B}/Follows.csv", "new_followers", SPRING_2025, ON_FACEBOOK),
    page(f"{PAGE_B}/Interactions.csv", "engagements", SPRING_2025, ON_FACEBOOK),
    page(f"{PAGE_B}/Interactions (1).csv", "engagements", SPRING_2025, ON_INSTAGRAM),
    page(f"{PAGE_B}/Reach.csv", "reach", SPRING_2025),
    page(f"{PAGE_B}/Views.csv", "views", SPRING_2025, ON_FACEBOOK),
    page(f"{PAGE_B}/Visits.csv", "profile_visits", SPRING_2025),
    page(f"{PAGE_B}/Visits (1).csv", "profile_visits", SPRING_2025),
    Real(
        FOLLOWERS,
        "linkedin_followers",
        365,
        "2024-02-12",
        "2025-02-10",
        {
            "new_followers": "Total followers",
            "new_followers_organic": "Organic followers",
            "new_followers_invited": "Auto-invited followers",
            "new_followers_paid": "Sponsored followers",
        },
        member="New followers",
    ),
    *(
        Real(
            FOLLOWERS,
            "linkedin_follower_demographics",
            records,
            None,
            None,
            {"people": "Total followers"},
            member=sheet,
        )
        for sheet, records in (
            ("Location", 43),
            ("Job function", 24),
            ("Seniority", 10),
            ("Industry", 40),
            ("Company size", 9),
        )
    ),
    Real(
        VISITORS,
        "linkedin_visitors",
        365,
        "2024-02-12",
        "2025-02-10",
        {"page_views": "Total page views (total)", "unique_visitors": "Total unique visitors (total)"},
        member="Visitor metrics",
    ),
    *(
        Real(VISITORS, "linkedin_visitor_demographics", records, None, None, {"people": "Total views"}, member=sheet)
        for sheet, records in (
            ("Location", 28),
            ("Job function", 18),
            ("Seniority", 9),
            ("Industry", 28),
            ("Company size", 9),
        )
    ),
    *(
        real
        for kind in (".xls", ".xlsx")
        for real in (
            Real(CONTENT + kind, "linkedin_page_metrics", 30, "2025-02-14", "2025-03-15", METRICS, member="Metrics"),
            Real(CONTENT + kind, "linkedin_page_posts", 8, "2025-02-19", "2025-03-14", POSTS, member="All posts"),
        )
    ),
    Real(PERSON, "linkedin_personal_discovery", 1, "2023-08-07", "2024-08-05", member="DISCOVERY"),
    Real(
        PERSON,
        "linkedin_personal_engagement",
        365,
        "2023-08-07",
        "2024-08-05",
        {"impressions": "Impressions", "engagements": "Engagements"},
        member="ENGAGEMENT",
    ),
    Real(
        PERSON,
        "linkedin_personal_top_posts",
        45,
        "2023-08-01",
        "2024-08-01",
        {"engagements": "Engagements", "impressions": "Impressions"},
        member="TOP POSTS",
        header=3,
    ),
    Real(
        PERSON,
        "linkedin_personal_followers",
        365,
        "2023-08-07",
        "2024-08-05",
        {"new_followers": "New followers"},
        member="FOLLOWERS",
        header=3,
    ),
    Real(PERSON, "linkedin_personal_demographics", 30, None, None, member="DEMOGRAPHICS"),
    Real(
        "x/a/account_analytics_content_2024-11-21_2025-02-19.csv",
        "x_content",
        141,
        "2024-12-31",
        "2025-02-17",
        {
            "impressions": "Impressions",
            "likes": "Likes",
            "engagements": "Engagements",
            "saves": "Bookmarks",
            "shares": "Share",
            "follows": "New follows",
            "comments": "Replies",
            "reposts": "Reposts",
            "profile_visits": "Profile visits",
            "detail_expands": "Detail expands",
            "link_clicks": "Url clicks",
        },
    ),
    Real(
        "x/a/account_overview_analytics.csv",
        "x_overview",
        50,
        "2024-12-31",
        "2025-02-18",
        {
            "impressions": "Impressions",
            "likes": "Likes",
            "engagements": "Engagements",
            "saves": "Bookmarks",
            "shares": "Shares",
            "new_followers": "New follows",
            "lost_followers": "Unfollows",
            "comments": "Replies",
            "reposts": "Reposts",
            "profile_visits": "Profile visits",
            "posts_created": "Create Post",
        },
    ),
    Real(
        "tiktok/a/Overview.csv",
        "tiktok_overview",
        7,
        "2026-03-08",
        "2026-03-14",
        OVERVIEW,
        answers=Answers(until=dt.date(2026, 3, 14)),
    ),
    Real("tiktok/b/Overview.csv", "tiktok_overview", 365, "2025-02-28", "2026-02-27", OVERVIEW, answers=UNTIL_2026),
    Real("tiktok/b/Content.csv", "tiktok_content", 13, "2025-04-08", "2026-02-01", VIDEOS, answers=UNTIL_2026),
    Real("tiktok/b/Content 2.csv", "tiktok_content", 12, "2025-04-08", "2026-01-23", VIDEOS, answers=UNTIL_2026),
    Real("tiktok/b/Content 3.csv", "tiktok_content", 6, "2025-04-08", "2025-07-26", VIDEOS, answers=UNTIL_2026),
    Real("tiktok/b/Content 4.csv", "tiktok_content", 12, "2025-05-17", "2025-10-06", VIDEOS, answers=UNTIL_2026),
    Real(
        "tiktok/b/FollowerHistory.csv",
        "tiktok_follower_history",
        365,
        "2025-02-28",
        "2026-02-27",
        {"followers": "Followers", "net_followers": "Difference in followers from previous day"},
        answers=UNTIL_2026,
    ),
    Real("tiktok/b/Viewers.csv", "tiktok_viewers", 365, "2025-02-28", "2026-02-27", VIEWERS, answers=UNTIL_2026),
    Real("tiktok/b/Viewers 2.csv", "tiktok_viewers", 365, "2025-02-28", "2026-02-27", VIEWERS, answers=UNTIL_2026),
    Real(
        "tiktok/b/FollowerActivity.csv",
        "tiktok_follower_activity",
        168,
        "2026-02-21",
        "2026-02-27",
        {"people": "Active followers"},
        answers=UNTIL_2026,
    ),
    Real("tiktok/b/FollowerGender.csv", "tiktok_follower_gender", 3, None, None, {"share": "Distribution"}),
    Real(
        "tiktok/b/FollowerTopTerritories.csv", "tiktok_follower_territories", 11, None, None, {"share": "Distribution"}
    ),
    Real(
        "youtube/a/Tabellendaten.csv",
        "youtube_table",
        500,
        "2011-03-10",
        "2020-12-24",
        {
            "views": "Auf\u00adru\u00adfe",
            "watch_seconds": ("Wie\u00adder\u00adga\u00adbe\u00adzeit (Stun\u00adden)", hours),
            "net_followers": "Abon\u00adnen\u00adten",
            "thumbnail_impressions": "Im\u00adpres\u00adsio\u00adnen",
        },
    ),
    Real(
        "youtube/a/Gesamtwerte.csv", "youtube_totals", 366, "2020-01-01", "2020-12-31", {"views": "Auf\u00adru\u00adfe"}
    ),
    Real(
        "youtube/a/Diagrammdaten.csv",
        "youtube_chart",
        2928,
        "2020-01-01",
        "2020-12-31",
        {"views": "Auf\u00adru\u00adfe"},
    ),
    Real(
        "youtube/b/Table data.csv",
        "youtube_table",
        317,
        "2020-11-01",
        "2025-11-14",
        {
            "views": "Views",
            "engaged_views": "Engaged views",
            "watch_seconds": ("Watch time (hours)", hours),
            "likes": "Likes",
            "average_watch_seconds": ("Average view duration", clock),
            "thumbnail_ctr": ("Impressions click-through rate (%)", points),
            "comments": "Comments added",
            "net_followers": "Subscribers",
            "new_followers": "Subscribers gained",
            "unique_viewers": "Unique viewers",
            "likes_share": ("Likes (vs. dislikes) (%)", points),
            "duration_seconds": "Duration",
        },
    ),
    Real(
        "youtube/b/Totals.csv", "youtube_totals", 6802, "2007-04-01", "2025-11-13", {"engaged_views": "Engaged views"}
    ),
    Real(
        "youtube/b/Chart data.csv",
        "youtube_chart",
        6802,
        "2007-04-01",
        "2025-11-13",
        {"engaged_views": "Engaged views"},
    ),
    Real("youtube/c/Table data.csv", "youtube_audience", 201, None, None, {"people": "Views"}),
    Real("youtube/c/Totals.csv", "youtube_totals", 365, "2020-12-31", "2021-12-30", {"views": "Views"}),
]
