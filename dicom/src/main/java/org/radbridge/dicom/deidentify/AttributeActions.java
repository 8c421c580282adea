package org.radbridge.dicom.deidentify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.deidentify.ConfidentialityProfile.Rule;
import org.radbridge.dicom.deidentify.PrivateAttributes.Kept;

/**
 * Carries the profile's actions out, at every depth. What the table does not name is kept, but for
 * names, dates, UIDs of things and attributes that no dictionary knows: those are treated as the
 * table treats their like.
 */
final class AttributeActions {
    private static final Set<String> STANDARD_CODES =
            Set.of("DCM", "SCT", "SRT", "SNM3", "LN", "RADLEX", "I10", "I10P", "UCUM", "FMA");

    private final ConfidentialityProfile profile;
    private final DeidentificationOptions options;
    private final ProjectKey key;
    private final DateShift shift;
    private final Identifiers identifiers;

    AttributeActions(
            ConfidentialityProfile profile,
            DeidentificationOptions options,
            ProjectKey key,
            DateShift shift,
            Identifiers identifiers) {
        this.profile = profile;
        this.options = options;
        this.key = key;
        this.shift = shift;
        this.identifiers = identifiers;
    }

    DataSet apply(DataSet original) {
        DataSet result = new DataSet();
        Kept privates = PrivateAttributes.kept(original, options);
        for (Element element : original) {
            int tag = element.tag();
            boolean groupLength = (tag & 0xFFFF) == 0;
            if (Dictionary.isPrivate(tag)) {
                if (privates.contains(tag)) {
                    result.put(kept(element));
                }
            } else if (!groupLength) {
                apply(element).ifPresent(result::put);
            }
        }
        return result;
    }

    private Optional<Element> apply(Element element) {
        return profile.rule(element.tag())
                .map(rule -> apply(element, rule))
                .orElseGet(() -> unnamed(element));
    }

    private Optional<Element> apply(Element element, Rule rule) {
        return switch (rule.action()) {
            case REMOVE -> Optional.empty();
            case EMPTY -> Optional.of(DummyValues.empty(element.tag(), element.vr()));
            case DUMMY -> Optional.of(dummy(element));
            case KEEP, REFERENCES -> Optional.of(kept(element));
            case UID -> Optional.of(mapped(element));
            case CLEAN -> cleaned(element, rule.option().orElseThrow());
        };
    }

    private Optional<Element> unnamed(Element element) {
        if (Dictionary.keyword(element.tag()).isEmpty()) {
            return Optional.empty();
        }
        return switch (element.vr()) {
            case PN -> Optional.of(DummyValues.empty(element.tag(), Vr.PN));
            case DA, DT, TM -> Optional.of(date(element));
            case UI -> Optional.of(mapped(element));
            default -> Optional.of(kept(element));
        };
    }

    private Element date(Element element) {
        if (options.has(ProfileOption.RETAIN_FULL_DATES)) {
            return element;
        }
        return options.has(ProfileOption.RETAIN_MODIFIED_DATES)
                        && element instanceof TextElement text
                ? shift.shifted(text)
                        .orElseGet(() -> DummyValues.empty(element.tag(), element.vr()))
                : DummyValues.empty(element.tag(), element.vr());
    }

    /** As it is, but for what is in its items, and for text in which somebody is named. */
    private Element kept(Element element) {
        return switch (element) {
            case SequenceElement sequence ->
                    new SequenceElement(
                            sequence.tag(), sequence.items().stream().map(this::apply).toList());
            case TextElement text when isFree(text.vr()) && identifiers.stand(text.text()) ->
                    DummyValues.of(text.tag(), text.vr());
            default -> element;
        };
    }

    private static boolean isFree(Vr vr) {
        return switch (vr) {
            case AE, LO, LT, PN, SH, ST, UC, UR, UT -> true;
            default -> false;
        };
    }

    /** Registered UIDs name no thing of a patient's and stay. */
    private Element mapped(Element element) {
        if (!(element instanceof TextElement text)) {
            return DummyValues.empty(element.tag(), element.vr());
        }
        String[] uids =
                text.values().stream()
                        .map(uid ->
                                uid.isEmpty() || Uid.keyword(uid).isPresent() ? uid : key.uid(uid))
                        .toArray(String[]::new);
        return new DataSet()
                .put(element.tag(), element.vr(), uids)
                .element(element.tag())
                .orElseThrow();
    }

    // --- dummies

    private Element dummy(Element element) {
        if (!(element instanceof SequenceElement sequence)) {
            return element.vr() == Vr.UI
                    ? mapped(element)
                    : DummyValues.of(element.tag(), element.vr());
        }
        if (element.tag() == Tag.ContentSequence) {
            return DummyValues.content(element.tag());
        }
        return DummyValues.isCodeSequence(element.tag()) && !sequence.isEmpty()
                ? DummyValues.code(element.tag())
                : withoutText(sequence);
    }

    /** The sequence as it is, with dummies for all text, dates and UIDs of things. */
    private SequenceElement withoutText(SequenceElement sequence) {
        return new SequenceElement(
                sequence.tag(), sequence.items().stream().map(item -> withoutText(item)).toList());
    }

    private DataSet withoutText(DataSet item) {
        DataSet result = new DataSet();
        for (Element element : item) {
            if (Dictionary.isPrivate(element.tag())) {
                continue;
            }
            Element replaced =
                    switch (element) {
                        case SequenceElement nested when isStandardCode(nested) -> nested;
                        case SequenceElement nested -> withoutText(nested);
                        case TextElement text ->
                                switch (text.vr()) {
                                    case CS, DS, IS, AS -> text;
                                    case UI -> mapped(text);
                                    default -> DummyValues.of(text.tag(), text.vr());
                                };
                        default ->
                                element.vr().isNumber()
                                        ? element
                                        : DummyValues.of(element.tag(), element.vr());
                    };
            result.put(replaced);
        }
        return result;
    }

    private static boolean isStandardCode(SequenceElement sequence) {
        return !sequence.isEmpty()
                && sequence.items().stream()
                        .allMatch(item ->
                                item.string(Tag.CodingSchemeDesignator)
                                        .filter(STANDARD_CODES::contains)
                                        .isPresent());
    }

    // --- cleaning

    private Optional<Element> cleaned(Element element, ProfileOption option) {
        return switch (option) {
            case RETAIN_MODIFIED_DATES ->
                    element instanceof TextElement
                            ? Optional.of(date(element, element.vr()))
                            : Optional.of(kept(element));
            case CLEAN_STRUCTURED_CONTENT ->
                    element instanceof SequenceElement sequence
                            ? Optional.of(withoutText(sequence))
                            : Optional.of(DummyValues.empty(element.tag(), element.vr()));
            case CLEAN_GRAPHICS ->
                    element instanceof SequenceElement sequence
                            ? Optional.of(withoutText(sequence))
                            : Optional.empty();
            default -> described(element);
        };
    }

    private Element date(Element element, Vr vr) {
        return vr == Vr.DA || vr == Vr.DT ? date(element) : element;
    }

    /** Standard codes and safe words stay; all else gets what the basic profile gives it. */
    private Optional<Element> described(Element element) {
        boolean safe =
                switch (element) {
                    case SequenceElement sequence -> isStandardCode(sequence);
                    case TextElement text -> isSafe(text.text());
                    default -> false;
                };
        if (safe) {
            return Optional.of(kept(element));
        }
        Rule basic = ConfidentialityProfile.BASIC.rule(element.tag()).orElseThrow();
        return apply(element, basic);
    }

    private boolean isSafe(String text) {
        List<String> words =
                List.of(text.strip().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
        return !text.isBlank()
                && words.stream()
                        .filter(word -> !word.isEmpty())
                        .allMatch(options.safeWords()::contains);
    }
}
