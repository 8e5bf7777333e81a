package io.elbo.engine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a value, outermost first. The last one varies fastest. A scalar is {@code [1]}.
 *
 * @param extents each at least 1
 */
public record Shape(List<Integer> extents) {
    private static final long MOST = 1L << 28;

    public Shape {
        extents = List.copyOf(extents);
        long size = 1;
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("shape " + extents + ": every extent must be at least 1");
            }
            // capping the size just above the maximum keeps the next product from overflowing
            size = Math.min(size * extent, MOST + 1);
        }
        if (extents.isEmpty() || size > MOST) {
            throw new IllegalArgumentException("shape " + extents + ": must hold from 1 to 2^28 values");
        }
    }

    /** Returns the shape with these extents, outermost first. */
    public static Shape of(Integer... extents) {
        return new Shape(List.of(extents));
    }

    /** Returns the number of values. */
    public int size() {
        return extents.stream().reduce(1, (a, b) -> a * b);
    }

    /** Returns the number of extents. */
    public int rank() {
        return extents.size();
    }

    /** Returns the extent of one axis; negative axes count from the last. */
    public int extent(int axis) {
        return extents.get(axis < 0 ? rank() + axis : axis);
    }

    /** Returns the innermost extent. */
    public int last() {
        return extent(-1);
    }

    /** Returns the product of all extents but the last. */
    public int leading() {
        return size() / last();
    }

    /** Returns this shape with another last extent. */
    public Shape withLast(int extent) {
        List<Integer> changed = new java.util.ArrayList<>(extents);
        changed.set(rank() - 1, extent);
        return new Shape(changed);
    }

    @Override
    public String toString() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x", "[", "]"));
    }
}
