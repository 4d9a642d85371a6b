"""What a report mends of a brand so that everything can be read, said to the person who chose it (layer 6)."""

from reporting.catalog.model import Theme
from reporting.errors import Sentence, say
from reporting.warehouse.model import Brand
from reporting.workbook.logo import WHITE, logo_size, needs_plate
from reporting.workbook.styles import READABLE, contrast, palette

_SHAPE = 1.5


def mended(theme: Theme, brand: Brand) -> list[Sentence]:
    """A sentence for each thing; none where the brand is used as it is."""
    colors = palette(theme, brand)
    found: list[Sentence] = []
    if colors.brand_text != colors.brand:
        found.append(
            say(
                "{color} is too pale for words on white ({ratio} : 1, {least} is needed): titles use {mended}, areas"
                " keep the colour.",
                color=colors.brand,
                ratio=round(contrast(colors.brand, WHITE), 1),
                least=READABLE,
                mended=colors.brand_text,
            )
        )
    if colors.on_brand != WHITE:
        found.append(say("Words on {color} are black, because white could not be read there.", color=colors.brand))
    if contrast(colors.brand, WHITE) < _SHAPE:
        found.append(say("Areas in {color} hardly stand out from white paper.", color=colors.brand))
    if brand.logo is not None and logo_size(brand.logo) and (plate := needs_plate(brand.logo, colors.brand)):
        light = say("The logo would not be seen on {color}: it stands on a white plate.", color=colors.brand)
        dark = say("The logo would not be seen on {color}: it stands on a dark plate.", color=colors.brand)
        found.append(light if plate == WHITE else dark)
    return found
