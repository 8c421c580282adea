/**
 * De-identification by the Application Level Confidentiality Profiles of PS3.15 annex E: the Basic
 * Profile from table E.1-1, whose facts are generated at build time, and its options. Values that
 * must stay related to each other, UIDs and dates, are mapped by a keyed hash of a project's key,
 * so that the same input gives the same output in every run and nobody without the key can tell one
 * from the other.
 */
@NullMarked
package org.radbridge.dicom.deidentify;

import org.jspecify.annotations.NullMarked;
