"""What is so just now, in a few words beside a name, and in whole."""

from datetime import date

from directory.domain.services import AlertSentence, Service, Status
from directory.web.filters import MONTHS, day
from directory.web.wording import opens_again_words

SHORT_ALERTS = {
    AlertSentence.PHONES_DOWN: "Phones down",
    AlertSentence.SLOW_REPLIES: "Slow to reply",
    AlertSentence.OTHER_HOURS: "Other hours",
    AlertSentence.MOVED_FOR_NOW: "Moved for now",
    AlertSentence.WEBSITE_DOWN: "Website down",
}
CLOSED_FOR_NOW = "Closed for now"


def mark_of(service: Service, today: date) -> str:
    """Like "Phones down to 3 Dec"; empty where all is as ever."""
    if service.status is Status.TEMPORARILY_CLOSED:
        return CLOSED_FOR_NOW
    alert = service.alert
    if alert is None or not alert.holds_on(today):
        return ""
    return f"{SHORT_ALERTS[alert.sentence]} to {alert.ends_on.day} {MONTHS[alert.ends_on.month - 1][:3]}"


def said_just_now(service: Service, today: date) -> str:
    """Their fixed sentence with its last day, after whether they are closed for now, and until when."""
    closed = f"{CLOSED_FOR_NOW}." if service.status is Status.TEMPORARILY_CLOSED else ""
    back = service.opens_again(today)
    again = opens_again_words(back) if back else ""
    alert = service.alert if service.alert and service.alert.holds_on(today) else None
    said = f"They say: “{alert.sentence.words}” Until {day(alert.ends_on)}." if alert else ""
    return " ".join(words for words in (closed, again, said) if words)
