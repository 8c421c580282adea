package org.radbridge.dicom.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("A8")
class SpecificCharacterSetTest {

    private static SpecificCharacterSet set(String... terms) {
        return SpecificCharacterSet.of(List.of(terms));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    @Test
    void japaneseNameOfPs35AnnexH31IsReadAndWrittenByteForByte() {
        SpecificCharacterSet set = set("", "ISO 2022 IR 87");
        byte[] coded =
                bytes(
                        """
                        59616D6164615E5461726F753D
                        1B2442 3B33 4544 1B2842 5E 1B2442 4240 4F3A 1B2842 3D
                        1B2442 2464 245E 2440 1B2842 5E 1B2442 243F 246D 2426 1B2842
                        """);
        String name = "Yamada^Tarou=山田^太郎=やまだ^たろう";
        assertThat(set.decode(coded, true)).isEqualTo(name);
        assertThat(set.encode(name, true)).isEqualTo(coded);
    }

    @Test
    void japaneseNameOfPs35AnnexH32StartsInHalfWidthKatakana() {
        SpecificCharacterSet set = set("ISO 2022 IR 13", "ISO 2022 IR 87");
        byte[] coded =
                bytes(
                        """
                        D4CFC0DE5EC0DBB33D
                        1B2442 3B33 4544 1B284A 5E 1B2442 4240 4F3A 1B284A 3D
                        1B2442 2464 245E 2440 1B284A 5E 1B2442 243F 246D 2426 1B284A
                        """);
        assertThat(set.decode(coded, true)).isEqualTo("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
    }

    @Test
    void koreanNameOfPs35AnnexI2IsReadAndWrittenByteForByte() {
        SpecificCharacterSet set = set("", "ISO 2022 IR 149");
        byte[] coded =
                bytes(
                        """
                        486F6E675E47696C646F6E673D
                        1B242943 FBF3 5E 1B242943 D1CE D4D7 3D
                        1B242943 C8AB 5E 1B242943 B1E6 B5BF
                        """);
        String name = "Hong^Gildong=洪^吉洞=홍^길동";
        assertThat(set.decode(coded, true)).isEqualTo(name);
        assertThat(set.encode(name, true)).isEqualTo(coded);
    }

    @Test
    void secondSingleByteSetIsReachedByItsEscapeSequence() {
        SpecificCharacterSet set = set("ISO 2022 IR 100", "ISO 2022 IR 144");
        String text = "Größe Привет";
        byte[] coded = set.encode(text, false);
        assertThat(set.decode(coded, false)).isEqualTo(text);
        assertThat(HexFormat.of().formatHex(coded)).contains("1b2d4c");
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, ISO-8859-1, Äneas^Rüdiger",
        "ISO_IR 101, ISO-8859-2, Łukasz",
        "ISO_IR 144, ISO-8859-5, Люкceмбypг",
        "ISO_IR 126, ISO-8859-7, Διονυσιος",
        "ISO_IR 127, ISO-8859-6, قباني^لنزار",
        "ISO_IR 138, ISO-8859-8, שרון^דבורה",
        "ISO_IR 166, TIS-620, สวัสดี",
        "ISO_IR 192, UTF-8, Wang^XiaoDong=王^小东",
        "GB18030, GB18030, Wang^XiaoDong=王^小东",
        "GBK, GBK, 王^小东",
    })
    void singleSetsAreTheirJavaCharsets(String term, String charset, String text) {
        byte[] coded = text.getBytes(Charset.forName(charset));
        assertThat(set(term).decode(coded, true)).isEqualTo(text);
        assertThat(set(term).encode(text, true)).isEqualTo(coded);
    }

    @Test
    void unencodableTextFailsRatherThanBecomingAQuestionMark() {
        assertThatThrownBy(() -> SpecificCharacterSet.DEFAULT.encode("Müller", true))
                .isInstanceOf(UnencodableTextException.class)
                .hasMessageNotContaining("ller");
        assertThatThrownBy(() -> set("ISO_IR 100").encode("山田", true))
                .isInstanceOf(UnencodableTextException.class);
        assertThatThrownBy(() -> set("", "ISO 2022 IR 87").encode("홍", true))
                .isInstanceOf(UnencodableTextException.class);
    }

    @Test
    void unknownTermLeavesAsciiReadableAndSaysSo() {
        SpecificCharacterSet set = set("ISO_IR 999");
        assertThat(set.isSupported()).isFalse();
        assertThat(set.decode("Doe^Jane".getBytes(StandardCharsets.US_ASCII), true))
                .isEqualTo("Doe^Jane");
        assertThat(set.decode(new byte[] {'A', (byte) 0xE4}, true)).isEqualTo("A\uFFFD");
    }

    @Test
    void cutMultiByteTextAndUnknownEscapesDecodeWithoutFailing() {
        SpecificCharacterSet set = set("", "ISO 2022 IR 87");
        assertThat(set.decode(bytes("1B24423B"), true)).isEqualTo("\uFFFD");
        assertThat(set.decode(bytes("1B257F41"), true)).startsWith("\uFFFD");
        assertThat(set.decode(bytes("1B"), true)).isEqualTo("\uFFFD");
    }
}
