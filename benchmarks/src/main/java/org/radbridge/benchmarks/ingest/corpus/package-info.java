/**
 * What is sent: CT-like slices and radiographs with noise as detectors have it, written as Part 10
 * files once. Each time that they are sent they get identifiers of their own, in place, so that
 * nothing is encoded while a server is measured.
 */
@NullMarked
package org.radbridge.benchmarks.ingest.corpus;

import org.jspecify.annotations.NullMarked;
