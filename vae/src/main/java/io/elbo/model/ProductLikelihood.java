package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * A product of likelihoods over groups of columns: {@code p(x|z) = prod_g p_g(x_g|z)}. The names of the learned parameters of group g begin
 * with {@code likelihood.g}.
 *
 * @param parts the groups, in order, which together cover the row
 */
public record ProductLikelihood(List<Part> parts) implements Likelihood {
    /**
     * Consecutive columns with one likelihood.
     *
     * @param columns the number of columns
     * @param likelihood their likelihood, which must not be a product
     */
    public record Part(int columns, Likelihood likelihood) {
        public Part {
            if (columns < 1) {
                throw new IllegalArgumentException("columns " + columns + ": must be at least 1");
            }
            if (likelihood == null || likelihood instanceof ProductLikelihood) {
                throw new IllegalArgumentException("likelihood: must be a likelihood that is not a product");
            }
        }
    }

    public ProductLikelihood {
        if (parts == null || parts.isEmpty() || parts.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("parts: must be a list of at least one part");
        }
        parts = List.copyOf(parts);
    }

    @Override
    public Shape outputs(Shape data) {
        int columns = parts.stream().mapToInt(Part::columns).sum();
        if (data.rank() != 1 || data.size() != columns) {
            throw new IllegalArgumentException(
                    "data " + data + ": the parts of this product have " + columns + " columns; the row must too");
        }
        return Shape.of(parts.stream()
                .mapToInt(p -> p.likelihood.outputs(Shape.of(p.columns)).size())
                .sum());
    }

    /**
     * A part, or several categorical parts in a row, which one program computes together.
     *
     * @param first its first part
     * @param columns the number of its columns
     * @param outputs the number of its outputs of the decoder
     */
    private record Run(int first, int parts, int columns, int outputs) {}

    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int outputs = part.likelihood.outputs(Shape.of(part.columns)).size();
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null
                    && part.likelihood instanceof Categorical
                    && parts.get(last.first).likelihood instanceof Categorical) {
                runs.set(
                        runs.size() - 1,
                        new Run(last.first, last.parts + 1, last.columns + part.columns, last.outputs + outputs));
            } else {
                runs.add(new Run(i, 1, part.columns, outputs));
            }
        }
        return runs;
    }

    private Distribution of(Run run, Node output, Network network) {
        Shape shape = Shape.of(run.columns);
        Part part = parts.get(run.first);
        if (part.likelihood instanceof Categorical) {
            List<Integer> classes = new ArrayList<>();
            for (Part one : parts.subList(run.first, run.first + run.parts)) {
                int each = ((Categorical) one.likelihood).classes();
                classes.addAll(Collections.nCopies(one.columns / each, each));
            }
            return Categorical.ofGroups(output, shape, classes);
        }
        Network own = new Network(
                network.graph(), network.name() + "." + run.first, network.initialization(), network.training());
        return part.likelihood.of(output, shape, own);
    }

    @Override
    public Distribution of(Node output, Shape data, Network network) {
        List<Run> runs = runs();
        List<Distribution> distributions = new ArrayList<>();
        int at = 0;
        for (Run run : runs) {
            distributions.add(of(run, output.slice(at, run.outputs), network));
            at += run.outputs;
        }
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                return Node.concat(each(x, Distribution::logDensities));
            }

            @Override
            public Node logDensity(Node x) {
                return each(x, Distribution::logDensity).stream()
                        .reduce(Node::plus)
                        .orElseThrow();
            }

            private List<Node> each(Node x, BiFunction<Distribution, Node, Node> of) {
                List<Node> pieces = new ArrayList<>();
                int from = 0;
                for (int i = 0; i < runs.size(); i++) {
                    int columns = runs.get(i).columns;
                    pieces.add(of.apply(distributions.get(i), x.slice(from, columns)));
                    from += columns;
                }
                return pieces;
            }

            @Override
            public Node mean() {
                return Node.concat(
                        distributions.stream().map(Distribution::mean).toList());
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        List<RowDistribution> distributions = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < parts.size(); i++) {
            String name = i + ".";
            Part part = parts.get(i);
            Shape shape = Shape.of(part.columns);
            int size = part.likelihood.outputs(shape).size();
            distributions.add(part.likelihood.at(
                    Arrays.copyOfRange(output, from, from + size), shape, own -> learned.apply(name + own)));
            from += size;
        }
        return new Product(parts, distributions);
    }

    private record Product(List<Part> parts, List<RowDistribution> distributions) implements RowDistribution {
        @Override
        public double logDensity(float[] x) {
            double sum = 0;
            int from = 0;
            for (int i = 0; i < parts.size(); i++) {
                int columns = parts.get(i).columns;
                sum += distributions.get(i).logDensity(Arrays.copyOfRange(x, from, from + columns));
                from += columns;
            }
            return sum;
        }

        @Override
        public double mean(int feature) {
            int part = part(feature);
            return distributions.get(part).mean(feature - first(part));
        }

        @Override
        public double quantile(int feature, double p) {
            int part = part(feature);
            return distributions.get(part).quantile(feature - first(part), p);
        }

        @Override
        public void sample(IntToDoubleFunction uniform, float[] to, int at) {
            int from = 0;
            for (int i = 0; i < parts.size(); i++) {
                int first = from;
                distributions.get(i).sample(j -> uniform.applyAsDouble(first + j), to, at + first);
                from += parts.get(i).columns;
            }
        }

        private int part(int feature) {
            int part = 0;
            while (feature >= first(part) + parts.get(part).columns) {
                part++;
            }
            return part;
        }

        private int first(int part) {
            return parts.subList(0, part).stream().mapToInt(Part::columns).sum();
        }
    }

    @Override
    public boolean continuous() {
        return parts.stream().anyMatch(p -> p.likelihood.continuous());
    }

    @Override
    public String refuses(int feature, float x) {
        int at = 0;
        for (Part part : parts) {
            if (feature < at + part.columns) {
                return part.likelihood.refuses(feature - at, x);
            }
            at += part.columns;
        }
        return "the row has no such feature";
    }
}
