"""Makes records.txt: texts, and the records that Python's csv module reads from them: python make.py.

A line is a text and its records, each with a tab in front of it: the line on which it starts, and its cells with a bar in front of
each; "broken" for the first one that the module refuses, which ends the line. Line breaks are written as \\n and \\r.
"""

import csv
import io
import random

PARTS = ["a", "bc", ",", ",", '"', '""', "\n", "\r", "\r\n", " ", '"x"']


def records(text):
    found = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            found.append(str(line) + "".join("|" + cell for cell in record or [""]))
            line = reader.line_num + 1
    except csv.Error:
        found.append("broken")
    return found


def shown(text):
    return text.replace("\n", "\\n").replace("\r", "\\r")


draws = random.Random(1)
with open("records.txt", "w", newline="") as file:
    for _ in range(1500):
        text = "".join(draws.choice(PARTS) for _ in range(draws.randrange(1, 20)))
        file.write("\t".join([shown(text)] + [shown(record) for record in records(text)]) + "\n")
