package org.radbridge.fhirmapper.validation;

/** How much a validator under test remembers. */
record Remembering(int rememberedForms, int recheckedShare) implements ValidationConfig {
    static final Remembering NOTHING = new Remembering(0, 1);
}
