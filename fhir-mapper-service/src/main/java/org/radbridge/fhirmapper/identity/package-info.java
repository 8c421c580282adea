/**
 * Who patients are, as the hospital's feeds say: demographics, visits, merges, and results that
 * wait for a patient to become known.
 */
@NullMarked
package org.radbridge.fhirmapper.identity;

import org.jspecify.annotations.NullMarked;
