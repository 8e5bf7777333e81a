package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A product of likelihoods over groups of columns: {@code p(x|z) = prod_g p_g(x_g|z)}. Learned parameters of group g go
 * under {@code likelihood.g}.
 *
 * @param parts the groups in order; together they cover the row
 */
public record ProductLikelihood(List<Part> parts) implements Likelihood {
    /**
     * Consecutive columns of one likelihood.
     *
     * @param columns how many
     * @param likelihood theirs; not itself a product
     */
    public record Part(int columns, Likelihood likelihood) {
        public Part {
            if (columns < 1) {
                throw new IllegalArgumentException("columns " + columns + ": must be at least 1");
            }
            if (likelihood == null || likelihood instanceof ProductLikelihood) {
                throw new IllegalArgumentException("likelihood: must be a likelihood that is no product");
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

    @Override
    public Distribution of(Node output, Shape data, Network network) {
        List<Distribution> distributions = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Shape shape = Shape.of(part.columns);
            int size = part.likelihood.outputs(shape).size();
            Network own = new Network(
                    network.graph(), network.name() + "." + i, network.initialization(), network.training());
            distributions.add(part.likelihood.of(output.slice(at, size), shape, own));
            at += size;
        }
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                List<Node> pieces = new ArrayList<>();
                int from = 0;
                for (int i = 0; i < parts.size(); i++) {
                    pieces.add(distributions.get(i).logDensities(x.slice(from, parts.get(i).columns)));
                    from += parts.get(i).columns;
                }
                return Node.concat(pieces);
            }

            @Override
            public Node mean() {
                return Node.concat(
                        distributions.stream().map(Distribution::mean).toList());
            }
        };
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
