package io.elbo.studio;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * Reads what requests send. Who sends slowly holds a thread: only some of the threads may be held so, and none for long, so that there
 * are always some for others.
 */
final class Bodies {
    private static final int MOST_WAITING = 12;
    private static final long SILENCE_MILLIS = 2_000;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int CHUNK = 1 << 13;
    private static final Semaphore WAITING = new Semaphore(MOST_WAITING);

    private Bodies() {}

    /** At most so many bytes. What is here already, as all that the page sends, waits for nobody. */
    static byte[] read(HttpServletRequest request, int most) throws IOException {
        ServletInputStream in = request.getInputStream();
        long length = request.getContentLengthLong();
        if (length >= 0 && length <= most && in.available() >= length) {
            return in.readNBytes((int) length);
        }
        if (!WAITING.tryAcquire()) {
            throw Problem.busy();
        }
        EndPoint connection =
                Request.getBaseRequest(request).getHttpChannel().getConnection().getEndPoint();
        long usual = connection.getIdleTimeout();
        try {
            connection.setIdleTimeout(SILENCE_MILLIS);
            return inTime(in, most);
        } finally {
            connection.setIdleTimeout(usual);
            WAITING.release();
        }
    }

    private static byte[] inTime(ServletInputStream in, int most) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        while (body.size() < most) {
            int n = in.read(chunk, 0, Math.min(CHUNK, most - body.size()));
            if (n < 0) {
                break;
            }
            body.write(chunk, 0, n);
            if (System.nanoTime() - start > NANOS) {
                throw new IOException("the request takes too long");
            }
        }
        return body.toByteArray();
    }
}
