"""The download: one ZIP with everything as JSON, the same rows as tables, and what is what."""

import csv
import io
import json
import re
import zipfile
from typing import Any

from clients.models import Client
from trainer.privacy.export import export_client

DATA = "plumb.json"
# A table program would take text that begins like this for a formula and run it.
FORMULA = re.compile(r"^[=+\-@\t\r\0]")
NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")
READ_ME = """What Plumb kept about {name}, written on {day}.

{data} holds everything as one JSON object: profile, readings, ratios, asymmetries, and under "rows"
every row of every kind. It is the file that another Plumb can read back in.
"sign_in" holds how you sign in and the settings you chose.
"own_tests" says what the tests are that a trainer made, and the table own_tests.csv says it too.
"who_looked" says on which day who opened which part of your file, "what_was_done" every change of it, both
with the name of the person; the tables who_looked.csv and what_was_done.csv say the same.
The folder "tables" holds the same rows, one CSV file for each kind, for any table program. Dates are
year, month, day; moments are in UTC. Loads are kilograms, torque newton metres, force newtons, angles
degrees, times seconds.
A text in a table that begins like a formula has an apostrophe before it, so that no program runs it.
Left out: secrets of invitations, notes that trainers keep for themselves, and whether anybody here has an
address that was asked to coach you.
"""


def archive_of(client: Client) -> bytes:
    """The whole archive as bytes; a client's file is small."""
    data = export_client(client)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME.format(name=client.name, day=client.today(), data=DATA))
        archive.writestr(DATA, json.dumps(data, indent=2, ensure_ascii=False))
        archive.writestr("tables/client.csv", table([data["client"]]))
        named = {key: data[key] for key in ("own_tests", "who_looked", "what_was_done")}
        named |= {label.partition(".")[2].lower(): rows for label, rows in data["rows"].items()}
        for name, rows in named.items():
            if rows:
                archive.writestr(f"tables/{name}.csv", table(rows))
    return buffer.getvalue()


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def cell(value: Any) -> Any:
    """What stands in a table: lists as JSON, and no text that a program would take for a formula."""
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and FORMULA.match(value) and not NUMBER.match(value):
        return f"'{value}"
    return value
