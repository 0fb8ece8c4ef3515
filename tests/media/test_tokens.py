from __future__ import annotations

import time

import jwt

from hemicycle.media.engine import Address
from hemicycle.media.tokens import listener_token, steward_token

ADDRESS = Address("http://127.0.0.1", "hemicycle", "s" * 32)
MAY_LISTEN = {
    "roomJoin": True,
    "room": "sitting-4",
    "canSubscribe": True,
    "canPublish": False,
    "canPublishSources": [],
    "canPublishData": False,
    "canUpdateOwnMetadata": False,
}


def test_a_listeners_token_names_one_room_and_one_person_and_says_no_to_all_else() -> None:
    claims = jwt.decode(listener_token(ADDRESS, "sitting-4", "r7", "Ms. Duarte", 90), ADDRESS.secret, ["HS256"])
    assert claims["video"] == MAY_LISTEN | {"hidden": False, "recorder": True}
    assert (claims["iss"], claims["sub"], claims["name"]) == ("hemicycle", "r7", "Ms. Duarte")
    assert abs(claims["exp"] - time.time() - 90) < 5


def test_the_stewards_token_is_hidden() -> None:
    claims = jwt.decode(steward_token(ADDRESS, "sitting-4", "steward-4", 90), ADDRESS.secret, ["HS256"])
    assert claims["video"] == MAY_LISTEN | {"hidden": True, "recorder": False}
