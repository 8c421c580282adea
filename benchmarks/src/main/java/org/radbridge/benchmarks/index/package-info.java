/**
 * The benchmark {@code index}: how fast the ingest-service's index takes in instances and answers,
 * at ten thousand, one million and ten million of them. {@code Archives} has a database for each
 * size: {@code Schema} applies the service's own migrations, {@code SyntheticArchive} fills the
 * tables in bulk. {@code Measurement} asks the service's own code, its batches and its searches;
 * {@code Turns} goes round the sizes.
 */
@NullMarked
package org.radbridge.benchmarks.index;

import org.jspecify.annotations.NullMarked;
