package org.radbridge.inference.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import org.radbridge.kit.testing.TestTokens;

/** Asks the service as a user. */
public final class ServiceClient {
    private ServiceClient() {}

    /** What a user with one role gets. */
    public static ValidatableResponse get(String role, String path) {
        return given().auth()
                .oauth2(TestTokens.of(role))
                .accept("application/json")
                .get(path)
                .then();
    }
}
