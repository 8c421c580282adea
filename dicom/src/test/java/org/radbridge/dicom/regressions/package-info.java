/** One test for each fault that was found outside the tests: by fuzzing, or by a user. */
package org.radbridge.dicom.regressions;
