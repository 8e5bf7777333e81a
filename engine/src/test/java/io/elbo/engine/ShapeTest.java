package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void aShapeKnowsItsExtents() {
        Shape shape = Shape.of(2, 3, 5);
        assertEquals(30, shape.size());
        assertEquals(3, shape.rank());
        assertEquals(2, shape.extent(0));
        assertEquals(3, shape.extent(-2));
        assertEquals(5, shape.last());
        assertEquals(6, shape.leading());
        assertEquals(Shape.of(2, 3, 7), shape.withLast(7));
        assertEquals("[2x3x5]", shape.toString());
    }

    @Test
    void aVectorHasOneLeadingValue() {
        assertEquals(1, Shape.of(4).leading());
        assertEquals(4, Shape.of(4).last());
    }

    @Test
    void aShapeDoesNotChangeWithItsList() {
        List<Integer> extents = new ArrayList<>(List.of(2, 3));
        Shape shape = new Shape(extents);
        extents.set(0, 100);
        assertEquals(Shape.of(2, 3), shape);
    }

    @Test
    void emptyAndNegativeExtentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(3, 0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Shape.of(3, -1))
                .getMessage()
                .contains("[3, -1]"));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(3).withLast(0));
    }

    @Test
    void shapesOfMoreThanTwoToThe28ValuesAreRefused() {
        assertEquals(1 << 28, Shape.of(1 << 14, 1 << 14).size());
        assertThrows(IllegalArgumentException.class, () -> Shape.of(1 << 14, (1 << 14) + 1));
        int most = Integer.MAX_VALUE;
        assertThrows(IllegalArgumentException.class, () -> Shape.of(most, most, most, most, most));
        // a product that is zero modulo 2^64
        assertThrows(IllegalArgumentException.class, () -> Shape.of(1 << 30, 1 << 30, 1 << 30));
    }
}
