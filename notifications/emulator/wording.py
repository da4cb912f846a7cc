"""What the page says in Korean for the words of the model."""

from notifications.emulator.misbehaviour import Behaviour
from notifications.emulator.phone import Platform, State

PLATFORMS = {Platform.ANDROID: "안드로이드", Platform.IOS: "아이폰", Platform.WEB: "웹 브라우저"}

STATES = {State.SHOWN: "표시 중", State.REPLACED: "새 알림으로 바뀜", State.RETRACTED: "회수됨"}

BEHAVIOURS = {
    Behaviour.SUCCESS: "정상",
    Behaviour.UNREGISTERED: "앱 삭제됨 (404)",
    Behaviour.SENDER_ID_MISMATCH: "다른 발신자 (403)",
    Behaviour.QUOTA: "한도 초과 (429)",
    Behaviour.UNAVAILABLE: "서비스 중단 (503)",
    Behaviour.INTERNAL: "내부 오류 (500)",
    Behaviour.BAD_GATEWAY: "게이트웨이 오류 (502)",
    Behaviour.THIRD_PARTY_AUTH: "인증서 오류 (401)",
    Behaviour.SLOW: "느린 응답",
    Behaviour.LOST_RESPONSE: "응답 유실",
    Behaviour.HANG: "응답 없음",
    Behaviour.UNINSTALLED: "앱을 지움 (404)",
    Behaviour.REVOKED: "자격 증명 폐기 (401)",
}

WEEKDAYS = ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일")

URGENT = ("sos", "safety", "alarm", "emergency")
"""Parts of a category's name that paint a notification as urgent."""

CATEGORIES = {"safety": "안전", "care": "돌봄", "service": "서비스", "advertising": "광고"}
"""Names for the categories of our payloads; any other is shown as it came."""
