package io.elbo.studio;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;

/** Reads and checks the parameters and bodies of requests. */
final class Query {
    /** The largest request body. */
    static final int MOST_BYTES = 2 << 20;

    private Query() {}

    /** Returns a whole number, or null if the parameter is absent. */
    static Integer whole(Context request, String name) {
        String text = request.queryParam(name);
        return text == null ? null : number(name, text);
    }

    static int number(String name, String text) {
        if (!text.matches("\\d{1,9}")) {
            throw Problem.wrong(name + ": must be a whole number");
        }
        return Integer.parseInt(text);
    }

    static double real(Context request, String name, double usual) {
        String text = request.queryParam(name);
        if (text == null) {
            return usual;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw Problem.wrong(name + ": must be a number");
        }
    }

    static int[] list(String name, String text) {
        if (text == null || !text.matches("\\d{1,9}(,\\d{1,9})*+")) {
            throw Problem.wrong(name + ": must be whole numbers separated by commas");
        }
        return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    /** Reads a request body. Enforces the limits on size and time whatever length the request declares. */
    static byte[] body(Context request) {
        if (request.req().getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        try {
            byte[] body = Bodies.read(request.req(), MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw Problem.wrong("the request was incomplete or took too long");
        }
    }

    private static Problem tooLarge() {
        return Problem.tooLarge("the request is larger than " + (MOST_BYTES >> 20) + " MiB");
    }
}
