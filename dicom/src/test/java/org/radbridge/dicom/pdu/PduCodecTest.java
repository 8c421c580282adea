package org.radbridge.dicom.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.radbridge.dicom.pdu.GoldenPdus.Golden;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityRq;

@Tag("A1")
@Tag("A2")
class PduCodecTest {

    static final List<Golden> GOLDEN = GoldenPdus.ALL;

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void handWrittenBytesAreDecoded(Golden golden) throws PduException {
        assertThat(PduDecoder.decode(golden.bytes())).isEqualTo(golden.pdu());
    }

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void theRecordIsEncodedToTheHandWrittenBytes(Golden golden) {
        assertThat(PduEncoder.encode(golden.pdu())).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void aPduCutOffAnywhereIsRefusedOrShorterButNeverBreaksTheDecoder(Golden golden) {
        for (int length = 0; length < golden.bytes().length(); length++) {
            Buffer cut = golden.bytes().getBuffer(0, length);
            assertThat(catchThrowable(() -> PduDecoder.decode(cut)))
                    .as("length says more than the %d bytes there are", length)
                    .isInstanceOf(PduException.class);
        }
    }

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void aPduThatEndsEarlyIsRefusedOrMeansLess(Golden golden) {
        for (int length = Pdu.HEADER_LENGTH; length < golden.bytes().length(); length++) {
            Buffer cut = golden.bytes().getBuffer(0, length);
            cut.setInt(2, length - Pdu.HEADER_LENGTH);
            assertDecodesOrIsRefused(cut);
        }
    }

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void tenThousandMutationsAreDecodedOrRefused(Golden golden) {
        Random random = new Random(20261122);
        for (int i = 0; i < 10_000; i++) {
            Buffer mutated = golden.bytes().copy();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                mutated.setByte(random.nextInt(mutated.length()), (byte) random.nextInt(256));
            }
            assertDecodesOrIsRefused(mutated);
        }
    }

    @Test
    void unrecognizedItemsOfAnAssociateRequestAreSkipped() throws PduException {
        Buffer bytes = GoldenPdus.ASSOCIATE_RQ.bytes().copy();
        bytes.appendBuffer(Hex.bytes("7F 00 0003 010203"));
        bytes.setInt(2, bytes.length() - Pdu.HEADER_LENGTH);

        assertThat(PduDecoder.decode(bytes)).isEqualTo(GoldenPdus.ASSOCIATE_RQ.pdu());
    }

    @Test
    void anEvenPresentationContextIdIsAnInvalidParameter() {
        Buffer bytes = GoldenPdus.ASSOCIATE_AC.bytes().copy();
        bytes.setByte(6 + 68 + 25 + 4, (byte) 2);

        assertThatThrownBy(() -> PduDecoder.decode(bytes))
                .isInstanceOfSatisfying(
                        PduException.class,
                        refused ->
                                assertThat(refused.abortReason())
                                        .isEqualTo(AbortReason.INVALID_PDU_PARAMETER_VALUE));
    }

    @Test
    void aDataPduWithoutAPdvIsRefused() {
        assertThatThrownBy(() -> PduDecoder.decode(Hex.bytes("04 00 00000000")))
                .isInstanceOf(PduException.class);
    }

    @Test
    void paddingOfUidsAndAeTitlesIsNotSignificant() throws PduException {
        Buffer bytes = GoldenPdus.ASSOCIATE_RQ.bytes().copy();
        bytes.setBuffer(10, Hex.bytes("'  RADBRIDGE     '"));

        assertThat(PduDecoder.decode(bytes)).isEqualTo(GoldenPdus.ASSOCIATE_RQ.pdu());
    }

    @Test
    void anAeTitleOverSixteenCharactersCannotBeEncoded() {
        AAssociateRq tooLong =
                new AAssociateRq(
                        1, "SEVENTEEN_LETTERS", "CT1", "1.2", List.of(), UserInformation.of());

        assertThatThrownBy(() -> PduEncoder.encode(tooLong))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUserIdentityIsNotPrinted() {
        assertThat(
                        new UserIdentityRq(2, false, Hex.bytes("'me'"), Hex.bytes("'secret'"))
                                .toString())
                .doesNotContain("secret");
    }

    private static void assertDecodesOrIsRefused(Buffer bytes) {
        Throwable failure = catchThrowable(() -> PduDecoder.decode(bytes));
        if (failure != null) {
            assertThat(failure).isInstanceOf(PduException.class);
        }
    }
}
