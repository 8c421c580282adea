package org.radbridge.dicom.io;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;

/**
 * A file of PS3.10.
 *
 * @param fileMeta group 0002; empty for a file without File Meta Information
 * @param transferSyntax what (0002,0010) names, or what the bytes look like when it is absent
 */
public record Part10File(DataSet fileMeta, TransferSyntax transferSyntax, DataSet dataSet) {}
