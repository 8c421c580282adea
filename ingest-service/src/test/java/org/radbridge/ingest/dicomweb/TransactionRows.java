package org.radbridge.ingest.dicomweb;

import java.util.List;

/** The transactions of the capabilities description, for the conformance statement. */
public final class TransactionRows {
    private TransactionRows() {}

    /** Method, path, name, query parameters and media types of those whose name begins so. */
    public static List<List<String>> rows(String action) {
        return Capabilities.TRANSACTIONS.stream()
                .filter(transaction -> transaction.name().startsWith(action))
                .map(transaction ->
                        List.of(
                                transaction.method(),
                                "/dicom-web/" + transaction.path(),
                                transaction.name(),
                                String.join(", ", transaction.query()),
                                String.join("; or ", transaction.types())))
                .toList();
    }

    /** How many there are. */
    public static int count() {
        return Capabilities.TRANSACTIONS.size();
    }
}
