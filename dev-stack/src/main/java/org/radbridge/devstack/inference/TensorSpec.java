package org.radbridge.devstack.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One tensor of a model's contract.
 *
 * @param dims dimensions without the batch dimension; -1 is any size
 */
record TensorSpec(String name, DataType type, List<Long> dims) {

    TensorSpec {
        dims = List.copyOf(dims);
    }

    /** The shape as metadata shows it: with -1 in front when the model batches. */
    List<Long> fullShape(boolean batching) {
        List<Long> shape = new ArrayList<>();
        if (batching) {
            shape.add(-1L);
        }
        shape.addAll(dims);
        return shape;
    }

    /** Whether a concrete shape fits; the size of the batch is not looked at. */
    boolean accepts(List<Long> shape, boolean batching) {
        List<Long> expected = fullShape(batching);
        if (shape.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            long wanted = expected.get(i);
            long given = shape.get(i);
            if (given < 0 || (wanted >= 0 && wanted != given)) {
                return false;
            }
        }
        return true;
    }

    /** A shape as Triton prints it in its messages. */
    static String print(List<Long> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
