package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Operands that do not match are refused where the expression is written, by their names and shapes. */
class NodeTest {
    private static final Initializer ZERO = new Initializer.Constant(0);

    private final Graph g = new Graph();
    private final Node x = g.input("x", Shape.of(4));
    private final Node y = g.input("y", Shape.of(5));
    private final Node w = g.parameter("W", Shape.of(3, 4), ZERO);
    private final Node b = g.parameter("b", Shape.of(4), ZERO);
    private final Node image = g.input("image", Shape.of(5, 5, 2));

    private static void refused(Executable expression, String... named) {
        String message =
                assertThrows(IllegalArgumentException.class, expression).getMessage();
        for (String name : named) {
            assertTrue(message.contains(name), message);
        }
    }

    @Test
    void operandsOfDifferentShapesAreRefused() {
        refused(() -> x.plus(y), "input x [4]", "input y [5]");
        refused(() -> x.select(y, y), "input x [4]", "input y [5]");
        refused(() -> x.select(x, y), "input y [5]");
    }

    @Test
    void sharedValuesTakePartAsRowwiseValuesOnlyWhenSpread() {
        refused(() -> x.plus(b), "input x [4]", "parameter b [4]");
        refused(() -> b.plus(x), "input x [4]", "parameter b [4]");
        refused(() -> x.select(b, x), "parameter b [4]");
        refused(() -> b.plus(b), "parameter b [4]", "spread");
        refused(b::exp, "parameter b [4]", "spread");
        refused(() -> b.times(2), "parameter b [4]", "spread");
        refused(() -> b.plus(2), "parameter b [4]", "spread");
        refused(() -> b.reshape(Shape.of(2, 2)), "parameter b [4]", "spread");
        refused(b::sum, "parameter b [4]", "spread");
        refused(() -> b.slice(0, 2), "parameter b [4]", "spread");
        refused(() -> b.broadcast(Shape.of(4, 2)), "parameter b [4]", "spread");
        refused(() -> b.repeat(2), "parameter b [4]", "spread");
        refused(() -> w.spread(), "parameter W [3x4]");
        refused(() -> x.spread(), "input x [4]");
        assertEquals(Shape.of(4), x.plus(b.spread()).shape());
    }

    @Test
    void aDetachedSharedValueIsShared() {
        refused(() -> x.plus(b.detach()), "input x [4]", "Detach [4]");
        assertEquals(Shape.of(4), x.plus(b.detach().spread()).shape());
    }

    @Test
    void matricesThatDoNotFitAreRefused() {
        refused(() -> y.affine(w), "input y [5]", "parameter W [3x4]");
        refused(() -> x.affine(b), "parameter b [4]");
        refused(() -> x.affine(w, b), "parameter b [4]", "vector of 3");
        refused(() -> x.affineTransposed(w), "input x [4]", "parameter W [3x4]");
        refused(() -> x.affine(x), "input x [4]");
        assertEquals(Shape.of(3), x.affine(w).shape());
        assertEquals(Shape.of(4), x.affine(w).affineTransposed(w).shape());
    }

    @Test
    void kernelsThatDoNotFitAreRefused() {
        ConvGeometry c = ConvGeometry.convolution(5, 5, 2, 3, 3, 2, 1);
        Node kernel = g.parameter("K", Shape.of(3, 2, 3, 3), ZERO);
        Node other = g.parameter("L", Shape.of(2, 3, 3, 3), ZERO);
        refused(() -> image.convolve(other, c), "input image [5x5x2]", "parameter L [2x3x3x3]", "[3x2x3x3]");
        refused(() -> x.convolve(kernel, c), "input x [4]", "[5x5x2]");
        refused(() -> image.convolve(kernel, b, c), "parameter b [4]");
        refused(() -> image.convolveTransposed(kernel, c), "input image [5x5x2]", "[3x3x3]");
        assertEquals(Shape.of(3, 3, 3), image.convolve(kernel, c).shape());
    }

    @Test
    void reshapesSlicesAndSpreadsThatDoNotFitAreRefused() {
        refused(() -> x.reshape(Shape.of(5)), "input x [4]", "[5]");
        refused(() -> x.slice(2, 3), "input x [4]");
        refused(() -> x.slice(-1, 3), "input x [4]");
        refused(() -> x.slice(0, 0), "input x [4]");
        refused(() -> x.slice(1, Integer.MAX_VALUE), "input x [4]");
        refused(() -> x.broadcast(Shape.of(5, 2)), "input x [4]", "[5x2]");
    }

    @Test
    void valuesThatDoNotFitSideBySideAreRefused() {
        Node matrix = g.input("matrix", Shape.of(2, 4));
        refused(() -> Node.concat(List.of(x, matrix)), "input x [4]", "input matrix [2x4]");
        refused(() -> Node.concat(List.of(matrix, g.input("other", Shape.of(3, 4)))), "input other [3x4]");
        refused(() -> Node.concat(List.of(x, b)), "parameter b [4]", "spread");
        refused(() -> Node.concat(List.of()), "at least one");
        assertEquals(Shape.of(9), Node.concat(List.of(x, y)).shape());
    }

    @Test
    void boundsTheWrongWayRoundAreRefused() {
        refused(() -> x.clamp(1, 0), "input x [4]", "1.0 .. 0.0");
        refused(() -> x.clamp(0, Float.NaN), "NaN");
        refused(() -> x.max(y), "input x [4]", "input y [5]");
    }

    @Test
    void valuesOfAnotherGraphAreRefused() {
        Node foreign = new Graph().input("foreign", Shape.of(4));
        refused(() -> x.plus(foreign), "input foreign [4]", "another graph");
    }

    @Test
    void aNameStandsForOneShape() {
        refused(() -> g.parameter("b", Shape.of(5), ZERO), "parameter b is [4], not [5]");
        refused(() -> g.input("x", Shape.of(5)), "input x is [4], not [5]");
        assertTrue(g.parameter("b", Shape.of(4), ZERO) == b);
        assertTrue(g.input("x", Shape.of(4)) == x);
    }

    @Test
    void inputsAndParametersAreInTheOrderOfTheirFirstMention() {
        assertEquals(List.of(x, y, image), g.inputs());
        assertEquals(List.of(w, b), g.parameters());
    }
}
