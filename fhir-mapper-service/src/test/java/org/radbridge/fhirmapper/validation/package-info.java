/** Our definitions, and what is judged by them. */
@NullMarked
package org.radbridge.fhirmapper.validation;

import org.jspecify.annotations.NullMarked;
