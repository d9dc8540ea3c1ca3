"""How people look: skin, hair and eyes of each body, and the outfits that any of them can wear.

Colours are sRGB, as hexadecimal strings. All of it is made up here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

HairStyle = Literal["short", "cropped", "bun", "bob"]
Sleeve = Literal["none", "short", "long"]
Legs = Literal["short", "knee", "long"]
Footwear = Literal["bare", "socks", "shoes"]


@dataclass(frozen=True)
class Look:
    """What belongs to a person: colours of skin, lips, hair, eyes; the hair's cut."""

    skin: str
    lips: str
    hair: str
    eyes: str
    hair_style: HairStyle


@dataclass(frozen=True)
class Outfit:
    """What a person wears. `looseness` 0 is a tight fit (5 mm off the skin), 1 a baggy one."""

    name: str
    top: str
    sleeve: Sleeve
    bottom: str
    legs: Legs
    feet: Footwear
    footwear: str = "#d6d5cf"
    looseness: float = 0.0
    cropped_top: bool = False


LOOKS: dict[str, Look] = {
    "female_slim": Look(skin="#e6b99a", lips="#b4635c", hair="#5a3a22", eyes="#4a6a52", hair_style="bun"),
    "male": Look(skin="#7d5138", lips="#6b3a34", hair="#15110f", eyes="#2b1a10", hair_style="cropped"),
    "heavy": Look(skin="#dba98a", lips="#b06a60", hair="#3b2a1e", eyes="#5a7488", hair_style="short"),
    "older": Look(skin="#e3bda4", lips="#b0736a", hair="#b9b6b0", eyes="#5b7f94", hair_style="bob"),
    "small": Look(skin="#d9a67e", lips="#a85a50", hair="#17120f", eyes="#2e1c12", hair_style="bob"),
    "tall": Look(skin="#dfb394", lips="#ad6a5f", hair="#6b4a2c", eyes="#5b7a6a", hair_style="short"),
    "round": Look(skin="#8a5a3f", lips="#74423c", hair="#1a1310", eyes="#2c1a10", hair_style="bob"),
    "senior": Look(skin="#d9ab88", lips="#a8685e", hair="#8f8a84", eyes="#4d4a40", hair_style="cropped"),
    "sturdy": Look(skin="#c98f6b", lips="#9c5850", hair="#2a1c14", eyes="#3d2a1c", hair_style="bun"),
}

OUTFITS: dict[str, Outfit] = {
    outfit.name: outfit
    for outfit in (
        Outfit("tight_teal", top="#2b8c8c", sleeve="none", bottom="#23303f", legs="long", feet="bare"),
        Outfit("tight_plum", top="#8a3f63", sleeve="short", bottom="#4a4a52", legs="long", feet="socks"),
        Outfit("sport_blue", top="#3f74b8", sleeve="short", bottom="#2c2c30", legs="knee", feet="shoes",
               footwear="#aeb6bd", looseness=0.35),
        Outfit("loose_grey", top="#8d9094", sleeve="long", bottom="#3b4252", legs="long", feet="socks",
               footwear="#c9c4ba", looseness=1.0),
        Outfit("loose_red", top="#b0483e", sleeve="short", bottom="#6d6f66", legs="long", feet="bare", looseness=0.8),
        Outfit("home_green", top="#5f7d54", sleeve="long", bottom="#2d3a55", legs="long", feet="socks",
               footwear="#4a4f58", looseness=0.5),
    )
}  # fmt: skip


def linear_rgb(colour: str) -> npt.NDArray[np.float32]:
    """Linear-light red, green, blue (3,) of an sRGB colour such as "#2b8c8c" (IEC 61966-2-1)."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float64) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)
