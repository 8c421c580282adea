/**
 * Mends what vendors get wrong, before an instance is indexed: rules for missing, malformed and
 * contradictory attributes, written by the site in YAML. What is changed is told by the instance
 * itself (Original Attributes Sequence, PS3.3 C.12.1), to the sender (a warning) and to operators.
 */
@NullMarked
package org.radbridge.ingest.repair;

import org.jspecify.annotations.NullMarked;
