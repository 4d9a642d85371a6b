"""What the real exports of Facebook Insights, LinkedIn competitors, Sprout Social and hand-made reports hold."""

from tests.real.counting import grouped, milliseconds
from tests.real.expected import Real

INSIGHTS = "facebook_legacy/a/Facebook Insights Data Export"
VIC = "Visualization Studio VIC"
ACTIONS = {
    "likes": "Lifetime Post Stories by action type - like",
    "comments": "Lifetime Post Stories by action type - comment",
    "shares": "Lifetime Post Stories by action type - share",
    "link_clicks": "Lifetime Post Consumptions by type - link clicks",
    "other_clicks": "Lifetime Post Consumptions by type - other clicks",
    "photo_clicks": "Lifetime Post Consumptions by type - photo view",
    "video_clicks": "Lifetime Post Consumptions by type - video play",
}
EXPOSURE = {
    "reach": "Lifetime Post Total Reach",
    "impressions": "Lifetime Post Total Impressions",
    "impressions_organic": "Lifetime Post Organic Impressions",
    "impressions_paid": "Lifetime Post Paid Impressions",
}
REALS = [
    Real(
        f"{INSIGHTS} (Post Level) - {VIC} - 2015-02-20 - 2015-08-18.csv",
        "facebook_insights_posts",
        99,
        "2015-03-04",
        "2015-08-18",
        ACTIONS
        | EXPOSURE
        | {
            "reach_organic": "Lifetime Post organic reach",
            "engaged_users": "Lifetime Engaged Users",
            "clicks": "Lifetime Post Consumptions",
            "negative_feedback": "Lifetime Negative Feedback from Users",
            "average_watch_seconds": ("Lifetime Average time video viewed", milliseconds),
            "duration_seconds": ("Lifetime Video length", milliseconds),
        },
        described=True,
    ),
    Real(
        f"{INSIGHTS} (Video Posts) - {VIC} - 2015-08-19 - 2016-02-15.csv",
        "facebook_insights_videos",
        21,
        "2015-09-11",
        "2016-02-10",
        ACTIONS
        | EXPOSURE
        | {"video_views_3s": "Lifetime Total Video Views", "viewers_3s": "Lifetime Unique Video Views"},
        described=True,
    ),
    Real(
        f"{INSIGHTS} - {VIC} - 2015-08-19 - 2016-02-15.csv",
        "facebook_insights_page",
        180,
        "2015-08-19",
        "2016-02-14",
        {
            "followers": "Lifetime Total Likes",
            "new_followers": "Daily New Likes",
            "lost_followers": "Daily Unlikes",
            "engaged_users": "Daily Page Engaged Users",
            "reach": "Daily Total Reach",
            "impressions": "Daily Total Impressions",
            "clicks": "Daily Page consumptions",
            "video_views": "Daily Total Video Views",
        },
        described=True,
    ),
    Real(
        "linkedin_page/a/Business Schools 4 Climate Leadership Africa_competitor_analytics_1739343948666.xlsx",
        "linkedin_competitors",
        10,
        "2024-02-12",
        "2025-02-10",
        {
            "followers": "Total Followers",
            "new_followers": "New Followers",
            "engagements": "Total post engagements",
            "posts_published": "Total posts",
        },
        member="COMPETITORS",
        header=2,
    ),
    Real(
        "sprout_social/a/Post Performance.csv",
        "sprout_posts",
        27,
        "2025-02-13",
        "2025-12-30",
        {
            column: (heading, grouped)
            for column, heading in {
                "impressions": "Impressions",
                "impressions_organic": "Organic Impressions",
                "reach": "Reach",
                "reactions": "Reactions",
                "likes": "Likes",
                "dislikes": "Dislikes",
                "comments": "Comments",
                "shares": "Post Shares",
                "reposts": "Reposts",
                "saves": "Saves",
                "clicks": "Post Clicks (All)",
                "link_clicks": "Post Link Clicks",
                "video_views": "Video Views",
                "duration_seconds": "Video Length (Seconds)",
                "watch_seconds": "Video View Time (Seconds)",
            }.items()
        },
    ),
]
