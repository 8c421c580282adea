/**
 * The DICOM conformance statement: its prose is a template beside this package's classes, and each
 * table in it is read from the code that it describes, so that the page cannot say anything else.
 */
package org.radbridge.ingest.conformance;
