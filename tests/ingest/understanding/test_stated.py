"""Lines in which a file speaks of itself, read as they stand there."""

import pytest

from tests.ingest.understanding.conftest import Read

HEAD = "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers\n"
ROWS = 'a1b2c3d4e5f,One,"Oct 1, 2026",60,100,1.5,2\ng1b2c3d4e5f,Two,"Oct 2, 2026",60,20,0.5,-1\n'
