/** The mapping, judged by HAPI's validator and by what clinicians need to read. */
@NullMarked
package org.radbridge.fhirmapper.mapping;

import org.jspecify.annotations.NullMarked;
