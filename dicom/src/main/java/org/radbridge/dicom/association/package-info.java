/**
 * Associations as PS3.8 describes them, without a socket in sight: the thirteen states, nineteen
 * events and thirty actions of the upper layer protocol machine with the one table that joins them
 * (PS3.8 §9.2), and the negotiation of a proposed association (PS3.8 §7.1, PS3.7 annex D) as a pure
 * function from request to answer.
 */
@NullMarked
package org.radbridge.dicom.association;

import org.jspecify.annotations.NullMarked;
