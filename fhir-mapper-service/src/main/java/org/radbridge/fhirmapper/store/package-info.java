/**
 * The FHIR resources in PostgreSQL: JSON documents with their history and typed search-index
 * tables. Every read and search is SQL that holds the caller's scope, elements included: what is
 * withheld does not leave the database.
 */
@NullMarked
package org.radbridge.fhirmapper.store;

import org.jspecify.annotations.NullMarked;
