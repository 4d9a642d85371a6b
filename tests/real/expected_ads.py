"""What the real advertising exports hold, counted by hand: records, dates; sums are counted again by counting.py."""

from tests.real.counting import dollars, grouped
from tests.real.expected import Real

GOOGLE = "google_ads"
CAMPAIGN = {
    "spend": ("Cost", grouped),
    "impressions": ("Impr.", grouped),
    "clicks": ("Clicks", grouped),
    "conversions": ("Conversions", grouped),
}

META = "meta_ads/a/Creative-Analysis-AEF.csv"

REALS = [
    Real(
        META, "meta_ads_days", 992, "2025-08-12", "2025-08-18",
        {
            "spend": "Amount spent (USD)", "results": "Results", "impressions": "Impressions",
            "link_clicks": "Link clicks", "video_views_3s": "3-second video plays",
            "conversion_value": "Purchases conversion value", "average_watch_seconds": "Video average play time",
            "video_views_75": "Video plays at 75%", "video_plays": "Video plays",
        },
    ),
    Real(
        f"{GOOGLE}/a/Campaign report (1).csv", "google_ads_periods", 2, "2026-01-27", "2026-02-23",
        CAMPAIGN | {"conversion_value": ("Conv. value", grouped)}, header=3,
    ),
    Real(
        f"{GOOGLE}/b/Search terms report.csv", "google_ads_periods", 8869, "2026-02-10", "2026-02-23",
        {"spend": ("Cost", grouped), "impressions": ("Impr.", grouped), "clicks": ("Clicks", grouped)}, header=3,
    ),
    Real(f"{GOOGLE}/c/Campaign report.csv", "google_ads_periods", 1, None, None, CAMPAIGN, header=3),
    Real(
        f"{GOOGLE}/c/Search_keywords(2026.02.05).csv", "google_ads_card_keywords", 46, "2026-02-05", "2026-02-05",
        {"spend": ("Cost", dollars), "clicks": "Clicks"},
    ),
    Real(
        f"{GOOGLE}/c/Time_series(2026.02.05).csv", "google_ads_card_hours", 24, "2026-02-05", "2026-02-05",
        {"spend": ("Cost", dollars), "clicks": "Clicks", "impressions": "Impressions"},
    ),
    Real(
        f"{GOOGLE}/c/Devices(2026.02.05-2026.02.10).csv", "google_ads_card_devices", 4, "2026-02-05", "2026-02-10",
        {"spend": ("Cost", dollars), "clicks": "Clicks", "impressions": "Impressions"},
    ),
    Real(
        f"{GOOGLE}/c/Day_&_hour(Day_2026.02.05-2026.02.10).csv", "google_ads_card_weekdays", 7,
        "2026-02-05", "2026-02-10", {"impressions": "Impressions"},
    ),
]  # fmt: skip
