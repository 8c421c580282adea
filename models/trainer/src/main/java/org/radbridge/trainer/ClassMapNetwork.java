package org.radbridge.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small fully convolutional network whose last layer is a class map for each label: two stages
 * that halve the image, residual stages of growing dilation that let each cell see the whole of it,
 * and a 1 × 1 convolution. The pooled maps are the logits, so what the heat map shows is what
 * decided.
 *
 * <p>Output: the logits [N, L] and the maps [N, L, 32, 32], both before the sigmoid.
 */
final class ClassMapNetwork extends AbstractBlock {
    /** How sharply pooling prefers the hottest cells: log-sum-exp of this times the map. */
    static final float SHARPNESS = 3;

    private final List<Stage> stages = new ArrayList<>();
    private final Conv2d classMaps;
    private final int labels;

    /** A convolution, its normalisation, and how it is wired. */
    record Stage(Conv2d convolution, BatchNorm norm, int stride, int dilation, boolean residual) {}

    ClassMapNetwork(int width, int labels) {
        this.labels = labels;
        addStage(width / 2, 2, 1, false);
        addStage(width, 2, 1, false);
        for (int dilation : new int[] {1, 2, 4, 8, 1}) {
            addStage(width, 1, dilation, true);
        }
        classMaps =
                addChildBlock(
                        "classMaps",
                        Conv2d.builder()
                                .setKernelShape(new Shape(1, 1))
                                .setFilters(labels)
                                .build());
    }

    private void addStage(int filters, int stride, int dilation, boolean residual) {
        Conv2d convolution =
                addChildBlock(
                        "convolution" + stages.size(),
                        Conv2d.builder()
                                .setKernelShape(new Shape(3, 3))
                                .setFilters(filters)
                                .optStride(new Shape(stride, stride))
                                .optPadding(new Shape(dilation, dilation))
                                .optDilation(new Shape(dilation, dilation))
                                .optBias(false)
                                .build());
        BatchNorm norm = addChildBlock("norm" + stages.size(), BatchNorm.builder().build());
        stages.add(new Stage(convolution, norm, stride, dilation, residual));
    }

    List<Stage> stages() {
        return stages;
    }

    Conv2d classMaps() {
        return classMaps;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        NDList current = inputs;
        for (Stage stage : stages) {
            NDList convolved = stage.convolution().forward(store, current, training);
            NDArray active =
                    stage.norm().forward(store, convolved, training).singletonOrThrow().maximum(0f);
            current =
                    new NDList(stage.residual() ? active.add(current.singletonOrThrow()) : active);
        }
        NDArray maps = classMaps.forward(store, current, training).singletonOrThrow();
        return new NDList(pool(maps), maps);
    }

    private static NDArray pool(NDArray maps) {
        Shape shape = maps.getShape();
        NDArray cells = maps.mul(SHARPNESS).reshape(shape.get(0), shape.get(1), -1);
        NDArray highest = cells.max(new int[] {2}, true).stopGradient();
        NDArray mean = cells.sub(highest).exp().mean(new int[] {2}, true);
        return mean.log().add(highest).div(SHARPNESS).reshape(shape.slice(0, 2));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        long batch = input.get(0);
        return new Shape[] {
            new Shape(batch, labels), new Shape(batch, labels, input.get(2) / 4, input.get(3) / 4)
        };
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape[] shapes = inputShapes;
        for (Stage stage : stages) {
            stage.convolution().initialize(manager, dataType, shapes);
            shapes = stage.convolution().getOutputShapes(shapes);
            stage.norm().initialize(manager, dataType, shapes);
        }
        classMaps.initialize(manager, dataType, shapes);
    }
}
