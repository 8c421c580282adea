package org.radbridge.fhirmapper.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.EventJson;
import org.radbridge.kit.failure.RadbridgeException;

@Tag("C7")
class JsonPatchTest {
    private static final String BEFORE =
            "{'resourceType':'Basic','id':'1','a':[1,2,3],'b':{'c/d':'x','e~f':2.50},'n':null}";

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            textBlock =
                    """
                    {'op':'add','path':'/a/1','value':9}          => a => [1,9,2,3]
                    {'op':'add','path':'/a/-','value':9}          => a => [1,2,3,9]
                    {'op':'add','path':'/a/3','value':9}          => a => [1,2,3,9]
                    {'op':'add','path':'/b/g','value':{'h':1}}    => b => {'c/d':'x','e~f':2.50,'g':{'h':1}}
                    {'op':'add','path':'/a','value':'over'}       => a => 'over'
                    {'op':'remove','path':'/a/0'}                 => a => [2,3]
                    {'op':'remove','path':'/b/c~1d'}              => b => {'e~f':2.50}
                    {'op':'replace','path':'/b/e~0f','value':7}   => b => {'c/d':'x','e~f':7}
                    {'op':'replace','path':'/a/2','value':null}   => a => [1,2,null]
                    {'op':'move','from':'/a/0','path':'/a/2'}     => a => [2,3,1]
                    {'op':'move','from':'/a','path':'/a'}         => a => [1,2,3]
                    {'op':'copy','from':'/b/c~1d','path':'/a/0'}  => a => ['x',1,2,3]
                    {'op':'test','path':'/b/e~0f','value':2.5}    => a => [1,2,3]
                    {'op':'test','path':'/n','value':null}        => a => [1,2,3]
                    """)
    void operationDoesWhatRfc6902Says(String operation, String member, String expected)
            throws JsonProcessingException {
        JsonNode after = json(patched("[" + operation + "]"));

        assertThat(after.get(member)).isEqualTo(json(quoted(expected)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            textBlock =
                    """
                    [{'op':'remove','path':'/z'}]                     => fhir-patch-misses
                    [{'op':'remove','path':'/a/3'}]                   => fhir-patch-misses
                    [{'op':'remove','path':'/a/01'}]                  => fhir-patch-misses
                    [{'op':'remove','path':''}]                       => fhir-patch-misses
                    [{'op':'replace','path':'/z','value':1}]          => fhir-patch-misses
                    [{'op':'add','path':'/a/4','value':1}]            => fhir-patch-misses
                    [{'op':'add','path':'/z/y','value':1}]            => fhir-patch-misses
                    [{'op':'move','from':'/b','path':'/b/x'}]         => fhir-patch-misses
                    [{'op':'test','path':'/b/c~1d','value':'y'}]      => fhir-patch-misses
                    [{'op':'replace','path':'/id','value':'2'}]       => fhir-patch-misses
                    [{'op':'remove','path':'/resourceType'}]          => fhir-patch-misses
                    [{'op':'add','path':'/z'}]                        => fhir-patch-invalid
                    [{'op':'move','path':'/z'}]                       => fhir-patch-invalid
                    [{'op':'grow','path':'/z'}]                       => fhir-patch-invalid
                    [{'op':'remove','path':'z'}]                      => fhir-patch-invalid
                    [{'op':'remove'}]                                 => fhir-patch-invalid
                    {'op':'remove','path':'/a'}                       => fhir-patch-invalid
                    [                                                 => fhir-patch-invalid
                    """)
    void patchThatDoesNotFitIsRefused(String patch, String failure) {
        assertThatThrownBy(() -> patched(patch))
                .isInstanceOfSatisfying(
                        RadbridgeException.class,
                        e -> assertThat(e.failureId().id()).isEqualTo(failure));
    }

    @Test
    void operationsFollowOneAnother() throws JsonProcessingException {
        String patch =
                "[{'op':'remove','path':'/a'},{'op':'add','path':'/a','value':[]},"
                        + "{'op':'add','path':'/a/0','value':5}]";

        assertThat(json(patched(patch)).get("a")).isEqualTo(json("[5]"));
    }

    private static String patched(String patch) {
        return JsonPatch.parse(quoted(patch)).apply(quoted(BEFORE), "1");
    }

    private static String quoted(String json) {
        return json.strip().replace('\'', '"');
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return EventJson.mapper().readTree(text);
    }
}
