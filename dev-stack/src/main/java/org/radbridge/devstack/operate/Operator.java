package org.radbridge.devstack.operate;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import org.radbridge.devstack.client.JsonApi;
import org.radbridge.devstack.client.Tokens;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Suite;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuitePorts;
import org.radbridge.devstack.suite.SuiteSettings;

/**
 * The ingest-service of the running suite, as its IT administrator reaches it.
 *
 * @param state the suite's folder
 * @param ingest URL of the service
 * @param api requests with the administrator's token
 */
record Operator(SuiteSettings state, String ingest, JsonApi api) {

    /**
     * @throws org.radbridge.devstack.suite.SuiteException when no suite was started here
     */
    static Operator of(HttpClient http) {
        SuiteSettings settings = SuiteSettings.ofCheckout(Installation.find());
        SuitePorts ports = Suite.open(settings).ports();
        Tokens tokens = new Tokens(http, ports.url(SuitePort.KEYCLOAK) + "/realms/radbridge");
        return new Operator(
                settings,
                ports.url(SuitePort.INGEST_HTTP),
                new JsonApi(http, () -> tokens.ofUser("it-administrator")));
    }

    /** What a service says of a failure, or the body when it is none of its own. */
    static String reason(JsonApi.Answer answer) {
        try {
            JsonObject problem = new JsonObject(answer.body());
            return problem.getString("title") + ": " + problem.getString("detail");
        } catch (RuntimeException notJson) {
            return "HTTP " + answer.status() + " " + answer.body();
        }
    }
}
