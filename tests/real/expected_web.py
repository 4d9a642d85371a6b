"""What the real web exports hold, counted by hand: records and dates; sums are counted again by counting.py."""

from collections.abc import Mapping

from tests.real.counting import percent
from tests.real.expected import Reader, Real

SEARCH: Mapping[str, str | tuple[str, Reader]] = {
    "clicks": "Clicks",
    "impressions": "Impressions",
    "click_rate_given": ("CTR", percent),
    "position_given": "Position",
}
PLACES = {
    "search_views_mobile": "Google Search - Mobile",
    "search_views_desktop": "Google Search - Desktop",
    "map_views_mobile": "Google Maps - Mobile",
    "map_views_desktop": "Google Maps - Desktop",
    "calls": "Calls",
    "messages": "Messages",
    "directions": "Directions",
    "website_clicks": "Website clicks",
}
PROFILE = "GMB insights (Performance Report) - 2026-1-1 - 2026-1-31 - b33f195eae548629bd627dc685007891.csv"


def search(file: str, records: int) -> Real:
    """A list of Search Console outside of its zip: nothing says its period."""
    return Real(f"gsc/a/{file}.csv", "search_console_splits", records, None, None, SEARCH)


WEB = [
    Real(
        "ga4/a/Pages_and_screens_Page_path_and_screen_class.csv",
        "ga4_splits",
        16,
        "2025-01-01",
        "2025-12-31",
        {
            "views": "Views",
            "active_users": "Active users",
            "engagement_seconds_given": "Average engagement time per active user",
            "events": "Event count",
            "key_events": "Key events",
            "revenue": "Total revenue",
        },
        header=10,
    ),
    Real(
        "ga4/a/download (2).csv",
        "ga4_splits",
        1874,
        "2024-11-22",
        "2026-01-20",
        {
            "users": "Total users",
            "sessions": "Sessions",
            "session_seconds_given": "Average session duration",
            "key_events": "Key events",
            "bounce_rate_given": "Bounce rate",
            "exits": "Exits",
        },
        header=7,
    ),
    Real("gsc/a/Chart.csv", "search_console_days", 31, "2026-03-01", "2026-03-31", SEARCH),
    search("Countries", 229),
    search("Devices", 3),
    search("Pages", 196),
    search("Queries", 1000),
    search("Search appearance", 1),
    Real(
        f"google_business_profile/a/{PROFILE}",
        "google_business_profile",
        4,
        "2026-01-01",
        "2026-01-31",
        PLACES,
    ),
]
