package io.elbo.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Checks that every refusal has the right form. */
public final class Failures {
    private Failures() {}

    /** Checks that the action fails with exactly a {@code DataException}. Its message must be one line and contain all the parts. */
    public static String refused(Executable action, String... parts) {
        RuntimeException refusal = assertThrows(RuntimeException.class, action);
        assertEquals("io.elbo.data.DataException", refusal.getClass().getName(), refusal::toString);
        return checked(refusal.getMessage(), parts);
    }

    /** Checks the same for an error of the calling code. */
    public static String rejected(Executable action, String... parts) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, action);
        return checked(refusal.getMessage(), parts);
    }

    private static String checked(String message, String... parts) {
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.length() < 1000, message);
        for (String internal : new String[] {"io.elbo.", "java.", "com.fasterxml", "Feature", "Exception"}) {
            assertTrue(!message.contains(internal), () -> "'" + internal + "' is not for users: " + message);
        }
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
        return message;
    }
}
