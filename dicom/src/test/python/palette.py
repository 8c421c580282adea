"""Prints the palette of a file as pydicom expands it: for each pixel value red, green and blue."""

import sys

import numpy
import pydicom
from pydicom.pixel_data_handlers.util import apply_color_lut

data_set = pydicom.dcmread(sys.argv[1])
count = data_set.RedPaletteColorLookupTableDescriptor[0] or 65536
for colours in apply_color_lut(numpy.arange(count), data_set):
    print(*colours)
