package org.radbridge.inference.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Urgency;
import org.radbridge.inference.card.ModelCard.BatchElement;
import org.radbridge.inference.card.ModelCard.Governance;
import org.radbridge.inference.card.ModelCard.Label;

@Tag("B1")
class CardReaderTest {
    private static final String MODEL = "head_ct_haemorrhage_reference";

    @Test
    void readsTheHeadCtCard() throws IOException {
        ModelCard card = CommittedCards.headCt();

        assertThat(card.name()).isEqualTo(MODEL);
        assertThat(card.repositoryVersion()).isEqualTo("1");
        assertThat(card.governance()).isEqualTo(Governance.ADVISORY);
        assertThat(card.clinicalUse()).isFalse();
        assertThat(card.statement()).containsIgnoringCase("not for clinical use");
        assertThat(card.batchElement()).isEqualTo(BatchElement.SLICE);
        assertThat(card.input())
                .isEqualTo(new TensorContract("image", "FP32", List.of(-1L, 3L, 128L, 128L)));
        assertThat(card.input().elementSize()).isEqualTo(3 * 128 * 128);
        assertThat(card.maxBatchSize()).isEqualTo(32);
        assertThat(card.labels())
                .extracting(Label::name)
                .containsExactly(
                        "any",
                        "epidural",
                        "subdural",
                        "subarachnoid",
                        "intraparenchymal",
                        "intraventricular");
        assertThat(card.labels().get(2).urgency()).isEqualTo(Urgency.CRITICAL);
        assertThat(card.preprocessing()).contains(new Step.PadToSquare(0));
    }

    @Test
    @Tag("B2")
    void readsTheEighteenLabelsOfTheChestCard() throws IOException {
        assertThat(CommittedCards.chest().labels()).hasSize(18);
    }

    @Test
    void codesThatAreNotConfirmedAreLeftOut() throws IOException {
        String card =
                edited(
                        "- name: subdural\n    display: Subdural haemorrhage",
                        "- name: subdural\n    unconfirmed: [radlex]\n"
                                + "    display: Subdural haemorrhage");

        Label subdural = read(card).labels().get(2);

        assertThat(subdural.codes())
                .containsExactly(
                        new CodedConcept(
                                "http://snomed.info/sct", "35486000", "Subdural haemorrhage"));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    schemaVersion: 1             | schemaVersion: 2             | schemaVersion: is not 1
                    repositoryVersion: 1         | repositoryVersions: 1        | repositoryVersion: is missing
                    clinicalUse: false           | clinicalUse: perhaps         | clinicalUse: is neither true nor false
                    state: advisory              | state: approved              | governance.state: 'approved' is none of [shadow, advisory, live]
                    step: rescale                | step: sharpen                | preprocessing[1].step: 'sharpen' is not a known step
                    width: 200                   | width: 0                     | preprocessing[2].width: 0.0 is not positive
                    filter: triangle             | filter: cubic                | preprocessing[4].filter: 'cubic' is not a known filter
                    height: 128                  | height: 64                   | preprocessing: ends in [-1, 3, 64, 128], but input.shape is [-1, 3, 128, 128]
                    shape: [-1, 6, 32, 32]       | shape: [-1, 5, 32, 32]       | outputs.heatmaps: shape [-1, 5, 32, 32] does not answer 6 labels in 4 dimensions
                    shape: [-1, 6]               | shape: [6]                   | outputs.probabilities.shape[0]: 6 is no dimension: -1 first for the batch, then fixed sizes
                    - name: epidural             | - name: any                  | labels: 'any' stands there twice
                    study: maximum               | study: mean                  | aggregation.study: is not 'maximum'
                    """)
    void namesThePlaceThatIsWrong(String there, String instead, String message) throws IOException {
        String card = edited(there, instead);

        assertThatThrownBy(() -> read(card)).isInstanceOf(CardException.class).hasMessage(message);
    }

    @Test
    void aThresholdBeyondOneIsRefused() throws IOException {
        String card = edited("threshold: ", "threshold: 1");

        assertThatThrownBy(() -> read(card))
                .isInstanceOf(CardException.class)
                .hasMessageContaining("labels[0].threshold")
                .hasMessageContaining("not within 0 and 1");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("name: [\n"))
                .isInstanceOf(CardException.class)
                .hasMessageContaining("is not YAML");
    }

    @Test
    void anUnreadableCardHidesNoOther(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/model-card.yaml"), "schemaVersion: 1\n");
        Files.writeString(folder.resolve("broken/config.pbtxt"), "max_batch_size: 1\n");
        Files.createDirectories(folder.resolve(MODEL));
        Files.writeString(folder.resolve(MODEL + "/model-card.yaml"), committed());
        Files.writeString(folder.resolve(MODEL + "/config.pbtxt"), "max_batch_size: 8\n");
        Files.createDirectories(folder.resolve("no-model-of-ours"));

        var entries = new CardRepository(folder).reload();

        assertThat(entries).containsOnlyKeys("broken", MODEL);
        assertThat(entries.get("broken"))
                .isEqualTo(new CardEntry.Unreadable("broken", "name: is missing"));
        assertThat(entries.get(MODEL)).isInstanceOf(CardEntry.Readable.class);
    }

    private static String committed() throws IOException {
        return Files.readString(
                CommittedCards.repository().resolve(MODEL).resolve("model-card.yaml"));
    }

    private static String edited(String there, String instead) throws IOException {
        String card = committed();
        assertThat(card).contains(there);
        int at = card.indexOf(there);
        return card.substring(0, at) + instead + card.substring(at + there.length());
    }

    private static ModelCard read(String card) {
        return new CardReader().read(MODEL, card, "max_batch_size: 8\n");
    }
}
