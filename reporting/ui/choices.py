"""Which figures the pages show, and in which order (layer 8). Ids of the catalog; a test holds them to it."""

# The first six of these with a value are the tiles of the overview.
TILES = (
    "post_displays",
    "engagements",
    "median_engagement_rate",
    "followers",
    "posts",
    "link_clicks",
    "video_views",
    "net_follower_growth",
)
TILES_SHOWN = 6

# The trend of the overview: activity by day, one line a network.
TRENDS = ("average_daily_reach", "impressions", "views", "account_engagements", "followers")

# Networks side by side: figures that mean the same on each, or are said not to be provided.
CHANNELS = (
    "followers",
    "net_follower_growth",
    "posts",
    "post_displays",
    "post_reach",
    "engagements",
    "median_engagement_rate",
    "median_engagements",
    "link_clicks",
    "video_views",
)
CHANNEL_BARS = ("post_displays", "engagements", "median_engagement_rate", "net_follower_growth")
CHANNEL_SHARES = ("posts", "engagements")

# What posts are ranked and compared by.
RANKINGS = ("engagements", "post_displays", "post_reach", "comments", "shares", "saves", "link_clicks")
POSTS_SHOWN = 25
POSTS_DRAWN = 600
