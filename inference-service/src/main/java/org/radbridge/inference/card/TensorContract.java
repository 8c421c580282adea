package org.radbridge.inference.card;

import java.util.List;

/**
 * A tensor as the Open Inference Protocol describes it.
 *
 * @param name the tensor's name
 * @param datatype a data type name of the protocol
 * @param shape its dimensions; -1 is any size
 */
public record TensorContract(String name, String datatype, List<Long> shape) {
    public TensorContract {
        shape = List.copyOf(shape);
    }

    /** How many values one element of the batch has. */
    public int elementSize() {
        long size = 1;
        for (long dimension : shape.subList(1, shape.size())) {
            size = Math.multiplyExact(size, dimension);
        }
        return Math.toIntExact(size);
    }
}
