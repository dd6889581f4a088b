"""Files made to do harm, or made by accident: a sentence within seconds, in bounded memory, while the bot goes on."""

import io
import struct
import zipfile

import pytest

from storage.files.child import Child
from storage.files.sheets import file_problems
from storage.files.sheets.cell_problems import sentence
from storage.files.workbook_in_child import example, read_plan, read_plan_file
from tests.storage.files.workbooks import (
    OBSERVATION_HEADERS,
    OBSERVATIONS_PART,
    TEAM_PART,
    packed,
    parts,
    sheet_part,
    text_cell,
)

one_child = pytest.mark.asyncio(loop_scope="module")
FRESH = "Copy the plan's sheets into the empty template and import that."
NO_WORKBOOK = (
    "I found a file that is no Excel workbook. Save the plan as an Excel workbook (.xlsx), or start from the empty "
    "template."
)
DAMAGED = (
    "I found a file that is damaged, or no workbook at all. Open it in your spreadsheet program, save it again as "
    ".xlsx, and import that."
)
SWELLS = (
    "I found a workbook that unpacks to far more than a plan needs. Up to 16 MB unpacked will do: copy the rows with "
    "the plan into the empty template."
)
ENTITIES = f"I found a workbook with hidden instructions that no spreadsheet program writes. {FRESH}"
ODD = f"I found a workbook that is packed in a way no spreadsheet program uses. {FRESH}"
LOCKED = "I found a file that is locked with a password. Open it, take the password off, and save it as .xlsx."
MACROS = "I found a workbook with macros. Save it as .xlsx, which leaves the macros out, and import that."
LINKS = (
    "I found a workbook that takes values from other workbooks. Copy the cells, paste them as values, break the links, "
    "save, and import again."
)
OLD = "I found a file in an old format (.xls). Open it in your spreadsheet program and save it as .xlsx."
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def with_flag(data: bytes) -> bytes:
    """The same archive with each entry marked as encrypted."""
    marked = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = marked.find(mark)
        while place >= 0:
            struct.pack_into("<H", marked, place + offset, 1)
            place = marked.find(mark, place + 4)
    return bytes(marked)


def doubled() -> bytes:
    stream = io.BytesIO(example())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(TEAM_PART, parts()[TEAM_PART])
    return stream.getvalue()


def entities(part: str, declared: str) -> bytes:
    text = parts()[part].decode()
    declaration, rest = text.split("?>", 1) if text.startswith("<?xml") else ('<?xml version="1.0"', text)
    return packed({part: f"{declaration}?><!DOCTYPE x [{declared}]>{rest}".encode()})


LAUGHS = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'

OUTSIDE = {
    "nothing": (b"", "I found an empty file. Choose the plan's workbook, a file that ends in .xlsx."),
    "a text": (b"Name;E-mail\nAna;ana@district.example\n", NO_WORKBOOK),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), NO_WORKBOOK),
    "an old workbook": (OLE + bytes(600), OLD),
    "a locked workbook": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(90), LOCKED),
    "locked parts": (with_flag(example()), LOCKED),
    "half a file": (example()[:7000], DAMAGED),
    "only the beginning of a zip": (b"PK\x03\x04" + bytes(900), DAMAGED),
    "another kind of zip": (packed(dict.fromkeys(parts()) | {"word/document.xml": b"<a/>"}), NO_WORKBOOK),
    "macros": (packed({"xl/vbaProject.bin": OLE}), MACROS),
    "old macros": (packed({"xl/macrosheets/sheet1.xml": b"<a/>"}), MACROS),
    "links to other workbooks": (packed({"xl/externalLinks/externalLink1.xml": b"<a/>"}), LINKS),
    "a binary workbook": (
        packed({"xl/workbook.bin": b"\0"}),
        "I found a workbook in a binary format (.xlsb). Open it in your spreadsheet program and save it as .xlsx.",
    ),
    "a part that climbs out": (packed({"xl/../../../tmp/x.xml": b"<a/>"}), ODD),
    "a part with an absolute path": (packed({"/tmp/x.xml": b"<a/>"}), ODD),
    "a part twice": (doubled(), ODD),
    "a rare compression": (packed({}, zipfile.ZIP_LZMA), ODD),
    "a bomb": (packed({TEAM_PART: bytes(200 * 1024 * 1024)}), SWELLS),
    "a small bomb": (packed({"xl/media/dot.bmp": bytes(8 * 1024 * 1024)}), SWELLS),
    "very many parts": (
        packed({f"xl/media/{n}.png": b"" for n in range(1_500)}),
        "I found a workbook made of more than 1000 parts. Copy the plan's sheets into the empty template, without "
        "pictures, and import that.",
    ),
    "a large file": (
        example() + bytes(5 * 1024 * 1024),
        "I found a file of 5.0 MB. A plan's workbook may have 5 MB: take out pictures and what is not the plan.",
    ),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_refused_from_outside_before_anything_is_unpacked(name: str):
    data, expected = OUTSIDE[name]
    problem = file_problems.outside(data)
    assert problem is not None
    assert sentence(problem) == expected


def test_the_example_passes_the_outside():
    assert file_problems.outside(example()) is None


def rows(count: int, cells: str = "", first: int = 2) -> str:
    return "".join(f'<row r="{n}">{cells}</row>' for n in range(first, first + count))


def observations(count: int) -> str:
    cells = "<c t='inlineStr'><is><t>M</t></is></c><c/><c><v>3</v></c>"
    return rows(count, cells)


MANY = (
    "Sheet “Observations”: I found more than 20,000 filled rows. Take out the rows that are not part of this year's "
    "plan."
)

INSIDE: dict[str, tuple[bytes, str | None]] = {
    "100,000 rows": (packed({OBSERVATIONS_PART: sheet_part(OBSERVATION_HEADERS + observations(100_000))}), MANY),
    "no part of a workbook": (packed({"xl/workbook.xml": None}), DAMAGED),
    "a workbook that is no XML": (packed({"xl/workbook.xml": b"\0\xff garbage"}), DAMAGED),
    "a sheet that ends in the middle": (packed({TEAM_PART: parts()[TEAM_PART][:900]}), DAMAGED),
    "a sheet in another namespace": (
        packed({TEAM_PART: b"<worksheet><sheetData/></worksheet>"}),
        "Sheet “Team”: I found no row with the column headers. The first row should say: Name, E-mail, Role, Team, "
        "Time zone (if not the district's), Language.",
    ),
    "entities in a sheet": (entities(TEAM_PART, LAUGHS), ENTITIES),
    "entities in the workbook": (entities("xl/workbook.xml", '<!ENTITY x SYSTEM "file:///etc/hostname">'), ENTITIES),
    "a text that is not in the table": (
        packed({TEAM_PART: sheet_part('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')}),
        DAMAGED,
    ),
    "a cell that is nowhere": (packed({TEAM_PART: sheet_part('<row r="1"><c r="ZZZZ0"><v>1</v></c></row>')}), DAMAGED),
    "a row that is no number": (packed({TEAM_PART: sheet_part('<row r="many"><c><v>1</v></c></row>')}), DAMAGED),
    "a number of a thousand digits": (
        packed(
            {OBSERVATIONS_PART: sheet_part(f'{OBSERVATION_HEADERS}<row r="2"><c r="C2"><v>{"9" * 5000}</v></c></row>')}
        ),
        DAMAGED,
    ),
    "one cell at the far end": (
        packed(
            {
                OBSERVATIONS_PART: sheet_part(
                    OBSERVATION_HEADERS + f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
                )
            }
        ),
        None,
    ),
    "one of our cells at the far end": (
        packed(
            {
                OBSERVATIONS_PART: sheet_part(
                    OBSERVATION_HEADERS + f'<row r="1048576">{text_cell("A1048576", "x")}</row>'
                )
            }
        ),
        "Sheet “Observations”, row 1048576, “Date”: I found nothing. Fill it in, or empty the whole row.",
    ),
    "a size that is not so": (packed({OBSERVATIONS_PART: sheet_part(OBSERVATION_HEADERS, "A1:XFD1048576")}), None),
    "a size of one cell": (
        packed({TEAM_PART: parts()[TEAM_PART].replace(b'ref="A1:E17"', b'ref="A1"')}),
        None,
    ),
    "half a million empty rows with a style": (
        packed({OBSERVATIONS_PART: sheet_part(OBSERVATION_HEADERS + rows(400_000, '<c s="1"/>'))}),
        None,
    ),
}


@one_child
@pytest.mark.parametrize("name", INSIDE)
async def test_inside_a_sentence_or_the_plan(name: str, warm: Child):
    data, expected = INSIDE[name]
    reading = await read_plan(data, warm, seconds=60)
    if expected is None:
        assert reading.plan is not None
    else:
        assert sentence(reading.problems[0]) == expected
        assert reading.plan is None


@one_child
async def test_too_heavy_is_a_sentence_and_the_child_reads_on(warm: Child):
    heavy = packed({OBSERVATIONS_PART: sheet_part(OBSERVATION_HEADERS + rows(300_000, '<c r="XFD1"/>'))})
    await read_plan(example(), warm)
    reading = await read_plan(heavy, warm, seconds=0.4)
    assert sentence(reading.problems[0]) == (
        "I found more in this workbook than I can read (That took longer than 0.4 seconds, so I stopped it). Copy the "
        "rows with the plan into the empty template and import that."
    )
    assert (await read_plan(example(), warm)).plan is not None


async def test_what_swells_in_memory_is_a_sentence():
    fonts = b'<fonts count="2">' + b"".join(b'<font><sz val="%d"/></font>' % n for n in range(400_000))
    styles = parts()["xl/styles.xml"].replace(b'<fonts count="2">', fonts)
    async with Child(workers=1, memory=300, warm=("storage.files.sheets.plan_reading",)) as small:
        reading = await read_plan(packed({"xl/styles.xml": styles}), small)
        assert "That needed more memory than I may use" in sentence(reading.problems[0])
        assert (await read_plan(example(), small)).plan is not None


@one_child
@pytest.mark.parametrize("offset", range(0, 15_000, 900))
async def test_a_flipped_byte_is_never_more_than_a_sentence(offset: int, warm: Child):
    data = bytearray(example())
    data[offset] ^= 0x5A
    reading = await read_plan(bytes(data), warm)
    assert reading.plan is not None or reading.problems


@one_child
async def test_paths_that_lead_nowhere(tmp_path, warm: Child):
    for path in (tmp_path / "absent.xlsx", tmp_path):
        reading = await read_plan_file(path, warm)
        assert [sentence(problem) for problem in reading.problems] == [
            f"I found no file at {path}. Check the path; the plan's workbook ends in .xlsx."
        ]
    (tmp_path / "plan.xlsx").write_bytes(example())
    assert (await read_plan_file(tmp_path / "plan.xlsx", warm)).plan is not None
