package io.elbo.studio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** Answers requests that Jetty rejects, such as malformed or oversized ones, with one line instead of Jetty's own page. */
final class ErrorPages extends ErrorHandler {
    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        base.setHandled(true);
        Guard.HEADERS.forEach(response::setHeader);
        response.setContentType("application/json");
        response.getOutputStream().write(error(response.getStatus()));
    }

    @Override
    public java.nio.ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        Guard.HEADERS.forEach(fields::put);
        fields.put("Content-Type", "application/json");
        return java.nio.ByteBuffer.wrap(error(status));
    }

    private static byte[] error(int status) {
        return JsonText.bytes(Map.of("error", message(status)));
    }

    private static String message(int status) {
        return switch (status) {
            case 404 -> "there is no such page";
            case 408 -> "the request took too long";
            case 413 -> "the request is too large";
            case 414, 431 -> "the request's address or headers are too long";
            default -> status < 500 ? "the request is malformed" : "the server failed";
        };
    }
}
