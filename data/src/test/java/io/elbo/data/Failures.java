package io.elbo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What every refusal has to look like. */
public final class Failures {
    private Failures() {}

    /** The action fails with a DataException of these packages, whose message is one line and contains all the parts. */
    public static String refused(Executable action, String... parts) {
        DataException refusal = assertThrows(DataException.class, action);
        assertTrue(
                refusal.getClass().getPackageName().startsWith("io.elbo.data"),
                refusal.getClass().getName());
        String message = refusal.getMessage();
        assertEquals(1, message.lines().count(), message);
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
        return message;
    }
}
