/**
 * The one way in, whichever door an instance comes through: its header is read while its bytes
 * stream into the object store, it is checked for what a storage service needs, its bytes are made
 * durable, then it is indexed; only then is it a success. What is not taken leaves no bytes and a
 * record that operators see.
 */
@NullMarked
package org.radbridge.ingest.receive;

import org.jspecify.annotations.NullMarked;
