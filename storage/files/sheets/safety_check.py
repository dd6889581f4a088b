"""Looks at an uploaded file's outside, before anything is unpacked: is it a workbook, and a harmless one?

Nothing is inflated here, so this may run in the bot itself.
"""

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from pdsa.plan import Problem
from storage.files.sheets import file_problems as words

MAX_FILE = 5 * 1024 * 1024
MAX_INFLATED = 16 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_RATIO = 200
RATIO_MATTERS_FROM = 2 * 1024 * 1024
ENTRY = b"PK\x01\x02"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError)


def outside(data: bytes) -> Problem | None:
    """What is wrong with the file as a file, or None. `data` is the whole file."""
    if len(data) > MAX_FILE:
        return words.too_big(len(data), MAX_FILE)
    if not data.strip(b"\0\r\n\t "):
        return words.empty_file()
    if data.startswith(OLD_OFFICE):
        return words.encrypted() if ENCRYPTED_PART in data else words.old_excel()
    if not data.startswith(b"PK"):
        return words.not_a_workbook()
    # Counting the mark that begins each entry of the directory bounds the work of reading it, whatever it claims.
    if data.count(ENTRY) > MAX_ENTRIES:
        return words.too_many_parts(MAX_ENTRIES)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _directory(archive.infolist())
    except BROKEN:
        return words.damaged()


def _directory(entries: list[zipfile.ZipInfo]) -> Problem | None:
    names = [entry.filename.lower() for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        return words.encrypted()
    if len(set(names)) != len(names) or any(_escapes(entry) for entry in entries):
        return words.odd_parts()
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        return words.odd_parts()
    if sum(entry.file_size for entry in entries) > MAX_INFLATED or any(_swells(entry) for entry in entries):
        return words.swells(MAX_INFLATED)
    return _contents(names)


def _contents(names: list[str]) -> Problem | None:
    if any(PurePosixPath(name).name == "vbaproject.bin" or name.startswith("xl/macrosheets/") for name in names):
        return words.macros()
    if any(name.startswith("xl/externallinks/") for name in names):
        return words.external_links()
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return words.not_a_workbook()
    return words.binary_workbook() if "xl/workbook.bin" in names else None


def _escapes(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    return "\\" in name or "\0" in name or ":" in name or name.startswith("/") or ".." in name.split("/")


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
