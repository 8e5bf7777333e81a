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
 * Reads request bodies. A slow client holds a thread, so only some threads may wait for slow clients, each for a limited time. The
 * other threads stay free for other requests.
 */
final class Bodies {
    private static final int MOST_WAITING = 12;
    private static final long SILENCE_MILLIS = 2_000;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int CHUNK = 1 << 13;
    private static final Semaphore WAITING = new Semaphore(MOST_WAITING);

    private Bodies() {}

    /** Reads at most {@code most} bytes. A body that has already arrived, as the page's bodies have, is read without waiting. */
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
                throw new IOException("the request took too long");
            }
        }
        return body.toByteArray();
    }
}
