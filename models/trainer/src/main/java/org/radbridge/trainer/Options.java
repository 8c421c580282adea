package org.radbridge.trainer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line, read. */
record Options(
        boolean help,
        List<ReferenceModel> models,
        Path repository,
        int patients,
        int epochs,
        int width,
        int heldOut,
        long seed,
        int threads) {

    static final String HELP =
            """
            Trains Radbridge's reference models on synthetic phantoms and writes them, with their
            cards, into a Triton model repository.

            Usage: train [chest] [head-ct] [OPTION]...     (both models when none is named)

              --repository DIR  where to write            (models/repository)
              --patients N      made-up patients to learn from (6000 chests, 2200 heads)
              --epochs N        times through them         (8 chests, 7 heads)
              --width N         channels of the network    (32)
              --held-out N      studies to choose thresholds on, and as many more to judge by
                                (1500 chests, 150 heads)
              --seed N          of weights and order       (20)
              --threads N       for PyTorch                (1; more change the last digits)
              --help            this text
            """;

    static Options read(List<String> arguments) {
        Options options =
                new Options(false, List.of(), Path.of("models/repository"), 0, 0, 32, 0, 20, 1);
        int index = 0;
        while (index < arguments.size()) {
            String argument = arguments.get(index);
            if (argument.equals("--help")) {
                options = options.asHelp();
                index++;
                continue;
            }
            if (!argument.startsWith("--")) {
                options = options.plus(model(argument));
                index++;
                continue;
            }
            if (index + 1 == arguments.size()) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            options = options.with(argument, arguments.get(index + 1));
            index += 2;
        }
        return options.models.isEmpty()
                ? options.plus(new ChestModel()).plus(new HeadCtModel())
                : options;
    }

    private static ReferenceModel model(String argument) {
        return switch (argument) {
            case "chest" -> new ChestModel();
            case "head-ct" -> new HeadCtModel();
            default -> throw new IllegalArgumentException("no model " + argument);
        };
    }

    private Options asHelp() {
        return new Options(
                true, models, repository, patients, epochs, width, heldOut, seed, threads);
    }

    private Options plus(ReferenceModel model) {
        List<ReferenceModel> more = new ArrayList<>(models);
        more.add(model);
        return new Options(
                help,
                List.copyOf(more),
                repository,
                patients,
                epochs,
                width,
                heldOut,
                seed,
                threads);
    }

    private Options with(String option, String value) {
        int n = option.equals("--repository") ? 0 : Integer.parseInt(value);
        return switch (option) {
            case "--repository" ->
                    new Options(
                            help,
                            models,
                            Path.of(value),
                            patients,
                            epochs,
                            width,
                            heldOut,
                            seed,
                            threads);
            case "--patients" ->
                    new Options(help, models, repository, n, epochs, width, heldOut, seed, threads);
            case "--epochs" ->
                    new Options(
                            help, models, repository, patients, n, width, heldOut, seed, threads);
            case "--width" ->
                    new Options(
                            help, models, repository, patients, epochs, n, heldOut, seed, threads);
            case "--held-out" ->
                    new Options(
                            help, models, repository, patients, epochs, width, n, seed, threads);
            case "--seed" ->
                    new Options(
                            help, models, repository, patients, epochs, width, heldOut, n, threads);
            case "--threads" ->
                    new Options(
                            help, models, repository, patients, epochs, width, heldOut, seed, n);
            default -> throw new IllegalArgumentException("no option " + option);
        };
    }

    int patients(ReferenceModel model) {
        if (patients > 0) {
            return patients;
        }
        return switch (model) {
            case ChestModel _ -> 6000;
            case HeadCtModel _ -> 2200;
        };
    }

    int epochs(ReferenceModel model) {
        if (epochs > 0) {
            return epochs;
        }
        return switch (model) {
            case ChestModel _ -> 8;
            case HeadCtModel _ -> 7;
        };
    }

    int heldOut(ReferenceModel model) {
        if (heldOut > 0) {
            return heldOut;
        }
        return switch (model) {
            case ChestModel _ -> 1500;
            case HeadCtModel _ -> 150;
        };
    }
}
