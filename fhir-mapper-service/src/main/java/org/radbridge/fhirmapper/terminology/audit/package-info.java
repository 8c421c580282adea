/**
 * The terminology audit: given a record's dictionary, what our findings would meet there: what
 * resolves, what is ambiguous, what is missing.
 */
@NullMarked
package org.radbridge.fhirmapper.terminology.audit;

import org.jspecify.annotations.NullMarked;
