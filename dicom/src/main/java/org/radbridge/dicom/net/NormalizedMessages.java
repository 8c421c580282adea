package org.radbridge.dicom.net;

import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;

/** DIMSE-N requests and responses as command sets and back, PS3.7 §10.3. Pure. */
final class NormalizedMessages {

    private NormalizedMessages() {}

    /** The class of the managed object, under whichever name the request has it. */
    static Optional<String> sopClassUid(CommandSet request) {
        return request.string(CommandElement.REQUESTED_SOP_CLASS_UID)
                .or(() -> request.string(CommandElement.AFFECTED_SOP_CLASS_UID));
    }

    /**
     * What a command set asks.
     *
     * @throws DimseException with the status to answer with when something is missing
     */
    static NRequest request(CommandSet command, Optional<DataSet> dataSet) {
        String sopClass = sopClassUid(command).orElse("");
        return switch (command.commandField()) {
            case CommandField.N_CREATE_RQ ->
                    new NRequest.NCreate(
                            sopClass, instance(command), dataSet.orElseGet(DataSet::new));
            case CommandField.N_SET_RQ ->
                    new NRequest.NSet(
                            sopClass,
                            requiredInstance(command),
                            dataSet.orElseThrow(
                                    () -> new DimseException(DimseStatus.MISTYPED_ARGUMENT)));
            case CommandField.N_GET_RQ ->
                    new NRequest.NGet(
                            sopClass,
                            requiredInstance(command),
                            command.tags(CommandElement.ATTRIBUTE_IDENTIFIER_LIST));
            case CommandField.N_ACTION_RQ ->
                    new NRequest.NAction(
                            sopClass,
                            requiredInstance(command),
                            command.integer(CommandElement.ACTION_TYPE_ID).orElse(0),
                            dataSet);
            case CommandField.N_EVENT_REPORT_RQ ->
                    new NRequest.NEventReport(
                            sopClass,
                            requiredInstance(command),
                            command.integer(CommandElement.EVENT_TYPE_ID).orElse(0),
                            dataSet);
            case CommandField.N_DELETE_RQ ->
                    new NRequest.NDelete(sopClass, requiredInstance(command));
            default -> throw new DimseException(DimseStatus.UNRECOGNIZED_OPERATION);
        };
    }

    private static Optional<String> instance(CommandSet command) {
        Optional<String> uid =
                command.string(CommandElement.REQUESTED_SOP_INSTANCE_UID)
                        .or(() -> command.string(CommandElement.AFFECTED_SOP_INSTANCE_UID));
        if (uid.isPresent() && !Uid.isValid(uid.get())) {
            throw new DimseException(DimseStatus.INVALID_SOP_INSTANCE);
        }
        return uid;
    }

    private static String requiredInstance(CommandSet command) {
        return instance(command)
                .orElseThrow(() -> new DimseException(DimseStatus.INVALID_SOP_INSTANCE));
    }

    /** The command set that asks this. */
    static CommandSet command(NRequest request, int messageId) {
        return switch (request) {
            case NRequest.NCreate(var sopClass, var instance, _) -> {
                CommandSet.Builder command =
                        affected(CommandField.N_CREATE_RQ, messageId, sopClass);
                instance.ifPresent(
                        uid -> command.put(CommandElement.AFFECTED_SOP_INSTANCE_UID, uid));
                yield command.build(true);
            }
            case NRequest.NSet(var sopClass, var instance, _) ->
                    requested(CommandField.N_SET_RQ, messageId, sopClass, instance).build(true);
            case NRequest.NGet(var sopClass, var instance, var attributes) -> {
                CommandSet.Builder command =
                        requested(CommandField.N_GET_RQ, messageId, sopClass, instance);
                if (!attributes.isEmpty()) {
                    command.putTags(CommandElement.ATTRIBUTE_IDENTIFIER_LIST, attributes);
                }
                yield command.build(false);
            }
            case NRequest.NAction(var sopClass, var instance, var type, var information) ->
                    requested(CommandField.N_ACTION_RQ, messageId, sopClass, instance)
                            .put(CommandElement.ACTION_TYPE_ID, type)
                            .build(information.isPresent());
            case NRequest.NEventReport(var sopClass, var instance, var type, var information) ->
                    affected(CommandField.N_EVENT_REPORT_RQ, messageId, sopClass)
                            .put(CommandElement.AFFECTED_SOP_INSTANCE_UID, instance)
                            .put(CommandElement.EVENT_TYPE_ID, type)
                            .build(information.isPresent());
            case NRequest.NDelete(var sopClass, var instance) ->
                    requested(CommandField.N_DELETE_RQ, messageId, sopClass, instance).build(false);
        };
    }

    /** The data set that goes with {@link #command}. */
    static Optional<DataSet> dataSet(NRequest request) {
        return switch (request) {
            case NRequest.NCreate(_, _, var attributes) -> Optional.of(attributes);
            case NRequest.NSet(_, _, var modifications) -> Optional.of(modifications);
            case NRequest.NAction(_, _, _, var information) -> information;
            case NRequest.NEventReport(_, _, _, var information) -> information;
            case NRequest.NGet _, NRequest.NDelete _ -> Optional.empty();
        };
    }

    /** An answer as a message; it names the action or event that was asked for. */
    static Response response(CommandSet request, NResponse answer) {
        return new Response(
                answer.status(),
                command -> {
                    answer.sopInstanceUid()
                            .ifPresent(uid ->
                                    command.put(CommandElement.AFFECTED_SOP_INSTANCE_UID, uid));
                    copy(request, command, CommandElement.ACTION_TYPE_ID);
                    copy(request, command, CommandElement.EVENT_TYPE_ID);
                },
                answer.dataSet());
    }

    /** A message as an answer. */
    static NResponse response(CommandSet response, Optional<DataSet> dataSet) {
        return new NResponse(
                response.status().orElse(DimseStatus.PROCESSING_FAILURE),
                response.string(CommandElement.AFFECTED_SOP_INSTANCE_UID),
                dataSet);
    }

    private static void copy(CommandSet from, CommandSet.Builder to, CommandElement element) {
        from.integer(element).ifPresent(value -> to.put(element, value));
    }

    private static CommandSet.Builder affected(int field, int messageId, String sopClass) {
        return CommandSet.builder(field)
                .put(CommandElement.AFFECTED_SOP_CLASS_UID, sopClass)
                .put(CommandElement.MESSAGE_ID, messageId);
    }

    private static CommandSet.Builder requested(
            int field, int messageId, String sopClass, String instance) {
        return CommandSet.builder(field)
                .put(CommandElement.REQUESTED_SOP_CLASS_UID, sopClass)
                .put(CommandElement.MESSAGE_ID, messageId)
                .put(CommandElement.REQUESTED_SOP_INSTANCE_UID, instance);
    }
}
