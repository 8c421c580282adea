"""Prints every value of DICOM files as pydicom reads it, for PydicomInteropIT.

One line each, parted by tabs: F and the file, then for each leaf element its path, a kind and the
value: text (UTF-8 in hexadecimal, values joined by a backslash, stripped), numbers (as Python
writes them, joined by commas), sha (of the bytes in little endian) or invalid (the bytes are not
what the VR demands). Private elements are compared by their bytes: their VRs come from pydicom's
own dictionary.
"""

import hashlib
import sys
import warnings

import pydicom
from pydicom import config
from pydicom.dataelem import RawDataElement

warnings.simplefilter("ignore")
config.settings.reading_validation_mode = config.IGNORE
TEXT = {"AE", "AS", "CS", "DA", "DT", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"}
WIDTHS = {"OW": 2, "US": 2, "SS": 2, "AT": 2, "OL": 4, "OF": 4, "UL": 4, "SL": 4, "FL": 4,
          "OV": 8, "OD": 8, "SV": 8, "UV": 8, "FD": 8}


def emit(path, kind, value):
    print(path, kind, value, sep="\t")


def sha(value, vr, little):
    width = WIDTHS.get(vr, 1)
    if not little and width > 1:
        value = b"".join(value[i:i + width][::-1] for i in range(0, len(value), width))
    return hashlib.sha256(value).hexdigest()


def listed(value):
    if value is None or value == "" or value == b"":
        return []
    return list(value) if isinstance(value, (list, pydicom.multival.MultiValue)) else [value]


def leaf(path, data_set, tag, little):
    raw = data_set.get_item(tag)
    is_raw = isinstance(raw, RawDataElement)
    if tag.is_private and not tag.is_private_creator and is_raw and raw.VR != "SQ" \
            and isinstance(raw.value, (bytes, type(None))):
        emit(path, "sha", sha(raw.value or b"", raw.VR, little))
        return
    try:
        element = data_set[tag]
    except (ValueError, TypeError, OverflowError):
        emit(path, "invalid", "")
        return
    if element.VR == "SQ":
        emit(path, "items", len(element.value))
        for number, item in enumerate(element.value):
            walk(f"{path}.{number}.", item, little)
    elif element.VR in TEXT:
        values = [str(value).strip(" \0") for value in listed(element.value)]
        emit(path, "text", "\\".join(values).encode("utf-8", "replace").hex())
    elif element.VR in ("DS", "IS", "FL", "FD"):
        try:
            emit(path, "numbers", ",".join(repr(float(v)) for v in listed(element.value)))
        except ValueError:
            emit(path, "invalid", "")
    elif element.VR in ("US", "SS", "UL", "SL", "SV", "UV", "AT"):
        emit(path, "numbers", ",".join(repr(float(int(v))) for v in listed(element.value)))
    else:
        value = element.value or b""
        emit(path, "sha", sha(value, element.VR[:2] if " or " in element.VR else element.VR, little)
             if isinstance(value, bytes) else "?")


def walk(prefix, data_set, little):
    for tag in sorted(data_set.keys()):
        if tag.element != 0 and tag != 0xFFFCFFFC:
            leaf(f"{prefix}{tag:08X}", data_set, tag, little)


for file in sys.argv[1:]:
    print("F", file, sep="\t")
    try:
        read = pydicom.dcmread(file, force=True)
        walk("", read, read.is_little_endian)
    except Exception as failure:  # the file's line says that pydicom cannot read it
        emit("!", "unreadable", type(failure).__name__)
