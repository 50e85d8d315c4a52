"""What a live directory must not hold: services made up for a demonstration, and the numbers that go with them."""

from sqlite_utils import Database


def count_demonstration(db: Database) -> int:
    """Invented services that are public."""
    sql = "SELECT count(*) FROM services WHERE is_demonstration = 1 AND published_on IS NOT NULL"
    return int(db.execute(sql).fetchone()[0])


def public_numbers(db: Database) -> list[str]:
    """Every number that a public listing gives to ring or to text."""
    sql = """SELECT value FROM contact_points JOIN services ON services.id = service_id
             WHERE channel IN ('phone', 'text') AND published_on IS NOT NULL"""
    return [row[0] for row in db.execute(sql)]
