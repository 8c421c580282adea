package org.radbridge.devstack.client;

import java.net.http.HttpClient;

/** HTTP to the suite's processes. */
public final class SuiteHttp {
    private SuiteHttp() {}

    /**
     * A client that does not ask for HTTP/2: over an upgrade in clear the end of an answer has been
     * seen to stay away, and the timeout of a request ends with the answer's head.
     */
    public static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
