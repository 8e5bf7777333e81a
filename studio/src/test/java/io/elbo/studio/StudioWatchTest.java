package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudioWatchTest {
    private static long watching() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("elbo-studio-watch"))
                .count();
    }

    @Test
    @Tag("slow") // until the server finds the connections dropped
    void aRunIsLookedAtByOneThreadWhileAnybodyListensAndThenByNone(@TempDir Path root) throws IOException {
        TinyRuns.image(root.resolve("one"));
        try (Client page = new Client(Studio.start(new StudioOptions(root, 0, true, null)))) {
            String path = "/api/runs/" + page.id("one") + "/events";
            assertEquals(0, watching());
            List<InputStream> streams = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                InputStream in = page.stream(page.request(path).header("Accept", "text/event-stream"))
                        .body();
                assertTrue(in.read() >= 0);
                streams.add(in);
            }
            assertEquals(1, watching());
            for (InputStream in : streams) {
                in.close();
            }
            // a dropped connection is noticed at the next send, which is every 10 seconds at the latest
            for (int i = 0; i < 300 && watching() > 0; i++) {
                Client.pause(100);
            }
            assertEquals(0, watching());
        }
    }

    @Test
    void whatIsKeptIsBounded() {
        Recent<Integer, String> recent = new Recent<>(3);
        for (int i = 0; i < 100; i++) {
            recent.get(i, k -> "v" + k);
            recent.get(0, k -> "again");
        }
        assertEquals(3, recent.size());
        assertEquals("v0", recent.get(0));
        assertEquals("v99", recent.get(99));
    }

    @Test
    void whatIsHeavyLeavesRoomForNothingElse() {
        Recent<Integer, String> recent = new Recent<>(10, 5, String::length);
        recent.put(1, "ab");
        recent.put(2, "abc");
        assertEquals(2, recent.size());
        recent.put(3, "a");
        assertEquals(2, recent.size(), "the eldest went");
        recent.put(4, "abcdefgh");
        assertEquals(1, recent.size());
        assertEquals("abcdefgh", recent.get(4));
    }
}
