package io.elbo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {
    private static final List<String> KNOWN = List.of("lines", "mnist", "fashion-mnist");

    @ParameterizedTest
    @CsvSource({
        "mnsit,mnist",
        "MNIST,mnist",
        "minst,mnist",
        "mnis,mnist",
        "line,lines",
        "fashion,fashion-mnist",
        "fashion_mnist,fashion-mnist",
        "FashionMNIST,fashion-mnist"
    })
    void aSlipIsSeenThrough(String typed, String meant) {
        assertEquals(Optional.of(meant), NearMiss.of(typed, KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"cifar10", "x", "''", "photos"})
    void anotherWordIsNot(String typed) {
        assertEquals(Optional.empty(), NearMiss.of(typed, KNOWN));
    }

    @Test
    void swappedNeighboursAreOneSlip() {
        assertEquals(1, NearMiss.slips("mnsit", "mnist"));
        assertEquals(3, NearMiss.slips("kitten", "sitting"));
        assertEquals(5, NearMiss.slips("", "lines"));
    }
}
