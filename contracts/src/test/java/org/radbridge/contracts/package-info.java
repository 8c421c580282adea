/** What the events promise to their consumers: schemas, golden files, and what they never carry. */
@NullMarked
package org.radbridge.contracts;

import org.jspecify.annotations.NullMarked;
